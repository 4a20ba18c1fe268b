import type { Clock } from '../time/clock.ts'
import type { Emit } from '../model/client-event.ts'
import { asVideoError, isVideoError, VideoError, withSubmission } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import { tellWithin, turnError, type TurnBounds } from '../limits/turn.ts'
import type { Turn, Waits } from '../limits/waits.ts'
import type { Full, JobStore, Room } from './job-store.ts'
import type { Journal } from './journal.ts'
import type { Evidence, JobRecord } from './record.ts'
import { createError, submissionOf, unresolvedHoldMs, type StoredIntent } from './submission.ts'
import { fingerprintOf } from './stored-request.ts'

/** What one submission needs of its client. */
export interface SubmitContext {
  store: JobStore
  journal: Journal
  clock: Clock
  emit: Emit
  waits: Waits
  /** Done before what is stored is believed: see `createCatchUp`. */
  catchUp: () => Promise<void>
}

/** One billable call, and the account that pays it. */
export interface BillableCall {
  provider: string
  model: string
  key?: string | undefined
  limiter: AccountLimiter
  /** What ends its waits before it is sent; a call that was sent is ended by neither. */
  bounds: TurnBounds
  /** The call itself; its error says whether anything was submitted. */
  send: (record: JobRecord) => Promise<Job>
}

/**
 * The order that keeps money safe: take a slot, store the intent, send once, store the outcome. Where `storeIntent` stores
 * nothing, nothing is sent and its `taken` is given; it is asked again while the store has no room. Throws `submission_unknown` where the outcome is not known, `storage` where
 * the store failed, `aborted` or `timeout` where the call lost its turn before it was sent, and the vendor's refusal.
 */
export async function submitOnce<Taken>(
  context: SubmitContext,
  id: string,
  call: BillableCall,
  storeIntent: (room: Room | undefined) => Promise<StoredIntent<Taken> | Full>,
): Promise<{ job: Job } | { job?: undefined; taken: Taken }> {
  const { provider, limiter } = call
  const step = (): Promise<StoredIntent<Taken> | Full> =>
    storeIntent(roomOf(limiter, context.clock)).catch((cause: unknown) => {
      throw createError('storage', provider, 'the store failed, so nothing was sent', cause)
    })
  // Nothing is sent before this call has returned a record.
  const stored = await takeTurn(context, id, call, async (turn) => {
    await limiter.acquire(id, turn)
    await limiter.throttle(turn)
    return limiter.untilRoom(step, turn)
  })
  if (!stored.record) {
    limiter.release(id)
    return { taken: stored.taken }
  }

  const hold = (): void => limiter.hold(id, context.clock.elapsed() + unresolvedHoldMs)
  let job: Job
  try {
    job = await sendOnce(context, stored.record, call)
  } catch (error) {
    throw await storeFailure(context, stored.record, call, error, hold)
  }
  limiter.succeeded('create')
  await context.journal.accepted(stored.record, job).catch((cause: unknown) => {
    hold()
    const what = `${job.provider}: job ${job.id} was created, but the store failed`
    throw new VideoError('storage', what, { job, operation: 'create', cause })
  })
  return { job }
}

/** What the store may fill; a clock that was wrong when a call was sent must not hold its slot for longer. */
function roomOf(limiter: AccountLimiter, clock: Clock): Room | undefined {
  const at = (ms: number): string => new Date(clock.now() + ms).toISOString()
  const room = limiter.room()
  return room && { ...room, unresolved: [at(-unresolvedHoldMs), at(unresolvedHoldMs)] }
}

/** Waits for the turn of a call, and frees its slot where it loses the turn. What waits tells it by `turn.tell`. */
async function takeTurn<Result>(
  { clock, waits }: SubmitContext,
  id: string,
  { provider, model, key, limiter, bounds }: BillableCall,
  work: (turn: Turn) => Promise<Result>,
): Promise<Result> {
  const waiting = waits.begin({ id, provider, model, key })
  try {
    return await work({ signal: bounds.signal, tell: tellWithin(bounds, clock, provider, waiting.tell) })
  } catch (error) {
    limiter.release(id)
    throw turnError(bounds, error, provider)
  } finally {
    waiting.end()
  }
}

/** Makes the call, and emits what came of it. */
async function sendOnce({ clock, emit }: SubmitContext, record: JobRecord, { send }: BillableCall): Promise<Job> {
  const beginMs = clock.elapsed()
  const { id, provider, model, attempt } = record
  const base = { id, provider, model, attempt }
  emit({ type: 'submitting', ...base })
  try {
    const job = await send(record)
    const durationMs = clock.elapsed() - beginMs
    emit({ type: 'accepted', ...base, job: job.id, ...(job.cost && { cost: job.cost }), durationMs })
    return job
  } catch (error) {
    const { submitted, code, status } = isVideoError(error) ? error : new VideoError('submission_unknown', '')
    const details = { ...base, code, ...(status !== undefined && { status }), durationMs: clock.elapsed() - beginMs }
    emit(submitted === 'no' ? { type: 'refused', ...details } : { type: 'unresolved', ...details })
    throw error
  }
}

/** Stores a refusal, or that the outcome is not known; gives the error to throw. Only what was surely not submitted frees the slot. */
async function storeFailure(
  { journal }: SubmitContext,
  record: JobRecord,
  { limiter }: BillableCall,
  error: unknown,
  hold: () => void,
): Promise<unknown> {
  limiter.failed('create', error)
  if (isVideoError(error) && error.submitted === 'no') {
    // A record that stays as it was reads as unresolved after a restart, which costs a question and no money.
    const kept = await journal.settle(record, { type: 'refused' }).catch(() => undefined)
    if (!kept) limiter.release(record.id)
    return kept?.state === 'unresolved' ? stillDoubted(error, kept) : error
  }
  hold()
  const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
  await journal.settle(record, { type: 'unresolved', evidence: evidenceOf(error), fingerprint }).catch(() => {})
  return withSubmission(error, submissionOf({ ...record, fingerprint }))
}

/** A refusal says nothing about the attempts before it. */
function stillDoubted(error: VideoError, record: JobRecord): unknown {
  const what = `${error.message}; an earlier attempt of this call may have made a job`
  const { submitted: _submitted, charged: _charged, ...details } = error
  const doubted = { ...details, cause: error.cause, submitted: 'unknown' as const }
  return withSubmission(new VideoError(error.code, what, doubted), submissionOf(record))
}

function evidenceOf(error: unknown): Evidence {
  const { code, message, status, requestId } = asVideoError(error)
  return { code, message, status, requestId }
}
