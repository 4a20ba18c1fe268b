import { aborted } from '../model/aborted.ts'
import { bounded, deadline } from '../time/bounded.ts'
import { systemClock } from '../time/clock.ts'
import type { HttpClient } from '../http/http-client.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import { knownRefusal, safeCause, submissionUnknown, type ErrorCodes, type Refusal } from '../http/classify-failure.ts'
import { redactor } from '../http/redact.ts'
import { createHttpClient } from '../http/http-client.ts'
import type { Failure, Snapshot } from '../model/job.ts'
import type { ProviderCall } from '../model/video-provider.ts'

/** What all sessions of one provider share. */
export interface OperationContextOptions {
  provider: string
  baseUrl: string
  key: () => Promise<string>
  /** Whether the key comes from a function of the user, which may take any time. */
  isKeyAsked: boolean
  headers: (key: string) => Record<string, string>
  refusal?: ((status: number, body: unknown) => Refusal | undefined) | undefined
  errorCodes?: ErrorCodes | undefined
  fetch?: typeof globalThis.fetch | undefined
  timeoutMs: number
}

/** One call of one member: its own door, and what it reads stripped of the key and marked when simulated. */
export interface OperationContext {
  http: HttpClient
  clean: <Seen extends Snapshot>(seen: Seen) => Seen
  /** What a create has made. Where nobody could read the vendor's yes, the one id in it is the job, whose status the next poll tells. */
  accepted: (made: Promise<Snapshot & { id: string }>) => Promise<Snapshot & { id: string }>
  /** Any error as a VideoError. */
  mend: (error: unknown) => VideoError
}

const plain = redactor([])
// A key has many forms; they are made once for each, and kept where the key is.
const redactors = new WeakMap<OperationContextOptions, { key: string; redact: (text: string) => string }>()

function redactorOf(options: OperationContextOptions, key: string): (text: string) => string {
  const last = redactors.get(options)
  if (last?.key === key) return last.redact
  const redact = redactor([key])
  redactors.set(options, { key, redact })
  return redact
}

/** Opens a session. */
export function openOperationContext(
  options: OperationContextOptions,
  operation: string,
  { signal, fetch, clock = systemClock }: ProviderCall = {},
): OperationContext {
  const { provider, baseUrl, headers, refusal, errorCodes, timeoutMs } = options
  let isSent = false
  let isSimulated = false
  let named: readonly string[] = []
  let redact = plain

  async function askedKey(): Promise<string> {
    try {
      return await bounded({ clock, timeoutMs, signal }, options.key)
    } catch (error) {
      if (signal?.aborted) throw aborted(signal, { provider, operation })
      if (error !== deadline) throw error
      const what = `${provider}: ${operation}: apiKey gave no key within ${timeoutMs} ms`
      throw new VideoError('timeout', what, { provider, operation })
    }
  }

  const http = createHttpClient({
    provider,
    operation,
    baseUrl,
    key: async () => {
      const key = await (options.isKeyAsked ? askedKey() : options.key())
      redact = redactorOf(options, key)
      return { key, redact }
    },
    headers,
    refusal,
    errorCodes,
    fetch: options.fetch ?? fetch ?? globalThis.fetch,
    clock,
    timeoutMs,
    signal,
    onSent: () => {
      isSent = true
    },
    onAccepted: (ids) => {
      named = ids
    },
    onSimulated: () => {
      isSimulated = true
    },
  })
  return {
    http,
    clean: (seen) => ({
      ...seen,
      ...(seen.model !== undefined && { model: redact(seen.model).slice(0, 200) }),
      ...(seen.vendorStatus !== undefined && { vendorStatus: redact(seen.vendorStatus).slice(0, 200) }),
      ...(seen.error && { error: cleaned(seen.error, errorCodes, redact) }),
      ...(isSimulated && { simulated: true }),
    }),
    accepted: async (made) => {
      try {
        const seen = await made
        if (seen.id) return seen
      } catch (error) {
        if (named.length !== 1) throw error
      }
      return { id: named.length === 1 ? String(named[0]) : '', status: 'unknown' }
    },
    mend: (error) => {
      if (isVideoError(error)) return named.length > 1 ? naming(error, named) : error
      const cause = safeCause(error, redact)
      const what = `${provider}: ${operation}: the provider failed${cause instanceof Error ? `: ${cause.message}` : ''}`
      const details = { provider, operation, cause }
      // A mistake in the provider after the billable call went out must not read as "nothing happened".
      const isBillable = operation === 'create' && isSent
      // A delivery is the only input that comes from anybody: whatever cannot be read is the sender's mistake.
      if (operation === 'webhook')
        return new VideoError('invalid_request', `${provider}: webhook: this vendor sends no such body`, details)
      return isBillable ? submissionUnknown(what, details) : new VideoError('invalid_response', what, details)
    },
  }
}

/** The same error with the ids that the vendor's answer names: one of them may be a job. */
function naming(error: VideoError, ids: readonly string[]): VideoError {
  const found = ids.map((id) => JSON.stringify(id).slice(0, 100)).slice(0, 5)
  const { code, message, cause, job, ...details } = error
  return new VideoError(code, `${message}; the answer names ${found.join(', ')}`, { ...details, cause, job })
}

function cleaned(error: Failure, errorCodes: ErrorCodes = {}, redact: (text: string) => string): Failure {
  const [message, vendorCode] = [error.message, error.vendorCode].map((text) => redact(text ?? '').slice(0, 500))
  return { ...error, message, vendorCode, code: error.code ?? knownRefusal(errorCodes, { code: vendorCode })?.code }
}
