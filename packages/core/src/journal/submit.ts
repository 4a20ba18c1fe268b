import type { Clock } from '../time/clock.ts'
import { aborted } from '../model/aborted.ts'
import type { Emit } from '../model/client-event.ts'
import { isVideoError, VideoError, withSubmission } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Journal } from './journal.ts'
import { submissionOf, unresolvedHoldMs, type Evidence, type JobRecord, type StoredIntent } from './record.ts'
import { fingerprintOf } from './stored-request.ts'

/** What one submission needs of its client. */
export interface SubmitContext {
  journal: Journal
  clock: Clock
  emit: Emit
}

/** One billable call, and the account that pays it. */
export interface BillableCall {
  provider: string
  limiter: AccountLimiter
  signal?: AbortSignal | undefined
  /** The call itself; its error says whether anything was submitted. */
  send: (record: JobRecord) => Promise<Job>
}

type Answer = { job: Job; error?: undefined } | { error: unknown; job?: undefined }

/**
 * The order that keeps money safe: take a slot, store the intent, send once, store the outcome. Where `storeIntent` stores
 * nothing, nothing is sent and its `taken` is given. Throws `submission_unknown` where the outcome is not known, `storage` where
 * the store failed, `aborted` where the caller left before the call was sent, and the vendor's refusal.
 */
export async function submitOnce<Taken>(
  context: SubmitContext,
  id: string,
  call: BillableCall,
  storeIntent: () => Promise<StoredIntent<Taken>>,
): Promise<{ job: Job } | { job?: undefined; taken: Taken }> {
  await takeSlot(id, call)
  // Nothing is sent before this line has returned a record.
  const stored = await storedOrFreed(id, call, storeIntent)
  if (!stored.record) return { taken: stored.taken }
  const answer = await sendOnce(context, stored.record, call)
  return { job: await storeOutcome(context, stored.record, answer, call) }
}

async function takeSlot(id: string, { provider, limiter, signal }: BillableCall): Promise<void> {
  try {
    await limiter.acquire(id, signal)
    await limiter.throttle(signal)
  } catch (error) {
    limiter.release(id)
    throw signal?.aborted ? aborted(signal, { provider, operation: 'create' }) : error
  }
}

async function storedOrFreed<Taken>(
  id: string,
  { provider, limiter }: BillableCall,
  storeIntent: () => Promise<StoredIntent<Taken>>,
): Promise<StoredIntent<Taken>> {
  try {
    const stored = await storeIntent()
    if (!stored.record) limiter.release(id)
    return stored
  } catch (cause) {
    limiter.release(id)
    const what = `${provider}: create: the intent could not be stored, so nothing was sent`
    throw new VideoError('storage', what, { provider, operation: 'create', cause })
  }
}

/** Makes the call, and emits what came of it. Never rejects: a failure is an answer, too. */
async function sendOnce({ clock, emit }: SubmitContext, record: JobRecord, { send }: BillableCall): Promise<Answer> {
  const beginMs = clock.elapsed()
  const { id, provider, model, attempt } = record
  const base = { id, provider, model, attempt }
  emit({ type: 'submitting', ...base })
  try {
    const job = await send(record)
    const durationMs = clock.elapsed() - beginMs
    emit({ type: 'accepted', ...base, job: job.id, ...(job.cost && { cost: job.cost }), durationMs })
    return { job }
  } catch (error) {
    const { submitted, code, status } = isVideoError(error) ? error : new VideoError('submission_unknown', '')
    const details = { ...base, code, ...(status !== undefined && { status }), durationMs: clock.elapsed() - beginMs }
    emit(submitted === 'no' ? { type: 'refused', ...details } : { type: 'unresolved', ...details })
    return { error }
  }
}

async function storeOutcome(
  { journal, clock }: SubmitContext,
  record: JobRecord,
  { job, error }: Answer,
  { limiter }: BillableCall,
): Promise<Job> {
  const hold = (): void => limiter.hold(record.id, clock.elapsed() + unresolvedHoldMs)
  if (job) {
    limiter.accepted()
    try {
      await journal.apply(record, { type: 'accepted', job })
      return job
    } catch (cause) {
      hold()
      const what = `${job.provider}: job ${job.id} was created, but could not be stored`
      throw new VideoError('storage', what, { job, operation: 'create', cause })
    }
  }
  if (isVideoError(error) && error.submitted === 'no') {
    if (error.code === 'rate_limited') limiter.refused(error.retryAfterMs)
    // A record that stays as it was reads as unresolved after a restart, which costs a question and no money.
    await journal.apply(record, { type: 'refused' }).catch(() => limiter.release(record.id))
    throw error
  }
  hold()
  const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
  await journal.apply(record, { type: 'unresolved', evidence: evidenceOf(error), fingerprint }).catch(() => {})
  throw withSubmission(error, submissionOf({ ...record, fingerprint }))
}

function evidenceOf(error: unknown): Evidence {
  if (!isVideoError(error)) return { code: 'invalid_response', message: String(error) }
  const { code, message, status, requestId } = error
  return { code, message, ...(status !== undefined && { status }), ...(requestId !== undefined && { requestId }) }
}
