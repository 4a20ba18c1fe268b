import { createAccounts } from './account-slots.ts'
import { createTimerHeap } from '../time/timer-heap.ts'
import type { CallOptions } from '../model/video-provider.ts'
import type { Client, ClientOptions, CreateOptions } from './client.ts'
import { createDownloads } from './downloads.ts'
import { systemClock } from '../time/clock.ts'
import { createJob } from './create-job.ts'
import { isVideoError, VideoError, withJob } from '../model/errors.ts'
import { follow } from '../polling/wait.ts'
import { createWebhookDebounce } from '../webhook/debounce.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { isEnd, type Job } from '../model/job.ts'
import { createPolls } from './poll-job.ts'
import { createEmit } from '../model/client-event.ts'
import { choose, considerProvider, createModelCache, type Choice } from './plan.ts'
import { findProvider, must } from './find-provider.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import { createStoredJobs } from '../journal/reopen.ts'
import { createPollSchedule } from '../polling/poll-schedule.ts'
import { parseRequest, type VideoRequest, type VideoRequestInput } from '../model/request.ts'
import { resumed } from '../polling/wait-all.ts'
import { memoryStore } from '../journal/job-store.ts'
import { createJournal } from '../journal/submit.ts'
import { createPoller } from '../polling/poller.ts'
import { recordAt } from '../webhook/callback-url.ts'
import { readDelivery, unproven } from '../webhook/read-delivery.ts'

/** A client but for what needs no waiting. */
export type OpenClient = Omit<Client, 'job'>

