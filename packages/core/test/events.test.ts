import { describe, expect, it } from 'vitest'
import { readEvents } from '../src/http/server-sent-events.ts'

const text =
  'event: state\ndata: {"a":"é🦊"}\n\n: a comment\n\ndata:one\ndata: two\n\nevent: done\ndata: [DONE]\n\nid: 7\nretry: 9\n\ndata'
const expected = [
  { event: 'state', data: '{"a":"é🦊"}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'done', data: '[DONE]' },
]

async function read(bytes: Uint8Array, size: number): Promise<unknown[]> {
  const chunks: Uint8Array[] = []
  for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.slice(start, start + size))
  const seen: unknown[] = []
  for await (const event of readEvents(source(chunks))) seen.push(event)
  return seen
}

function source(chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => {
      const next = chunks.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}

describe('server-sent events', () => {
  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const)
    for (const size of [1, 2, 3, 7, 10_000])
      it(`are the same with ${name} in pieces of ${size} bytes`, async () => {
        const bytes = new TextEncoder().encode(`\ufeff${text.replaceAll('\n', end)}`)
        expect(await read(bytes, size)).toEqual(expected)
      })

  it('an unfinished event at the end is not one', async () => {
    expect(await read(new TextEncoder().encode('data: half\n'), 100)).toEqual([])
  })

  it('an event that ends with a lone CR, and the stream with it, is one', async () => {
    const events = await read(new TextEncoder().encode('data: 1\r\rdata: 2\r\r'), 100)
    expect(events).toMatchObject([{ data: '1' }, { data: '2' }])
  })

  it('a line without end does not fill the memory', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(97)),
    })
    await expect(readEvents(endless).next()).rejects.toThrow('more than 1 MiB')
  })

  it('an abort ends the reading of a source that does not know of it', async () => {
    const controller = new AbortController()
    const events = readEvents(new ReadableStream({ pull: () => new Promise(() => {}) }), controller.signal)
    const next = events.next()
    controller.abort(new Error('mine'))
    await expect(next).rejects.toThrow('mine')
  })

  it('stopping to read cancels the source', async () => {
    let isCancelled = false
    const source = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => {
        isCancelled = true
      },
    })
    for await (const _ of readEvents(source)) break
    expect(isCancelled).toBe(true)
  })
})
