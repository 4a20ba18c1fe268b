import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { Simulator } from './simulator.ts'
import { streamOf } from './stream.ts'

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any free one. */
  port?: number
  /** Default 127.0.0.1. */
  host?: string
}

/** A simulator on a port. */
export interface Server {
  /** Such as `http://127.0.0.1:4010`, without a slash at the end. */
  url: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/** Puts a simulator on a port, for clients in any language; rejects when the port is taken. */
export async function serve(
  simulator: Pick<Simulator, 'fetch'>,
  { port = 0, host = '127.0.0.1' }: ServeOptions = {},
): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    answer(simulator, incoming, outgoing).catch((error: unknown) => fail(outgoing, error))
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error(`listening on ${String(address)}, not on a port`)
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  { fetch }: Pick<Simulator, 'fetch'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const response = await fetch(readRequest(incoming, gone.signal))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  // A stream's head must not wait for its first event.
  outgoing.flushHeaders()
  for await (const chunk of response.body ?? []) {
    if (!outgoing.write(chunk)) await once(outgoing, 'drain', { signal: gone.signal })
  }
  outgoing.end()
}

function readRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  const body = method === 'GET' || method === 'HEAD' ? undefined : streamOf(chunksOf(incoming))
  const init = { method, headers, signal, ...(body ? { body, duplex: 'half' } : {}) }
  return new Request(new URL(url, `http://${headers.get('host') ?? 'localhost'}`), init)
}

async function* chunksOf(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  for await (const chunk of incoming) {
    if (chunk instanceof Uint8Array) yield chunk
  }
}

// Where the simulated connection dies, so does this one; anything else is a mistake in the simulator.
function fail(outgoing: ServerResponse, error: unknown): void {
  const isCut =
    outgoing.headersSent || outgoing.destroyed || (error instanceof TypeError && error.cause instanceof Error)
  if (isCut) return void outgoing.destroy()
  outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
  outgoing.end(`${error instanceof Error ? error.message : String(error)}\n`)
}
