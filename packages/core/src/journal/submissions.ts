import { isVideoError, type VideoError, withSubmission } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import { tellWithin, turnError } from '../limits/turn.ts'
import { abortable } from '../time/abortable.ts'
import type { JobRecord } from './record.ts'
import { createError, submissionOf } from './submission.ts'
import type { Intent } from './state-machine.ts'
import { submitOnce, type BillableCall, type SubmitContext } from './submit.ts'

/** The submissions of a client: new ones, and stored ones that are sent again. */
export interface Submissions {
  /** Submits an intent, as a further attempt where it `isAgain`. A stored key gives the job that it led to; callers with one key share one call. */
  submit(intent: Intent, call: BillableCall, isAgain?: boolean): Promise<Job>
  /** Sends the call of a stored record again. Throws `conflict` where the record has changed meanwhile. */
  resubmit(record: JobRecord, call: BillableCall): Promise<Job>
}

// A create of another process has its answer or its deadline within so many seconds.
const mostPauses = 90

/** A call with a key that is under way. */
interface Pending {
  fingerprint: string | undefined
  job: Promise<Job>
  turn: { isSent: boolean }
}

/** Makes the submissions of a client. */
export function createSubmissions(context: SubmitContext): Submissions {
  const { store, journal, catchUp, clock, waits } = context
  const pending = new Map<string, Pending>()

  async function submitOne(intent: Intent, call: BillableCall, isAgain: boolean): Promise<Job> {
    const { key, id } = intent
    const known = key !== undefined || isAgain ? await store.find(key === undefined ? { id } : { key }) : undefined
    if (known) return repeat(known, intent, call)
    const made = await submitOnce(context, id, call, (room) => journal.add(intent, room))
    return made.job ?? repeat(made.taken, intent, call)
  }

  /** What a key that is stored already stands for. */
  async function repeat(record: JobRecord, intent: Intent, call: BillableCall, pauses = 0): Promise<Job> {
    const { provider, key, fingerprint, job, evidence } = record
    if (key !== undefined && fingerprint !== intent.fingerprint) throw keyConflict(record)
    if (job) return job
    if (record.state === 'submitting' && pauses < mostPauses)
      return repeat(await later(record, call), intent, call, pauses + 1)
    if (record.state === 'refused' || record.state === 'abandoned') return resubmit(record, call, intent)
    const why = evidence?.message ?? 'is being sent elsewhere'
    const what = `the key ${JSON.stringify(key)} has no known outcome: ${why}`
    throw withSubmission(createError('submission_unknown', provider, what), submissionOf(record))
  }

  /** The record of a call that another client sends now, a second later. */
  async function later(record: JobRecord, { provider, model, key, bounds }: BillableCall): Promise<JobRecord> {
    const waiting = waits.begin({ id: record.id, provider, model, key })
    try {
      tellWithin(bounds, clock, provider, waiting.tell)('key')
      await clock.sleep(1000, bounds.signal)
    } catch (error) {
      throw turnError(bounds, error, provider)
    } finally {
      waiting.end()
    }
    await catchUp()
    return (await store.find({ id: record.id })) ?? record
  }

  async function resubmit(record: JobRecord, call: BillableCall, intent?: Intent): Promise<Job> {
    const { id } = record
    const { id: _id, key: _key, fingerprint: _fingerprint, ...changed } = intent ?? {}
    const event = {
      type: 'resubmitted' as const,
      acceptsPayingTwice: record.state === 'unresolved',
      ...(intent && { intent: { provider: intent.provider, model: intent.model, ...changed } }),
    }
    const { job } = await submitOnce(context, id, call, (room) => journal.resubmit(record, event, room))
    if (job) return job
    const next = intent && (await store.find({ id }))
    // Another caller may have sent it meanwhile.
    if (intent && next && next.attempt !== record.attempt) return repeat(next, intent, call)
    throw createError('conflict', call.provider, `${id} is no longer ${record.state}; nothing was sent`)
  }

  async function submit(intent: Intent, call: BillableCall, isAgain = false): Promise<Job> {
    const { key, fingerprint } = intent
    if (key === undefined) return submitOne(intent, call, isAgain)
    const other = pending.get(key)
    if (other && other.fingerprint !== fingerprint) throw keyConflict(intent)
    if (other) return (await shared(other, call)) ?? submit(intent, call)
    const turn = { isSent: false }
    const send: BillableCall['send'] = (record) => {
      turn.isSent = true
      return call.send(record)
    }
    const job = submitOne(intent, { ...call, send }, isAgain).finally(() => pending.delete(key))
    pending.set(key, { fingerprint, job, turn })
    return job
  }

  return {
    submit,
    resubmit: (record, call) => resubmit(record, call),
  }
}

function keyConflict({ provider, key }: Pick<Intent, 'provider' | 'key'>): VideoError {
  return createError('conflict', provider, `the key ${JSON.stringify(key)} was used for another request`)
}

/** The job of another caller's call with the same key; undefined where that caller gave up before the call was sent. */
async function shared({ job, turn }: Pending, { bounds, provider }: BillableCall): Promise<Job | undefined> {
  try {
    return await abortable(job, bounds.signal)
  } catch (error) {
    if (turn.isSent) return job
    if (bounds.signal.aborted) throw turnError(bounds, error, provider)
    if (isVideoError(error) && (error.code === 'aborted' || error.code === 'timeout')) return undefined
    throw error
  }
}
