import { VideoError, type VideoErrorDetails } from '../model/errors.ts'
import type { ErrorCode } from '../model/error-codes.ts'

/** How a vendor says no, in our words; what is left out comes from the HTTP status. */
export interface Refusal {
  code?: ErrorCode | undefined
  message?: string | undefined
  /** What the HTTP status should have been, where the body is more exact. */
  status?: number | undefined
  retryAfterMs?: number | undefined
  /** When the vendor says whether trying again may help. */
  retryable?: boolean | undefined
}

/** What a vendor's own codes mean: our code for one that names what went wrong, a refusal for one that says more. */
export type ErrorCodes = Readonly<Record<string, ErrorCode | Refusal>>

const longestPauseMs = 3_600_000
const codes = new Map<number, ErrorCode>([
  [401, 'authentication'],
  [402, 'insufficient_credit'],
  [403, 'permission'],
  [404, 'not_found'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'expired'],
  [425, 'unavailable'],
  [429, 'rate_limited'],
])

// Failures before the first byte of the request left this machine, where no system call is named: undici's and Bun's names,
// and what Node.js calls a certificate that it refuses in the handshake (https://nodejs.org/api/tls.html#x509-certificate-error-codes).
const notSent =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|(CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/
// A route that goes away fails a read with the code of a call that never began: where it is named, the call decides.
const callsBeforeSending = new Set(['connect', 'getaddrinfo'])

/** The code for an HTTP status that the vendor gave no better word for. */
export function codeOf(status: number): ErrorCode {
  return codes.get(status) ?? (status >= 500 ? 'unavailable' : status >= 400 ? 'invalid_request' : 'invalid_response')
}

/** Whether this status is a verdict: the vendor has read the request and will not do it. */
export function isVerdict(status: number): boolean {
  return (status >= 400 && status < 500 && status !== 408 && status !== 421) || [301, 307, 308].includes(status)
}

/** Whether fetch failed before anything was sent; in doubt, no. */
export function failedBeforeSending(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(failedBeforeSending)
  if (!(error instanceof Error)) return false
  if ('syscall' in error && isText(error.syscall)) return callsBeforeSending.has(error.syscall)
  return notSent.test(codeIn(error) ?? '') || failedBeforeSending(error.cause)
}

/** The transport's own code for a failure, such as ECONNRESET, wherever in the chain of causes it stands. */
export function transportCode(error: unknown): string | undefined {
  return error instanceof Error ? (codeIn(error) ?? transportCode(error.cause)) : undefined
}

/** The vendor's own sentence and code, from any of the usual error bodies. */
export function vendorWords(body: unknown): string | undefined {
  const outer = fields(body)
  const inner = fields(outer['error'])
  const { message: said, error, detail } = outer
  const message = [inner['message'], said, error, detail, misfits(detail), body].find(isText)
  const code = [inner['code'], inner['type'], outer['code']].find(isText)
  if (message === undefined) return code
  return code === undefined || message.includes(code) ? message : `${message} (${code})`
}

/** What frameworks that check a body by its schema say of each field that does not fit. */
function misfits(detail: unknown): string {
  const found = Array.isArray(detail) ? detail.map(fields) : []
  const told = found.filter(({ loc, msg }) => Array.isArray(loc) && isText(msg))
  return told.map(({ loc, msg }) => `${[loc].flat().join('.')}: ${String(msg)}`).join('; ')
}

/** What the table says of the first code in the body that it knows, wherever the usual error bodies hold one. */
export function knownRefusal(table: ErrorCodes, body: unknown): Refusal | undefined {
  const outer = fields(body)
  const inner = fields(outer['error'])
  const found = [inner['code'], outer['code'], inner['type'], outer['error']].find(
    (code) => (isText(code) || typeof code === 'number') && Object.hasOwn(table, code),
  )
  const known = table[String(found)]
  return typeof known === 'string' ? { code: known } : known
}

/** The pause that the vendor asks for, the longer one of its body (ms) and its header (seconds or an HTTP date); nonsense counts as none; at most an hour. */
export function retryAfterMs(stated: number | undefined, header: string | null, nowMs: number): number | undefined {
  const isSeconds = header !== null && /^\d+(\.\d+)?$/.test(header.trim())
  const headerMs = isSeconds ? Number(header) * 1000 : Date.parse(header ?? '') - nowMs
  const pauses = [stated ?? -1, headerMs].filter((ms) => Number.isFinite(ms) && ms >= 0)
  return pauses.length > 0 ? Math.min(longestPauseMs, Math.max(...pauses)) : undefined
}

/** A copy of a foreign error that is safe to log: name, code and redacted message, down the chain of causes. */
export function safeCause(error: unknown, redact: (text: string) => string, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? redact(error) : undefined
  const cause = depth < 3 && error.cause !== undefined ? { cause: safeCause(error.cause, redact, depth + 1) } : {}
  const copy = new Error(redact(error.message), cause)
  copy.name = redact(error.name)
  const code = codeIn(error)
  return code === undefined ? copy : Object.assign(copy, { code: redact(code) })
}

/** A `submission_unknown`: the vendor may have accepted the job, so the call is not sent again by itself. */
export function submissionUnknown(message: string, details: VideoErrorDetails): VideoError {
  const advice = 'the job may exist and be billed: check before you create it again'
  return new VideoError('submission_unknown', `${message}; ${advice}`, {
    ...details,
    retryable: false,
    submitted: 'unknown',
    charged: 'unknown',
  })
}

function codeIn(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** The fields of an object; none of anything else. */
export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Whether it is a text that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
