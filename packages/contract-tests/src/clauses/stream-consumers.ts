import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { eventsOf } from './cases/streams.ts'

const [pieceBytes, mostAheadBytes, allBytes] = [1 << 16, 1 << 20, 1 << 22]
const longMs = 3_600_000

/**
 * Reads one event of a stream, and no more: as the provider gives it, and as a client does. A client shares one stream among
 * all who wait for the job, so it reads on for the others; but it closes what nobody reads.
 */
export async function leaveStream(context: ClauseContext, job: Job): Promise<void> {
  await context.sandbox({ fixtures: 'watch', only: ['watch'], isLoose: true }, async (sandbox) => {
    const own = openLine(context, sandbox, allBytes)
    const { provider } = sandbox.again({ fetch: own.fetch })
    const call = { ...sandbox.call, fetch: own.fetch }
    await readOne(sandbox, own, 'watch of the provider', provider.watch?.(job, call))
    const line = openLine(context, sandbox, 0)
    const { client } = sandbox.again({ fetch: line.fetch })
    // Without a status: the first event is a change then.
    const { status: _status, progress: _progress, ...reference } = job
    const what = 'watch of a client'
    await readOne(sandbox, line, what, client.watch(reference))
    const count = sandbox.requests.length
    await sandbox.clock.pass(longMs)
    sandbox.equal(sandbox.requests.length, count, `${what}: number of requests long after it was left`)
  })
}

/** A line that is watched. */
interface Line {
  fetch: typeof globalThis.fetch
  /** How much of the stream was taken off it. */
  takenBytes(): number
  isClosed(): boolean
}

/** A fetch whose streams repeat an event, with comments in between, until so many bytes were read; 0: once, and then say nothing. */
function openLine(context: ClauseContext, sandbox: Sandbox, mostBytes: number): Line {
  const piece = Buffer.from(`${eventsOf(context.fixture('watch'))[0]}\n\n: ${'.'.repeat(pieceBytes)}\n\n`)
  let takenBytes = 0
  let isClosed = false
  return {
    takenBytes: () => takenBytes,
    isClosed: () => isClosed,
    async fetch(input, init) {
      const { fetch = globalThis.fetch } = sandbox.call
      const response = await fetch(input, init)
      const { status, headers } = response
      if (!headers.get('content-type')?.startsWith('text/event-stream')) return response
      await response.arrayBuffer()
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            // As fetch does it.
            signal?.addEventListener('abort', () => {
              isClosed = true
              controller.error(signal.reason)
            })
          },
          async pull(controller) {
            if (mostBytes === 0 && takenBytes > 0) return new Promise(() => {})
            takenBytes += piece.length
            controller.enqueue(new Uint8Array(piece))
            if (mostBytes > 0 && takenBytes >= mostBytes) controller.close()
          },
          cancel() {
            isClosed = true
          },
        },
        { highWaterMark: 0 },
      )
      return new Response(body, { status, headers })
    },
  }
}

async function readOne(
  sandbox: Sandbox,
  line: Line,
  what: string,
  stream: AsyncIterable<unknown> | undefined,
): Promise<void> {
  await sandbox.accept(what, async () => {
    for await (const _seen of stream ?? []) {
      // Whoever reads ahead does so now.
      await sandbox.clock.quiet()
      break
    }
  })
  const taken = line.takenBytes()
  sandbox.check(taken > 0, `${what}: the stream was not read with the fetch that the provider was given`)
  sandbox.check(taken <= mostAheadBytes, `${what}: ${taken} bytes were read for one event`)
  await sandbox.clock.quiet()
  sandbox.check(line.isClosed(), `${what}: the stream was left open`)
}
