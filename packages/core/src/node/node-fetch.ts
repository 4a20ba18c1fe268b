import { lookup as systemLookup } from 'node:dns'
import { request as plainRequest, type ClientRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { VideoError } from '../model/errors.ts'
import { coded, networkFailure } from './node-fetch-failure.ts'
import { openPool, privateLiteral, type Pool } from './node-fetch-pool.ts'
import { outgoingOf, type Outgoing } from './node-fetch-request.ts'
import { arrivingOf } from './node-fetch-response.ts'

/** Options of the transport. */
export interface NodeFetchOptions {
  /** Longest wait for a connection, name and handshake included, in ms; default 10 000. */
  connectTimeoutMs?: number | undefined
  /** Finds the addresses behind a name, as the `lookup` of `node:net`; default: the machine's resolver. */
  lookup?: LookupFunction | undefined
  /** Whether a host must have public addresses only; default: only where the call says `publicOnly`. */
  refusePrivate?: ((hostname: string) => boolean) | undefined
}

/** Options of one call, beyond those of fetch. */
export interface NodeFetchInit extends RequestInit {
  /** Refuses to connect to an address that is not public, whatever the name resolves to at that moment; default false. */
  publicOnly?: boolean | undefined
}

/** A fetch with connections of its own. */
export interface NodeFetch {
  (input: string | URL | Request, init?: NodeFetchInit): Promise<Response>
  /** It never sends a request again, so that a create's body need not be a stream. */
  readonly sendsOnce: true
  /** Refuses new calls and closes idle connections; open calls run to their end. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * A `fetch` for `createClient` that costs a fraction of the global one's CPU. It never follows a redirect, never sends
 * anything twice, and knows no proxy. Where nothing was sent, its error says so; fails as fetch does, with a TypeError.
 * Throws `unsupported` under Deno, whose `node:http` sends a request again when a connection that it has kept breaks.
 */
export function nodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  if ('Deno' in globalThis)
    throw new VideoError('unsupported', 'nodeFetch: the node:http of Deno may send a create twice; use its own fetch')
  const { connectTimeoutMs = 10_000, lookup = systemLookup, refusePrivate } = options
  const pool = openPool(lookup)
  let isClosed = false

  const call = async (input: string | URL | Request, init?: NodeFetchInit): Promise<Response> => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    signal?.throwIfAborted()
    const outgoing = await outgoingOf(input, init).catch((error: unknown) => {
      signal?.throwIfAborted()
      throw networkFailure(error, { mayBeSent: false })
    })
    signal?.throwIfAborted()
    const { hostname } = outgoing.url
    const publicOnly = init?.publicOnly === true || refusePrivate?.(hostname) === true
    const refusal = isClosed
      ? coded('ERR_CLOSED', 'the transport is closed')
      : publicOnly
        ? privateLiteral(hostname)
        : undefined
    if (refusal) throw networkFailure(refusal, { mayBeSent: false })
    return send(outgoing, { pool, publicOnly, connectTimeoutMs })
  }
  const close = async (): Promise<void> => {
    isClosed = true
    pool.close()
  }
  return Object.assign(call, { sendsOnce: true as const, close, [Symbol.asyncDispose]: close })
}

interface SendOptions {
  pool: Pool
  publicOnly: boolean
  connectTimeoutMs: number
}

/** Opens the request; invalid headers fail here, before anything is sent. */
function open({ url, method, headers }: Outgoing, { pool, publicOnly }: SendOptions): ClientRequest {
  try {
    return (url.protocol === 'https:' ? secureRequest : plainRequest)({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      method,
      headers,
      agent: pool.agentFor(url.protocol, publicOnly),
    })
  } catch (error) {
    throw networkFailure(error, { mayBeSent: false })
  }
}

function send(outgoing: Outgoing, options: SendOptions): Promise<Response> {
  const { method, body, signal } = outgoing
  const { pool, connectTimeoutMs } = options
  const request = open(outgoing, options)
  return new Promise((resolve, reject) => {
    let mayBeSent = false
    let connecting: NodeJS.Timeout | undefined
    // An error goes to the caller first, and to the reader of the body once there is a response.
    let rejectWith: (error: unknown) => void = reject
    const over = (): void => {
      clearTimeout(connecting)
      signal?.removeEventListener('abort', abort)
    }
    const end = (error: unknown): void => {
      over()
      rejectWith(error)
      request.destroy()
    }
    const fail = (error: unknown): void => end(networkFailure(error, { mayBeSent }))
    const abort = (): void => end(signal?.reason)
    signal?.addEventListener('abort', abort, { once: true })

    request.on('socket', (socket) => {
      const sent = (): void => {
        mayBeSent = true
        clearTimeout(connecting)
      }
      if (request.reusedSocket) return sent()
      // Nothing is written before the handshake has ended.
      socket.once(outgoing.url.protocol === 'https:' ? 'secureConnect' : 'connect', sent)
      const late = coded('UND_ERR_CONNECT_TIMEOUT', `no connection within ${connectTimeoutMs} ms`)
      // A busy process hears of the timer before it hears of the connection, which may have been there in time.
      connecting = setTimeout(() => {
        setImmediate(() => {
          if (!mayBeSent) fail(late)
        })
      }, connectTimeoutMs)
    })
    request.on('response', (incoming) => {
      pool.learn(incoming)
      try {
        const arriving = arrivingOf(incoming, method, over)
        rejectWith = arriving.fail
        resolve(arriving.response)
      } catch (error) {
        fail(coded('HPE_INVALID_RESPONSE', 'an answer that cannot be', error))
      }
    })
    request.on('error', fail)
    request.on('close', () => {
      if (rejectWith === reject) fail(coded('UND_ERR_SOCKET', 'the connection was closed without an answer'))
      if (body instanceof Readable) body.destroy()
    })
    if (body instanceof Readable) body.on('error', fail).pipe(request)
    else if (typeof body === 'string') request.end(body, 'latin1')
    else request.end(body)
  })
}
