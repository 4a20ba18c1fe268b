import type { ErrorCode } from './error-codes.ts'

import type { Job } from './job.ts'

/** One thing wrong with the input: where, what was given, what is allowed. */
export interface Issue {
  /** Path of the field, such as `images[0].url`. */
  field: string
  /** What was given, shortened for people. */
  given?: string | undefined
  /** What would have been right. */
  allowed?: string | undefined
  /** `invalid_request` for a wrong value, `unsupported` for an option that does not exist there. */
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

/** A billable call whose outcome is not known, and what finds it again in `client.unresolved()`. */
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
  /** Searches for the job of a `submission_unknown`; sends the call again only to a vendor that documents idempotency keys. */
  declare readonly recover?: () => Promise<Recovery>

  constructor(code: ErrorCode, message: string, details: VideoErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    const { job, provider = job?.provider, operation, status, requestId, retryAfterMs, issues } = details
    this.code = code
    this.retryable = details.retryable ?? passing.has(code)
    this.submitted = details.submitted ?? (code === 'submission_unknown' ? 'unknown' : job ? 'yes' : 'no')
    this.charged = details.charged ?? (this.submitted === 'no' ? 'no' : 'unknown')
    Object.assign(this, { provider, operation, status, requestId, retryAfterMs, issues })
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

/** The error itself, or what stands for anything else that was thrown. */
export function asVideoError(error: unknown): VideoError {
  return isVideoError(error) ? error : new VideoError('invalid_response', String(error))
}

/** The same error with what finds the submission again. */
export function withSubmission(error: unknown, submission: Submission): unknown {
  return isVideoError(error) ? Object.assign(error, { submission }) : error
}

/** The same error with all that was tried before it. */
export function withAttempts(error: unknown, attempts: readonly Attempt[]): unknown {
  return isVideoError(error) && attempts.length > 1 ? Object.assign(error, { attempts }) : error
}

/** The same error with a way to search for its job. */
export function recoverable(error: unknown, recover: (id: string) => Promise<Recovery>): unknown {
  if (!isVideoError(error) || !error.submission) return error
  const { id } = error.submission
  return Object.defineProperty(error, 'recover', { value: () => recover(id), enumerable: false })
}

/** The same error with the job attached, so that a paid job is not lost. */
export function withJob(error: unknown, job: Job): unknown {
  if (!isVideoError(error) || error.job) return error
  // With a job, the error says anew what is known of money.
  const { submitted: _submitted, charged: _charged, ...details } = error
  return new VideoError(error.code, error.message, { ...details, cause: error.cause, job })
}

/** What came of one provider. */
export interface Attempt {
  provider: string
  model: string
  /** `excluded`: not asked, for its `problems`; `refused`: nothing was made; `failed`: no further provider was asked. */
  outcome: 'excluded' | 'refused' | 'failed' | 'accepted'
  problems?: Issue[]
  code?: ErrorCode
  message?: string
  /** The vendor's id of the job. */
  job?: string
}

/** What could be found out about a billable call without a known outcome. */
export type Recovery =
  /** The job is surely that of the call: it was adopted, and waiting can go on with it. `because` says what proves it. */
  | { outcome: 'found'; job: Job; because: string }
  /** Whether there is a job is still not known. `candidates` may be it, the likeliest first; only `adopt` takes one. */
  | { outcome: 'unclear'; candidates: RecoveryCandidate[]; because: string }

/** A job of the vendor that may be the one of a lost call: nothing that the vendor says of it contradicts the request. */
export interface RecoveryCandidate {
  job: Job
  /** What fits, and what could not be compared. */
  reasons: string[]
}
