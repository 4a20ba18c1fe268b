import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib'
import { partsOf, type Part } from '@reelay/contract-tests/fixtures'
import type { Hop, Piece } from './wire.ts'

/** What a request carried. */
export type RequestBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; parts: readonly Part[] }
  /** What a fixture has no place for; any body will match. */
  | { kind: 'other' }

/** An event of a stream, and when it had come, in seconds. */
export interface SeenEvent {
  at: number
  event?: string
  data: string
}

/** What an answer carried, without its content encoding. */
export type ResponseBody =
  | { kind: 'none' }
  | { kind: 'json'; value: unknown }
  | { kind: 'text'; text: string }
  | { kind: 'events'; events: readonly SeenEvent[] }
  | { kind: 'bytes'; bytes: Buffer; type: string }

/** A hop whose bodies are told apart. */
export interface Decoded {
  hop: Hop
  request: RequestBody
  response: ResponseBody
  /** What broke the line. */
  trouble: string | undefined
  /** Why it cannot stand on a fixture. */
  problem: string | undefined
}

/** Reads the bodies of a hop. Never throws: what cannot be read is a `problem`. */
export async function decode(hop: Hop): Promise<Decoded> {
  const trouble = typeof hop.end === 'object' ? hop.end.code : undefined
  const made = { hop, request: await requestBody(hop), trouble }
  const problem = problemOf(hop)
  if (problem !== undefined || hop.status === undefined) return { ...made, response: { kind: 'none' }, problem }
  try {
    return { ...made, response: responseBody(hop, trouble !== undefined), problem: undefined }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ...made, response: { kind: 'none' }, problem: `its body cannot be decoded: ${why}` }
  }
}

/** The value of a header; several of one name as HTTP joins them. */
export function headerOf(headers: Hop['responseHeaders'], name: string): string | undefined {
  const values = headers.filter(([one]) => one === name).map(([, value]) => value)
  return values.length > 0 ? values.join(', ') : undefined
}

function problemOf({ status, end, droppedBytes, responseHeaders }: Hop): string | undefined {
  if (droppedBytes > 0) return `its body is too long to be kept: ${droppedBytes} bytes more than 8 MiB`
  if (typeof end === 'object') return undefined
  if (status === undefined) return 'it was given up before an answer came'
  const isStream = /^text\/event-stream\b/i.test(headerOf(responseHeaders, 'content-type') ?? '')
  // Nobody reads the body of a redirect, or a stream to its end once the job has ended.
  const mayStop = isStream || (status >= 300 && status < 400)
  return end === 'complete' || mayStop ? undefined : 'its body was not read to the end'
}

async function requestBody({ requestBody: chunks, requestHeaders }: Hop): Promise<RequestBody> {
  if (chunks.length === 0) return { kind: 'none' }
  const bytes = Uint8Array.from(Buffer.concat(chunks))
  const parts = await partsOf(bytes, headerOf(requestHeaders, 'content-type'))
  if (parts) return { kind: 'form', parts }
  const value = parseJson(Buffer.from(bytes).toString('utf8'))
  return value === undefined ? { kind: 'other' } : { kind: 'json', value }
}

function responseBody({ status = 0, pieces, responseHeaders }: Hop, isCut: boolean): ResponseBody {
  if (status >= 300 && status < 400) return { kind: 'none' }
  const type = headerOf(responseHeaders, 'content-type') ?? ''
  const encodings = (headerOf(responseHeaders, 'content-encoding') ?? '').toLowerCase().split(',').toReversed()
  const raw = Buffer.concat(pieces.map(({ bytes }) => bytes))
  const bytes = encodings.reduce<Buffer>((packed, encoding) => unpack(packed, encoding.trim(), isCut), raw)
  if (bytes.length === 0) return { kind: 'none' }
  const isPacked = !bytes.equals(raw)
  if (/^text\/event-stream\b/i.test(type))
    return { kind: 'events', events: eventsOf(isPacked ? [{ at: pieces.at(-1)?.at ?? 0, bytes }] : pieces) }
  const text = textOf(bytes)
  if (text === undefined) return { kind: 'bytes', bytes, type }
  const value = isCut ? undefined : parseJson(text)
  return value === undefined ? { kind: 'text', text } : { kind: 'json', value }
}

function unpack(bytes: Buffer, encoding: string, isCut: boolean): Buffer {
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH }
  switch (encoding) {
    case '':
    case 'identity':
      return bytes
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, isCut ? lenient : {})
    case 'deflate':
      return inflateSync(bytes, isCut ? lenient : {})
    case 'br':
      return brotliDecompressSync(bytes, isCut ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {})
    default:
      throw new Error(`content-encoding ${encoding} is unknown`)
  }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** The text as JSON, where that changes nothing of it: a number that JavaScript would round is left in a text. */
function parseJson(text: string): unknown {
  if (/[:[,\s]-?\d{16,}\s*[,}\]]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The events that came whole, each with the time of the piece that ended it. */
function eventsOf(pieces: readonly Piece[]): SeenEvent[] {
  const decoder = new TextDecoder()
  const events: SeenEvent[] = []
  let rest = ''
  for (const { at, bytes } of pieces) {
    // A CR at the end may be half of a line break.
    const text = rest + decoder.decode(bytes, { stream: true })
    const held = text.endsWith('\r') ? 1 : 0
    const blocks = text.slice(0, text.length - held).split(/\r\n\r\n|\n\n|\r\r/)
    rest = (blocks.pop() ?? '') + text.slice(text.length - held)
    events.push(...blocks.flatMap((block) => eventOf(block, at)))
  }
  return events
}

function eventOf(block: string, at: number): SeenEvent[] {
  const fields = block.split(/\r\n|\n|\r/).flatMap((line) => {
    const [, name, value = ''] = /^(event|data)(?::\x20?(.*))?$/s.exec(line.replace(/^\uFEFF/, '')) ?? []
    return name === undefined ? [] : [{ name, value }]
  })
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value)
  const event = fields.findLast(({ name }) => name === 'event')?.value
  if (data.length === 0) return []
  return [{ at, ...(event && { event }), data: data.join('\n') }]
}
