import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createClient, memoryStore, preload, type ClientEvent } from '../src/index.ts'
import { acme, key, lost, request, testClock } from './acme.ts'

const limit = 3
const answers = ['made', 'made', 'made', 'lost', 'lost and made', 'too many', 'pause', 'refused', 'down'] as const
const order = fc.record({
  afterMs: fc.integer({ min: 0, max: 40_000 }),
  timeoutMs: fc.constantFrom(0, 2000, 20_000, 90_000, 600_000),
  abortMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 5 }),
  takesMs: fc.integer({ min: 1000, max: 120_000 }),
})
const world = fc.record({
  orders: fc.array(order, { minLength: 1, maxLength: 16 }),
  answers: fc.array(fc.constantFrom(...answers), { minLength: 1, maxLength: 24 }),
  polls: fc.array(fc.constantFrom(200, 200, 200, 429, 503), { minLength: 1, maxLength: 9 }),
  isListed: fc.boolean(),
})
type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

/** A vendor that runs three jobs at once, keeps books, and answers as it is told. */
function vendorOf({ orders, answers: told, polls, isListed }: World, clock: ReturnType<typeof testClock>) {
  const jobs: { endMs: number; isLost: boolean }[] = []
  const running = (isLost?: boolean): number =>
    jobs.filter((job) => job.endMs > clock.elapsed() && (isLost === undefined || job.isLost === isLost)).length
  const excess: number[] = []
  let asked = 0
  let polled = 0
  const shown = ({ endMs }: { endMs: number }, index: number): object =>
    endMs > clock.elapsed()
      ? { id: `j${index}`, state: 'working' }
      : { id: `j${index}`, state: 'done', url: 'https://x/a' }
  const limited = (seconds?: number): Response =>
    Response.json({}, { status: 429, ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }) })

  function make(isLost: boolean): object {
    const { takesMs = 1000 } = orders[jobs.length % orders.length] ?? {}
    jobs.push({ endMs: clock.elapsed() + takesMs, isLost })
    return { id: `j${jobs.length - 1}`, state: 'working' }
  }

  function create(): Response {
    excess.push(running(false) + 1 - limit)
    const answer = told[asked++ % told.length]
    if (running() >= limit || answer === 'too many') return limited()
    if (answer === 'pause') return limited(7)
    if (answer === 'refused') return Response.json({}, { status: 400 })
    if (answer === 'down') return Response.json({}, { status: 503, headers: { 'retry-after': '5' } })
    if (answer === 'lost') throw lost('ECONNRESET')
    const made = make(answer !== 'made')
    if (answer === 'lost and made') throw lost('ECONNRESET')
    return Response.json(made)
  }

  return {
    excess,
    fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const { pathname } = new URL(new Request(input).url)
      if (init?.method === 'POST') return create()
      const status = polls[polled++ % polls.length] ?? 200
      if (status !== 200) return status === 429 ? limited(3) : Response.json({}, { status })
      const id = /\/j(\d+)$/.exec(pathname)?.[1]
      if (id === undefined)
        return isListed ? Response.json({ jobs: jobs.map(shown) }) : Response.json({}, { status: 500 })
      return Response.json(shown(jobs[Number(id)] ?? { endMs: 0 }, Number(id)))
    },
  }
}

it('every create settles by its deadline, every wait is told, and no slot is given twice', async () => {
  const property = fc.asyncProperty(world, async (given) => {
    const clock = testClock()
    const { fetch, excess } = vendorOf(given, clock)
    const events: (ClientEvent & { atMs: number })[] = []
    const { watch: _watch, ...provider } = acme({ apiKey: key })
    const store = memoryStore()
    const client = createClient({
      providers: [provider],
      limits: { acme: { concurrentJobs: limit, requestsPerMinute: 240 } },
      clock,
      store,
      random: () => 0.5,
      fetch,
      onEvent: (event) => events.push({ ...event, atMs: clock.elapsed() }),
    })
    await Promise.all(
      given.orders.map(async ({ afterMs, timeoutMs, abortMs }, index) => {
        await clock.sleep(afterMs)
        const controller = new AbortController()
        if (abortMs !== null) void clock.sleep(abortMs).then(() => controller.abort())
        const beginMs = clock.elapsed()
        const name = `order-${index}`
        const outcome = await client.create(request, { key: name, timeoutMs, signal: controller.signal }).then(
          ({ id }) => id,
          ({ code }: { code: string }) => code,
        )
        const tookMs = clock.elapsed() - beginMs
        expect(tookMs, `${name} ${outcome}`).toBeLessThanOrEqual(timeoutMs)
        const told = events.filter(({ type, atMs }) => type === 'waiting' && atMs >= beginMs)
        const id = (await store.find({ key: name }))?.id
        const own = told.filter((event) => id === undefined || ('id' in event && event.id === id))
        if (tookMs > 1000) expect(own.length, `waits of ${name} ${outcome}`).toBeGreaterThan(0)
        // Once for each wait: a wait ends after a second at least, or with another reason.
        expect(own.length).toBeLessThanOrEqual(id === undefined ? told.length : 4 + 2 * (tookMs / 1000))
      }),
    )
    expect(await client.waits()).toEqual([])
    expect(Math.max(0, ...excess)).toBe(0)
  })
  // Code that is fetched takes time of the machine, and the clock would leap meanwhile.
  await preload()
  await fc.assert(property, { numRuns: Number(process.env['REELAY_RUNS'] ?? 120) })
}, 60_000)
