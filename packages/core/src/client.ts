import { wrong } from './capability.ts'
import type { ModelCapability } from './capability.ts'
import { systemClock, type Clock } from './clock.ts'
import { openVideo, type DownloadOptions, type VideoStream } from './download.ts'
import { isVideoError, VideoError, withJob } from './errors.ts'
import { follow, type FollowOptions } from './follow.ts'
import { refuse } from './issues.ts'
import { assertOutputs, mergeJob, parseJob, type Job, type JobReference, type Snapshot } from './job.ts'
import { choose, considerProvider, createMenu, findProvider, must, type Plan } from './plan.ts'
import { specVersion, type ProviderCall, type VideoProvider } from './provider.ts'
import { parseRequest, type VideoRequestInput } from './request.ts'
import { saveVideo, type SavedVideo } from './save.ts'

/** What a client is made of. */
export interface ClientOptions {
  providers: readonly VideoProvider[]
  /** Used for every call of a provider that has none of its own. */
  fetch?: typeof globalThis.fetch | undefined
  /** Replaces the machine's clock in tests. */
  clock?: Clock | undefined
  /** Replaces Math.random in tests; spreads polls. */
  random?: (() => number) | undefined
}

/** Options of a single call. */
export interface CallOptions {
  signal?: AbortSignal | undefined
}

/** Options of a call that may have to choose a provider. */
export interface ChoiceOptions extends CallOptions {
  /** Id of the provider; needed only where several have the model. */
  provider?: string | undefined
}

/** Options of waiting. */
export interface WaitOptions extends FollowOptions {
  /** Told of every change. */
  onUpdate?: ((job: Job) => void) | undefined
}

/** Options of the whole way from request to clip. */
export interface GenerateOptions extends WaitOptions, ChoiceOptions {}

/** A model and whose it is. */
export type OfferedModel = ModelCapability & { provider: string }

/** A page of jobs, newest first. */
export interface JobPage {
  jobs: Job[]
  /** Pass it to `list` for the next page; absent on the last. */
  cursor?: string
}

/** The clip of a completed job; nothing is fetched before one of these is called. */
export interface VideoFile {
  save(path: string, options?: DownloadOptions): Promise<SavedVideo>
  stream(options?: DownloadOptions): Promise<VideoStream>
}

/** One interface over all the providers it was given. Every rejection is a VideoError. */
export interface Client {
  /** What every model can do. */
  models(options?: ChoiceOptions): Promise<OfferedModel[]>
  /** What `create` would do, for each provider; nothing is spent. */
  plan(request: VideoRequestInput, options?: ChoiceOptions): Promise<Plan>
  /** The billable call, made once. Without a verdict from the vendor it throws `submission_unknown`. */
  create(request: VideoRequestInput, options?: ChoiceOptions): Promise<Job>
  /** One look at a job. */
  get(job: JobReference, options?: CallOptions): Promise<Job>
  /** Every change of a job until it ends. */
  watch(job: JobReference, options?: FollowOptions): AsyncGenerator<Job>
  /** The ended job; a failed job is a state, not an exception. */
  wait(job: JobReference, options?: WaitOptions): Promise<Job>
  /** The vendor's list of jobs, newest first. */
  list(options?: ChoiceOptions & { cursor?: string | undefined }): Promise<JobPage>
  /** Removes a job at the vendor; what that means is in `capabilities.deletes`. */
  delete(job: JobReference, options?: CallOptions): Promise<void>
  /** Saves a completed job's clip: whole or not at all. */
  download(job: Job, path: string, options?: DownloadOptions): Promise<SavedVideo>
  /** A completed job's clip as a web stream. */
  stream(job: Job, options?: DownloadOptions): Promise<VideoStream>
  /** Create and wait. A job that fails is thrown, with the job. */
  generate(request: VideoRequestInput, options?: GenerateOptions): Promise<{ job: Job; video: VideoFile }>
  /** A job from where it was stored. */
  job(stored: unknown): Job
}

