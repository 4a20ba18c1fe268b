/** A fetch may promise that it never sends a request again: it is given a create's body as any other. */
export type SendingOnce = typeof globalThis.fetch & { readonly sendsOnce?: boolean | undefined }

/** The body of a request, with the headers that describe it. */
export interface Packed {
  body: BodyInit | null
  headers: Record<string, string>
  duplex?: 'half'
}

type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const json = 'application/json'
let isStandard: boolean | undefined

/**
 * Packs a form, or as JSON anything else that is there. One-shot: fetch keeps no copy of it, so that it cannot send it twice,
 * and its length is told, so that it does not go in chunks; as any other body where a runtime knows no such thing.
 */
export async function pack(content: unknown, isOneShot: boolean): Promise<Packed | undefined> {
  if (content === undefined) return undefined
  const form = content instanceof FormData ? content : undefined
  const text = form ? '' : JSON.stringify(content)
  const bodyOf = isOneShot && maker()
  if (!bodyOf) return form ? { body: form, headers: {} } : { body: text, headers: { 'content-type': json } }
  const written = form && new Response(form)
  // Bun forgets the type once the body was read.
  const type = written?.headers.get('content-type') ?? json
  const bytes = written ? new Uint8Array(await written.arrayBuffer()) : encoder.encode(text)
  const headers = { 'content-type': type, 'content-length': String(bytes.length) }
  return { body: bodyOf(bytes), headers, duplex: 'half' }
}

/** What this runtime reads once and knows the length of, as measured: most streams go in chunks under Deno and workerd, whatever the headers say. */
function maker(): ((bytes: Bytes) => BodyInit | null) | undefined {
  if ('Deno' in globalThis) return (bytes) => new Blob([bytes])
  if ('WebSocketPair' in globalThis) return (bytes) => new Response(bytes).body
  return 'Bun' in globalThis || (isStandard ??= streamsWithLength()) ? streamOf : undefined
}

/** Its text is there for a mock: `JSON.parse(init.body)`. */
function streamOf(bytes: Bytes): BodyInit {
  const stream = new ReadableStream<Bytes>({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
  return Object.assign(stream, { toString: () => decoder.decode(bytes) })
}

/** Whether fetch takes a stream, and a length beside it: browsers take the one over HTTP/2 alone, and never the other. */
export function streamsWithLength(): boolean {
  if (typeof ReadableStream === 'undefined') return false
  let isAsked = false
  const init = {
    method: 'POST',
    body: new ReadableStream(),
    headers: { 'content-length': '0' },
    get duplex() {
      isAsked = true
      return 'half'
    },
  }
  const { headers } = new Request('http://localhost', init)
  return isAsked && headers.has('content-length') && !headers.has('content-type')
}
