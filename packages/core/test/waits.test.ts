import { describe, expect, it } from 'vitest'
import { createClient, type ClientEvent, type ClientOptions } from '../src/index.ts'
import { acme, errorOf, key, lost, request, testClock, vendor, type Answer } from './acme.ts'

const create = 'POST /v1/jobs'
const list = 'GET /v1/jobs'
const working = (id: string) => ({ id, state: 'working' })
const done = (id: string) => ({ id, state: 'done', url: `https://cdn.test/${id}.mp4` })

/** A client of a vendor that runs two jobs at once, and what it was told. */
function setup(routes: Record<string, Answer | Answer[]>, options: Partial<ClientOptions> = {}) {
  const clock = testClock()
  const { fetch, calls, posts } = vendor(routes)
  const events: ClientEvent[] = []
  const client = createClient({
    providers: [acme({ apiKey: key })],
    limits: { acme: { concurrentJobs: 2 } },
    clock,
    random: () => 0.5,
    fetch,
    onEvent: (event) => events.push(event),
    ...options,
  })
  const waits = () => events.filter((event) => event.type === 'waiting')
  return { client, clock, calls, posts, waits }
}

const full = { [create]: [working('j1'), working('j2'), working('j3')], [list]: { jobs: [] } }
const neverDone = { 'GET /v1/jobs/j1': working('j1'), 'GET /v1/jobs/j2': working('j2') }

describe('a create that waits for a slot', () => {
  it('says so once, can be asked for, and is over at its deadline: nothing was sent', async () => {
    const { client, clock, posts, waits } = setup({ ...full, ...neverDone })
    await client.create(request)
    await client.create(request)
    const third = errorOf(client.create(request, { timeoutMs: 90_000, key: 'order-3' }))
    await new Promise(setImmediate)
    expect(await client.waits()).toEqual([
      {
        provider: 'acme',
        id: expect.any(String),
        key: 'order-3',
        reason: 'concurrency',
        since: '2026-01-01T00:00:00.000Z',
        until: undefined,
      },
    ])
    expect(await third).toMatchObject({ code: 'timeout', submitted: 'no', charged: 'no', operation: 'create' })
    expect((await third).message).toContain('90000 ms')
    expect(clock.elapsed()).toBe(90_000)
    expect(posts()).toBe(2)
    expect(waits()).toMatchObject([{ type: 'waiting', provider: 'acme', model: 'one', reason: 'concurrency' }])
    expect(await client.waits()).toEqual([])
  })

  it('waits at most 30 minutes where nothing else is said', async () => {
    const { client, clock } = setup({ ...full, ...neverDone })
    await client.create(request)
    await client.create(request)
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'timeout', submitted: 'no' })
    expect(clock.elapsed()).toBe(1_800_000)
  })

  it('does not wait at all with 0, and is sent where it need not', async () => {
    const { client, clock, waits } = setup({ ...full, ...neverDone })
    await client.create(request, { timeoutMs: 0 })
    await client.create(request, { timeoutMs: 0 })
    expect(await errorOf(client.create(request, { timeoutMs: 0 }))).toMatchObject({ code: 'timeout', submitted: 'no' })
    expect(clock.elapsed()).toBe(0)
    expect(waits()).toEqual([])
  })

  it.each([-1, Number.NaN])('refuses a deadline of %s', async (timeoutMs) => {
    const { client, posts } = setup(full)
    expect(await errorOf(client.create(request, { timeoutMs }))).toMatchObject({ code: 'invalid_request' })
    expect(posts()).toBe(0)
  })

  it('is part of what generate may take', async () => {
    const { client, clock } = setup({
      ...full,
      'GET /v1/jobs/j1': [working('j1'), working('j1'), done('j1')],
      'GET /v1/jobs/j2': working('j2'),
      'GET /v1/jobs/j3': working('j3'),
    })
    await client.create(request)
    await client.create(request)
    const error = await errorOf(client.generate(request, { timeoutMs: 60_000 }))
    expect(error).toMatchObject({ code: 'timeout', job: { id: 'j3' } })
    expect(clock.elapsed()).toBe(60_000)
  })
})

describe('a create that waits for something else', () => {
  it('waits for the rate, and does not begin a wait that is too long', async () => {
    const { client, clock, waits } = setup(full, { limits: { acme: { requestsPerMinute: 6 } } })
    await client.create(request)
    await client.create(request, { timeoutMs: 10_001 })
    expect(waits()).toMatchObject([{ reason: 'rate', until: '2026-01-01T00:00:10.000Z' }])
    expect(await errorOf(client.create(request, { timeoutMs: 10_000 }))).toMatchObject({ code: 'timeout' })
    expect(clock.elapsed()).toBe(10_000)
    expect(await client.create(request)).toMatchObject({ id: 'j3' })
    expect(clock.elapsed()).toBe(20_000)
  })

  it('tells no wait below a second', async () => {
    const { client, clock, waits } = setup(full, { limits: { acme: { requestsPerMinute: 120 } } })
    await Promise.all([client.create(request), client.create(request)])
    expect(clock.elapsed()).toBe(500)
    expect(waits()).toEqual([])
  })

  it('waits for the list of models no longer than its deadline', async () => {
    const { client, clock, posts } = setup(full, {
      providers: [{ ...acme({ apiKey: key }), models: () => new Promise(() => {}) }],
    })
    expect(await errorOf(client.create(request, { timeoutMs: 5000 }))).toMatchObject({
      code: 'timeout',
      submitted: 'no',
    })
    expect(clock.elapsed()).toBe(5000)
    expect(posts()).toBe(0)
  })

  it('is not ended by it once it was sent', async () => {
    const { client, clock } = setup({ [create]: () => new Promise<Response>(() => {}) })
    expect(await errorOf(client.create(request, { timeoutMs: 5000 }))).toMatchObject({ code: 'submission_unknown' })
    expect(clock.elapsed()).toBe(60_000)
  })

  it('with the key of another waits as long as it says itself, and takes the turn over', async () => {
    const { client, posts } = setup({ ...full, 'GET /v1/jobs/j1': done('j1'), 'GET /v1/jobs/j2': working('j2') })
    await client.create(request)
    await client.create(request)
    const all = ['first', 'second', 'third'].map(() => ({ key: 'order-3' }))
    const [first, second, third] = all.map((options, index) =>
      client.create(request, { ...options, timeoutMs: [3000, 2000, 600_000][index] }).then(
        ({ id }) => id,
        ({ code }) => code,
      ),
    )
    expect(await Promise.all([first, second, third])).toEqual(['timeout', 'timeout', 'j3'])
    expect(posts()).toBe(3)
  })
})

it('what the polls of an account wait for is told once', async () => {
  const { client, waits } = setup(
    { ...full, 'GET /v1/jobs/j1': [working('j1'), done('j1')], 'GET /v1/jobs/j2': [working('j2'), done('j2')] },
    { limits: { acme: { requestsPerMinute: 10 } } },
  )
  const jobs = [await client.create(request), await client.create(request)]
  expect(waits()).toMatchObject([{ id: expect.any(String), reason: 'rate' }])
  await Promise.all(jobs.map((job) => client.wait(job)))
  const polls = waits().slice(1)
  expect(polls.every((event) => !('id' in event))).toBe(true)
  expect(polls.length).toBeLessThan(3)
})

void lost
