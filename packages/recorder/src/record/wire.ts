import { AsyncLocalStorage } from 'node:async_hooks'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { Clock } from '@reelay/core'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Operation, Scenario } from '@reelay/contract-tests/fixtures'

/** What a call is for: the operation, and the scenario that it belongs to. */
export interface Label {
  operation: Operation
  recording: Scenario
}

/** Bytes, and when they came: seconds since the request. */
export interface Piece {
  at: number
  bytes: Uint8Array
}

/** One request on the wire and its answer, as they were; a redirect that fetch follows is a hop of its own. */
export interface Hop {
  label: Label
  method: string
  url: string
  requestHeaders: readonly (readonly [name: string, value: string])[]
  requestBody: Uint8Array[]
  /** Undefined until the answer's head is there, and for ever when the line broke before. */
  status?: number
  /** As they came, each line by itself. */
  responseHeaders: readonly (readonly [name: string, value: string])[]
  pieces: Piece[]
  /** How many bytes came that were too many to keep. */
  droppedBytes: number
  end: 'open' | 'complete' | 'aborted' | { code: string }
}

/** Who answered at an origin, as the socket says. */
export interface Peer {
  isLoopback: boolean
  /** SHA-256 of its certificate in hexadecimal; undefined without TLS, or when nobody vouches for it. */
  certificateSha256: string | undefined
}

/** A fetch that writes down what goes over the wire. */
export interface RecordingWire {
  fetch: typeof globalThis.fetch
  /** Every hop so far, in order. */
  hops: readonly Hop[]
  /** By origin. */
  peers: ReadonlyMap<string, Peer>
  /** What is called within belongs to this operation of this scenario; anything else is a `download` of it. */
  within<Value>(label: Label, work: () => Value): Value
  close(): Promise<void>
}

/** Most bytes of one answer that are kept; a fixture holds far fewer. */
const mostBytes = 8 << 20

/** Opens a recording wire. Throws when undici, which only the recorder needs, is not installed, or when nothing of fetch can be seen. */
export async function openWire(clock: Pick<Clock, 'elapsed'>): Promise<RecordingWire> {
  const hops: Hop[] = []
  const peers = new Map<string, Peer>()
  const labels = new AsyncLocalStorage<Label>()
  const connect = buildConnector({})
  const agent = new Agent({ connect: (options, done) => connect(options, seen(options, peers, done)) })
  await proveFetch(agent)

  return {
    hops,
    peers,
    fetch: async (input, init) => {
      const label = labels.getStore()
      if (!label) throw new TypeError('this fetch belongs to a recording that is over')
      const dispatcher = agent.compose((dispatch) => (options, handler) => {
        const hop = openHop(options, label)
        hops.push(hop)
        const body = copied(options.body, (bytes) => hop.requestBody.push(bytes))
        return dispatch({ ...options, body }, listening(handler, hop, clock))
      })
      // Node's own fetch takes a dispatcher, and undici 7's works from Node 20 on; undici's own fetch knows no global FormData.
      const options = { ...init, dispatcher }
      return globalThis.fetch(input, options)
    },
    within: (label, work) => labels.run(label, work),
    close: () => agent.destroy(),
  }
}

/** Throws unless fetch asks the dispatcher that it is given: what has replaced it would send a paid call unseen. */
async function proveFetch(agent: Agent): Promise<void> {
  let isAsked = false
  const dispatcher = agent.compose(() => () => {
    isAsked = true
    throw new Error('nothing is sent')
  })
  const options: RequestInit & { dispatcher: unknown } = { dispatcher }
  // Whatever does not ask finds nobody there.
  await globalThis.fetch('http://127.0.0.1:2/', options).catch(() => undefined)
  if (!isAsked) throw new TypeError('something, such as nock, has replaced fetch: record in a process without it')
}

function openHop({ origin, path, method, headers }: Dispatcher.DispatchOptions, label: Label): Hop {
  return {
    label,
    method,
    url: new URL(path, String(origin)).href,
    requestHeaders: linesOf(headers),
    requestBody: [],
    responseHeaders: [],
    pieces: [],
    droppedBytes: 0,
    end: 'open',
  }
}

