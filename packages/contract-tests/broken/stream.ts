import type { VideoProvider } from '@reelay/core'
import type { Snapshot } from '@reelay/core/provider'
import { replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

type Watch = NonNullable<VideoProvider['watch']>

/** Bugs in streams that group L has to find. */
export const brokenStreams: readonly BrokenProvider[] = [
  {
    name: 'naive-split: a piece is an event',
    of: 'lantern',
    breaks: ['STR-01'],
    createProvider: reading(() => (piece) => {
      const text = new TextDecoder().decode(piece)
      return encode(text.endsWith('\n\n') || text.endsWith('\r\n\r\n') || text.endsWith('\r\r') ? text : '')
    }),
  },
  {
    name: 'decodes-piece-by-piece: a character that is cut in two is lost',
    of: 'lantern',
    breaks: ['STR-01'],
    createProvider: reading(() => (piece) => encode(new TextDecoder().decode(piece))),
  },
  {
    name: 'first-line-of-data: the others are dropped',
    of: 'lantern',
    breaks: ['STR-01'],
    createProvider: reading(() => (piece) => {
      const text = new TextDecoder().decode(piece)
      return encode(text.replaceAll(/^(data: ?.*)(\ndata: ?.*)+$/gm, '$1'))
    }),
  },
  {
    name: 'eof-is-success',
    of: 'lantern',
    breaks: ['STR-02'],
    createProvider: watching(async function* (watch) {
      let last: Snapshot | undefined
      for await (const seen of watch()) yield (last = seen)
      if (last?.status !== 'completed') yield { status: 'completed' }
    }),
  },
  {
    name: 'break-is-the-end: nobody learns that the line broke',
    of: 'lantern',
    breaks: ['ERR-network', 'ERR-15', 'ABT-02', 'STR-02'],
    createProvider: watching(async function* (watch) {
      let hasBegun = false
      try {
        for await (const seen of watch()) {
          hasBegun = true
          yield seen
        }
      } catch (error) {
        if (!hasBegun) throw error
      }
    }),
  },
  {
    name: 'says-everything-twice',
    of: 'lantern',
    breaks: ['STR-02'],
    createProvider: watching(async function* (watch) {
      for await (const seen of watch()) {
        yield seen
        yield seen
      }
    }),
  },
  {
    name: 'collects-first: nothing is told before the stream has ended',
    of: 'lantern',
    breaks: ['STR-02', 'STR-03'],
    createProvider: watching(async function* (watch) {
      const all: Snapshot[] = []
      for await (const seen of watch()) all.push(seen)
      yield* all
    }),
  },
  {
    name: 'eager-buffer: whatever comes is taken off the line at once',
    of: 'lantern',
    breaks: ['STR-03'],
    createProvider: sending('lantern', (send) => async (url, init) => {
      const response = await send(url, init)
      if (!isStream(response)) return response
      const wide = { highWaterMark: Infinity }
      return again(response, new TransformStream<Uint8Array, Uint8Array>({}, wide, wide))
    }),
  },
  {
    name: 'deaf-stream: who leaves while nothing comes is not noticed',
    of: 'lantern',
    breaks: ['ABT-01', 'ABT-02', 'ABT-04', 'STR-03'],
    createProvider: replacing('lantern', ({ watch }) => ({
      watch: (job, call) => watch?.(job, { ...call, signal: undefined }) ?? nothing(),
    })),
  },
  {
    name: 'leaves-the-line-open: who stops reading is not noticed',
    of: 'lantern',
    breaks: ['STR-03'],
    createProvider: replacing('lantern', ({ watch }) => ({
      watch: (job, call) => {
        const iterator = watch?.(job, call)[Symbol.asyncIterator]()
        const next = async (): Promise<IteratorResult<Snapshot>> =>
          (await iterator?.next()) ?? { done: true, value: undefined }
        return { [Symbol.asyncIterator]: () => ({ next }) }
      },
    })),
  },
]

/** A provider that reads the pieces of a stream in its own way. */
function reading(change: () => (piece: Uint8Array) => Uint8Array): BrokenProvider['createProvider'] {
  return sending('lantern', (send) => async (url, init) => {
    const response = await send(url, init)
    if (!isStream(response)) return response
    const read = change()
    return again(
      response,
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (piece, controller) => controller.enqueue(read(piece)),
      }),
    )
  })
}

/** A provider that hands on its stream in its own way. */
function watching(
  change: (watch: () => ReturnType<Watch>) => AsyncGenerator<Snapshot>,
): BrokenProvider['createProvider'] {
  return replacing('lantern', ({ watch }) => ({
    watch: (job, call) => change(() => watch?.(job, call) ?? nothing()),
  }))
}

async function* nothing(): AsyncGenerator<Snapshot> {}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false
}

function again({ status, headers, body }: Response, through: TransformStream<Uint8Array, Uint8Array>): Response {
  return new Response(body?.pipeThrough(through), { status, headers })
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
