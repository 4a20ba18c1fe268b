import { isEnd, type Job } from '../model/job.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import type { Doubt, Evidence, JobRecord, RecordState } from './record.ts'

/** What happened to a submission. */
export type RecordEvent =
  /** It is to be sent once more: only after a refusal, or by the decision of a person who accepts that it may be paid twice. */
  | { type: 'resubmitted'; acceptsPayingTwice: boolean; intent?: Omit<Intent, 'id' | 'key' | 'fingerprint'> }
  /** The vendor named a job for it. */
  | { type: 'accepted'; job: Job }
  /** The vendor said no, or nothing left this machine. */
  | { type: 'refused' }
  /** The outcome of the call is not known. */
  | { type: 'unresolved'; evidence: Evidence; fingerprint: string }
  /** A poll has seen the job. */
  | { type: 'seen'; job: Job }
  /** Its video was saved. */
  | { type: 'saved' }
  /** Nothing more is to be done with its job, whatever became of the video. */
  | { type: 'dismissed' }
  /** A person gave up a call whose outcome is not known. */
  | { type: 'abandoned' }

/** What follows for the account once the new record is stored. */
export type Effect =
  /** The job takes a slot among the account's concurrent jobs until it ends. */
  | 'hold'
  /** The slot is free. */
  | 'release'

/** The record after an event, and what follows from it. */
export interface Step {
  record: JobRecord
  effects: readonly Effect[]
}

/** What a submission begins with. */
export type Intent = Pick<JobRecord, 'id' | 'provider' | 'model'> &
  Partial<Pick<JobRecord, 'key' | 'fingerprint' | 'idempotencyKey' | 'request'>>

/** The record that has to be stored before the first byte of its billable call leaves. */
export function intend(intent: Intent, nowMs: number): JobRecord {
  const at = new Date(nowMs).toISOString()
  return { version: 1, ...intent, createdAt: at, sentAt: at, changedAt: at, state: 'submitting', attempt: 1 }
}

const mayBecomeAJob: ReadonlySet<RecordState> = new Set<RecordState>([
  'submitting',
  'unresolved',
  'abandoned',
  'refused',
])

/** The next step of a submission; none for an event that changes nothing. Pure: stores, sends and waits for nothing. */
export function advance(record: JobRecord, event: RecordEvent, nowMs: number): Step | undefined {
  const { state } = record
  const changedAt = new Date(nowMs).toISOString()
  const to = (changes: Partial<JobRecord>, effects: readonly Effect[]): Step => ({
    record: { ...record, ...changes, changedAt },
    effects,
  })
  switch (event.type) {
    case 'resubmitted': {
      const mayBePaid = state === 'unresolved'
      if (!mayBePaid && state !== 'refused' && state !== 'abandoned') return undefined
      if (mayBePaid && !event.acceptsPayingTwice) return undefined
      // A refused call has no images any more: whoever sends it again has to bring its request.
      if (state === 'refused' && !event.intent) return undefined
      const { evidence: _evidence, idempotencyKey: _key, ...rest } = record
      const again = { state: 'submitting' as const, attempt: record.attempt + 1, sentAt: changedAt, changedAt }
      return { record: { ...rest, ...(event.intent ?? intentOf(record)), ...doubted(record), ...again }, effects: [] }
    }
    case 'accepted':
      // Late news of a call that was given up is news all the same: the job exists.
      return mayBecomeAJob.has(state) ? withJob(record, event.job, changedAt) : undefined
    case 'seen':
      if (state !== 'running' || event.job.id !== record.job?.id || !isEnd(event.job)) return undefined
      return withJob(record, mergeJob(record.job, event.job), changedAt)
    case 'refused': {
      // That its process was gone was a guess, and this is its verdict.
      const { evidence, ...rest } = record
      if (state !== 'submitting' && (state !== 'unresolved' || evidence?.code !== 'crashed')) return undefined
      return { record: { ...rest, ...refused(rest), changedAt }, effects: ['release'] }
    }
    case 'unresolved':
      if (state !== 'submitting') return undefined
      return to({ state: 'unresolved', evidence: event.evidence, fingerprint: event.fingerprint }, [])
    case 'saved':
      return state === 'completed' ? to({ state: 'ended' }, []) : undefined
    case 'dismissed':
      return state === 'completed' || state === 'running' ? to({ state: 'ended' }, ['release']) : undefined
    case 'abandoned': {
      const doubts = record.doubts?.map((doubt) => ({ ...doubt, isAbandoned: true as const }))
      return state === 'unresolved' ? to({ state: 'abandoned', ...(doubts && { doubts }) }, ['release']) : undefined
    }
  }
}

function withJob({ evidence: _evidence, ...rest }: JobRecord, job: Job, changedAt: string): Step {
  const hasEnded = isEnd(job)
  const state = job.status === 'completed' ? 'completed' : hasEnded ? 'ended' : 'running'
  return {
    record: { ...rest, ...described(rest), job, state, changedAt },
    effects: [hasEnded ? 'release' : 'hold'],
  }
}

/** The request without its images, which weigh megabytes and are needed to send it only. */
function described({ request }: Pick<JobRecord, 'request'>): Pick<JobRecord, 'request'> {
  if (!request) return {}
  const { images: _images, ...rest } = request
  return { request: rest }
}

/** The doubts of a record that is sent again: an attempt without a known outcome stays one. */
function doubted({ doubts = [], attempt, sentAt, evidence, idempotencyKey, state }: JobRecord): { doubts?: Doubt[] } {
  const latest = evidence && {
    attempt,
    sentAt,
    evidence,
    idempotencyKey,
    ...(state === 'abandoned' && { isAbandoned: true as const }),
  }
  const all = [...doubts, ...(latest ? [latest] : [])]
  return all.length > 0 ? { doubts: all } : {}
}

/** What a refusal makes of a record: the last attempt before it that may have made a job is open again. */
function refused(record: JobRecord): Partial<JobRecord> {
  const open = record.doubts?.findLast(({ isAbandoned }) => !isAbandoned)
  if (!open) return { state: 'refused', ...described(record) }
  const { attempt: _attempt, isAbandoned: _, ...attempted } = open
  return { state: 'unresolved', ...attempted, doubts: record.doubts?.filter((doubt) => doubt !== open) }
}

/** The intent of a record, to be sent again as it was. */
function intentOf({ provider, model, idempotencyKey, request }: JobRecord): Omit<Intent, 'id' | 'key' | 'fingerprint'> {
  return { provider, model, idempotencyKey, request }
}