/** Makes a client; no call is made before one of its methods is. */
export function createClient({ providers, fetch, clock = systemClock, random = Math.random }: ClientOptions): Client {
  for (const { id, specVersion: version } of providers) {
    if (providers.filter((other) => other.id === id).length > 1) throw refuse([wrong('providers', id, 'each id once')])
    if (version !== specVersion) throw refuse([wrong(`providers.${id}.specVersion`, version, String(specVersion))])
  }
  const menu = createMenu(() => clock.elapsed())
  const callOf = ({ signal }: CallOptions): ProviderCall => ({ signal, fetch, clock })
  const asked = (id: string | undefined): readonly VideoProvider[] =>
    id === undefined ? providers : [findProvider(providers, id)]

  /** The provider of a job, or the only one. */
  const one = (id: string | undefined): VideoProvider => {
    const [first] = providers
    if (id !== undefined || !first || providers.length > 1) return findProvider(providers, id ?? 'none')
    return first
  }
  const known = (reference: JobReference): Job => ({ model: '', status: 'unknown', outputs: [], ...reference })
  const jobOf = (provider: VideoProvider, seen: Snapshot & { id: string }, model: string): Job => {
    const job = mergeJob({ provider: provider.id, model, id: seen.id, status: 'queued', outputs: [] }, seen)
    const { resultLifetimeMs } = provider.capabilities
    const createdAt = job.createdAt ?? new Date(clock.now()).toISOString()
    if (job.expiresAt !== undefined || resultLifetimeMs === null) return { ...job, createdAt }
    return { ...job, createdAt, expiresAt: new Date(Date.parse(createdAt) + resultLifetimeMs).toISOString() }
  }

  async function look(job: Job, call: ProviderCall): Promise<Job> {
    const provider = findProvider(providers, job.provider)
    try {
      return assertOutputs(mergeJob(job, await provider.get(job, call)), provider.content !== undefined)
    } catch (error) {
      const isGone = isVideoError(error) && error.code === 'not_found' && job.expiresAt !== undefined
      if (isGone && Date.parse(job.expiresAt ?? '') <= clock.now()) return mergeJob(job, { status: 'expired' })
      throw job.createdAt === undefined ? error : withJob(error, job)
    }
  }

  const client: Client = {
    async models(options = {}) {
      const call = callOf(options)
      const found = await Promise.all(
        asked(options.provider).map(async (provider) =>
          (await menu.of(provider, call)).map((model) => ({ provider: provider.id, ...model })),
        ),
      )
      return found.flat()
    },
    async plan(input, options = {}) {
      const request = parseRequest(input)
      const context = { menu, call: callOf(options), withPreview: true }
      const candidates = await Promise.all(
        asked(options.provider).map((provider) => considerProvider(provider, request, context)),
      )
      return { candidates: candidates.map(({ choice: _choice, ...candidate }) => candidate) }
    },
    async create(input, options = {}) {
      const request = parseRequest(input)
      const context = { menu, call: callOf(options), withPreview: false }
      const candidates = await Promise.all(
        asked(options.provider).map((provider) => considerProvider(provider, request, context)),
      )
      const choice = choose(candidates)
      const seen = await choice.provider.create(choice.request, context.call)
      return jobOf(choice.provider, seen, request.model)
    },
    get: (job, options = {}) => look(known(job), callOf(options)),
    async *watch(reference, options = {}) {
      const provider = findProvider(providers, reference.provider)
      const { timeoutMs = 0, maxFailures = 1 } = options
      const isWrong = !(timeoutMs >= 0) || !(maxFailures >= 1)
      if (isWrong) throw refuse([wrong('options', { timeoutMs, maxFailures }, 'timeoutMs from 0, maxFailures from 1')])
      yield* follow(known(reference), { ...options, provider, clock, random, look, call: callOf(options) })
    },
    async wait(reference, { onUpdate, ...options } = {}) {
      let job = known(reference)
      for await (const seen of client.watch(reference, options)) {
        job = seen
        onUpdate?.(seen)
      }
      return job
    },
    async list({ provider: id, cursor, signal } = {}) {
      const provider = one(id)
      const page = await must(provider, 'list')({ cursor }, callOf({ signal }))
      const jobs = page.jobs.map((seen) => jobOf(provider, seen, seen.model ?? ''))
      return { jobs, ...(page.cursor !== undefined && { cursor: page.cursor }) }
    },
    async delete(job, options = {}) {
      await must(findProvider(providers, job.provider), 'delete')(job, callOf(options))
    },
    download: (job, path, options = {}) => saveVideo(job, () => client.stream(job, options), path),
    async stream(job, options = {}) {
      const provider = findProvider(providers, job.provider)
      const own = provider.fetch ?? fetch ?? globalThis.fetch
      return openVideo(job, { ...options, provider, fetch: own, clock, call: callOf(options) })
    },
    async generate(request, options = {}) {
      const created = await client.create(request, options)
      options.onUpdate?.(created)
      const job = await client.wait(created, options)
      if (job.status !== 'completed') {
        const { code = 'vendor_failure', message = `the job is ${job.status}`, charged } = { ...job.error }
        const why = job.status === 'expired' ? 'expired' : code
        throw new VideoError(why, `${job.provider}: job ${job.id} ${job.status}: ${message}`, {
          job,
          charged,
          operation: 'generate',
        })
      }
      return {
        job,
        video: { save: (path, more) => client.download(job, path, more), stream: (more) => client.stream(job, more) },
      }
    },
    job: parseJob,
  }
  return client
}
