import type { IncomingMessage } from 'node:http'
import { pipeline, Duplex, Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { networkFailure } from './node-fetch-failure.ts'

/** A response whose body is still arriving. */
export interface Arriving {
  response: Response
  /** Ends the body with an error; nothing once it is at its end. */
  fail(error: unknown): void
}

/** Makes an answer for the caller; `onEnd` is called once, when nothing more comes. Throws where no Response can be like it. */
export function arrivingOf(incoming: IncomingMessage, method: string | undefined, onEnd: () => void): Arriving {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming
  const headers: [string, string][] = []
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  const init = { status, statusText, headers }
  if (method === 'HEAD' || [204, 205, 304].includes(status)) {
    const response = new Response(null, init)
    incoming.on('end', onEnd).on('error', onEnd).resume()
    return { response, fail: onEnd }
  }
  const { body, fail } = streamOf(decoded(incoming), () => {
    // What was cancelled but has come whole leaves the connection usable.
    if (incoming.complete) incoming.resume()
    else incoming.destroy()
    onEnd()
  })
  return { response: new Response(body, init), fail }
}

/** Holds at most one piece, so that a slow reader slows down the server. */
function streamOf(source: Readable, onEnd: () => void): { body: ReadableStream<Uint8Array>; fail: Arriving['fail'] } {
  let isOver = false
  let fail: Arriving['fail'] = onEnd
  const end = (then: () => void): void => {
    if (isOver) return
    isOver = true
    onEnd()
    then()
  }
  source.pause()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      fail = (error) => end(() => controller.error(error))
      source.on('data', (piece: Buffer) => {
        if (isOver) return
        controller.enqueue(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength))
        if ((controller.desiredSize ?? 0) <= 0) source.pause()
      })
      source.on('end', () => end(() => controller.close()))
      source.on('error', (error) => fail(networkFailure(error, { mayBeSent: true })))
    },
    pull: () => void source.resume(),
    cancel: () => end(() => {}),
  })
  return { body, fail: (error) => fail(error) }
}

// As browsers have it: an end that is missing is forgiven.
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
const lenientBrotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH }

const decoders = new Map<string, () => Duplex>([
  ['gzip', () => createGunzip(lenient)],
  ['x-gzip', () => createGunzip(lenient)],
  ['br', () => createBrotliDecompress(lenientBrotli)],
  ['deflate', () => Duplex.from(inflate)],
])
const mostEncodings = 5

/** The body as it was before it was packed; as it comes where the packing is not known. */
function decoded(incoming: IncomingMessage): Readable {
  const header = incoming.headers['content-encoding']
  if (header === undefined || header === '') return incoming
  const makers = header.split(',').map((name) => decoders.get(name.trim().toLowerCase()))
  const known = makers.filter((maker) => maker !== undefined)
  if (known.length < makers.length || known.length > mostEncodings) return incoming
  let last: Readable = incoming
  for (const maker of known.toReversed()) last = pipeline(last, maker(), () => {})
  return last
}

/** Servers send zlib or raw deflate under this name; the first byte shows which. */
async function* inflate(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done === true) return
  const decoder = ((first.value[0] ?? 0) & 15) === 8 ? createInflate(lenient) : createInflateRaw(lenient)
  async function* all(): AsyncGenerator<Buffer> {
    yield first.value
    yield* { [Symbol.asyncIterator]: () => pieces }
  }
  yield* pipeline(Readable.from(all()), decoder, () => {})
}
