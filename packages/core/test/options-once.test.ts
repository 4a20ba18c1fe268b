// Vendor options are read by their schema once: what a schema transforms is sent as it was transformed.
import * as z from 'zod/mini'
import { expect, it } from 'vitest'
import { createClient, memoryStore } from '../src/index.ts'
import { defineProvider, type Definition } from '../src/provider.ts'
import { errorOf, vendor, type Paths } from './acme.ts'

const jobAnswer = { id: 'j1', state: 'waiting' }
let made = 0
const base: Definition<Paths> = {
  id: 'metric',
  baseUrl: 'https://metric.test',
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: false,
  },
  options: z.strictObject({
    // Seconds become milliseconds: read twice, 5 would be 5,000,000.
    length: z.optional(
      z.pipe(
        z.number().check(z.maximum(10)),
        z.transform((seconds) => seconds * 1000),
      ),
    ),
    // Text becomes a list: read twice, the list would be refused.
    tags: z.optional(
      z.pipe(
        z.string(),
        z.transform((text) => text.split(',')),
      ),
    ),
    // A default of its own for each reading.
    seed: z._default(z.number(), () => ++made),
  }),
  models: [{ id: 'one', price: null, modes: { text: {} } }],
  create: async ({ model, prompt, options }, { http }) => {
    await http.post('/v1/jobs', { body: { model, prompt, ...options }, schema: z.unknown() })
    return { id: 'j1', status: 'queued' }
  },
  get: async () => ({ status: 'queued' }),
}
const metric = defineProvider<Paths>(base)
const request = { model: 'one', prompt: 'a fox', providerOptions: { metric: { length: 5, tags: 'red,snow' } } }

function client(answer: Parameters<typeof vendor>[0][string]) {
  const { fetch, calls } = vendor({ 'POST /v1/jobs': answer })
  const bodies = async (): Promise<unknown[]> => Promise.all(calls.map((call) => call.clone().json()))
  return {
    client: createClient({ providers: [metric({ apiKey: 'key-123456', fetch })], store: memoryStore() }),
    bodies,
  }
}

it('by plan and create, however often the schema would change them', async () => {
  const { client: video, bodies } = client(jobAnswer)
  const { candidates } = await video.plan(request)
  expect(candidates[0]?.call?.body).toMatchObject({ length: 5000, tags: ['red', 'snow'] })
  made = 0
  await video.create(request)
  expect(await bodies()).toEqual([{ model: 'one', prompt: 'a fox', length: 5000, tags: ['red', 'snow'], seed: 1 }])
})

it('by a record that is sent again: the caller’s own options are read again, and once', async () => {
  const { client: video, bodies } = client([new TypeError('fetch failed'), jobAnswer])
  expect(await errorOf(video.create(request))).toMatchObject({ code: 'submission_unknown' })
  const [lost] = await video.unresolved()
  await lost?.resubmit({ accept: 'may-pay-twice' })
  expect(await bodies()).toMatchObject([
    { length: 5000, tags: ['red', 'snow'] },
    { length: 5000, tags: ['red', 'snow'] },
  ])
})

it('by a provider that is called without a client, whose options are checked all the same', async () => {
  const { fetch, calls } = vendor({ 'POST /v1/jobs': jobAnswer })
  const provider = metric({ apiKey: 'key-123456', fetch })
  const asked = { model: 'one', prompt: 'a fox', mode: 'text' as const, images: [] }
  await provider.create({ ...asked, options: { length: 2 } })
  await provider.create({ ...asked, options: provider.options({ length: 2 }) })
  const bodies = await Promise.all(calls.map((call) => call.clone().json()))
  expect(bodies).toMatchObject([{ length: 2000 }, { length: 2000 }])
  expect(await errorOf(provider.create({ ...asked, options: { length: 11 } }))).toMatchObject({
    code: 'invalid_request',
  })
  expect(calls).toHaveLength(2)
})

it('by a schema that gives back what it was given: an object of the caller is checked each time', async () => {
  const { fetch, calls } = vendor({ 'POST /v1/jobs': jobAnswer })
  const isShort = z.custom<{ length: number }, Record<string, unknown>>((given) => Number(Object(given).length) <= 10)
  const provider = defineProvider<Paths, { length: number }>({ ...base, options: isShort })({
    apiKey: 'key-123456',
    fetch,
  })
  const options = { length: 2 }
  expect(provider.options(options)).toEqual({ length: 2 })
  options.length = 11
  const asked = { model: 'one', prompt: 'a fox', mode: 'text' as const, images: [], options }
  expect(await errorOf(provider.create(asked))).toMatchObject({ code: 'invalid_request' })
  expect(calls).toHaveLength(0)
})
