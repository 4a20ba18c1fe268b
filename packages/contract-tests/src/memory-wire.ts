import type { NockReply } from './reply.ts'

/** A fetch that hands requests to a player without any wire: for trying the suite itself on hundreds of providers. */
export function createMemoryWire(serve: (request: Request) => Promise<NockReply>): typeof globalThis.fetch {
  return async (input, init) => {
    let request = new Request(input, { ...init, signal: null })
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const redirect = init?.redirect ?? (input instanceof Request ? input.redirect : 'follow')
    for (let hops = 0; hops < 20; hops++) {
      // Only who follows redirects needs the body a second time.
      const again = redirect === 'follow' ? request.clone() : request
      const response = await abortable(
        signal,
        respond(() => serve(request), signal),
      )
      const location = response.headers.get('location')
      const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null
      if (!isRedirect || redirect === 'manual') return response
      if (redirect === 'error') throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
      request = await nextHop(again, response.status, new URL(location, request.url))
    }
    throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') })
  }
}

async function respond(ask: () => Promise<NockReply>, signal: AbortSignal | null | undefined): Promise<Response> {
  const [status, body, headers] = await ask().catch((cause: unknown) => {
    throw new TypeError('fetch failed', { cause })
  })
  const { 'transfer-encoding': _chunked, ...rest } = headers
  const init = { status, headers: rest }
  if (Buffer.isBuffer(body)) return new Response(body.length > 0 ? new Uint8Array(body) : null, init)
  const pieces: AsyncIterator<unknown> = body[Symbol.asyncIterator]()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await abortable(signal, pieces.next()).catch((error: unknown) => {
          // An abort keeps its reason; a line that breaks is told as undici tells it.
          throw signal?.aborted ? error : new TypeError('terminated', { cause: closed(error) })
        })
        if (done) controller.close()
        else if (value instanceof Uint8Array) controller.enqueue(new Uint8Array(value))
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, init)
}

function closed(cause: unknown): Error {
  return Object.assign(new Error('closed', { cause }), { code: 'UND_ERR_SOCKET' })
}

/** The request that follows a redirect, as the fetch standard has it. */
async function nextHop(request: Request, status: number, url: URL): Promise<Request> {
  const isRewritten = status === 303 || (request.method === 'POST' && [301, 302].includes(status))
  const headers = new Headers(request.headers)
  if (new URL(request.url).origin !== url.origin) headers.delete('authorization')
  if (isRewritten) return new Request(url, { headers })
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null
  return new Request(url, { method: request.method, headers, body })
}

function abortable<Value>(signal: AbortSignal | null | undefined, work: Promise<Value>): Promise<Value> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
