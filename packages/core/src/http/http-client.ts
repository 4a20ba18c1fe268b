import { onAbort } from '../time/abortable.ts'
import type * as z from 'zod/mini'
import { aborted } from '../model/aborted.ts'
import { bounded, deadline } from '../time/bounded.ts'
import type { Clock } from '../time/clock.ts'
import type { Answer, AnyCall, HttpEvent } from './http-types.ts'
import { VideoError, type VideoErrorDetails } from '../model/errors.ts'
import { readEvents } from './server-sent-events.ts'
import {
  codeOf,
  failedBeforeSending,
  knownRefusal,
  provesRefusal,
  retryAfterMs,
  safeCause,
  submissionUnknown,
  transportCode,
  vendorWords,
  type ErrorCodes,
  type Refusal,
} from './classify-failure.ts'
import { pack, type SendingOnce } from './one-shot.ts'
import { issuesOf, sentence } from '../model/issues.ts'
import { bodyOf, fill, formOf, headersOf, join, notJson, parseJson, readText } from './encoding.ts'
import { idsIn, readAnswer } from './read-answer.ts'
import { makesJob, receive, type Received } from './receive.ts'

const ofJobs = new Set(['create', 'get', 'list', 'watch'])

/** The vendor and the operation that an HTTP client is made for. */
export interface HttpClientOptions {
  provider: string
  operation: string
  baseUrl: string
  /** Resolves the key, and what removes it from a text; throws `authentication` naming the setting when there is none. */
  key: () => Promise<{ key: string; redact: (text: string) => string }>
  headers: (key: string) => Record<string, string>
  refusal?: ((status: number, body: unknown) => Refusal | undefined) | undefined
  errorCodes?: ErrorCodes | undefined
  fetch: SendingOnce
  clock: Clock
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** Called before a billable call is sent. */
  onSent: () => void
  /** Called with the ids that an answer of success to a billable call names. */
  onAccepted: (ids: readonly string[]) => void
  /** Called when an answer has the header of a simulator. */
  onSimulated: () => void
}

type Ask = <Schema extends z.core.$ZodType>(
  path: string,
  call: AnyCall & { schema: Schema },
) => Promise<Answer<z.output<Schema>>>

/** `Http<Paths>` without the types of the spec. */
export interface HttpClient {
  get: Ask
  post: Ask
  delete: Ask
  url: (path: string, call: AnyCall) => string
  events: (path: string, call: AnyCall) => AsyncGenerator<HttpEvent>
}

/** Makes the HTTP client of one operation. A `post` of `create` is the billable call: without a verdict it throws `submission_unknown`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, signal, timeoutMs } = options

  async function ask<Schema extends z.core.$ZodType>(
    method: string,
    template: string,
    call: AnyCall & { schema: Schema },
  ): Promise<Answer<z.output<Schema>>> {
    const attempt = await prepare(options, method, template, call)
    const isBillable = makesJob(options.operation, method, call)
    const answer = await receive(attempt, isBillable)
    const { response, text, body, brokenBy } = answer
    try {
      attempt.judge(response, body, text)
      if (isBillable) options.onAccepted(idsIn(body))
      return {
        data: check(attempt, options.operation, call.schema, answer),
        status: response.status,
        headers: response.headers,
      }
    } catch (error) {
      throw brokenBy ?? error
    }
  }

  async function* events(template: string, call: AnyCall): AsyncGenerator<HttpEvent> {
    const attempt = await prepare(options, 'GET', template, call)
    const controller = new AbortController()
    const ignore = onAbort(signal, () => controller.abort(signal?.reason))
    try {
      const response = await attempt.bound(() => attempt.send(controller.signal))
      const isStream = /^text\/event-stream/i.test(response.headers.get('content-type') ?? '')
      if (!response.ok || !response.body || !isStream) {
        const text = await bounded({ clock, timeoutMs, signal }, () => readText(response))
        attempt.judge(response, parseJson(text), text)
        throw attempt.fail('invalid_response', 'no event stream', response)
      }
      for await (const event of readEvents(response.body, controller.signal)) {
        yield {
          ...event,
          read: (schema) =>
            check(attempt, options.operation, schema, { response, text: event.data, body: parseJson(event.data) }),
        }
      }
    } catch (error) {
      throw error instanceof VideoError ? error : attempt.unanswered(error)
    } finally {
      ignore()
      controller.abort()
    }
  }

  return {
    get: (path, call) => ask('GET', path, call),
    post: (path, call) => ask('POST', path, call),
    delete: (path, call) => ask('DELETE', path, call),
    url: (path, call) => join(options.baseUrl, fill(path, call.path), call.query),
    events,
  }
}

/** The body, as the schema has it. Throws `invalid_response`; in a billable call, `submission_unknown`. */
function check<Schema extends z.core.$ZodType>(
  { fail, redact }: Attempt,
  operation: string,
  schema: Schema,
  { response, text, body }: Received,
): z.output<Schema> {
  const parsed = readAnswer(schema, body, ofJobs.has(operation))
  if (parsed.success) return parsed.data
  const shown = issuesOf({ issues: parsed.error.issues.slice(0, 9) }, body, redact).map(sentence)
  const said = redact(vendorWords(body) ?? '').slice(0, 500)
  const what =
    body === undefined ? notJson(response, text) : [...shown, said && `it says: ${said}`].filter(Boolean).join('; ')
  throw fail('invalid_response', redact(`answer out of contract: ${what}`), response)
}

