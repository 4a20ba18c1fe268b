import type { JobReference } from '../model/job.ts'
import type { CallOptions } from '../model/video-provider.ts'
import type { Clock } from '../time/clock.ts'
import { VideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import { recover } from './recover.ts'
import type { Recovery } from '../model/errors.ts'
import type { JobRecord } from './record.ts'
import type { JobStore } from './job-store.ts'
import { fingerprintOf } from './stored-request.ts'
import type { Journal, Work } from './submit.ts'
import { assertAccepts, type Unresolved } from './unresolved.ts'

/** What an earlier process left, and what may have been paid without anybody knowing. */
export interface StoredJobs {
  /** Done once, before anything else is kept: calls whose process is gone are unknown, and running jobs hold their places. */
  open(): Promise<void>
  jobs(): Promise<JobRecord[]>
  unresolved(): Promise<Unresolved[]>
  /** The unresolved call of a `submission_unknown`. */
  recover(id: string): Promise<Recovery>
}

/** What they need. */
export interface StoredJobsOptions {
  store: JobStore
  journal: Journal
  clock: Clock
  has: (provider: string) => boolean
  accountOf: (provider: string) => { provider: VideoProvider; limiter: AccountLimiter }
  /** The call of a record, as it was. */
  replay: (record: JobRecord, call: ProviderCall) => Promise<Job>
  list: (
    options: CallOptions & { provider: string; cursor?: string | undefined },
  ) => Promise<{ jobs: Job[]; cursor?: string }>
  get: (job: JobReference, options: CallOptions) => Promise<Job>
}

const unresolvedHoldMs = 1_800_000

/** Opens what was kept. */
export function createStoredJobs({
  store,
  journal,
  clock,
  has,
  accountOf,
  replay,
  list,
  get,
}: StoredJobsOptions): StoredJobs {
  let opening: Promise<void> | undefined
  const opened = (): Promise<void> =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined
      throw error
    }))

  async function open(): Promise<void> {
    for await (const record of store.interrupted()) {
      const evidence = { code: 'crashed' as const, message: 'the process that sent it is gone' }
      const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
      await journal.apply(record, { type: 'unresolved', evidence, fingerprint })
    }
    for await (const { id, provider, state, sentAt } of store.list(['running', 'unresolved'])) {
      const untilMs =
        state === 'running' ? Infinity : clock.elapsed() + Date.parse(sentAt) + unresolvedHoldMs - clock.now()
      // A provider that this client has not got has no limiter either.
      if (has(provider)) accountOf(provider).limiter.hold(id, untilMs)
    }
  }

  const findUnknown = async (id: string): Promise<JobRecord> => {
    const record = await store.find({ id })
    if (record?.state === 'unresolved') return record
    throw new VideoError(
      'conflict',
      `${id} is ${record?.state ?? 'not kept'}, not unresolved: there is nothing to resolve`,
    )
  }
  const isTaken = async (job: Job): Promise<boolean> =>
    (await store.find({ provider: job.provider, jobId: job.id })) !== undefined

  async function takeUp(record: JobRecord, job: Job): Promise<Job> {
    if (await isTaken(job)) throw new VideoError('conflict', `job ${job.id} belongs to another call`, { job })
    if (!(await journal.apply(record, { type: 'accepted', job })))
      throw new VideoError('conflict', `${record.id} was resolved meanwhile`, { job })
    return job
  }

  async function find(id: string, { signal }: CallOptions): Promise<Recovery> {
    const record = await findUnknown(id)
    const { provider } = accountOf(record.provider)
    const found = await recover(record, provider, {
      clock,
      isTaken,
      open: async () => {
        const records = await all(['submitting', 'unresolved'], (one) => one)
        return records.filter((one) => one.provider === record.provider)
      },
      replay: (kept) => replay(kept, { signal }),
      page: (_, cursor) => list({ provider: record.provider, cursor, signal }),
    })
    if (found.outcome === 'found') await takeUp(record, found.job)
    return found
  }

  const unresolvedOf = ({
    id,
    key,
    provider,
    model,
    sentAt,
    attempt,
    evidence,
    fingerprint,
  }: JobRecord): Unresolved => ({
    id,
    key,
    provider,
    model,
    sentAt,
    attempt,
    evidence,
    fingerprint,
    recover: (options = {}) => find(id, options),
    adopt: async (jobId, options = {}) => {
      const record = await findUnknown(id)
      return takeUp(record, await get({ provider, id: jobId, model }, options))
    },
    resubmit: async (options) => {
      assertAccepts(options)
      const record = await findUnknown(id)
      const { limiter } = accountOf(provider)
      const work: Work = { limiter, signal: options.signal, send: (kept) => replay(kept, { signal: options.signal }) }
      return journal.resubmit(record, work)
    },
    abandon: async () => {
      await journal.apply(await findUnknown(id), { type: 'abandoned' })
    },
  })

  const all = async <T>(states: Parameters<JobStore['list']>[0], map: (record: JobRecord) => T): Promise<T[]> => {
    await opened()
    const found: T[] = []
    for await (const record of store.list(states)) found.push(map(record))
    return found
  }

  return {
    open: opened,
    jobs: () => all(['submitting', 'running', 'unresolved'], (record) => record),
    unresolved: () => all(['unresolved'], unresolvedOf),
    recover: (id) => find(id, {}),
  }
}
