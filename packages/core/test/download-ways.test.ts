// Nothing is given up before every way to the bytes was tried: the job's own links, what content() names, and the links of a new poll.
import { describe, expect, it } from 'vitest'
import { createClient, type Job } from '../src/index.ts'
import type { Content, VideoProvider } from '../src/provider.ts'
import { acme, errorOf, key, lost, testClock, vendor, type Answer } from './acme.ts'

const link = 'https://cdn.test/old.mp4?signature=abc123'
const second = 'https://mirror.test/j1.mp4?signature=abc123'
const [atLink, atSecond] = ['GET https://cdn.test/old.mp4', 'GET https://mirror.test/j1.mp4']
const [atContent, poll] = ['GET https://acme.test/content', 'GET /v1/jobs/j1']
const done: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'completed', outputs: [{ url: link }] }
const output = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom'), ...Array.from({ length: 40 }, (_, at) => at)])
const video = (): Response => new Response(output, { headers: { 'content-type': 'video/mp4' } })
const status = (code: number, body = ''): Response => new Response(body, { status: code })
const keyed: Content = { url: 'https://acme.test/content', needsKey: true }
const expiredToken = '<?xml version="1.0"?><Error><Code>ExpiredToken</Code></Error>'

function ways(
  routes: Record<string, Answer | Answer[]>,
  content: VideoProvider['content'] = async (_job, { url }) => [...(url === undefined ? [] : [{ url }]), keyed],
) {
  const clock = testClock()
  const { fetch, calls } = vendor({ [poll]: { id: 'j1', state: 'done', url: link }, ...routes })
  const provider = { ...acme({ apiKey: key }), content }
  const client = createClient({ providers: [provider], fetch, clock })
  const hosts = (): string[] => calls.map(({ url }) => new URL(url).hostname)
  return { client, clock, calls, hosts }
}

/** Without content(): the links of the job are all there is. */
function links(routes: Record<string, Answer | Answer[]>) {
  const clock = testClock()
  const { fetch, calls } = vendor({ [poll]: { id: 'j1', state: 'done', url: link }, ...routes })
  return { client: createClient({ providers: [acme({ apiKey: key })], fetch, clock }), clock, calls }
}

describe('where one way is closed', () => {
  it.each([
    ['400', status(400, expiredToken)],
    ['403', status(403, '<Error><Code>AccessDenied</Code></Error>')],
    ['404', status(404)],
    ['410', status(410)],
    ['500', status(500)],
    ['200 with an error in XML', status(200, expiredToken)],
    ['200 with an error in JSON', Response.json({ error: { message: 'gone' } })],
    ['a web page', status(200, '<!doctype html>')],
    ['a reset', lost('ECONNRESET')],
    ['nothing at all', () => new Promise<Response>(() => {})],
    ['a redirect into a network', new Response('', { status: 302, headers: { location: 'http://10.0.0.7/v.mp4' } })],
  ] as [string, Answer][])('%s: the video is taken from the next one', async (_, answer) => {
    const { client, hosts } = ways({ [atLink]: answer, [atContent]: video })
    expect(await client.bytes(done)).toEqual(output)
    expect(hosts()).toEqual(['cdn.test', 'acme.test'])
  })

  it('a second link of the job is the next one', async () => {
    const { client } = links({ [atLink]: status(404), [atSecond]: video })
    expect(await client.bytes({ ...done, outputs: [{ url: link, fallbackUrls: [second] }] })).toEqual(output)
  })

  it('the link of a new poll is the next one', async () => {
    const { client } = links({
      [atLink]: status(403),
      [atSecond]: video,
      [poll]: { id: 'j1', state: 'done', url: second },
    })
    expect(await client.bytes(done)).toEqual(output)
  })

  it('the job has a link, and content() that fails or names another place is no hindrance', async () => {
    const broken = ways({ [atLink]: video }, () => Promise.reject(new Error('no')))
    expect(await broken.client.bytes(done)).toEqual(output)
    const gone = ways({ [atLink]: video, [atContent]: status(404) }, async () => [keyed])
    expect(await gone.client.bytes(done)).toEqual(output)
  })

  it('the key goes with the way that asks for it alone', async () => {
    const { client, calls } = ways({ [atLink]: status(403), [atContent]: video })
    await client.bytes(done)
    expect(calls.map(({ headers }) => headers.get('x-key'))).toEqual([null, key])
  })
})

