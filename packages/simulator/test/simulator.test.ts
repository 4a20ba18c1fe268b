import { describe, expect, test } from 'vitest'
import { createVirtualClock } from '@reelay/simulator'
import { videoRequest, makeVideo, tinyVendor } from './tiny-vendor.ts'

test('every answer says that it is simulated, has a request id and the date of the clock', async () => {
  const { fetch } = tinyVendor({ clock: createVirtualClock() })
  const { resultUrl } = await makeVideo({ fetch })
  const requests = [videoRequest(), videoRequest({}), new Request('http://tiny.test/nowhere'), new Request(resultUrl)]
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
  const answer = await tinyVendor().fetch(videoRequest(undefined, { 'x-request-id': 'mine' }))
  expect(answer.headers.get('x-request-id')).toBe('mine')
})

test('JSON comes with its length in bytes', async () => {
  const answer = await tinyVendor().fetch('http://tiny.test/api/videos/%C3%BC')
  expect(answer.headers.get('content-length')).toBe(String((await answer.arrayBuffer()).byteLength))
})

test('the ledger hold requests and jobs, and neither keys nor queries', async () => {
  const clock = createVirtualClock()
  const { fetch, ledger } = tinyVendor({ clock })
  await makeVideo({ fetch }, { title: 'fox' })
  await makeVideo({ fetch }, { title: 'bad' })
  await fetch('http://tiny.test/api/videos/a?depth=1', { headers: { authorization: 'Bearer secret' } })
  expect(ledger.requests).toMatchObject([
    { operationId: 'makeVideo', method: 'POST', path: '/api/videos', at: clock.now(), status: 200 },
    { operationId: 'makeVideo', status: 200 },
    { operationId: 'readVideo', method: 'GET', path: '/api/videos/a', status: 200 },
  ])
  expect(JSON.stringify(ledger.requests)).not.toMatch(/secret|depth/)
  expect(ledger.jobs).toMatchObject([
    { request: { title: 'fox' }, state: 'queued', billedCents: 0 },
    { request: { title: 'bad' }, state: 'queued', billedCents: 0 },
  ])
  clock.advance(9_000)
  expect(ledger.jobs).toMatchObject([
    { state: 'completed', billedCents: 7 },
    { state: 'failed', billedCents: 0 },
  ])
  clock.advance(60_000)
  expect(ledger.jobs).toMatchObject([
    { state: 'expired', billedCents: 7 },
    { state: 'failed', billedCents: 0 },
  ])
})

describe('chance', () => {
  const play = async (seed: number) => {
    const clock = createVirtualClock()
    const simulator = tinyVendor({ clock, seed })
    const videos = [await makeVideo(simulator), await makeVideo(simulator)]
    const ends: number[] = []
    for (let elapsed = 0; elapsed < 9_000; elapsed += 10) {
      ends.push(simulator.ledger.jobs.filter(({ state }) => state === 'completed').length)
      clock.advance(10)
    }
    return { videos, ends }
  }

  test('the same seed and the same calls give the same ids, URLs and durations', async () => {
    expect(await play(7)).toEqual(await play(7))
  })

  test('another seed gives others', async () => {
    const [one, other] = [await play(7), await play(8)]
    expect(one.videos[0]?.id).not.toBe(other.videos[0]?.id)
    expect(one.ends).not.toEqual(other.ends)
  })

  test('two jobs of one seed differ', async () => {
    const { videos } = await play(7)
    expect(videos[0]?.id).not.toBe(videos[1]?.id)
  })
})

test('speed shortens what the vendor takes', async () => {
  const clock = createVirtualClock()
  const { fetch, ledger } = tinyVendor({ clock, speed: 100 })
  await makeVideo({ fetch })
  clock.advance(90)
  expect(ledger.jobs[0]?.state).toBe('completed')
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a speed of %d is refused', (speed) => {
  expect(() => tinyVendor({ speed })).toThrow('speed must be a positive number')
})

test('simulators of one vendor share nothing', async () => {
  const [one, other] = [tinyVendor(), tinyVendor()]
  await makeVideo(one)
  expect(one.ledger.jobs).toHaveLength(1)
  expect(other.ledger.jobs).toEqual([])
  expect(other.ledger.requests).toEqual([])
})

test('result URLs point to where the client came from, or to the origin given', async () => {
  expect((await makeVideo(tinyVendor())).resultUrl).toMatch(/^http:\/\/tiny\.test\/media\//)
  const elsewhere = tinyVendor({ origin: 'https://cdn.example' })
  expect((await makeVideo(elsewhere)).resultUrl).toMatch(/^https:\/\/cdn\.example\/media\//)
})

test('an aborted request rejects with its reason and is not seen', async () => {
  const { fetch, ledger } = tinyVendor()
  const reason = new Error('never mind')
  await expect(fetch('http://tiny.test/api/videos/a', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(ledger.requests).toEqual([])
})
