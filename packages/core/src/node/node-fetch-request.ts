import { Readable } from 'node:stream'
import { coded } from './node-fetch-failure.ts'

/** A call as it goes out. */
export interface Outgoing {
  url: URL
  method: string
  /** Name, value, name, value. */
  headers: string[]
  /** Text is ASCII: it leaves in one piece with the headers. */
  body?: string | Uint8Array | Readable | undefined
  signal?: AbortSignal | undefined
}

// The transport sets the headers that frame a message.
const framing = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Reads the arguments of fetch. Throws for invalid ones, with no address in the message. */
export async function outgoingOf(input: string | URL | Request, init: RequestInit = {}): Promise<Outgoing> {
  if (input instanceof Request) return outgoingOf(input.url, await initOf(new Request(input, init)))
  const { redirect = 'manual', signal } = init
  if (redirect !== 'manual') throw wrong(`redirect: ${redirect} given, but only manual is possible`)
  const url = URL.canParse(String(input)) ? new URL(input) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong('the address is not http(s)')
  if (url.username !== '' || url.password !== '') throw wrong('the address contains a name or a password')
  const method = (init.method ?? 'GET').toUpperCase()
  const packed = init.body === undefined || init.body === null ? undefined : await pack(init.body, init.headers)
  if (packed && (method === 'GET' || method === 'HEAD')) throw wrong(`a ${method} cannot have a body`)
  const headers = headersOf(url, method, init.headers, packed)
  return { url, method, headers, body: packed?.body, signal: signal ?? undefined }
}

function wrong(what: string): Error {
  return coded('ERR_INVALID_ARG_VALUE', what)
}

/** A request's body is read whole: nothing says any more how long it is. */
async function initOf({ method, headers, body, signal }: Request): Promise<RequestInit> {
  return { method, headers, signal, body: body && new Uint8Array(await new Response(body).arrayBuffer()) }
}

interface Packed {
  body: string | Uint8Array | Readable
  type?: string | null
}

async function pack(body: BodyInit, headers?: HeadersInit): Promise<Packed> {
  if (typeof body === 'string') {
    const isAscii = Buffer.byteLength(body) === body.length
    return { body: isAscii ? body : Buffer.from(body), type: 'text/plain;charset=UTF-8' }
  }
  if (body instanceof Uint8Array) return { body }
  // A length that is given is kept by counting: a body that belies it would become a part of the next request.
  if (body instanceof ReadableStream && !new Headers(headers).has('content-length'))
    return { body: readableOf(body.getReader()) }
  const packed = new Response(body)
  return { body: new Uint8Array(await packed.arrayBuffer()), type: packed.headers.get('content-type') }
}

/** Cancelled at once with the call, also while its source is busy. */
function readableOf(reader: ReadableStreamDefaultReader<Uint8Array>): Readable {
  const cancel = (reason: Error): void => void reader.cancel(reason).catch(() => {})
  return new Readable({
    read() {
      reader.read().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      )
    },
    destroy(error, done) {
      cancel(error ?? new Error('the call is over'))
      done(error)
    },
  })
}

function headersOf(url: URL, method: string, given: HeadersInit = {}, packed?: Packed): string[] {
  const pairs = Array.isArray(given) || given instanceof Headers ? [...new Headers(given)] : Object.entries(given)
  const headers = ['host', url.host]
  const names = new Set<string>()
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase()
    names.add(lower)
    if (!framing.has(lower) && lower !== 'host') headers.push(name, value)
  }
  const usual = (name: string, value: string): void => {
    if (!names.has(name)) headers.push(name, value)
  }
  usual('accept', '*/*')
  usual('user-agent', 'node')
  // A part of a file is a part of what is stored, not of what is packed.
  usual('accept-encoding', names.has('range') ? 'identity' : 'gzip, deflate, br')
  if (packed?.type) usual('content-type', packed.type)
  if (packed?.body instanceof Readable) headers.push('transfer-encoding', 'chunked')
  else if (packed || /^(POST|PUT|PATCH)$/.test(method))
    headers.push('content-length', String(packed ? Buffer.byteLength(packed.body) : 0))
  return headers
}
