import { describe, expect, it } from 'vitest'
import { createTimerHeap } from '../src/time/timer-heap.ts'
import { createClient, type ClientEvent, type ClientOptions, type Job, type VideoProvider } from '../src/index.ts'
import { createAccountLimiter } from '../src/limits/account-limiter.ts'
import { acme, type Answer, errorOf, key, request, testClock, vendor } from './acme.ts'

const { watch: _watch, ...polled }: VideoProvider = acme({ apiKey: key })
const at = '2026-01-01T00:00:00.000Z'
const jobOf = (id: string): Job => ({
  provider: 'acme',
  model: 'one',
  id,
  status: 'queued',
  outputs: [],
  createdAt: at,
})
const working = (id: string) => ({ id, state: 'working' })
const done = (id: string) => ({ id, state: 'done', url: `https://cdn.test/${id}.mp4` })
const path = (id: string): string => `GET /v1/jobs/${id}`
const list = 'GET /v1/jobs'

function setup(routes: Record<string, Answer | Answer[]>, options: Partial<ClientOptions> = {}) {
  const clock = testClock()
  const { fetch, calls, posts } = vendor(routes)
  const client = createClient({ providers: [polled], fetch, clock, random: () => 0.5, ...options })
  const asked = (route: string): number =>
    calls.filter(({ method, url }) => `${method} ${new URL(url).pathname}` === route).length
  return { client, clock, calls, posts, asked }
}
const turns = async (): Promise<void> => {
  for (let count = 0; count < 30; count++) await new Promise(setImmediate)
}

describe('all who wait for a job', () => {
  it('share its polls', async () => {
    const { client, asked } = setup({ [path('a')]: [working('a'), done('a')] })
    const jobs = await Promise.all(Array.from({ length: 7 }, () => client.wait(jobOf('a'))))
    expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(['completed']))
    expect(asked(path('a'))).toBe(2)
  })

  it('hear what a poll that somebody asked for has found', async () => {
    const { client, asked, clock } = setup({ [path('a')]: done('a') })
    const waited = client.wait(jobOf('a'))
    expect(await client.get(jobOf('a'))).toMatchObject({ status: 'completed' })
    expect(await waited).toMatchObject({ status: 'completed' })
    expect(asked(path('a'))).toBe(1)
    expect(clock.elapsed()).toBe(0)
  })

  it('lose nothing that is known of it to a poll that knows less', async () => {
    const { client, clock, calls } = setup({ [path('a')]: [working('a'), working('a'), done('a')] })
    const cost = { amount: 1, currency: 'USD', source: 'estimated', final: false } as const
    const waited = client.wait({ ...jobOf('a'), handle: { region: 'eu' }, cost })
    await clock.sleep(1000)
    const known = { model: 'one', status: 'in_progress', handle: { region: 'eu' }, cost }
    expect(await client.get({ provider: 'acme', id: 'a' })).toMatchObject(known)
    expect(await waited).toMatchObject({ model: 'one', createdAt: at, handle: { region: 'eu' }, cost })
    expect(calls.length).toBeGreaterThan(2)
  })

  it('and all who ask for it besides have its end told once', async () => {
    const told: ClientEvent[] = []
    const { client } = setup({ [path('a')]: done('a') }, { onEvent: (event) => void told.push(event) })
    const cost = { amount: 1, currency: 'USD', source: 'estimated', final: false } as const
    const reference = { provider: 'acme', id: 'a' }
    await Promise.all([client.wait({ ...jobOf('a'), cost }), client.get(reference), client.get(reference)])
    await client.get(reference)
    expect(told.filter(({ type }) => type === 'ended')).toMatchObject([{ model: 'one', job: 'a', cost }])
  })

  it('leave one by one: the last one ends the polls', async () => {
    const { client, calls } = setup({ [path('a')]: working('a') })
    const [one, other] = [new AbortController(), new AbortController()]
    const first = client.wait(jobOf('a'), { signal: one.signal })
    const second = client.wait(jobOf('a'), { signal: other.signal, onUpdate: () => one.abort() })
    expect(await errorOf(first)).toMatchObject({ code: 'aborted', job: { status: 'in_progress' } })
    other.abort()
    expect(await errorOf(second)).toMatchObject({ code: 'aborted' })
    const before = calls.length
    await turns()
    expect(calls).toHaveLength(before)
  })

  it('have patience of their own', async () => {
    const { client } = setup({ [path('a')]: [Response.json({}, { status: 503 }), done('a')] })
    const [hasty, patient] = [client.wait(jobOf('a'), { maxFailures: 1 }), client.wait(jobOf('a'))]
    expect(await errorOf(hasty)).toMatchObject({ code: 'unavailable', job: { id: 'a' } })
    expect(await patient).toMatchObject({ status: 'completed' })
  })

  it('who is late is told what the others know already', async () => {
    const { client } = setup({ [path('a')]: [working('a'), done('a')] })
    const seen: string[] = []
    await client.wait(jobOf('a'), {
      onUpdate: ({ status }) => {
        if (status === 'in_progress') void client.wait(jobOf('a'), { onUpdate: (late) => seen.push(late.status) })
      },
    })
    await turns()
    expect(seen).toEqual(['in_progress', 'completed'])
  })
})

