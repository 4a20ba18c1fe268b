import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient, type Client } from '../src/index.ts'
import { defineProvider, instant } from '../src/provider.ts'
import { readEvents } from '../src/http/server-sent-events.ts'
import { clientOf, errorOf, key, request, testClock, vendor, type Paths } from './acme.ts'

describe('a value that has no JSON', () => {
  const cycle: Record<string, unknown> = {}
  cycle['self'] = cycle

  it.each([
    ['model: bigint given', { ...request, model: 5n }],
    ['duration: object given', { ...request, duration: cycle }],
    [
      'providerOptions.acme.extra: object given, allowed: a value that JSON can say',
      { ...request, providerOptions: { acme: { extra: { deep: 5n } } } },
    ],
  ])('is refused like any other: %s', async (message, given) => {
    const { fetch, calls } = vendor({})
    const client = clientOf(fetch)
    for (const member of [client.plan, client.create]) {
      const error = await errorOf(Reflect.apply(member, undefined, [given, { key: 'order-42' }]))
      expect(error.code).toBe('invalid_request')
      expect(error.message).toContain(message)
    }
    expect(calls).toEqual([])
  })

  it('is no job', () => {
    expect(() => clientOf(vendor({}).fetch).job(5n)).toThrow('request: bigint given, allowed: a object')
  })
})

describe('an answer without an id', () => {
  const nameless = { id: '', state: 'waiting' }

  it('to a create is no job: it may be billed, and nobody could poll it', async () => {
    const { fetch, posts } = vendor({ 'POST /v1/jobs': nameless })
    const client = clientOf(fetch)
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect(posts()).toBe(1)
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('is left out of a list', async () => {
    const page = { jobs: [nameless, { id: 'j2', state: 'waiting' }] }
    const { jobs } = await clientOf(vendor({ 'GET /v1/jobs': page }).fetch).list()
    expect(jobs.map(({ id }) => id)).toEqual(['j2'])
  })
})

/** A vendor whose answers are read as they are. */
const plain = defineProvider<Paths>({
  id: 'plain',
  baseUrl: 'https://plain.test',
  options: z.looseObject({}),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: 3_600_000,
    passThrough: false,
  },
  models: [{ id: 'one', price: null, modes: { text: {} } }],
  create: async ({ model, prompt }, { http }) => {
    const { data } = await http.post('/v1/jobs', { body: { model, prompt }, schema: z.object({ at: z.number() }) })
    return { id: 'j1', status: 'queued', createdAt: instant(data.at) }
  },
  get: async ({ id }, { http }) => {
    const { data } = await http.get('/v1/jobs/{id}', { path: { id }, schema: z.object({ model: z.string() }) })
    return { status: 'queued', model: data.model }
  },
})
const plainClient = (routes: Parameters<typeof vendor>[0]): Client =>
  createClient({ providers: [plain({ apiKey: key })], fetch: vendor(routes).fetch, clock: testClock() })

describe('a time at the end of all times', () => {
  it('does not cost the job that it is said of', async () => {
    const job = await plainClient({ 'POST /v1/jobs': { at: 8.64e15 } }).create(request)
    expect(job).toMatchObject({ id: 'j1', createdAt: '+275760-09-13T00:00:00.000Z' })
    expect(job).not.toHaveProperty('expiresAt')
  })
})

describe('a key that comes back', () => {
  it('as the name of the model stands in no job, and so in no error that carries it', async () => {
    const client = plainClient({ 'GET /v1/jobs/j1': { model: `wan of ${key}` } })
    expect(await client.get({ provider: 'plain', id: 'j1' })).toMatchObject({ model: 'wan of [redacted]' })
  })
})

describe('a stream that begins with two byte order marks', () => {
  const bytes = new TextEncoder().encode('\ufeff\ufeffdata: 1\n\ndata: 2\n\n')

  it.each([0, 1, 3])('loses one of them, also when it is cut after %i bytes', async (cut) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const piece of [bytes.slice(0, cut), bytes.slice(cut)]) controller.enqueue(piece)
        controller.close()
      },
    })
    const seen: unknown[] = []
    for await (const event of readEvents(body)) seen.push(event)
    // The other one is part of the first field's name, which is then none that anybody knows.
    expect(seen).toEqual([{ event: 'message', data: '2' }])
  })
})
