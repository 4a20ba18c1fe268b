import { Readable } from 'node:stream'
import type { GuardedCall } from './guarded-fetch.ts'
import { textOf } from './mutators.ts'
import type { Body, Exchange } from '../fixtures/fixture.ts'

// Taken at import, before a test replaces it.
const { setImmediate } = globalThis

/** What nock's one-argument reply function gives back. */
export type NockReply = [status: number, body: Readable | Buffer, headers: Record<string, string>]

/** Plays the answer of an exchange. Rejects with the fixture transport error; never settles for `HANG`. */
export async function replyOf(
  { response: { status, headers, body, trouble } }: Exchange,
  call: GuardedCall | undefined,
): Promise<NockReply> {
  if (trouble && trouble.afterBytes === undefined) {
    if (trouble.code !== 'HANG') throw transportError(trouble.code)
    await never(call)
  }
  const bytes = bytesOf(body)
  const typed = typedHeaders({ headers, body })
  if (status === 204 || status === 304) return [status, Buffer.alloc(0), typed]
  const pieces = body.kind === 'events' ? piecesOf(body) : [bytes]
  // Without a length or chunks, an abort in the middle of a body ends the process.
  const framed = { ...typed, ...(!('content-length' in typed) && { 'transfer-encoding': 'chunked' }) }
  return [status, Readable.from(play(pieces, trouble, call)), framed]
}

/** A body as it goes over the wire: always bytes, for nock would read text that looks like hexadecimal digits as such. */
export function bytesOf(body: Body): Buffer {
  return body.kind === 'bytes' ? Buffer.from(body.bytes) : Buffer.from(textOf(body))
}

/** The headers of an answer, with the type of its body where the fixture says none. */
export function typedHeaders({
  headers,
  body,
}: Pick<Exchange['response'], 'headers' | 'body'>): Record<string, string> {
  const type = { json: 'application/json', text: 'text/plain', events: 'text/event-stream', bytes: 'video/mp4' }
  return { ...(body.kind !== 'none' && { 'content-type': type[body.kind] }), ...headers }
}

/** A stream as it is cut into pieces: by default each event is one. */
function piecesOf({ events, pieces }: Body & { kind: 'events' }): Buffer[] {
  return (
    pieces?.map(({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length)) ??
    events.map((event) => Buffer.from(`${event}\n\n`))
  )
}

/** What goes wrong, for people; undefined when the answer comes whole. */
export function describeTrouble({ response: { trouble, body } }: Exchange): string | undefined {
  if (!trouble) return undefined
  const what = trouble.code === 'HANG' ? 'silence' : trouble.code
  return trouble.afterBytes === undefined ? what : `${what} after ${trouble.afterBytes} of ${textOf(body).length} bytes`
}

/** A failure of the line as fetch reports it: what fetch throws has this as its cause; some have no code. */
export function transportError(code: string): Error {
  return code === ''
    ? new Error('what came is no HTTP')
    : Object.assign(new Error(`the fixture says ${code}`), { code })
}

async function* play(
  pieces: readonly Buffer[],
  trouble: Exchange['response']['trouble'],
  call: GuardedCall | undefined,
): AsyncGenerator<Buffer> {
  let leftBytes = trouble?.afterBytes ?? Infinity
  for (const piece of pieces) {
    const part = piece.subarray(0, Math.min(piece.length, leftBytes))
    leftBytes -= part.length
    if (part.length > 0) yield part
    // Pieces stay apart only when the event loop turns between them.
    await new Promise((resolve) => setImmediate(resolve))
    if (leftBytes > 0) continue
    if (trouble?.code === 'HANG') await never(call)
    throw transportError(trouble?.code ?? 'ECONNRESET')
  }
}

function never(call: GuardedCall | undefined): Promise<never> {
  if (call) call.isHung = true
  return new Promise(() => {})
}
