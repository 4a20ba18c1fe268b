// Wall clocks are set back and forth between the steps of a call: nothing is bought twice, nothing is forgotten, nothing waits for long.
import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type Job, type VideoProvider } from '../src/index.ts'
import { acme, all, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const job: Job = {
  provider: 'acme',
  model: 'one',
  id: 'j1',
  status: 'queued',
  outputs: [],
  createdAt: '2026-01-01T00:00:00.000Z',
}
const expiring: Job = { ...job, expiresAt: '2026-01-02T00:00:00.000Z' }

describe('a clock that is set a year ahead', () => {
  it('makes no end of a job that its vendor does not know for a moment', async () => {
    const clock = testClock()
    const url = 'https://cdn.test/j1.mp4'
    const { fetch } = vendor({
      'GET /v1/jobs/j1': [Response.json({}, { status: 404 }), { id: 'j1', state: 'done', url }],
    })
    const client = createClient({ providers: [acme({ apiKey: key, fetch })], clock })
    await client.unresolved()
    clock.jump(365 * dayMs)
    expect(await errorOf(client.get(expiring))).toMatchObject({ code: 'not_found', job: { id: 'j1' } })
    expect(await client.get(expiring)).toMatchObject({ status: 'completed' })
  })

  it('is told from time that has passed', async () => {
    const clock = testClock()
    const { fetch } = vendor({ 'GET /v1/jobs/j1': Response.json({}, { status: 404 }) })
    const client = createClient({ providers: [acme({ apiKey: key, fetch })], clock })
    await clock.sleep(2 * dayMs)
    expect(await client.get(expiring)).toMatchObject({ status: 'expired' })
  })

  it('hides no video that is not saved yet', async () => {
    const clock = testClock()
    const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
    const { fetch } = vendor({ 'POST /v1/jobs': { id: 'j1', state: 'waiting' }, 'GET /v1/jobs/j1': done })
    const client = createClient({ providers: [acme({ apiKey: key, fetch })], clock })
    await client.get(await client.create(request))
    clock.jump(365 * dayMs)
    expect(await all(client.jobs())).toMatchObject([{ state: 'completed', job: { id: 'j1' } }])
  })

  it('gives no job a duration below zero', async () => {
    const clock = testClock()
    const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
    const { fetch } = vendor({ 'GET /v1/jobs/j1': done })
    const ends: object[] = []
    const client = createClient({
      providers: [acme({ apiKey: key, fetch })],
      clock,
      onEvent: (event) => event.type === 'ended' && ends.push(event),
    })
    clock.jump(-365 * dayMs)
    await client.get(job)
    expect(ends).toHaveLength(1)
    expect(ends[0]).not.toHaveProperty('durationMs')
  })
})

it('a date to try again at is read by the clock of the server that names it', async () => {
  const date = new Date(Date.UTC(2030, 5, 1))
  const headers = { date: date.toUTCString(), 'retry-after': new Date(date.getTime() + 30_000).toUTCString() }
  const { fetch } = vendor({ 'GET /v1/jobs/j1': Response.json({}, { status: 429, headers }) })
  const client = createClient({ providers: [acme({ apiKey: key, fetch })], clock: testClock() })
  expect(await errorOf(client.get(job))).toMatchObject({ code: 'rate_limited', retryAfterMs: 30_000 })
})

describe('clocks that jump between any two steps', () => {
  /** Numbers from 0 to 1, the same for the same seed. */
  function randomOf(seed: number): () => number {
    let state = seed * 2_654_435_761
    return () => {
      state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
      return state / 2 ** 32
    }
  }

  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    'pay once, and wait for no longer than a hold: seed %i',
    async (seed) => {
      const random = randomOf(seed)
      const clock = testClock()
      // A vendor that knows a key for a day of true time, and loses every answer but some.
      const known = new Map<string, number>()
      let billed = 0
      const plain = acme({ apiKey: key })
      const { list: _list, ...unlisted } = plain
      const keyed: VideoProvider = {
        ...unlisted,
        capabilities: { ...plain.capabilities, idempotency: 'key', concurrentJobs: 2 },
        create: async (given, call) => {
          const name = given.idempotencyKey ?? ''
          const isKnown = clock.elapsed() - (known.get(name) ?? -Infinity) < dayMs
          if (!isKnown) billed += 1
          if (!isKnown) known.set(name, clock.elapsed())
          return plain.create(given, call)
        },
      }
      const { fetch } = vendor({
        'POST /v1/jobs': () => {
          if (random() < 0.7) throw lost('ECONNRESET')
          return { id: crypto.randomUUID(), state: 'waiting' }
        },
        'GET /v1/jobs': { jobs: [] },
      })
      const store = memoryStore()
      const open = () => createClient({ providers: [keyed], fetch, clock, store, random: () => 0.5 })
      let client = open()
      const orders = 2
      for (let step = 0; step < 12; step++) {
        const days = [1, -1, 3, -3, 365, -365][Math.floor(random() * 6)] ?? 0
        if (random() < 0.6) clock.jump(days * dayMs)
        await clock.sleep(Math.floor(random() * 40) * hourMs)
        if (random() < 0.3) client = open()
        const beforeMs = clock.elapsed()
        const order = `order-${Math.floor(random() * orders)}`
        await client.create(request, { key: order }).catch(() => {})
        expect(clock.elapsed() - beforeMs).toBeLessThanOrEqual(2 * hourMs)
        for (const call of await client.unresolved()) await call.recover()
        expect(billed).toBeLessThanOrEqual(orders)
      }
    },
  )
})
