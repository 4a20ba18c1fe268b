import type { Clock } from '../time/clock.ts'
import { isEnd, type Job, type JobReference } from '../model/job.ts'
import type { Expected, Full, JobStore, Room } from './job-store.ts'
import type { JobRecord } from './record.ts'
import type { StoredIntent } from './submission.ts'
import { fingerprintOf } from './stored-request.ts'
import { advance, intend, type Effect, type Intent, type RecordEvent } from './state-machine.ts'

/** The one way to change what a client has stored of its billable calls. */
export interface Journal {
  /** Stores the intent of a new call. Where its key is stored already, stores nothing and gives that record as `taken`. */
  add(intent: Intent, room?: Room): Promise<StoredIntent<JobRecord> | Full>
  /** Stores that a record is sent again; `taken` where the record is no longer as it was. */
  resubmit(record: JobRecord, event: RecordEvent, room?: Room): Promise<StoredIntent<JobRecord> | Full>
  /** Stores what an event makes of a record; undefined where the record is no longer as it was. */
  apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined>
  /**
   * Stores what came of a call or of a job, in its record as it is by then; undefined where it changes nothing any more. What
   * the store could not take is thrown, and tried again by `retry`.
   */
  settle(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined>
  /** Stores that a job of the vendor is that of a call; false where the record has moved on, or another record has the job. */
  adopt(record: JobRecord, job: Job): Promise<boolean>
  /** Stores the job of a call; in a record of its own where that of the call has moved on, because the job is paid all the same. */
  accepted(record: JobRecord, job: Job): Promise<void>
  /** Tries again what the store could not take. */
  retry(): Promise<void>
  /** Stores the end of a job that has a record. */
  seen(job: Job): Promise<void>
  /** Stores that the video of a job was saved, where the job has a record. */
  saved(job: JobReference): Promise<void>
  /** Stores that nothing more is to be done with a job; false where no record of it waits for anything. */
  dismissed(job: JobReference): Promise<boolean>
  /** Ms since the call of a record was sent, as far as a clock can tell that was set meanwhile; below 0 where one was wrong. */
  ageMs(record: JobRecord): number
  /** Calls the listener after each stored step that frees or takes a slot. */
  onStep(listener: (effect: Effect, record: JobRecord) => void): void
}

type Expecting = JobRecord & Pick<Expected, 'isJobFree'>

// Of processes that change one record at once, one is done each time.
const mostTries = 10

/** Makes the journal of a client over its store. Without `keepRequests`, a request goes once its job is there or it was refused. */
export function createJournal(store: JobStore, clock: Clock, { keepRequests = true } = {}): Journal {
  const { ageMs, note } = createAges(clock)
  const listeners: ((effect: Effect, record: JobRecord) => void)[] = []
  const { orLater, retry } = createDebts()
  const recordOf = ({ provider, id }: JobReference): Promise<JobRecord | undefined> =>
    store.find({ provider, jobId: id })
  const tell = (effects: readonly Effect[], record: JobRecord): void => {
    for (const effect of effects) for (const listener of listeners) listener(effect, record)
  }

  async function step(record: Expecting, event: RecordEvent, room?: Room): Promise<JobRecord | Full | undefined> {
    const { isJobFree: _isJobFree, ...before } = record
    const made = advance(before, event, clock.now())
    if (!made) return undefined
    const next = keepRequests ? made.record : withoutRequest(made.record)
    const kept = await store.replace(record, next, room)
    if (kept !== true) return kept || undefined
    note(next)
    tell(made.effects, next)
    return next
  }

  async function apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined> {
    const next = await step(record, event)
    return next && !('holders' in next) ? next : undefined
  }

  async function settleNow(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined> {
    let current: JobRecord | undefined = record
    for (let tries = 0; current?.attempt === record.attempt && tries < mostTries; tries++) {
      const next = await apply(current, event)
      if (next || !advance(current, event, clock.now())) return next
      current = await store.find({ id: record.id })
    }
    return undefined
  }

  async function settleJob(job: JobReference, event: RecordEvent): Promise<JobRecord | undefined> {
    const record = await recordOf(job)
    return record && settleNow(record, event)
  }

  async function acceptNow(record: JobRecord, job: Job): Promise<void> {
    if ((await settleNow(record, { type: 'accepted', job })) || (await recordOf(job))) return
    const { key: _key, doubts: _doubts, ...rest } = record
    const own = advance({ ...rest, id: crypto.randomUUID() }, { type: 'accepted', job }, clock.now())
    if (!own) return
    await store.add(own.record)
    tell(own.effects, own.record)
  }

  const journal: Journal = {
    apply,
    adopt: async (record, job) => (await step({ ...record, isJobFree: true }, { type: 'accepted', job })) !== undefined,
    async add(intent, room) {
      const record = intend(intent, clock.now())
      const taken = await store.add(record, room)
      if (!taken) return { record }
      return 'holders' in taken ? taken : { taken }
    },
    async resubmit(record, event, room) {
      const next = await step(record, event, room)
      if (!next) return { taken: record }
      return 'holders' in next ? next : { record: next }
    },
    settle: (record, event) => orLater(record.id, () => settleNow(record, event)),
    accepted: (record, job) => orLater(record.id, () => acceptNow(record, job)),
    retry,
    async seen(job) {
      if (isEnd(job)) await settleJob(job, { type: 'seen', job })
    },
    async saved(job) {
      await settleJob(job, { type: 'saved' })
    },
    dismissed: async (job) => (await settleJob(job, { type: 'dismissed' })) !== undefined,
    ageMs,
    onStep: (listener) => void listeners.push(listener),
  }
  return journal
}

/** Makes what remembers the work that failed, by record. */
function createDebts(): Pick<Journal, 'retry'> & {
  orLater: <Result>(id: string, work: () => Promise<Result>) => Promise<Result>
} {
  const owed = new Map<string, () => Promise<unknown>>()
  async function orLater<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work()
      owed.delete(id)
      return result
    } catch (error) {
      owed.set(id, work)
      throw error
    }
  }
  return {
    orLater,
    async retry() {
      for (const [id, work] of owed) await orLater(id, work).catch(() => {})
    },
  }
}

/** How old unresolved calls are. Wall time may have been set back since one was sent; the elapsed clock of this process was not. */
function createAges(clock: Clock): { note: (record: JobRecord) => void; ageMs: Journal['ageMs'] } {
  const unresolvedMs = new Map<string, number>()
  return {
    note({ id, state }) {
      if (state === 'unresolved') unresolvedMs.set(id, clock.elapsed())
      else unresolvedMs.delete(id)
    },
    ageMs({ id, sentAt }) {
      const wallMs = clock.now() - Date.parse(sentAt)
      const nowMs = clock.elapsed()
      return wallMs < 0 ? wallMs : Math.max(wallMs, nowMs - (unresolvedMs.get(id) ?? nowMs))
    },
  }
}

/** The fingerprint alone, where the request needs to be neither sent nor looked for again. */
function withoutRequest(record: JobRecord): JobRecord {
  const { request, fingerprint = fingerprintOf(request), ...rest } = record
  const isNeeded = record.state === 'submitting' || record.state === 'unresolved'
  return isNeeded || !request ? record : { ...rest, fingerprint }
}
