import { describe, expect, it } from 'vitest'
import { readEvents } from '../src/http/server-sent-events.ts'
import { clientOf, errorOf, vendor } from './acme.ts'

const route = 'GET /v1/jobs/j1'
const job = { provider: 'acme', id: 'j1', model: 'one' }
const long = (text: string): string => text.repeat(Math.ceil((256 << 10) / text.length))

function cpuMs(): () => number {
  const before = process.cpuUsage()
  return () => process.cpuUsage(before).user / 1000
}

describe('an odd answer of 256 KiB takes milliseconds, whatever is in it', () => {
  const runs = ['a', 'http://', '//', '/', '\\', '\\/', '%25', '%2f', '&amp;', '?a', '@', ' ', '<', '"', '\u0130']
  it.each([
    ...runs.map((run) => [`a field of ${JSON.stringify(run)}`, 200, { id: 'j1', state: { x: long(run) } }] as const),
    ...runs.map((run) => [`an error of ${JSON.stringify(run)}`, 400, { error: { message: long(run) } }] as const),
    ['a key', 200, { id: 'j1', state: { [long('a')]: 1 } }],
    ['rows', 200, { id: 'j1', state: Array.from({ length: 20_000 }, () => ({})) }],
  ] as const)('%s', async (_, status, body) => {
    const { fetch } = vendor({ [route]: () => Response.json(body, { status }) })
    const client = clientOf(fetch)
    await client.get(job).catch(() => {})
    const took = cpuMs()
    const error = await errorOf(client.get(job))
    expect(took()).toBeLessThan(250)
    expect(error.message.length).toBeLessThan(9000)
  })
})

describe('an event is bounded', () => {
  const endless = (piece: string): ReadableStream<Uint8Array> =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode(piece)) })

  it.each(['data: ab\n', 'data\n', 'id: 1\r\n', 'a'])('however many lines of %j it has', async (piece) => {
    await expect(readEvents(endless(piece.repeat(500))).next()).rejects.toThrow('more than 1 MiB')
  })

  it('and comments are none of it', async () => {
    const pieces = [...Array.from({ length: 3000 }, () => `: ${'x'.repeat(998)}\n`), 'data: 1\n\n']
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(pieces.shift())),
    })
    expect((await readEvents(stream).next()).value).toEqual({ event: 'message', data: '1' })
  })

  it('and the error says so', async () => {
    const headers = { 'content-type': 'text/event-stream' }
    const { fetch } = vendor({
      'GET /v1/jobs/j1/events': () => new Response(endless('data: ab\n'.repeat(500)), { headers }),
    })
    const { acme, key } = await import('./acme.ts')
    const watched = acme({ apiKey: key }).watch?.(job, { fetch })
    const error = await errorOf((async () => watched?.[Symbol.asyncIterator]().next())())
    expect(error).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('an event of more than 1 MiB'),
    })
  })

  it('a line in pieces of 256 bytes is looked through once', async () => {
    const piece = new TextEncoder().encode('x'.repeat(256))
    let left = 4000
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(left-- > 0 ? piece : new TextEncoder().encode('\ndata: 1\n\n')),
    })
    const took = cpuMs()
    expect((await readEvents(stream).next()).value).toEqual({ event: 'message', data: '1' })
    expect(took()).toBeLessThan(300)
  })
})