/** Everything that a client does, for options that were checked. */
export function openClient(options: ClientOptions): OpenClient {
  const { providers, fetch, clock = systemClock, random = Math.random } = options
  const { store = memoryStore(), limits = {}, onEvent, webhooks } = options
  const modelCache = createModelCache(() => clock.elapsed())
  const callOf = ({ signal }: CallOptions): ProviderCall => ({ signal, fetch, clock })
  const asked = (id: string | undefined): readonly VideoProvider[] =>
    id === undefined ? providers : [findProvider(providers, id)]

  /** The provider of a job, or the only one. */
  const one = (id: string | undefined): VideoProvider => {
    const [first] = providers
    if (id !== undefined || !first || providers.length > 1) return findProvider(providers, id ?? 'none')
    return first
  }
  /** A poll that somebody asked for is news for all who wait for the job. */
  async function pollAndTell(job: Job, call: ProviderCall): Promise<Job> {
    const seen = await poll(poller.known(job), call)
    poller.tell(seen)
    return seen
  }
  async function chosen(request: VideoRequest, id: string | undefined, call: ProviderCall): Promise<Choice> {
    const context = { modelCache, call, withPreview: false }
    return choose(await Promise.all(asked(id).map((provider) => considerProvider(provider, request, context))))
  }

  const emit = createEmit(onEvent, () => clock.now())
  const { known, jobOf, poll, send, tookMs } = createPolls({
    providers,
    clock,
    emit,
    webhooks,
    // An end is kept; where that fails, a later poll finds it again.
    onEnd: (job) => journal.seen(job).catch(() => {}),
  })
  const timerHeap = createTimerHeap(clock)
  const poller = createPoller({
    clock,
    timerHeap,
    schedule: createPollSchedule(random),
    accountOf: (job) => accountOf(job.provider),
    poll,
    list: (provider, call) => must(provider, 'list')({}, call),
    call: callOf({}),
  })
  const accounts = createAccounts({
    providers,
    clock,
    timerHeap,
    poller: () => poller,
    limits,
    find: (id) => store.find({ id }),
  })
  const journal = createJournal({ store, clock, emit, perform: accounts.perform })
  const debouncedPoll = createWebhookDebounce(clock, pollAndTell)
  const follower = { clock, timerHeap, poller }
  const accountOf = (id: string) => {
    const provider = findProvider(providers, id)
    return { provider, limiter: accounts.of(provider) }
  }

  const created = (input: VideoRequestInput, given: CreateOptions) =>
    createJob(input, given, { providers, modelCache, accounts, journal, kept, callOf, send, tookMs })

  const client: OpenClient = {
    async models(options = {}) {
      const call = callOf(options)
      const found = await Promise.all(
        asked(options.provider).map(async (provider) =>
          (await modelCache.of(provider, call)).map((model) => ({ provider: provider.id, ...model })),
        ),
      )
      return found.flat()
    },
    async plan(input, options = {}) {
      const request = parseRequest(input)
      const context = { modelCache, call: callOf(options), withPreview: true }
      const candidates = await Promise.all(
        asked(options.provider).map((provider) => considerProvider(provider, request, context)),
      )
      return { candidates: candidates.map(({ choice: _choice, ...candidate }) => candidate) }
    },
    create: async (input, options = {}) => (await created(input, options)).job,
    async check(reference, options = {}) {
      const job = await pollAndTell(known(reference), callOf(options))
      const hasEnded = isEnd(job)
      return { job, hasEnded, waitMs: hasEnded ? 0 : poller.pauseMs(job) }
    },
    get: async (job, options = {}) => pollAndTell(known(job), callOf(options)),
    async *watch(reference, options = {}) {
      findProvider(providers, reference.provider)
      yield* resumed([known(reference)], follower, options)
    },
    async cancel(reference, options = {}) {
      const job = known(reference)
      if (isEnd(job)) return job
      const call = callOf(options)
      try {
        await must(findProvider(providers, job.provider), 'cancel')(job, call)
      } catch (error) {
        // It ended before the vendor could stop it: the poll tells how.
        if (!isVideoError(error) || error.code !== 'conflict') throw withJob(error, job)
      }
      return pollAndTell(job, call)
    },
    async wait(reference, { onUpdate = ignore, onTimeout = 'keep', ...options } = {}) {
      const provider = findProvider(providers, reference.provider)
      // Handed on, not awaited: a frame for each job that is waited for is what most of them cost.
      if (onTimeout === 'keep') return follow(known(reference), follower, options, onUpdate)
      must(provider, 'cancel')
      return follow(known(reference), follower, options, onUpdate).catch(async (error: unknown) => {
        const isLate = isVideoError(error) && error.code === 'timeout' && error.operation === 'wait'
        if (isLate) await client.cancel(error.job ?? reference).catch(ignore)
        throw error
      })
    },
    async *resume(options = {}) {
      const records = await kept.jobs()
      const jobs = records.flatMap(({ job }) => job ?? [])
      yield* resumed(jobs, follower, options)
    },
    jobs: async () => kept.jobs(),
    unresolved: async () => kept.unresolved(),
    close: async () => store.close(),
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
      if (!isRight)
        throw invalidRequest([issue('days', days, `a whole number from 1${most < Infinity ? ` to ${most}` : ''}`)])
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
      const record = webhooks && (await recordAt(webhooks, provider.id, delivery.url))
      const isVerified = news.isVerified || record !== undefined
      if (webhooks && !isVerified) throw unproven(provider.id)
      const event = { isVerified, ...(news.deliveryId !== undefined && { deliveryId: news.deliveryId }) }
      if (!news.job) return event
      // It may be the first that is heard of a call whose answer was lost.
      const lost = (await kept.unresolved()).find(({ id }) => id === record)
      if (lost) return { ...event, job: await lost.adopt(news.job.id, { signal }) }
      // A delivery is a hint: what it says of the job is not believed, signed or not.
      const query = record === undefined ? { provider: provider.id, jobId: news.job.id } : { id: record }
      const { job = news.job } = (await store.find(query)) ?? {}
      return { ...event, job: await debouncedPoll(known({ provider: provider.id, ...job }), callOf({ signal })) }
    },
    ...createDownloads({ ...options, clock, emit, callOf }),
    async generate(request, options = {}) {
      const { job: begun, attempts } = await created(request, options)
      options.onUpdate?.(begun)
      const job = await client.wait(begun, options)
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
        attempts,
        video: {
          save: (path, more) => client.download(job, path, more),
          bytes: (more) => client.bytes(job, more),
          stream: (more) => client.stream(job, more),
        },
      }
    },
  }
  const kept = createStoredJobs({
    store,
    journal,
    clock,
    has: (id) => providers.some((provider) => provider.id === id),
    accountOf,
    replay: async (record, { signal }) => {
      const request = parseRequest(record.request)
      const call = callOf({ signal })
      return send(record, await chosen(request, record.provider, call), call)
    },
    list: client.list,
    get: client.get,
  })
  return client
}

const ignore = (): void => {}
