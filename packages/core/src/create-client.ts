import type { CallOptions, Client, ClientOptions } from './client.ts'
import { systemClock } from './clock.ts'
import { openVideo } from './download.ts'
import { isVideoError, VideoError, withJob } from './errors.ts'
import { follow } from './follow.ts'
import { refuse, wrong } from './issues.ts'
import { assertOutputs, isEnd, mergeJob, parseJob, type Job, type JobReference, type Snapshot } from './job.ts'
import { choose, considerProvider, createMenu, findProvider, must } from './plan.ts'
import { specVersion, type ProviderCall, type VideoProvider } from './provider.ts'
import { parseRequest } from './request.ts'
import { saveVideo } from './save.ts'
import { readDelivery } from './webhook.ts'

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
  /** `madeAt` stands in where the vendor does not say when; only for what was made just now. */
  const jobOf = (provider: VideoProvider, seen: Snapshot & { id: string }, model: string, madeAt?: string): Job => {
    const job = mergeJob({ provider: provider.id, model, id: seen.id, status: 'queued', outputs: [] }, seen)
    const { resultLifetimeMs } = provider.capabilities
    const createdAt = job.createdAt ?? madeAt
    if (createdAt === undefined) return job
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
      const { provider } = choice
      // One key for one logical call: with it, the vendor itself tells a repeat from a new job.
      const hasKey = provider.capabilities.idempotency === 'key'
      const idempotencyKey = choice.request.idempotencyKey ?? (hasKey ? crypto.randomUUID() : undefined)
      const seen = await provider.create({ ...choice.request, idempotencyKey }, context.call)
      return jobOf(provider, seen, request.model, new Date(clock.now()).toISOString())
    },
    get: (job, options = {}) => look(known(job), callOf(options)),
    async *watch(reference, options = {}) {
      const provider = findProvider(providers, reference.provider)
      const { timeoutMs = 0, maxFailures = 1 } = options
      const isWrong = !(timeoutMs >= 0) || !(maxFailures >= 1)
      if (isWrong) throw refuse([wrong('options', { timeoutMs, maxFailures }, 'timeoutMs from 0, maxFailures from 1')])
      yield* follow(known(reference), { ...options, provider, clock, random, look, call: callOf(options) })
    },
    async cancel(reference, options = {}) {
      const job = known(reference)
      if (isEnd(job)) return job
      const call = callOf(options)
      try {
        await must(findProvider(providers, job.provider), 'cancel')(job, call)
      } catch (error) {
        // It ended before the vendor could stop it: the look tells how.
        if (!isVideoError(error) || error.code !== 'conflict') throw withJob(error, job)
      }
      return look(job, call)
    },
    async wait(reference, { onUpdate, onTimeout = 'keep', ...options } = {}) {
      let job = known(reference)
      if (onTimeout === 'cancel') must(findProvider(providers, job.provider), 'cancel')
      try {
        for await (const seen of client.watch(reference, options)) {
          job = seen
          onUpdate?.(seen)
        }
        return job
      } catch (error) {
        const isLate = isVideoError(error) && error.code === 'timeout' && error.operation === 'wait'
        if (isLate && onTimeout === 'cancel') await client.cancel(job).catch(() => {})
        throw error
      }
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
    async deleteAll({ provider: id, signal } = {}) {
      return must(one(id), 'deleteAll')(callOf({ signal }))
    },
    async setRetention(job, days, options = {}) {
      const provider = findProvider(providers, job.provider)
      const { longestRetentionDays: most = Infinity } = provider.capabilities
      const isRight = Number.isInteger(days) && days >= 1 && days <= most
      if (!isRight) throw refuse([wrong('days', days, `a whole number from 1${most < Infinity ? ` to ${most}` : ''}`)])
      const changed = await must(provider, 'setRetention')(job, days, callOf(options))
      return { ...job, ...(changed.expiresAt !== undefined && { expiresAt: changed.expiresAt }) }
    },
    async balance({ provider: id, signal } = {}) {
      return must(one(id), 'balance')(callOf({ signal }))
    },
    async webhook(request, { provider: id, signal } = {}) {
      const provider = one(id)
      const delivery = await readDelivery(request)
      const news = await must(provider, 'webhook')(delivery, callOf({ signal }))
      const event = {
        isVerified: news.isVerified,
        ...(news.deliveryId !== undefined && { deliveryId: news.deliveryId }),
      }
      // A delivery is a hint: what it says of the job is not believed, signed or not.
      if (!news.job) return event
      return { ...event, job: await look(known({ provider: provider.id, ...news.job }), callOf({ signal })) }
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
