import type { Attempt } from './client.ts'
import type { Job } from './job.ts'
import type { Recovery } from './recover.ts'

/** Every code an error can carry. Codes are API and change only in a major; sentences may change any day. */
export const errorCodes = [
  'invalid_request', // a field is wrong; nothing was spent
  'unsupported', // the vendor, the model or the mode has no such thing; nothing was spent
  'authentication', // the key is missing or refused
  'insufficient_credit', // the account cannot pay for it
  'permission', // the key is good, but not for this
  'not_found', // the vendor does not know the job, the model or the address
  'conflict', // not possible in the state that the job is in
  'rate_limited', // too many calls or jobs at once; wait `retryAfterMs`
  'moderated', // the vendor refused the content
  'vendor_failure', // the vendor took the job and failed
  'unavailable', // the vendor answered 5xx
  'network', // no answer
  'timeout', // a deadline of ours passed; the job, if any, may still be running
  'aborted', // the caller's signal; the job, if any, may still be running
  'invalid_response', // an answer outside the vendor's own contract
  'expired', // the result or the job is gone at the vendor
  'storage', // the file could not be written
  'submission_unknown', // the billable call may or may not have been accepted
] as const

/** One of `errorCodes`. */
export type ErrorCode = (typeof errorCodes)[number]

/** One thing wrong with the input: where, what was given, what is allowed. */
export interface Issue {
  /** Path of the field, such as `images[0].url`. */
  field: string
  /** What was given, shortened for people. */
  given?: string | undefined
  /** What would have been right. */
  allowed?: string | undefined
  /** `invalid_request` for a wrong value, `unsupported` for a knob that does not exist there. */
  code: 'invalid_request' | 'unsupported'
}

/** Answer to a yes-or-no question about money, when the answer may be unknowable. */
export type Certainty = 'no' | 'yes' | 'unknown'

/** What an error knows beyond its code and sentence. */
export interface VideoErrorDetails {
  /** Id of the provider that was asked. */
  provider?: string | undefined
  /** The call that failed, such as `create`. */
  operation?: string | undefined
  /** HTTP status, when there was an answer. */
  status?: number | undefined
  /** The vendor's id for the request. */
  requestId?: string | undefined
  /** Whether the same call may succeed later; default by code. */
  retryable?: boolean | undefined
  /** Whether a job exists at the vendor; default `yes` with a job, else `no`. */
  submitted?: Certainty | undefined
  /** Whether the vendor charges for it; default `no` when nothing was submitted, else `unknown`. */
  charged?: Certainty | undefined
  /** How long the vendor asks to wait, in ms. */
  retryAfterMs?: number | undefined
  /** Every wrong field, for `invalid_request` and `unsupported`. */
  issues?: readonly Issue[] | undefined
  /** The job, whenever one exists: waiting can go on from here. */
  job?: Job | undefined
  /** What lies behind it; never with the key in it. */
  cause?: unknown
}

/** A billable call whose outcome nobody knows: what finds it again in `client.unresolved()`. */
export interface Submission {
  /** Ours, made before it was sent. */
  id: string
  /** The caller's name for it. */
  key?: string
  /** Tells its request from another, in hex. */
  fingerprint: string
  /** ISO 8601 in UTC. */
  sentAt: string
}

const mark = Symbol.for('reelay.VideoError')
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['rate_limited', 'unavailable', 'network', 'timeout'])

/** The one error class. Read `code`, never the sentence. */
export class VideoError extends Error {
  override readonly name = 'VideoError'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly submitted: Certainty
  readonly charged: Certainty
  readonly provider?: string
  readonly operation?: string
  readonly status?: number
  readonly requestId?: string
  readonly retryAfterMs?: number
  readonly issues?: readonly Issue[]
  /** Not enumerable: a job holds signed URLs, which have no place in a log. */
  declare readonly job?: Job
  /** With `submission_unknown` from a client. */
  readonly submission?: Submission
  /** Every provider that was left out or asked, where there was a choice. */
  readonly attempts?: readonly Attempt[]
  /** Looks for the job of a `submission_unknown`; sends the call again only to a vendor that documents that it knows repeats. */
  declare readonly recover?: () => Promise<Recovery>

  constructor(code: ErrorCode, message: string, details: VideoErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    const { job, provider = job?.provider, operation, status, requestId, retryAfterMs, issues } = details
    this.code = code
    this.retryable = details.retryable ?? passing.has(code)
    this.submitted = details.submitted ?? (code === 'submission_unknown' ? 'unknown' : job ? 'yes' : 'no')
    this.charged = details.charged ?? (this.submitted === 'no' ? 'no' : 'unknown')
    if (provider !== undefined) this.provider = provider
    if (operation !== undefined) this.operation = operation
    if (status !== undefined) this.status = status
    if (requestId !== undefined) this.requestId = requestId
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
    if (issues !== undefined) this.issues = issues
    Object.defineProperty(this, 'job', { value: job, enumerable: false })
    Object.defineProperty(this, mark, { value: true, enumerable: false })
  }

  /** Everything but stack and cause; the job comes without its result URLs. */
  toJSON(): Record<string, unknown> {
    const { job, message, ...rest } = this
    return { ...rest, message, ...(job && { job: { ...job, outputs: [] } }) }
  }
}

/** Recognises our errors across duplicated copies of this package, where `instanceof` would not. */
export function isVideoError(error: unknown): error is VideoError {
  return typeof error === 'object' && error !== null && mark in error
}

/** The same error with what finds the submission again. */
export function withSubmission(error: unknown, submission: Submission): unknown {
  return isVideoError(error) ? Object.assign(error, { submission }) : error
}

/** The same error with all that was tried before it. */
export function withAttempts(error: unknown, attempts: readonly Attempt[]): unknown {
  return isVideoError(error) && attempts.length > 1 ? Object.assign(error, { attempts }) : error
}

/** The same error with a way to look for its job. */
export function recoverable(error: unknown, recover: (id: string) => Promise<Recovery>): unknown {
  if (!isVideoError(error) || !error.submission) return error
  const { id } = error.submission
  return Object.defineProperty(error, 'recover', { value: () => recover(id), enumerable: false })
}

/** The same error with the job attached, so that nobody loses a paid one. */
export function withJob(error: unknown, job: Job): unknown {
  if (!isVideoError(error) || error.job) return error
  const { code, message, cause, provider, operation, status, requestId, retryable, retryAfterMs, issues } = error
  const details = { cause, provider, operation, status, requestId, retryable, retryAfterMs, issues }
  return new VideoError(code, message, { ...details, job })
}
