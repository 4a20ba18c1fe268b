import { onAbort } from '../time/abortable.ts'

/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  /** `message` when the stream names none. */
  event: string
  data: string
}

/** Reads server-sent events as the HTML standard parses them: any line end, comments, data over several lines, a BOM. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  let event = ''
  let data: string[] = []
  let size = 0
  for await (const line of readLines(body, signal)) {
    if (line === '') {
      if (data.length > 0) yield { event: event || 'message', data: data.join('\n') }
      event = ''
      data = []
      size = 0
      continue
    }
    const colon = line.indexOf(':')
    if (colon === 0) continue
    // Each line costs more than its characters.
    size += line.length + 8
    if (size > longestEvent) throw new RangeError('an event of more than 1 MiB')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
  }
}

const longestEvent = 1 << 20

async function* readLines(body: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<string> {
  const reader = body.getReader()
  const cancel = (): void => void reader.cancel().catch(() => {})
  const ignore = onAbort(signal, cancel)
  // The decoder keeps characters that are split between chunks; where a BOM is split, that of Node.js would drop two.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let rest = ''
  let hasBegun = false
  let isCut = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal?.throwIfAborted()
      if (done) {
        if (rest.endsWith('\r')) yield rest.slice(0, -1)
        return
      }
      const text = decoder.decode(value, { stream: true })
      rest += hasBegun ? text : text.replace(/^\ufeff/, '')
      hasBegun ||= text !== ''
      if (rest.length > longestEvent) throw new RangeError('an event line of more than 1 MiB')
      // A line in a thousand pieces is looked through once.
      if (!isCut && !/[\r\n]/.test(text)) continue
      isCut = rest.endsWith('\r')
      // A CR at the very end may be half of a CRLF: it waits for the next chunk.
      const complete = rest.endsWith('\r') ? rest.slice(0, -1) : rest
      const lines = complete.split(/\r\n|\n|\r/)
      rest = (lines.pop() ?? '') + rest.slice(complete.length)
      yield* lines
    }
  } finally {
    ignore()
    cancel()
  }
}
