import { isEnd, type Job } from '../model/job.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import type { Evidence, JobRecord, RecordState } from './record.ts'

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
  /** A person gave it up. */
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
      const { evidence: _evidence, idempotencyKey: _key, ...rest } = record
      const again = { state: 'submitting' as const, attempt: record.attempt + 1, sentAt: changedAt, changedAt }
      return { record: { ...rest, ...(event.intent ?? intentOf(record)), ...again }, effects: [] }
    }
    case 'accepted':
      // Late news of a call that was given up is news all the same: the job exists.
      return mayBecomeAJob.has(state) ? withJob(record, event.job, changedAt) : undefined
    case 'seen':
      if (state !== 'running' || event.job.id !== record.job?.id || !isEnd(event.job)) return undefined
      return withJob(record, mergeJob(record.job, event.job), changedAt)
    case 'refused':
      return state === 'submitting' ? to({ state: 'refused' }, ['release']) : undefined
    case 'unresolved':
      if (state !== 'submitting') return undefined
      return to({ state: 'unresolved', evidence: event.evidence, fingerprint: event.fingerprint }, [])
    case 'abandoned':
      return state === 'unresolved' ? to({ state: 'abandoned' }, ['release']) : undefined
  }
}

/** The request has done its service once there is a job. */
function withJob({ request: _request, evidence: _evidence, ...rest }: JobRecord, job: Job, changedAt: string): Step {
  const hasEnded = isEnd(job)
  return {
    record: { ...rest, job, state: hasEnded ? 'ended' : 'running', changedAt },
    effects: [hasEnded ? 'release' : 'hold'],
  }
}

/** The intent of a record, to be sent again as it was. */
function intentOf({ provider, model, idempotencyKey, request }: JobRecord): Omit<Intent, 'id' | 'key' | 'fingerprint'> {
  return { provider, model, idempotencyKey, request }
}
