import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type ClientEvent, type ClientOptions } from '../src/index.ts'
import { acme, all, errorOf, key, request, testClock, vendor, type Answer } from './acme.ts'

const create = 'POST /v1/jobs'
const made = (id: string) => ({ id, state: 'working' })
const tooMany = (retryAfter?: string) =>
  Response.json(
    { code: 'slow_down' },
    { status: 429, ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) },
  )

function setup(routes: Record<string, Answer | Answer[]>, options: Partial<ClientOptions> = {}) {
  const clock = testClock()
  const { fetch, calls, posts } = vendor(routes)
  const events: ClientEvent[] = []
  const store = memoryStore()
  const client = createClient({
    providers: [acme({ apiKey: key })],
    clock,
    random: () => 0.5,
    fetch,
    store,
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { client, clock, calls, posts, events, store }
}

/** Another vendor with the same model. */
const other = (id: string, baseUrl: string) => ({ ...acme({ apiKey: key, baseUrl }), id })
const two = [other('first', 'https://first.test'), other('second', 'https://second.test')]
const both = { among: [{ provider: 'first' }, { provider: 'second' }] }
const first = 'POST https://first.test/v1/jobs'
const second = 'POST https://second.test/v1/jobs'

describe('a create that the vendor refuses for too many', () => {
  it.each([{}, { key: 'order-1' }])('is sent again when the vendor says so, as one record: %j', async (options) => {
    const { client, clock, posts, events, store } = setup({ [create]: [tooMany('40'), tooMany('7'), made('j1')] })
    expect(await client.create(request, options)).toMatchObject({ id: 'j1' })
    expect(clock.elapsed()).toBe(47_000)
    expect(posts()).toBe(3)
    expect(events.map((event) => [event.type, 'attempt' in event ? event.attempt : undefined])).toEqual([
      ...(options.key ? [['key_not_kept', undefined]] : []),
      ['submitting', 1],
      ['refused', 1],
      ['waiting', undefined],
      ['submitting', 2],
      ['refused', 2],
      ['waiting', undefined],
      ['submitting', 3],
      ['accepted', 3],
    ])
    expect(events.find(({ type }) => type === 'waiting')).toMatchObject({
      reason: 'retry_after',
      until: '2026-01-01T00:00:40.000Z',
    })
    const records = await all(store.list(['running', 'refused']))
    expect(records).toMatchObject([{ state: 'running', attempt: 3, request, job: { id: 'j1' } }])
  })

  it('waits twice as long each time where the vendor names no pause', async () => {
    const { client, clock } = setup({ [create]: [tooMany(), tooMany(), tooMany('0'), tooMany(), made('j1')] })
    await client.create(request)
    expect(clock.elapsed()).toBe(15_000)
  })

  it('is refused at its deadline, and at once where the pause is longer', async () => {
    const { client, clock, posts } = setup({ [create]: tooMany() })
    expect(await errorOf(client.create(request, { timeoutMs: 20_000 }))).toMatchObject({
      code: 'rate_limited',
      submitted: 'no',
      charged: 'no',
    })
    expect(clock.elapsed()).toBe(15_000)
    expect(posts()).toBe(5)
    expect(await errorOf(client.create(request, { timeoutMs: 0 }))).toMatchObject({ code: 'timeout', submitted: 'no' })
    const long = setup({ [create]: tooMany('600') })
    expect(await errorOf(long.client.create(request, { timeoutMs: 20_000 }))).toMatchObject({ retryAfterMs: 600_000 })
    expect(long.clock.elapsed()).toBe(0)
  })

  it('can be aborted, and has sent nothing then', async () => {
    const controller = new AbortController()
    const { client, posts } = setup(
      { [create]: tooMany('60') },
      { onEvent: ({ type }) => type === 'waiting' && controller.abort() },
    )
    expect(await errorOf(client.create(request, { signal: controller.signal }))).toMatchObject({
      code: 'aborted',
      submitted: 'no',
    })
    expect(posts()).toBe(1)
  })

  it('is one call for all who use its key', async () => {
    const { client, posts } = setup({ [create]: [tooMany('5'), made('j1'), made('j2')] })
    const jobs = await Promise.all([1, 2, 3].map(() => client.create(request, { key: 'order-1' })))
    expect(jobs.map(({ id }) => id)).toEqual(['j1', 'j1', 'j1'])
    expect(posts()).toBe(2)
  })

  it('is thrown where the account never waits', async () => {
    const { client, posts } = setup({ [create]: tooMany('1') }, { limits: { acme: false } })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'rate_limited', retryAfterMs: 1000 })
    expect(posts()).toBe(1)
  })

  it.each([
    [Response.json({}, { status: 402 }), 'insufficient_credit'],
    [Response.json({}, { status: 400 }), 'invalid_request'],
    [Response.json({}, { status: 503, headers: { 'retry-after': '1' } }), 'submission_unknown'],
  ])('and no other refusal', async (answer, code) => {
    const { client, posts } = setup({ [create]: answer })
    expect(await errorOf(client.create(request))).toMatchObject({ code })
    expect(posts()).toBe(1)
  })
})

describe('a choice of vendors', () => {
  it('asks the next one rather than wait', async () => {
    const { client, clock, posts } = setup({ [first]: tooMany('40'), [second]: made('j2') }, { providers: two })
    expect(await client.create(request, both)).toMatchObject({ provider: 'second', id: 'j2' })
    expect(clock.elapsed()).toBe(0)
    // The first one has asked for a pause.
    expect(await client.create(request, both)).toMatchObject({ provider: 'second' })
    expect(posts()).toBe(3)
  })

  it.each([{}, { key: 'order-1' }])('waits for whom it can have first once all have refused: %j', async (options) => {
    const routes = { [first]: [tooMany('40'), made('j1')], [second]: [tooMany('9'), made('j2')] }
    const { client, clock, store } = setup(routes, { providers: two })
    expect(await client.create(request, { ...both, ...options })).toMatchObject({ provider: 'second', id: 'j2' })
    expect(clock.elapsed()).toBe(9000)
    const records = await all(store.list(['running']))
    expect(records).toMatchObject([{ attempt: options.key ? 3 : 2 }])
  })

  it('waits for the one that is left, and tells every attempt', async () => {
    const routes = { [first]: [tooMany('40'), made('j1')], [second]: Response.json({}, { status: 402 }) }
    const { client } = setup(routes, { providers: two })
    const outcomes: string[] = []
    await client.create(request, {
      ...both,
      onAttempt: ({ provider, outcome }) => outcomes.push(`${provider} ${outcome}`),
    })
    expect(outcomes).toEqual(['first refused', 'second refused', 'first accepted'])
  })
})
