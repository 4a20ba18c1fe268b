import { incomingFrom, type Incoming } from './incoming.ts'
import type { NockReply } from './reply.ts'

// Taken at import, before a test replaces it.
const { setImmediate } = globalThis

/** A wire that is none: requests are handed to a player without any. */
export interface MemoryWire {
  fetch: typeof globalThis.fetch
  /** How many bytes of answers were asked for. */
  sentBytes(): number
}

/** For trying the suite itself on hundreds of providers. */
export function createMemoryWire(serve: (request: Incoming) => Promise<NockReply>): MemoryWire {
  let sentBytes = 0
  const onSent = (bytes: number): void => {
    sentBytes += bytes
  }
  return {
    sentBytes: () => sentBytes,
    async fetch(input, init) {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      const redirect = init?.redirect ?? (input instanceof Request ? input.redirect : 'follow')
      let request = await incomingFrom(input, init)
      // Who has given up while his form was written sends nothing.
      signal?.throwIfAborted()
      for (let hops = 0; hops < 20; hops++) {
        const response = await abortable(signal, respond(serve(request), signal, onSent))
        const location = response.headers.get('location')
        const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null
        if (!isRedirect || redirect === 'manual') return response
        if (redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
        request = nextHop(request, response.status, new URL(location, request.url))
      }
      throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') })
    },
  }
}

async function arrived(reply: Promise<NockReply>): Promise<NockReply> {
  try {
    return await reply
  } catch (cause) {
    throw new TypeError('fetch failed', { cause })
  } finally {
    // While an answer is on its way, others get their turn: calls that are made together overlap, as on a socket.
    await turn()
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

type Signal = AbortSignal | null | undefined

async function respond(reply: Promise<NockReply>, signal: Signal, onSent: (bytes: number) => void): Promise<Response> {
  const [status, body, headers] = await arrived(reply)
  const { 'transfer-encoding': _chunked, ...rest } = headers
  const init = { status, headers: rest }
  if (Buffer.isBuffer(body)) {
    onSent(body.length)
    return new Response(body.length > 0 ? new Uint8Array(body) : null, init)
  }
  const pieces: AsyncIterator<unknown> = body[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await abortable(signal, pieces.next()).catch((error: unknown) => {
          // An abort keeps its reason; a line that breaks is told as undici tells it.
          throw signal?.aborted ? error : new TypeError('terminated', { cause: closed(error) })
        })
        if (done) return controller.close()
        if (!(value instanceof Uint8Array)) return
        onSent(value.length)
        controller.enqueue(new Uint8Array(value))
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, init)
}

function closed(cause: unknown): unknown {
  const isCoded = cause instanceof Error && 'code' in cause
  if (!isCoded) return cause
  return Object.assign(new Error('closed', { cause }), { code: 'UND_ERR_SOCKET' })
}

/** The request that follows a redirect, as the fetch standard has it. */
function nextHop(request: Incoming, status: number, url: URL): Incoming {
  const isRewritten = status === 303 || (request.method === 'POST' && [301, 302].includes(status))
  const { authorization, ...others } = request.headers
  const isSame = new URL(request.url).origin === url.origin
  const headers = { ...others, ...(isSame && authorization !== undefined && { authorization }) }
  if (isRewritten) return { method: 'GET', url: url.href, headers, bytes: Buffer.alloc(0) }
  return { ...request, url: url.href, headers }
}

function abortable<Value>(signal: Signal, work: Promise<Value>): Promise<Value> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) {
      work.catch(() => {})
      return abort()
    }
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