/** The same handler, which hears everything at once; the hop hears it on the way. */
function listening(
  handler: Dispatcher.DispatchHandler,
  hop: Hop,
  clock: Pick<Clock, 'elapsed'>,
): Dispatcher.DispatchHandler {
  const begin = clock.elapsed()
  let kept = 0
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (...upgrade) => handler.onRequestUpgrade?.(...upgrade),
    onResponseStart(controller, status, headers, message) {
      if (status >= 200) {
        hop.status = status
        hop.responseHeaders = linesOf(headers)
      }
      handler.onResponseStart?.(controller, status, headers, message)
    },
    onResponseData(controller, chunk) {
      kept += chunk.length
      if (kept > mostBytes) hop.droppedBytes += chunk.length
      else hop.pieces.push({ at: Math.round(clock.elapsed() - begin) / 1000, bytes: Uint8Array.from(chunk) })
      handler.onResponseData?.(controller, chunk)
    },
    onResponseEnd(controller, trailers) {
      hop.end = 'complete'
      handler.onResponseEnd?.(controller, trailers)
    },
    onResponseError(controller, error) {
      hop.end = error.name === 'AbortError' ? 'aborted' : { code: codeOf(error) }
      handler.onResponseError?.(controller, error)
    },
  }
}

function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'ECONNRESET'
}

/** The same body; each piece is told before it goes out. */
function copied(
  body: Dispatcher.DispatchOptions['body'],
  tell: (bytes: Uint8Array) => void,
): string | Uint8Array | Readable | null {
  const told = (piece: unknown): void => {
    if (typeof piece === 'string') tell(Buffer.from(piece))
    else if (piece instanceof Uint8Array) tell(Uint8Array.from(piece))
    else throw new TypeError('a body of which the recorder cannot tell the bytes')
  }
  if (body === null || body === undefined) return null
  if (typeof body === 'string' || body instanceof Uint8Array) {
    told(body)
    return body
  }
  return Readable.from(passing(body, told), { objectMode: false })
}

async function* passing(body: object, told: (piece: unknown) => void): AsyncGenerator {
  if (!isPieces(body)) throw new TypeError('a body of which the recorder cannot tell the bytes')
  for await (const piece of body) {
    told(piece)
    yield piece
  }
}

function isPieces(body: object): body is AsyncIterable<unknown> {
  return Symbol.asyncIterator in body
}

/** Headers in any of the forms that undici has for them, one line each. */
function linesOf(headers: unknown): (readonly [name: string, value: string])[] {
  if (typeof headers !== 'object' || headers === null) return []
  if (Array.isArray(headers) && headers.every((one) => typeof one === 'string'))
    return headers.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1] ?? '']] : []))
  const entries: (readonly [string, unknown])[] = isPairs(headers) ? [...headers] : Object.entries(headers)
  return entries.flatMap(([name, value]) => {
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return values.flatMap((one) => (typeof one === 'string' ? [[name.toLowerCase(), one] as const] : []))
  })
}

function isPairs(headers: object): headers is Iterable<readonly [string, unknown]> {
  return Symbol.iterator in headers
}

/** The callback of a connector, which notes who is at the other end. */
function seen(
  { protocol, hostname, port }: buildConnector.Options,
  peers: Map<string, Peer>,
  done: buildConnector.Callback,
): buildConnector.Callback {
  return (...result) => {
    const [error, socket] = result
    if (error === null && socket) {
      const address = `${protocol}//${isIP(hostname) === 6 ? `[${hostname}]` : hostname}${port ? `:${port}` : ''}`
      const isVouched = socket instanceof TLSSocket && socket.authorized
      const fingerprint = isVouched ? socket.getPeerCertificate().fingerprint256 : undefined
      peers.set(new URL(address).origin, {
        isLoopback: isLoopback(socket.remoteAddress),
        certificateSha256: fingerprint?.replaceAll(':', '').toLowerCase(),
      })
    }
    done(...result)
  }
}

/** Whether an address is of this machine; one that nobody knows might be. */
function isLoopback(address: string | undefined): boolean {
  return address === undefined || /^(127\.|::1$|::ffff:127\.|0\.0\.0\.0$|::$)/i.test(address)
}
