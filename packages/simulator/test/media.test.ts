import { beforeEach, describe, expect, test } from 'vitest'
import { createVirtualClock, makeMp4, type Simulator, type VirtualClock } from '@reelay/simulator'
import { makeVideo, tinyVendor } from './tiny-vendor.ts'

let clock: VirtualClock
let simulator: Simulator
let url: string
let whole: Uint8Array

beforeEach(async () => {
  clock = createVirtualClock()
  simulator = tinyVendor({ clock })
  url = (await makeVideo(simulator, { title: 'fox', seconds: 2 })).resultUrl
  whole = await makeMp4({ width: 64, height: 48, seconds: 2 })
})

const get = (headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  simulator.fetch(url, { headers, method })
const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())

test('a result is a real MP4, pre-signed', async () => {
  expect(url).toMatch(/^http:\/\/tiny\.test\/media\/[\w-]{36}\.mp4\?expires=\d{10}&signature=[0-9a-f]{64}$/)
  const answer = await get()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('video/mp4')
  expect(answer.headers.get('content-length')).toBe(String(whole.length))
  expect(answer.headers.get('accept-ranges')).toBe('bytes')
  expect((await bytesOf(answer)).equals(whole)).toBe(true)
})

test('HEAD tells the length and sends nothing', async () => {
  const answer = await get({}, 'HEAD')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-length')).toBe(String(whole.length))
  expect((await bytesOf(answer)).length).toBe(0)
})

describe('ranges', () => {
  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-', 100, undefined],
    ['bytes=-10', -10, undefined],
    ['bytes=5-999999', 5, undefined],
    ['bytes=-999999', 0, undefined],
  ])('%s', async (range, start, end) => {
    const expected = Buffer.from(whole).subarray(start, end)
    const answer = await get({ range })
    expect(answer.status).toBe(206)
    const first = start < 0 ? whole.length + start : start
    expect(answer.headers.get('content-range')).toBe(`bytes ${first}-${first + expected.length - 1}/${whole.length}`)
    expect(answer.headers.get('content-length')).toBe(String(expected.length))
    expect((await bytesOf(answer)).equals(expected)).toBe(true)
  })

  test('beyond the file', async () => {
    for (const range of [`bytes=${whole.length}-`, 'bytes=999999-', 'bytes=-0']) {
      const answer = await get({ range })
      expect(answer.status).toBe(416)
      expect(answer.headers.get('content-range')).toBe(`bytes */${whole.length}`)
    }
    expect((await get({ range: `bytes=${whole.length - 1}-` })).status).toBe(206)
  })

  test.each(['bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-'])('%s is answered with the whole', async (range) => {
    expect((await get({ range })).status).toBe(200)
  })

  test('a part is only sent of the version that the client holds', async () => {
    const etag = (await get()).headers.get('etag')!
    expect((await get({ range: 'bytes=10-', 'if-range': etag })).status).toBe(206)
    expect((await get({ range: 'bytes=10-', 'if-range': '"another"' })).status).toBe(200)
  })
})

describe('refusals are those of object storage', () => {
  const refused = async (answer: Response, status: number, code: string): Promise<void> => {
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/xml')
    expect(await answer.text()).toMatch(
      new RegExp(`^<\\?xml[^>]*>\\n<Error><Code>${code}</Code><Message>[^<]+</Message></Error>$`),
    )
  }

  test('a wrong signature', async () => {
    await refused(
      await simulator.fetch(url.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
      403,
      'SignatureDoesNotMatch',
    )
    await refused(await simulator.fetch(url.replace(/&signature=.*/, '')), 403, 'SignatureDoesNotMatch')
  })

  test('another expiry than the one that was signed', async () => {
    await refused(await simulator.fetch(url.replace(/expires=\d/, 'expires=9')), 403, 'SignatureDoesNotMatch')
  })

  test('a URL past its expiry', async () => {
    clock.advance(59_999)
    expect((await get()).status).toBe(200)
    clock.advance(1)
    await refused(await get(), 403, 'AccessDenied')
  })

  test('another method', async () => {
    await refused(await get({}, 'PUT'), 405, 'MethodNotAllowed')
  })

  test('a video of another simulator', async () => {
    await refused(await tinyVendor({ clock }).fetch(url), 404, 'NoSuchKey')
  })
})

test('a key sent to a result URL is booked as a violation, and the video served', async () => {
  const answer = await get({ authorization: 'Bearer secret' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-reelay-violation')).toBe('a pre-signed URL must not be sent a key')
  expect(simulator.ledger.violations).toMatchObject([
    { operationId: 'media', what: 'a pre-signed URL must not be sent a key' },
  ])
  expect(simulator.ledger.requests.at(-1)).toMatchObject({ operationId: 'media', status: 200 })
})
