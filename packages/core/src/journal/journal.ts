import type { Clock } from '../time/clock.ts'
import { isEnd, type Job, type JobReference } from '../model/job.ts'
import type { JobStore } from './job-store.ts'
import type { JobRecord } from './record.ts'
import type { StoredIntent } from './submission.ts'
import { fingerprintOf } from './stored-request.ts'
import { advance, intend, type Effect, type Intent, type RecordEvent } from './state-machine.ts'

/** The one way to change what a client has stored of its billable calls. */
export interface Journal {
  /** Stores the intent of a new call. Where its key is stored already, stores nothing and gives that record as `taken`. */
  add(intent: Intent): Promise<StoredIntent<JobRecord>>
  /** Stores what an event makes of a record; undefined where the record is no longer as it was. */
  apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined>
  /** Stores the end of a job that has a record. */
  seen(job: Job): Promise<void>
  /** Stores that the video of a job was saved, where the job has a record. */
  saved(job: JobReference): Promise<void>
  /** Stores that nothing more is to be done with a job; false where no record of it waits for anything. */
  dismissed(job: JobReference): Promise<boolean>
  /** Calls the listener after each stored step that frees or takes a slot. */
  onStep(listener: (effect: Effect, record: JobRecord) => void): void
}

/** Makes the journal of a client over its store. Without `keepRequests`, a request goes once its job is there or it was refused. */
export function createJournal(store: JobStore, clock: Clock, { keepRequests = true } = {}): Journal {
  const listeners: ((effect: Effect, record: JobRecord) => void)[] = []
  const recordOf = ({ provider, id }: JobReference): Promise<JobRecord | undefined> =>
    store.find({ provider, jobId: id })

  const journal: Journal = {
    async add(intent) {
      const record = intend(intent, clock.now())
      const taken = await store.add(record)
      return taken ? { taken } : { record }
    },
    async apply(record, event) {
      const step = advance(record, event, clock.now())
      if (!step) return undefined
      const next = keepRequests ? step.record : withoutRequest(step.record)
      if (!(await store.replace(record, next))) return undefined
      for (const effect of step.effects) for (const listener of listeners) listener(effect, next)
      return next
    },
    async seen(job) {
      if (!isEnd(job)) return
      const record = await recordOf(job)
      if (record) await journal.apply(record, { type: 'seen', job })
    },
    async saved(job) {
      const record = await recordOf(job)
      if (record) await journal.apply(record, { type: 'saved' })
    },
    async dismissed(job) {
      const record = await recordOf(job)
      return record !== undefined && (await journal.apply(record, { type: 'dismissed' })) !== undefined
    },
    onStep: (listener) => void listeners.push(listener),
  }
  return journal
}

/** The fingerprint alone, where the request needs to be neither sent nor looked for again. */
function withoutRequest(record: JobRecord): JobRecord {
  const { request, fingerprint = fingerprintOf(request), ...rest } = record
  const isNeeded = record.state === 'submitting' || record.state === 'unresolved'
  return isNeeded || !request ? record : { ...rest, fingerprint }
}
