import { describe, expect, it } from 'vitest'
import { createClient, type VideoProvider } from '../src/index.ts'
import { recordAt, webhookUrlOf } from '../src/webhook/callback-url.ts'
import { acme, type Answer, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const webhooks = { url: 'https://shop.test/hooks/?tenant=7', secret: 'a secret of 24 characters' }

/** A vendor that calls back and does not sign; its deliveries name a job. */
function setup(routes: Record<string, Answer | Answer[]>) {
  const sent: string[] = []
  const plain = acme({ apiKey: key })
  const provider: VideoProvider = {
    ...plain,
    create: (given, call) => {
      sent.push(given.webhookUrl ?? '')
      return plain.create(given, call)
    },
    webhook: async ({ body }) => ({ isVerified: false, job: { id: JSON.parse(body).id } }),
  }
  const { fetch, calls } = vendor(routes)
  const client = createClient({ providers: [provider], fetch, clock: testClock(), webhooks })
  const deliver = (url: string, id = 'j1') =>
    client.webhook(new Request(url, { method: 'POST', body: JSON.stringify({ id }) }))
  return {
    client,
    sent,
    calls,
    deliver,
    polls: () => calls.filter(({ method }) => method === 'GET').map(({ url }) => new URL(url).pathname),
  }
}
const create = 'POST /v1/jobs'
const get = 'GET /v1/jobs/j1'
const queued = { id: 'j1', state: 'waiting' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }

describe('an address for callbacks', () => {
  it('is another one for each call, keeps your query, and shows neither key nor secret', async () => {
    const { client, sent } = setup({ [create]: queued })
    await client.create(request)
    await client.create(request)
    expect(new Set(sent).size).toBe(2)
    for (const url of sent) {
      expect(url).toMatch(/^https:\/\/shop\.test\/hooks\/acme\/[\da-f-]{36}\.[\da-f]{32}\?tenant=7$/)
      expect(url).not.toContain('secret')
    }
  })

  it('leads to a poll of the job of its call, whatever the delivery says', async () => {
    const { client, sent, deliver, polls } = setup({ [create]: queued, [get]: done })
    await client.create(request)
    const event = await deliver(sent[0] ?? '', 'another')
    expect(event).toMatchObject({ isVerified: true, job: { id: 'j1', status: 'completed' } })
    expect(polls()).toEqual(['/v1/jobs/j1'])
    expect(await deliver(sent[0] ?? '')).toMatchObject({ job: { status: 'completed' } })
  })

  it('wakes who waits for the job', async () => {
    const { client, sent, deliver } = setup({ [create]: queued, [get]: done })
    const job = await client.create(request)
    const ended = client.wait(job)
    await deliver(sent[0] ?? '')
    expect(await ended).toMatchObject({ status: 'completed' })
  })

  it('finds the job of a call whose answer was lost', async () => {
    const { client, sent, deliver } = setup({ [create]: lost('ECONNRESET'), [get]: done })
    await errorOf(client.create(request))
    expect(await deliver(sent[0] ?? '')).toMatchObject({ job: { id: 'j1', status: 'completed', model: 'one' } })
    expect(await client.unresolved()).toEqual([])
  })

  it.each([
    [
      'with one digit changed',
      (url: string) => url.replace(/(.)\?/, (_, digit: string) => `${digit === '0' ? '1' : '0'}?`),
    ],
    ['of another record', (url: string) => url.replace(/acme\/./, 'acme/z')],
    ['without a token', () => 'https://shop.test/hooks/acme'],
    ['with half a token', (url: string) => url.replace(/.{16}\?/, '?')],
  ])('%s is refused, and nobody is asked', async (_, forge) => {
    const { client, sent, deliver, polls } = setup({ [create]: queued, [get]: done })
    await client.create(request)
    expect(await errorOf(deliver(forge(sent[0] ?? '')))).toMatchObject({ code: 'authentication', provider: 'acme' })
    expect(polls()).toEqual([])
  })

  it('is good with its own secret and for its own provider only', async () => {
    const url = new URL(await webhookUrlOf(webhooks, 'acme', 'r1'))
    expect(await recordAt(webhooks, 'acme', url)).toBe('r1')
    expect(await recordAt(webhooks, 'other', url)).toBeUndefined()
    expect(await recordAt({ ...webhooks, secret: 'another secret of mine' }, 'acme', url)).toBeUndefined()
  })
})

describe('a delivery without an address of ours and without a signature', () => {
  const open = (routes: Record<string, Answer | Answer[]>, ids = ['acme']) => {
    const { fetch, calls } = vendor(routes)
    const clock = testClock()
    const providers = ids.map(
      (id): VideoProvider => ({
        ...acme({ apiKey: key }),
        id,
        ...(id !== 'mute' && {
          webhook: async ({ body }) => ({ isVerified: false, job: { id: JSON.parse(body).id } }),
        }),
      }),
    )
    const client = createClient({ providers, fetch, clock })
    const deliver = (path: string, id = 'j1') =>
      client.webhook(new Request(`https://shop.test${path}`, { method: 'POST', body: JSON.stringify({ id }) }))
    const polls = () => calls.filter(({ method, url }) => method === 'GET' && url.includes('/v1/jobs/')).length
    return { client, deliver, polls, clock }
  }

  it('polls a job that is known, at most once a second, and no other', async () => {
    const { client, deliver, polls, clock } = open({ [create]: queued, [get]: queued })
    await client.create(request)
    const all = Array.from({ length: 1000 }, () => deliver('/hook'))
    const forged = Array.from({ length: 1000 }, (_, index) => errorOf(deliver('/hook', `forged-${index}`)))
    expect(await Promise.all(all)).toMatchObject([
      { isVerified: false, job: { id: 'j1' } },
      ...all.slice(1).map(() => ({})),
    ])
    for (const error of await Promise.all(forged)) expect(error).toMatchObject({ code: 'authentication' })
    expect([polls(), clock.elapsed()]).toEqual([2, 1000])
  })

  it('belongs to the provider that calls back, or to the one that its path names', async () => {
    const one = open({ [create]: queued, [get]: done }, ['acme', 'mute'])
    await one.client.create(request, { provider: 'acme' })
    expect(await one.deliver('/hook')).toMatchObject({ job: { provider: 'acme', status: 'completed' } })

    const two = open({ [create]: queued, [get]: done }, ['acme', 'other'])
    await two.client.create(request, { provider: 'other' })
    expect(await two.deliver('/hooks/other/token')).toMatchObject({ job: { provider: 'other', status: 'completed' } })
    const error = await errorOf(two.deliver('/hooks/somebody/token'))
    expect(error).toMatchObject({ code: 'invalid_request' })
    expect(error.message).toContain('one of acme, other, in the path or as an option')
    expect(await errorOf(open({}, ['mute']).deliver('/hook'))).toMatchObject({ code: 'invalid_request' })
  })
})

describe('a place for callbacks', () => {
  it.each([
    [{ ...webhooks, url: 'shop.test/hooks' }, 'webhooks.url'],
    [{ ...webhooks, url: 'ftp://shop.test' }, 'webhooks.url'],
    [{ ...webhooks, secret: 'short' }, 'webhooks.secret'],
  ])('that is none is refused before anything is sent: %#', (given, field) => {
    const make = () => createClient({ providers: [], webhooks: given })
    expect(make).toThrow(field)
    expect(make).not.toThrow('short')
  })
})

describe('a step of an engine of your own', () => {
  it('is a poll and how long to sleep, as plain JSON', async () => {
    const { client } = setup({ [create]: queued, [get]: [{ id: 'j1', state: 'working' }, done] })
    const job = structuredClone(await client.create(request, { key: 'order-1' }))
    const first = structuredClone(await client.check(job))
    expect(first).toMatchObject({ job: { status: 'in_progress' }, hasEnded: false })
    expect(first.waitMs).toBeGreaterThanOrEqual(2_000)
    expect(await client.check(first.job)).toMatchObject({ job: { status: 'completed' }, hasEnded: true, waitMs: 0 })
  })
})
