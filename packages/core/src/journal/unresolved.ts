import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import { VideoError, type Recovery } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import type { Job, JobReference } from '../model/job.ts'
import type { CallOptions, ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Gate } from '../limits/gate.ts'
import { withinTurn } from '../limits/turn.ts'
import type { JobStore } from './job-store.ts'
import type { Journal } from './journal.ts'
import type { JobRecord, RecordState } from './record.ts'
import type { ListedJob } from './compare-row.ts'
import { recover } from './recover.ts'
import type { Submissions } from './submissions.ts'

/** A billable call whose outcome is not known: it may have made a job, and the job may be billed. */
export interface Unresolved
  extends Pick<
    JobRecord,
    'id' | 'key' | 'provider' | 'model' | 'sentAt' | 'attempt' | 'evidence' | 'fingerprint' | 'doubts'
  > {
  /** Searches the vendor for the job, and adopts it where it is certain; what may be the job is offered. */
  recover(options?: { signal?: AbortSignal | undefined }): Promise<Recovery>
  /** Takes this job of the vendor as the job of the call. Throws `conflict` where another call has it, `not_found` where the vendor does not know it. */
  adopt(jobId: string, options?: { signal?: AbortSignal | undefined }): Promise<Job>
  /** Sends the call again, although a job may exist already and both may have to be paid. */
  resubmit(options: {
    accept: 'may-pay-twice'
    signal?: AbortSignal | undefined
    timeoutMs?: number | undefined
  }): Promise<Job>
  /** Gives the call up: it is listed no more. */
  abandon(): Promise<void>
}

/** What resolving needs of its client. */
export interface ResolverOptions {
  store: JobStore
  journal: Journal
  submissions: Submissions
  clock: Clock
  timerHeap: TimerHeap
  gate: Gate
  accountOf: (provider: string) => { provider: VideoProvider; limiter: AccountLimiter }
  /** Records in one of these states. */
  recordsIn: (states: readonly RecordState[]) => AsyncIterable<JobRecord>
  /** Sends the call of a record as it was. */
  replay: (record: JobRecord, call: ProviderCall) => Promise<Job>
  list: (
    options: CallOptions & { provider: string; cursor?: string | undefined },
  ) => Promise<{ rows: ListedJob[]; cursor?: string }>
  get: (job: JobReference, options: CallOptions) => Promise<Job>
}

/** The ways to resolve a call. */
export interface Resolver {
  unresolved(record: JobRecord): Unresolved
  /** Searches for the job of the record with this id. */
  recover(id: string, options?: CallOptions): Promise<Recovery>
}

/** Makes the resolver of a client. */
export function createResolver(options: ResolverOptions): Resolver {
  const { store, journal, submissions, clock, accountOf, recordsIn, replay, list, get } = options

  async function findUnresolved(id: string): Promise<JobRecord> {
    const record = await store.find({ id })
    if (record?.state === 'unresolved') return record
    throw new VideoError('conflict', `${id} is ${record?.state ?? 'not stored'}, not unresolved`)
  }
  const isTaken = async (job: Job): Promise<boolean> =>
    (await store.find({ provider: job.provider, jobId: job.id })) !== undefined

  async function adopt(record: JobRecord, job: Job): Promise<Job> {
    if (await isTaken(job)) throw new VideoError('conflict', `job ${job.id} belongs to another call`, { job })
    if (await journal.adopt(record, job)) return job
    throw new VideoError('conflict', `${record.id} or job ${job.id} was resolved meanwhile`, { job })
  }

  async function search(id: string, { signal }: CallOptions = {}): Promise<Recovery> {
    const record = await findUnresolved(id)
    const { provider } = accountOf(record.provider)
    const found = await recover(record, provider, {
      nowMs: clock.now(),
      ageMs: journal.ageMs(record),
      isTaken,
      open: async () => {
        const rivals: JobRecord[] = []
        for await (const other of recordsIn(['submitting', 'unresolved']))
          if (other.provider === record.provider) rivals.push(other)
        return rivals
      },
      replay: (stored) => replay(stored, { signal }),
      page: (cursor) => list({ provider: record.provider, cursor, signal }),
    })
    if (found.outcome === 'found') await adopt(record, found.job)
    return found
  }

  return {
    recover: (id, given) => options.gate.through(() => search(id, given)),
    unresolved: ({ id, key, provider, model, sentAt, attempt, evidence, fingerprint, doubts }) => ({
      id,
      key,
      provider,
      model,
      sentAt,
      attempt,
      evidence,
      fingerprint,
      doubts,
      recover: (given) => options.gate.through(() => search(id, given)),
      adopt: async (jobId, given = {}) =>
        adopt(await findUnresolved(id), await get({ provider, id: jobId, model }, given)),
      resubmit: async ({ accept, signal, timeoutMs }) => {
        assertAccepts(accept)
        return withinTurn(options, { signal, timeoutMs }, async (bounds) => {
          const { limiter } = accountOf(provider)
          const send = (stored: JobRecord): Promise<Job> => replay(stored, { signal })
          return submissions.resubmit(await findUnresolved(id), { provider, model, key, limiter, bounds, send })
        })
      },
      abandon: async () => {
        if (!(await journal.apply(await findUnresolved(id), { type: 'abandoned' })))
          throw new VideoError('conflict', `${id} was resolved meanwhile`)
      },
    }),
  }
}

/** Only these words say that the caller knows what may happen. */
function assertAccepts(accept: unknown): void {
  if (accept !== 'may-pay-twice') throw invalidRequest([issue('accept', accept, '"may-pay-twice"')])
}