describe('many jobs that are due at once', () => {
  const provider = (get: VideoProvider['get']): VideoProvider => {
    const { list: _list, ...rest } = polled
    return { ...rest, get }
  }
  const ids = Array.from({ length: 300 }, (_, index) => `job-${index}`)

  it('are polled first come first served, 64 at a time', async () => {
    const polled: string[] = []
    let [open, most] = [0, 0]
    const get: VideoProvider['get'] = async ({ id }) => {
      polled.push(id)
      most = Math.max(most, ++open)
      await new Promise(setImmediate)
      open -= 1
      return { id, status: 'completed', outputs: [{ url: 'https://cdn.test/a.mp4' }] }
    }
    const client = createClient({ providers: [provider(get)], clock: testClock() })
    await Promise.all(ids.map((id) => client.wait(jobOf(id), { timeoutMs: Infinity })))
    expect(most).toBe(64)
    expect(polled).toEqual(ids)
  })

  it('leave the queue when nobody waits any more, and the rest comes sooner', async () => {
    const polled: string[] = []
    const get: VideoProvider['get'] = async ({ id }) => {
      polled.push(id)
      return { id, status: 'completed', outputs: [{ url: 'https://cdn.test/a.mp4' }] }
    }
    const clock = testClock()
    const limits = { acme: { requestsPerMinute: 1 } }
    const client = createClient({ providers: [provider(get)], clock, limits })
    const controller = new AbortController()
    const first = client.wait(jobOf('job-0'), { onUpdate: () => controller.abort() })
    const left = ids.slice(1).map((id) => errorOf(client.wait(jobOf(id), { signal: controller.signal })))
    const last = client.wait(jobOf('last'))
    expect(await first).toMatchObject({ status: 'completed' })
    expect((await Promise.all(left)).every(({ code }) => code === 'aborted')).toBe(true)
    expect(await last).toMatchObject({ status: 'completed' })
    expect(polled).toEqual(['job-0', 'last'])
  })

  it('give a turn back that they leave: whoever comes next has it', async () => {
    const clock = testClock()
    const timerHeap = createTimerHeap(clock)
    const limits = { concurrentJobs: Infinity, requestsPerMinute: 1, longestPauseMs: 0 }
    const limiter = createAccountLimiter({ clock, timerHeap, ...limits, onCrowd: () => {} })
    await limiter.throttle()
    for (let count = 0; count < 5; count++) {
      const controller = new AbortController()
      const left = limiter.throttle({ signal: controller.signal })
      controller.abort()
      await expect(left).rejects.toBeDefined()
    }
    await limiter.throttle()
    expect(clock.elapsed()).toBe(60_000)
  })

  it('that are left while their poll hangs hold up nobody', async () => {
    let isStuck = true
    const get: VideoProvider['get'] = async ({ id }) => {
      if (isStuck) await new Promise(() => {})
      return { id, status: 'completed', outputs: [{ url: 'https://cdn.test/a.mp4' }] }
    }
    const client = createClient({ providers: [provider(get)], clock: testClock() })
    const stuck = ids.slice(0, 64).map((id) => errorOf(client.wait(jobOf(id), { timeoutMs: 60_000 })))
    expect((await Promise.all(stuck)).every(({ code }) => code === 'timeout')).toBe(true)
    isStuck = false
    expect(await client.wait(jobOf('new'))).toMatchObject({ status: 'completed' })
  })
})

describe('many jobs of one vendor', () => {
  const ids = ['a', 'b', 'c', 'd']

  it('are polled by one page of its list', async () => {
    const { client, asked, calls } = setup({
      [list]: [{ jobs: ids.map(working) }, { jobs: ids.map(working) }, { jobs: ids.map(done) }],
      ...Object.fromEntries(ids.map((id) => [path(id), done(id)])),
    })
    const jobs = await Promise.all(ids.map((id) => client.wait(jobOf(id), { timeoutMs: Infinity })))
    expect(jobs.map(({ id, outputs }) => [id, outputs[0]?.url])).toEqual(
      ids.map((id) => [id, `https://cdn.test/${id}.mp4`]),
    )
    // The end is taken from a poll of each job's own.
    expect(ids.map((id) => asked(path(id)))).toEqual([1, 1, 1, 1])
    expect(asked(list)).toBeLessThanOrEqual(3)
    expect(calls.length).toBeLessThan(4 * 3)
  })

  it('that are on no page are polled one by one', async () => {
    const { client, asked } = setup({
      [list]: { jobs: [working('other')] },
      ...Object.fromEntries(ids.map((id) => [path(id), done(id)])),
    })
    await Promise.all(ids.map((id) => client.wait(jobOf(id), { timeoutMs: Infinity })))
    expect(ids.map((id) => asked(path(id)))).toEqual([1, 1, 1, 1])
  })

  it('whose list fails are polled one by one, and the list is left alone', async () => {
    const { client, asked } = setup({
      [list]: Response.json({}, { status: 500 }),
      ...Object.fromEntries(ids.map((id) => [path(id), [working(id), working(id), done(id)]])),
    })
    const jobs = await Promise.all(ids.map((id) => client.wait(jobOf(id), { timeoutMs: Infinity })))
    expect(jobs.every(({ status }) => status === 'completed')).toBe(true)
    expect(asked(list)).toBe(1)
  })

  it('what the list says of an end is not believed', async () => {
    const { client } = setup({
      [list]: { jobs: ids.map((id) => ({ id, state: 'broken', why: 'says the list' })) },
      ...Object.fromEntries(ids.map((id) => [path(id), done(id)])),
    })
    const jobs = await Promise.all(ids.map((id) => client.wait(jobOf(id), { timeoutMs: Infinity })))
    expect(jobs.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'completed'])
  })
})

