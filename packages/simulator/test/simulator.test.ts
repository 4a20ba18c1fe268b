import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@reelay/simulator'
import { clipRequest, makeClip, tinyVendor } from './tiny-vendor.ts'

test('every answer says that it is simulated, has a request id and the date of the clock', async () => {
  const { fetch } = tinyVendor({ clock: createVirtualClock() })
  const { resultUrl } = await makeClip({ fetch })
  const requests = [clipRequest(), clipRequest({}), new Request('http://tiny.test/nowhere'), new Request(resultUrl)]
  const ids = new Set<string | null>()
  for (const request of requests) {
    const { headers } = await fetch(request)
    expect(headers.get('x-reelay-simulated')).toBe('1')
    expect(headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
    ids.add(headers.get('x-request-id'))
  }
  expect(ids.size).toBe(requests.length)
  expect([...ids].every((id) => id !== null && id.length === 36)).toBe(true)
})

test('a request id of the client is echoed', async () => {
  const answer = await tinyVendor().fetch(clipRequest(undefined, { 'x-request-id': 'mine' }))
  expect(answer.headers.get('x-request-id')).toBe('mine')
})

test('JSON comes with its length in bytes', async () => {
  const answer = await tinyVendor().fetch('http://tiny.test/api/clips/%C3%BC')
  expect(answer.headers.get('content-length')).toBe(String((await answer.arrayBuffer()).byteLength))
})

test('the books hold requests and jobs, and neither keys nor queries', async () => {
  const clock = createVirtualClock()
  const { fetch, books } = tinyVendor({ clock })
  await makeClip({ fetch }, { title: 'fox' })
  await makeClip({ fetch }, { title: 'bad' })
  await fetch('http://tiny.test/api/clips/a?depth=1', { headers: { authorization: 'Bearer secret' } })
  expect(books.requests).toMatchObject([
    { operationId: 'makeClip', method: 'POST', path: '/api/clips', at: clock.now(), status: 200 },
    { operationId: 'makeClip', status: 200 },
    { operationId: 'readClip', method: 'GET', path: '/api/clips/a', status: 200 },
  ])
  expect(JSON.stringify(books.requests)).not.toMatch(/secret|depth/)
  expect(books.jobs).toMatchObject([
    { request: { title: 'fox' }, state: 'queued', billedCents: 0 },
    { request: { title: 'bad' }, state: 'queued', billedCents: 0 },
  ])
  clock.advance(9_000)
  expect(books.jobs).toMatchObject([
    { state: 'completed', billedCents: 7 },
    { state: 'failed', billedCents: 0 },
  ])
  clock.advance(60_000)
  expect(books.jobs).toMatchObject([
    { state: 'expired', billedCents: 7 },
    { state: 'failed', billedCents: 0 },
  ])
})

describe('chance', () => {
  const play = async (seed: number) => {
    const clock = createVirtualClock()
    const simulator = tinyVendor({ clock, seed })
    const clips = [await makeClip(simulator), await makeClip(simulator)]
    const ends: number[] = []
    for (let elapsed = 0; elapsed < 9_000; elapsed += 10) {
      ends.push(simulator.books.jobs.filter(({ state }) => state === 'completed').length)
      clock.advance(10)
    }
    return { clips, ends }
  }

  test('the same seed and the same calls give the same ids, URLs and durations', async () => {
    expect(await play(7)).toEqual(await play(7))
  })

  test('another seed gives others', async () => {
    const [one, other] = [await play(7), await play(8)]
    expect(one.clips[0]?.id).not.toBe(other.clips[0]?.id)
    expect(one.ends).not.toEqual(other.ends)
  })

  test('two jobs of one seed differ', async () => {
    const { clips } = await play(7)
    expect(clips[0]?.id).not.toBe(clips[1]?.id)
  })
})

test('speed shortens what the vendor takes', async () => {
  const clock = createVirtualClock()
  const { fetch, books } = tinyVendor({ clock, speed: 100 })
  await makeClip({ fetch })
  clock.advance(90)
  expect(books.jobs[0]?.state).toBe('completed')
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %d is refused', (speed) => {
  expect(() => tinyVendor({ speed })).toThrow('speed must be a positive number')
})

test('simulators of one vendor share nothing', async () => {
  const [one, other] = [tinyVendor(), tinyVendor()]
  await makeClip(one)
  expect(one.books.jobs).toHaveLength(1)
  expect(other.books.jobs).toEqual([])
  expect(other.books.requests).toEqual([])
})

test('result URLs point to where the client came from, or to the origin given', async () => {
  expect((await makeClip(tinyVendor())).resultUrl).toMatch(/^http:\/\/tiny\.test\/media\//)
  const elsewhere = tinyVendor({ origin: 'https://cdn.example' })
  expect((await makeClip(elsewhere)).resultUrl).toMatch(/^https:\/\/cdn\.example\/media\//)
})

test('an aborted request rejects with its reason and is not seen', async () => {
  const { fetch, books } = tinyVendor()
  const reason = new Error('never mind')
  await expect(fetch('http://tiny.test/api/clips/a', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(books.requests).toEqual([])
})