interface Attempt {
  redact: (text: string) => string
  send: (signal: AbortSignal) => Promise<Response>
  bound: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  fail: (code: VideoError['code'], what: string, response?: Response, more?: VideoErrorDetails) => VideoError
  unanswered: (error: unknown) => VideoError
  judge: (response: Response, body: unknown, text: string) => void
}

/** Builds the request. Its own errors come before any byte is sent; those of the attempt know whether anything was sent. */
async function prepare(options: HttpClientOptions, method: string, template: string, call: AnyCall): Promise<Attempt> {
  const { provider, operation, fetch, clock, signal, timeoutMs } = options
  const isBillable = makesJob(operation, method, call)
  const where = `${provider}: ${method} ${template}`
  const context = { provider, operation }
  if (signal?.aborted) throw aborted(signal, context)
  const url = join(options.baseUrl, fill(template, call.path), call.query)
  const body = bodyOf(call, provider)
  const form = formOf(call, provider)
  const { key, redact } = await options.key()
  // On a 421, and some runtimes on a lost connection, fetch sends again whatever it still has.
  const packed = await pack(form ?? body, isBillable && !fetch.sendsOnce)
  const init: RequestInit = {
    ...packed,
    method,
    // A redirect would carry the key, or a second billable call, to wherever it points.
    redirect: 'manual',
    headers: {
      accept: 'application/json, text/event-stream',
      ...headersOf(call),
      ...options.headers(key),
      ...packed?.headers,
    },
  }
  let isSent = false

  const fail: Attempt['fail'] = (code, what, response, more = {}) => {
    const requestId = requestIdIn(response, redact)
    const details = { ...context, ...more, ...(response && { status: response.status }), requestId }
    if (isBillable && isSent && more.submitted !== 'no') return submissionUnknown(`${where}: ${what}`, details)
    return new VideoError(code, `${where}: ${what}`, details)
  }
  const unanswered: Attempt['unanswered'] = (error) => {
    if (signal?.aborted && !(isBillable && isSent)) return aborted(signal, context)
    if (signal?.aborted) return fail('aborted', 'aborted by the caller once sent', undefined, { cause: signal.reason })
    if (error === deadline) return fail('timeout', `no answer within ${timeoutMs} ms`)
    if (error instanceof RangeError) return fail('invalid_response', error.message)
    const submitted = failedBeforeSending(error) ? 'no' : undefined
    const code = transportCode(error)
    const what = `${submitted ? 'could not connect' : 'the connection was lost'}${code ? ` (${code})` : ''}`
    return fail('network', what, undefined, { cause: safeCause(error, redact), submitted })
  }
  return {
    redact,
    fail,
    unanswered,
    send: async (inner) => {
      inner.throwIfAborted()
      isSent = true
      if (isBillable) options.onSent()
      // Called as a plain function, because browsers and workers refuse a fetch with another `this`.
      const response = await fetch(url, { ...init, signal: inner })
      if (response.headers.has('x-reelay-simulated')) options.onSimulated()
      return response
    },
    bound: async (work) => {
      try {
        return await bounded({ clock, timeoutMs, signal }, work)
      } catch (error) {
        throw error instanceof VideoError ? error : unanswered(error)
      }
    },
    judge: (response, body, text) => {
      const stated = options.refusal?.(response.status, body)
      if (response.ok && !stated) return
      const refusal = merged(knownRefusal(options.errorCodes ?? {}, body), stated)
      const words =
        refusal.message ?? vendorWords(body) ?? (body === undefined ? notJson(response, text) : 'no reason given')
      const pauseMs = retryAfterMs(refusal.retryAfterMs, response.headers, clock.now())
      const status = refusal.status ?? response.status
      const code = refusal.code ?? codeOf(status)
      const submitted = provesRefusal(refusal, response.status, body) ? ('no' as const) : undefined
      const more = { retryAfterMs: pauseMs, retryable: refusal.retryable, submitted }
      throw fail(code, `${status} ${redact(words).slice(0, 500)}`, response, more)
    },
  }
}

function requestIdIn(response: Response | undefined, redact: (text: string) => string): string | undefined {
  const found = [...(response?.headers ?? [])].find(([name]) => name.endsWith('request-id'))?.[1]
  return found === undefined ? undefined : redact(found)
}

/** The result of the provider's function comes before its table of codes. */
function merged(known: Refusal = {}, stated: Refusal = {}): Refusal {
  return {
    code: stated.code ?? known.code,
    message: stated.message ?? known.message,
    status: stated.status ?? known.status,
    retryAfterMs: stated.retryAfterMs ?? known.retryAfterMs,
    retryable: stated.retryable ?? known.retryable,
    submitted: stated.submitted ?? known.submitted,
  }
}
