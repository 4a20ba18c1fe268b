import type { Clock } from '@reelay/core'
import { isJson, mediaTypeOf } from '@reelay/simulator/openapi'
import type { Operation } from '@reelay/contract-tests/fixtures'
import type { LiveAnswer } from './compare.ts'

/** One call as it goes out. */
export interface Call {
  operation: Operation
  method: string
  /** As on the fixtures, without a query. */
  path: string
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
}

/** What carries calls to the vendor. */
export interface Line {
  fetch: typeof globalThis.fetch
  clock: Clock
  /** Address of the vendor, with or without a path. */
  baseUrl: string
  /** Ends every call and every pause. */
  signal?: AbortSignal | undefined
}

/** How a call ended: with an answer, with a vendor that has no time, or with nothing of the vendor's. */
export type Asked<Value> = { kind: 'answer'; value: Value } | { kind: 'busy' | 'unreachable'; why: string }

const attempts = 3
const firstPauseMs = 2_000
const longestPauseMs = 60_000
const answerTimeoutMs = 60_000
const longestAnswer = 16 << 20

/** Sends a call that only reads: up to three times when the vendor has no time or the line breaks. */
export async function ask(call: Call, line: Line): Promise<Asked<LiveAnswer>> {
  const { method, headers } = call
  const url = addressOf(line.baseUrl, call)
  const asked = await insist(line, async (signal) => {
    const response = await line.fetch(url, { method, headers, redirect: 'manual', signal })
    return { response, value: await readAnswer(call, url, response) }
  })
  // What stands before a vendor refuses machines with a page for people, whatever they ask for.
  const isWall = asked.kind === 'answer' && asked.value.status === 403 && asked.value.mediaType === 'text/html'
  return isWall ? { kind: 'unreachable', why: 'a web page with status 403 came instead of an answer' } : asked
}

/** Reads a public page, wherever it has moved to; no key goes along. */
export function readPage(url: string, line: Omit<Line, 'baseUrl'>): Promise<Asked<{ status: number; text: string }>> {
  return insist(line, async (signal) => {
    const response = await line.fetch(url, { signal })
    return { response, value: { status: response.status, text: await readText(response) } }
  })
}

/** Whether a status says that the vendor has no time, and nothing about its interface. */
export function isBusy(status: number): boolean {
  return status === 429 || status >= 500
}

/** Reads what can be compared of an answer; a body that is neither JSON nor text is left alone. */
export async function readAnswer(
  { operation, method, path }: Pick<Call, 'operation' | 'method' | 'path'>,
  url: URL,
  response: Response,
): Promise<LiveAnswer> {
  const { status, headers } = response
  const mediaType = mediaTypeOf(headers.get('content-type') ?? '')
  const isText = isReadable(response)
  const text = isText ? await readText(response) : ''
  if (!isText) await response.body?.cancel()
  const host = hostOf(headers.get('location'), url)
  const isMoved = status >= 300 && status < 400 && host !== undefined && host !== url.host
  return { operation, method, path, status, mediaType, ...(isMoved && { movedTo: host }), ...parsed(text) }
}

/** Whether a body is JSON or text that ends. */
export function isReadable({ headers }: Response): boolean {
  const mediaType = mediaTypeOf(headers.get('content-type') ?? '')
  return mediaType === '' || isJson(mediaType) || /^text\/(?!event-stream)/.test(mediaType)
}

/** A body as text; what has no end is no answer. */
async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > longestAnswer) throw Object.assign(new Error('too long'), { code: 'the answer is too long' })
  }
  return text + decoder.decode()
}

/** Where a path of the fixtures is at the vendor; a path that the address ends with, such as `/v1`, is written once. */
function addressOf(baseUrl: string, { path, query }: Pick<Call, 'path' | 'query'>): URL {
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/(?<!\/)\/+$/, '')
  const url = new URL(base.origin + (path.startsWith(`${prefix}/`) ? path : prefix + path))
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

async function insist<Value>(
  { clock, signal }: Omit<Line, 'baseUrl'>,
  work: (signal: AbortSignal) => Promise<{ response: Response; value: Value }>,
): Promise<Asked<Value>> {
  for (let attempt = 1; ; attempt++) {
    let pauseMs = firstPauseMs * 2 ** (attempt - 1)
    let failure: Asked<Value>
    try {
      const { response, value } = await inTime(clock, signal, work)
      if (!isBusy(response.status)) return { kind: 'answer', value }
      failure = { kind: 'busy', why: `answers ${response.status}` }
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
      if (seconds >= 0) pauseMs = Math.min(seconds * 1000, longestPauseMs)
    } catch (error) {
      signal?.throwIfAborted()
      failure = { kind: 'unreachable', why: troubleOf(error) }
    }
    if (attempt >= attempts) return failure
    await clock.sleep(pauseMs, signal)
  }
}

async function inTime<Value>(
  clock: Clock,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const late = new AbortController()
  const done = new AbortController()
  clock.sleep(answerTimeoutMs, done.signal).then(
    () => late.abort(),
    () => {},
  )
  try {
    return await work(AbortSignal.any([late.signal, ...(signal ? [signal] : [])]))
  } finally {
    done.abort()
  }
}

/** What broke a line, in a word: never a sentence, which could hold an address. */
function troubleOf(error: unknown): string {
  const codes: unknown[] = []
  for (let one = error; one instanceof Error; one = one.cause)
    codes.push('code' in one ? one.code : undefined, one.name === 'AbortError' ? 'no answer in time' : undefined)
  const code = codes.find((one) => typeof one === 'string' && /^[\w ]{1,40}$/.test(one))
  return typeof code === 'string' ? code : 'the connection failed'
}

function hostOf(location: string | null, url: URL): string | undefined {
  return location !== null && URL.canParse(location, url) ? new URL(location, url).host : undefined
}

function parsed(text: string): { json?: unknown } {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return {}
  }
}
