import { streamOf } from './stream.ts'

/** One server-sent event. */
export interface ServerEvent {
  /** Left out, it is a `message`. */
  event?: string
  /** May have several lines. */
  data: string
}

/**
 * Answers with server-sent events, each made only when somebody reads on.
 * The signal given to `events` aborts when the client goes away.
 */
export function eventStream(request: Request, events: (signal: AbortSignal) => AsyncGenerator<ServerEvent>): Response {
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const body = streamOf(encode(events(signal), signal, request), (reason) => gone.abort(reason))
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } })
}

async function* encode(
  events: AsyncGenerator<ServerEvent>,
  signal: AbortSignal,
  request: Request,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const { event, data } of events) {
    signal.throwIfAborted()
    // Held on to: the signal of a collected request no longer follows its client.
    request.signal.throwIfAborted()
    const lines = data.split('\n').map((line) => `data: ${line}\n`)
    yield encoder.encode(`${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`)
  }
}
