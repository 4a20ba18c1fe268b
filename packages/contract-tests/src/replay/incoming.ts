/** A request as it came in, whatever carried it. */
export interface Incoming {
  method: string
  url: string
  /** By name in lower case. */
  headers: Readonly<Record<string, string>>
  bytes: Buffer
}

/** Reads a request to its end. */
export async function incomingOf(request: Request): Promise<Incoming> {
  const bytes = Buffer.from(await request.arrayBuffer())
  return { method: request.method, url: request.url, headers: Object.fromEntries(request.headers), bytes }
}

/** What a call of fetch would send. Throws where fetch would. */
export function incomingFrom(input: string | URL | Request, init: RequestInit = {}): Incoming | Promise<Incoming> {
  const { method = 'GET', headers, body } = init
  const isPlain = !(input instanceof Request) && /^(GET|POST|DELETE)$/.test(method)
  // All that needs no encoder; a GET with a body is for Request to refuse.
  if (!isPlain || !(body === undefined || (typeof body === 'string' && method !== 'GET')))
    return incomingOf(new Request(input, { ...init, signal: null }))
  const sent = new Headers(headers)
  if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'text/plain;charset=UTF-8')
  return { method, url: new URL(input).href, headers: Object.fromEntries(sent), bytes: Buffer.from(body ?? '') }
}
