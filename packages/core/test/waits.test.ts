import { describe, expect, it } from 'vitest'
import { createClient, type ClientEvent, type ClientOptions, type Job } from '../src/index.ts'
import { acme, errorOf, key, request, testClock, vendor, type Answer } from './acme.ts'

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

describe('a create that waits for the slot of a call whose outcome is unknown', () => {
  const bad = Response.json({}, { status: 502 })
  const doubted = async (routes: Record<string, Answer | Answer[]>) => {
    const made = setup({ [create]: [bad, bad, working('j3')], ...routes })
    await errorOf(made.client.create(request))
    await errorOf(made.client.create(request))
    return made
  }

  it('goes on after seconds where the list shows no job of it', async () => {
    const { client, clock, waits, calls } = await doubted({ [list]: { jobs: [done('old')] } })
    expect(await client.create(request)).toMatchObject({ id: 'j3' })
    expect(clock.elapsed()).toBe(5000)
    expect(waits()).toMatchObject([{ reason: 'unresolved', until: '2026-01-01T00:01:00.000Z' }])
    expect(calls.filter(({ method }) => method === 'GET')).toHaveLength(1)
  })

  it('waits as long as the list shows that as many jobs run', async () => {
    const both = { jobs: [working('a'), working('b'), done('old')] }
    const { client, clock, waits } = await doubted({
      [list]: [...Array.from({ length: 30 }, () => both), { jobs: [working('a'), done('b')] }],
    })
    expect(await client.create(request)).toMatchObject({ id: 'j3' })
    expect(clock.elapsed()).toBe(155_000)
    // Once for each time that was told and has passed.
    expect(waits().length).toBeLessThan(5)
  })

  it('goes on where the list shows one of two, and does not count jobs that are known', async () => {
    const { client, clock } = setup({
      [create]: [working('j1'), bad, working('j3')],
      [list]: { jobs: [working('j1')] },
      'GET /v1/jobs/j1': working('j1'),
    })
    await client.create(request)
    await errorOf(client.create(request))
    expect(await client.create(request)).toMatchObject({ id: 'j3' })
    expect(clock.elapsed()).toBe(5000)
  })

  it('goes on after a minute where the list cannot be read', async () => {
    const { client, clock } = await doubted({ [list]: bad })
    expect(await client.create(request)).toMatchObject({ id: 'j3' })
    expect(clock.elapsed()).toBe(60_000)
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

describe('a vendor that asks for a pause', () => {
  const limited = (headers: Record<string, string> = {}) => Response.json({}, { status: 429, headers })
  const jobOf = (id: string): Job => ({ provider: 'acme', model: 'one', id, status: 'in_progress', outputs: [] })
  const path = (id: string) => `GET /v1/jobs/${id}`
  const { watch: _watch, ...unstreamed } = acme({ apiKey: key })
  const free = { limits: {} }

  it('after a poll has it from the whole account, creates included, and is told once', async () => {
    const { client, clock, calls, waits } = setup(
      {
        [path('a')]: [limited({ 'retry-after': '60' }), done('a')],
        [path('b')]: done('b'),
        [create]: working('j1'),
      },
      free,
    )
    const jobs = [client.wait(jobOf('a')), client.wait(jobOf('b'))]
    while (!calls.some(({ url }) => url.endsWith('/a'))) await new Promise(setImmediate)
    const created = client.create(request).then(() => clock.elapsed())
    await Promise.all(jobs)
    expect(await created).toBe(70_000)
    expect(waits().filter(({ reason }) => reason === 'retry_after').length).toBeGreaterThan(0)
  })

  it.each([
    [limited({ 'retry-after': '60' }), 700],
    [limited(), 5000],
  ])('gets no storm of polls of 2000 jobs', async (answer, most) => {
    const asked: string[] = []
    const { client, clock, waits } = setup(
      {},
      {
        ...free,
        providers: [unstreamed],
        fetch: async (input) => {
          asked.push(new Request(input).url)
          return answer.clone()
        },
      },
    )
    const jobs = Array.from({ length: 2000 }, (_, index) =>
      client.wait(jobOf(`j${index}`), { timeoutMs: 600_000, maxFailures: Infinity }),
    )
    await Promise.all(jobs.map((job) => errorOf(job)))
    expect(clock.elapsed()).toBeLessThan(610_000)
    expect(asked.length).toBeLessThan(most)
    expect(waits().length).toBeLessThan(70)
  })

  it.each([404, 500, 502])('and one that answers %s for one job has no other job wait', async (status) => {
    const { client, clock } = setup({ [path('a')]: Response.json({}, { status }), [path('b')]: done('b') }, free)
    const other = errorOf(client.wait(jobOf('a')))
    await client.wait(jobOf('b'))
    expect(clock.elapsed()).toBe(10_000)
    await other
  })
})
