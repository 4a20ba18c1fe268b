// A video that is cut goes on where it was; an address that has expired is asked for again, once.
import { describe, expect, it } from 'vitest'
import { createClient, type Client, type Job } from '../src/index.ts'
import { acme, errorOf, key, testClock, vendor, type Answer } from './acme.ts'

const url = 'https://cdn.test/j1.mp4?signature=abc123'
const get = 'GET https://cdn.test/j1.mp4'
const poll = 'GET /v1/jobs/j1'
const job: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'completed', outputs: [{ url }] }
const output = Uint8Array.from([
  0,
  0,
  0,
  24,
  ...Buffer.from('ftypisom'),
  ...Array.from({ length: 200 }, (_, index) => index),
])

/** The video from there, cut after so many bytes. */
const part = (from: number, bytes: number, headers: Record<string, string> = {}): (() => Response) => {
  return () => {
    let isSent = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isSent)
          return controller.error(
            new TypeError('terminated', { cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) }),
          )
        isSent = true
        controller.enqueue(output.slice(from, from + bytes))
        if (from + bytes >= output.length) controller.close()
      },
    })
    const own = {
      'content-length': String(output.length - from),
      etag: '"one"',
      'content-type': 'video/mp4',
      ...headers,
    }
    const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${output.length - 1}/${output.length}` }
    return new Response(body, { status: from === 0 ? 200 : 206, headers: { ...range, ...own } })
  }
}

function start(routes: Record<string, Answer | Answer[]>): { client: Client; calls: Request[] } {
  const { fetch, calls } = vendor(routes)
  return { calls, client: createClient({ providers: [acme({ apiKey: key })], fetch, clock: testClock() }) }
}
const bytesOf = async (client: Client, options = {}): Promise<Uint8Array> =>
  new Uint8Array(await new Response((await client.stream(job, options)).body).arrayBuffer())

describe('a cut', () => {
  it('is resumed where it happened, as often as something comes, with the mark of the first answer', async () => {
    const { client, calls } = start({ [get]: [part(0, 50), part(50, 60), part(110, 1000)] })
    expect(await bytesOf(client)).toEqual(output)
    expect(calls.map(({ headers }) => [headers.get('range'), headers.get('if-range')])).toEqual([
      [null, null],
      ['bytes=50-', '"one"'],
      ['bytes=110-', '"one"'],
    ])
  })

  it('is resumed by the time of the last change where there is no mark', async () => {
    const dated = { etag: 'W/"weak"', 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' }
    const { client, calls } = start({ [get]: [part(0, 50, dated), part(50, 1000, dated)] })
    expect(await bytesOf(client)).toEqual(output)
    expect(calls[1]?.headers.get('if-range')).toBe(dated['last-modified'])
  })

  it.each([
    ['the answer has no mark', [part(0, 50, { etag: '' })], 1],
    ['ranges are not offered', [part(0, 50, { 'accept-ranges': 'none' })], 1],
    ['the video has changed', [part(0, 50), part(0, 1000, { etag: '"two"' })], 2],
    ['another part comes', [part(0, 50), part(60, 1000)], 2],
    ['nobody answers three times', [part(0, 50), new TypeError('fetch failed')], 4],
  ])('stays one when %s', async (_, answers, asked) => {
    const { client, calls } = start({ [get]: answers })
    const { body } = await client.stream(job)
    const error = await errorOf(new Response(body).arrayBuffer())
    expect(error).toMatchObject({ code: 'network', job: { id: 'j1' } })
    expect(calls).toHaveLength(asked)
  })

  it('without end is given up', async () => {
    const { client, calls } = start({
      [get]: [part(0, 20), ...Array.from({ length: 60 }, (_, index) => part(20 + index, 1))],
    })
    expect(await errorOf(bytesOf(client))).toMatchObject({ code: 'network' })
    expect(calls.length).toBeLessThanOrEqual(22)
  })

  it('is not mended by a video that grows past its announced length', async () => {
    const { client } = start({ [get]: part(0, 212, { 'content-length': '100' }) })
    expect(await errorOf(bytesOf(client))).toMatchObject({ code: 'network' })
  })
})

describe('an address that has expired', () => {
  const fresh = 'https://cdn.test/j1-again.mp4?signature=def456'
  const done = (found: string) => ({ id: 'j1', state: 'done', url: found })
  const gone = new Response('', { status: 403 })

  it('is asked for again, without the key', async () => {
    const { client, calls } = start({
      [get]: gone,
      [poll]: done(fresh),
      'GET https://cdn.test/j1-again.mp4': part(0, 1000),
    })
    expect(await bytesOf(client)).toEqual(output)
    expect(calls.map(({ url: asked }) => new URL(asked).pathname)).toEqual(['/j1.mp4', '/v1/jobs/j1', '/j1-again.mp4'])
    expect(calls.map(({ headers }) => headers.get('x-key'))).toEqual([null, key, null])
  })

  it.each([
    ['the vendor names the same one', { [poll]: done(url) }, 2],
    ['the vendor does not know the job any more', { [poll]: new Response('', { status: 404 }) }, 2],
    ['the fresh one is gone, too', { [poll]: done(fresh), 'GET https://cdn.test/j1-again.mp4': gone }, 3],
  ])('is expired when %s', async (_, routes, asked) => {
    const { client, calls } = start({ [get]: gone, ...routes })
    expect(await errorOf(client.stream(job))).toMatchObject({ code: 'expired', status: 403 })
    // And all that once more, after a pause.
    expect(calls).toHaveLength(2 * asked)
  })
})
