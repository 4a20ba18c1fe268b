import { aborted } from '../model/aborted.ts'
import type { Clock } from '../time/clock.ts'
import { isVideoError, VideoError, withSubmission } from '../model/errors.ts'
import { isEnd, type Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import { advance, intend, type Effect, type Intent, type RecordEvent } from './state-machine.ts'
import type { Emit } from '../model/client-event.ts'
import type { Evidence, JobRecord } from './record.ts'
import type { JobStore } from './job-store.ts'
import { fingerprintOf } from './stored-request.ts'

/** One billable call. */
export interface Work {
  limiter: AccountLimiter
  signal?: AbortSignal | undefined
  /** The call itself; what it rejects with says whether anything was submitted. */
  send: (record: JobRecord) => Promise<Job>
}

/** The journal of a client: what was meant, what was sent, and what became of it. */
export interface Journal {
  /** Keeps the intent, makes the call, keeps the outcome. A key that is known gives the job that it led to. */
  submit(intent: Intent, work: Work): Promise<Job>
  /** Sends a kept record once more. */
  resubmit(record: JobRecord, work: Work): Promise<Job>
  /** Keeps the end of a job that has a record. */
  seen(job: Job): Promise<void>
  /** Keeps what an event makes of a record, and then does what follows from it; undefined where the record is no longer what it was. */
  apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined>
}

/** What the journal need. */
export interface JournalOptions {
  store: JobStore
  clock: Clock
  emit: Emit
  /** Does what follows from a step that is kept; `send` is done here. */
  perform: (effect: Exclude<Effect, 'send'>, record: JobRecord) => void
}

// A call that may have made a job holds a place for as long as most jobs take.
const unresolvedHoldMs = 1_800_000

/** Opens the journal. */
export function createJournal({ store, clock, emit, perform }: JournalOptions): Journal {
  // Callers of one key share one call.
  const open = new Map<string, { fingerprint: string | undefined; job: Promise<Job> }>()

  async function apply(record: JobRecord, event: RecordEvent): Promise<JobRecord | undefined> {
    const step = advance(record, event, clock.now())
    if (!step || !(await store.replace(record, step.record))) return undefined
    for (const effect of step.effects) if (effect !== 'send') perform(effect, step.record)
    return step.record
  }

  async function send(record: JobRecord, { limiter, send: call }: Work): Promise<Job> {
    const begin = clock.elapsed()
    const { id, provider, model, attempt } = record
    const base = { id, provider, model, attempt }
    emit({ type: 'submitting', ...base })
    let job: Job
    try {
      job = await call(record)
    } catch (error) {
      const { submitted, code, status } = isVideoError(error) ? error : new VideoError('submission_unknown', '')
      const details = { ...base, code, ...(status !== undefined && { status }), durationMs: clock.elapsed() - begin }
      emit(submitted === 'no' ? { type: 'refused', ...details } : { type: 'unresolved', ...details })
      throw await failed(record, limiter, error)
    }
    const durationMs = clock.elapsed() - begin
    emit({ type: 'accepted', ...base, job: job.id, ...(job.cost && { cost: job.cost }), durationMs })
    limiter.accepted()
    try {
      await apply(record, { type: 'accepted', job })
      return job
    } catch (cause) {
      limiter.hold(record.id, clock.elapsed() + unresolvedHoldMs)
      const what = `${job.provider}: job ${job.id} was created, but could not be kept`
      throw new VideoError('storage', what, { job, operation: 'create', cause })
    }
  }

  /** Only what was surely not submitted may be forgotten. */
  async function failed(record: JobRecord, limiter: AccountLimiter, error: unknown): Promise<unknown> {
    const isRefused = isVideoError(error) && error.submitted === 'no'
    if (isRefused) {
      if (error.code === 'rate_limited') limiter.refused(error.retryAfterMs)
      // A record that stays as it was reads as unknown after a restart, which costs a question and no money.
      await apply(record, { type: 'refused' }).catch(() => limiter.release(record.id))
      return error
    }
    limiter.hold(record.id, clock.elapsed() + unresolvedHoldMs)
    const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
    await apply(record, { type: 'unresolved', evidence: evidenceOf(error), fingerprint }).catch(() => {})
    const { id, key, sentAt } = record
    return withSubmission(error, { id, fingerprint, sentAt, ...(key !== undefined && { key }) })
  }

  /** What a key that is known already stands for. */
  async function again(kept: JobRecord, intent: Intent, work: Work): Promise<Job> {
    const { provider, key, fingerprint, job, evidence, id, sentAt } = kept
    if (fingerprint !== intent.fingerprint) throw conflict(kept)
    if (job) return job
    if (kept.state === 'refused' || kept.state === 'abandoned') return resubmit(kept, work, intent)
    const why = evidence?.message ?? 'is being sent by another process'
    const what = `${provider}: create: the key ${JSON.stringify(key)} has no known outcome: ${why}`
    throw withSubmission(new VideoError('submission_unknown', what, { provider, operation: 'create' }), {
      id,
      sentAt,
      fingerprint: fingerprint ?? '',
      ...(key !== undefined && { key }),
    })
  }

  async function place(id: string, { provider, limiter, signal }: Work & { provider: string }): Promise<void> {
    try {
      await limiter.acquire(id, signal)
      await limiter.throttle(signal)
    } catch (error) {
      limiter.release(id)
      throw signal?.aborted ? aborted(signal, { provider, operation: 'create' }) : error
    }
  }

  async function begin(intent: Intent, work: Work): Promise<Job> {
    const { key, provider, id } = intent
    const known = key === undefined ? undefined : await store.find({ key })
    if (known) return again(known, intent, work)
    await place(id, { ...work, provider })
    const { record } = intend(intent, clock.now())
    const taken = await storeIntent(work.limiter, record, () => store.add(record))
    if (!taken) return send(record, work)
    work.limiter.release(id)
    return again(taken, intent, work)
  }

  /** Nothing is sent before its intent is kept. */
  async function storeIntent<T>(
    limiter: AccountLimiter,
    { id, provider }: JobRecord,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      limiter.release(id)
      const what = `${provider}: create: the intent could not be kept, so nothing was sent`
      throw new VideoError('storage', what, { provider, operation: 'create', cause })
    }
  }

  async function resubmit(record: JobRecord, work: Work, intent?: Intent): Promise<Job> {
    const { id } = record
    const { provider } = intent ?? record
    await place(id, { ...work, provider })
    const { id: _id, key: _key, fingerprint: _fingerprint, ...changed } = intent ?? {}
    const event = {
      type: 'resubmitted' as const,
      acceptsPayingTwice: record.state === 'unresolved',
      ...(intent && { intent: { provider, model: intent.model, ...changed } }),
    }
    const kept = await storeIntent(work.limiter, record, () => apply(record, event))
    if (kept) return send(kept, work)
    work.limiter.release(id)
    const what = `${provider}: create: ${id} is no longer ${record.state}; nothing was sent`
    throw new VideoError('conflict', what, { provider, operation: 'create' })
  }

  return {
    submit(intent, work) {
      const { key, fingerprint } = intent
      if (key === undefined) return begin(intent, work)
      const pendingCall = open.get(key)
      if (pendingCall)
        return pendingCall.fingerprint === fingerprint ? pendingCall.job : Promise.reject(conflict(intent))
      const job = begin(intent, work).finally(() => open.delete(key))
      open.set(key, { fingerprint, job })
      return job
    },
    resubmit,
    apply,
    async seen(job) {
      if (!isEnd(job)) return
      const record = await store.find({ provider: job.provider, jobId: job.id })
      if (record) await apply(record, { type: 'seen', job })
    },
  }
}

function conflict({ provider, key }: Pick<Intent, 'provider' | 'key'>): VideoError {
  const what = `${provider}: create: the key ${JSON.stringify(key)} was used for another request`
  return new VideoError('conflict', what, { provider, operation: 'create' })
}

function evidenceOf(error: unknown): Evidence {
  if (!isVideoError(error)) return { code: 'invalid_response', message: String(error) }
  const { code, message, status, requestId } = error
  return { code, message, ...(status !== undefined && { status }), ...(requestId !== undefined && { requestId }) }
}