describe('a vendor that allows two jobs at once', () => {
  const two = { limits: { acme: { concurrentJobs: 2 } } }
  const create = 'POST /v1/jobs'
  const routes = (count: number): Record<string, Answer | Answer[]> => ({
    [create]: Array.from({ length: count }, (_, index) => ({ id: `j${index}`, state: 'waiting' })),
    ...Object.fromEntries(
      Array.from({ length: count }, (_, index) => [path(`j${index}`), [working(`j${index}`), done(`j${index}`)]]),
    ),
    [list]: Response.json({}, { status: 500 }),
  })

  it('never has more, and everybody comes in turn though nobody waits for any job', async () => {
    let running = 0
    let most = 0
    const { client, posts } = setup(
      {
        ...routes(6),
        [create]: Array.from({ length: 6 }, (_, index) => () => {
          most = Math.max(most, ++running)
          return { id: `j${index}`, state: 'waiting' }
        }),
        ...Object.fromEntries(
          Array.from({ length: 6 }, (_, index) => [
            path(`j${index}`),
            [working(`j${index}`), () => ((running -= 1), done(`j${index}`))],
          ]),
        ),
      },
      two,
    )
    const jobs = await Promise.all(Array.from({ length: 6 }, () => client.create(request)))
    expect(jobs.map(({ id }) => id)).toEqual(['j0', 'j1', 'j2', 'j3', 'j4', 'j5'])
    expect(posts()).toBe(6)
    expect(most).toBe(2)
  })

  it('lets go at once who is aborted while he waits for his turn, and has spent nothing on him', async () => {
    const { client, posts } = setup({ ...routes(3), [path('j0')]: working('j0'), [path('j1')]: working('j1') }, two)
    await client.create(request)
    await client.create(request)
    const controller = new AbortController()
    const third = client.create(request, { signal: controller.signal })
    await turns()
    controller.abort()
    expect(await errorOf(third)).toMatchObject({ code: 'aborted', submitted: 'no', charged: 'no' })
    expect(posts()).toBe(2)
  })

  it('gives the place of a refused call to the next', async () => {
    const refused = Response.json({}, { status: 400 })
    const { client, posts } = setup({ [create]: [refused, refused, refused, { id: 'j0', state: 'waiting' }] }, two)
    for (let count = 0; count < 3; count++) await errorOf(client.create(request))
    expect(await client.create(request)).toMatchObject({ id: 'j0' })
    expect(posts()).toBe(4)
  })

  it('a call of unknown outcome keeps its place for a minute where the vendor lists nothing', async () => {
    const { client, clock } = setup(
      {
        [create]: [
          Response.json({}, { status: 502 }),
          Response.json({}, { status: 502 }),
          { id: 'j0', state: 'waiting' },
        ],
        [list]: Response.json({}, { status: 500 }),
      },
      two,
    )
    await errorOf(client.create(request))
    await errorOf(client.create(request))
    await client.create(request)
    expect(clock.elapsed()).toBe(60_000)
  })

  it('that says it is too much is left alone for as long as it asks', async () => {
    const { client, clock } = setup({
      [create]: [
        Response.json({ code: 'slow_down' }, { status: 429, headers: { 'retry-after': '40' } }),
        { id: 'j0', state: 'waiting' },
      ],
    })
    await client.create(request)
    expect(clock.elapsed()).toBe(40_000)
  })

  it('is asked no more often than it allows', async () => {
    const { client, clock, calls } = setup(routes(1), { limits: { acme: { requestsPerMinute: 60 } } })
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => errorOf(client.wait(jobOf(id), { maxFailures: 1 }))))
    // The first poll is due after 10 s, and then a poll each second.
    expect(calls).toHaveLength(5)
    expect(clock.elapsed()).toBe(13_000)
  })

  it.each([{ acme: { concurrentJobs: 0 } }, { acme: { requestsPerMinute: Number.NaN } }, { other: false as const }])(
    'limits %j are refused',
    async (limits) => {
      expect(() => setup({}, { limits })).toThrow(/limits|provider/)
    },
  )
})