describe('what may pass is tried again after a pause', () => {
  it.each([403, 404])('%i, once', async (code) => {
    const { client, clock, calls } = links({ [atLink]: [status(code), video] })
    expect(await client.bytes(done)).toEqual(output)
    expect([clock.elapsed(), calls.filter(({ url }) => url === link).length]).toEqual([3_000, 2])
  })

  it.each([503, 429])('%i, twice', async (code) => {
    const { client, clock } = links({ [atLink]: [status(code), status(code), video] })
    expect(await client.bytes(done)).toEqual(output)
    expect(clock.elapsed()).toBe(13_000)
  })

  it('as long as the server asks', async () => {
    const busy = new Response('', { status: 503, headers: { 'retry-after': '20' } })
    const { client, clock } = links({ [atLink]: [busy, video] })
    expect(await client.bytes(done)).toEqual(output)
    expect(clock.elapsed()).toBe(20_000)
  })

  it('410, and what comes once the job is said to have expired, is final', async () => {
    const said = links({ [atLink]: status(410) })
    const past = links({ [atLink]: status(403) })
    expect(await errorOf(said.client.bytes(done))).toMatchObject({ code: 'expired' })
    const old = { ...done, expiresAt: '2025-12-31T00:00:00.000Z' }
    expect(await errorOf(past.client.bytes(old))).toMatchObject({ code: 'expired' })
    expect([said.clock.elapsed(), past.clock.elapsed()]).toEqual([0, 0])
  })

  it('an abort ends the pause at once', async () => {
    const controller = new AbortController()
    const { client, clock } = links({ [atLink]: status(403) })
    const saving = client.bytes(done, { signal: controller.signal })
    void clock.sleep(1_000).then(() => controller.abort())
    expect(await errorOf(saving)).toMatchObject({ code: 'aborted', job: { id: 'j1' } })
  })
})

describe('when no way is left', () => {
  it('the error says each way and what it answered, and no address', async () => {
    const { client } = ways({ [atLink]: status(403), [atContent]: status(404), [atSecond]: status(410) })
    const error = await errorOf(client.bytes({ ...done, outputs: [{ url: link, fallbackUrls: [second] }] }))
    expect(error).toMatchObject({ code: 'expired', submitted: 'yes', charged: 'unknown', retryable: false })
    expect(error.message).toBe(
      'acme: download of job j1: the result is gone: cdn.test: 403; acme.test, with the key: 404; mirror.test: 410',
    )
    expect(JSON.stringify(error)).not.toContain('abc123')
  })

  it('a way that may open again keeps it from being gone', async () => {
    const { client } = ways({ [atLink]: status(403), [atContent]: status(503) })
    expect(await errorOf(client.bytes(done))).toMatchObject({ code: 'unavailable', status: 503, retryable: true })
  })

  it('a refused key, and a network that is not allowed, keep it from being gone', async () => {
    const refused = ways({ [atLink]: status(403), [atContent]: status(401) })
    expect(await errorOf(refused.client.bytes(done))).toMatchObject({ code: 'authentication' })
    const inside = links({ [atLink]: status(403) })
    const outputs = [{ url: link, fallbackUrls: ['http://10.0.0.7/v.mp4'] }]
    const error = await errorOf(inside.client.bytes({ ...done, outputs }))
    expect(error.code).toBe('invalid_response')
    expect(error.message).toContain('10.0.0.7: its URL is the address 10.0.0.7, which is not in allowHosts')
  })

  it.each([400, 402, 405, 422])('%i is never said to be a wrong field, or to have cost nothing', async (code) => {
    for (const { client } of [
      links({ [atLink]: status(code) }),
      ways({ [atLink]: status(code), [atContent]: status(code) }),
    ]) {
      const error = await errorOf(client.bytes(done))
      expect(error.code).not.toBe('invalid_request')
      expect([error.submitted, error.charged]).toEqual(['yes', 'unknown'])
    }
  })

  it('a job whose final cost is known was charged', async () => {
    const cost = { amount: 1.5, currency: 'USD', source: 'vendor' as const, final: true }
    const { client } = links({ [atLink]: status(410) })
    expect(await errorOf(client.bytes({ ...done, cost }))).toMatchObject({ charged: 'yes' })
  })

  it('a poll that says that the job has expired is one more word for it', async () => {
    const { client } = links({ [atLink]: status(404), [poll]: status(404) })
    const error = await errorOf(client.bytes(done))
    expect(error.code).toBe('expired')
    expect(error.message).toContain('GET /v1/jobs/{id}: 404')
  })
})
