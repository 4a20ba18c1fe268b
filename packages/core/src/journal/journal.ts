import type { Clock } from '../time/clock.ts'
import { isEnd, type Job } from '../model/job.ts'
import type { JobStore } from './job-store.ts'
import type { JobRecord } from './record.ts'
import type { StoredIntent } from './submission.ts'
import { advance, intend, type Effect, type Intent, type RecordEvent } from './state-machine.ts'

/** The one way to change what a client has stored of its billable calls. */
export interface Journal {
  /** Stores the intent of a new call. Where its key is stored already, stores nothing and gives that record as `taken`. */
  add(intent: Intent): Promise<StoredIntent<JobRecord>>
  /** Stores what an event makes of a record; undefined where the record is no longer as it was. */
  apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined>
  /** Stores the end of a job that has a record. */
  seen(job: Job): Promise<void>
  /** Calls the listener after each stored step that frees or takes a slot. */
  onStep(listener: (effect: Effect, record: JobRecord) => void): void
}

/** Makes the journal of a client over its store. */
export function createJournal(store: JobStore, clock: Clock): Journal {
  const listeners: ((effect: Effect, record: JobRecord) => void)[] = []

  const journal: Journal = {
    async add(intent) {
      const record = intend(intent, clock.now())
      const taken = await store.add(record)
      return taken ? { taken } : { record }
    },
    async apply(record, event) {
      const step = advance(record, event, clock.now())
      if (!step || !(await store.replace(record, step.record))) return undefined
      for (const effect of step.effects) for (const listener of listeners) listener(effect, step.record)
      return step.record
    },
    async seen(job) {
      if (!isEnd(job)) return
      const record = await store.find({ provider: job.provider, jobId: job.id })
      if (record) await journal.apply(record, { type: 'seen', job })
    },
    onStep: (listener) => void listeners.push(listener),
  }
  return journal
}
