import { VideoError, type VideoErrorDetails } from '../model/errors.ts'
import type { ErrorCode } from '../model/error-codes.ts'
import { fields, isText } from '../model/values.ts'

/** How a vendor says no, in our words; what is left out comes from the HTTP status. */
export interface Refusal {
  code?: ErrorCode | undefined
  message?: string | undefined
  /** What the HTTP status should have been, where the body is more exact. */
  status?: number | undefined
  retryAfterMs?: number | undefined
  /** When the vendor says whether trying again may help. */
  retryable?: boolean | undefined
  /**
   * `no` where the vendor documents, or its public source shows, that what answers a create so has made no job and charges
   * nothing; `unknown` takes back what code and status would prove. Default: by the code, else by the status.
   */
  submitted?: 'no' | 'unknown' | undefined
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

// What is answered instead of doing what was asked, by the vendor or by whoever stands before it and passes nothing on: so a
// web page is a refusal, too. Not among them: 409 (an earlier call has arrived), 424 (something behind has failed), 429 (a hop
// may have repeated a call that was lost), 408, 421, 425 and 499 (the call may be under way), and what has no meaning.
const verdicts = /^(30[178]|40[0-7]|41[0-8]|42[268]|431|451)$/
// A code that says that a server failed contradicts such a status.
const failures = /^(5\d\d|408|499|[\w-]{0,64}(time.?out|unavailable|internal)[\w-]{0,64})$/i
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_request',
  'unsupported',
  'authentication',
  'insufficient_credit',
  'permission',
  'not_found',
  'rate_limited',
  'moderated',
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

/** Whether an answer proves that it made no job: by what the provider says, else by a documented code, else by the status. */
export function provesRefusal({ submitted, code, status }: Refusal, answered: number, body: unknown): boolean {
  if (submitted !== undefined) return submitted === 'no'
  if (code !== undefined) return refusals.has(code)
  if (status !== undefined) return status === 429 || verdicts.test(String(status))
  return verdicts.test(String(answered)) && !codesIn(body).some((told) => failures.test(String(told)))
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
  const code = [inner['code'], inner['type'], outer['code']].find(isCode)?.toString()
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
  const known = table[String(codesIn(body).find((code) => Object.hasOwn(table, code)))]
  return typeof known === 'string' ? { code: known } : known
}

function codesIn(body: unknown): (string | number)[] {
  const outer = fields(body)
  const inner = fields(outer['error'])
  return [inner['code'], outer['code'], inner['type'], outer['error']].filter(isCode)
}

/** The pause that the vendor asks for, the longer one of its body (ms) and its header (seconds or an HTTP date); nonsense counts as none; at most an hour. */
export function retryAfterMs(stated: number | undefined, headers: Headers, nowMs: number): number | undefined {
  const header = headers.get('retry-after')
  // A date is by the clock of the server, which may be another than ours.
  const serverMs = Date.parse(headers.get('date') ?? '') || nowMs
  const isSeconds = header !== null && /^\d+(\.\d+)?$/.test(header.trim())
  const headerMs = isSeconds ? Number(header) * 1000 : Date.parse(header ?? '') - serverMs
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

function isCode(value: unknown): value is string | number {
  return isText(value) || typeof value === 'number'
}
