import { describe, expect, it } from 'vitest'
import { createClient, type CreateOptions } from '../src/index.ts'
import { defineProvider } from '../src/provider.ts'
import { acme, errorOf, key, request, vendor } from './acme.ts'
import * as z from 'zod/mini'

let made = 0
const route = { 'POST /v1/jobs': () => ({ id: `j${++made}`, state: 'waiting' }) }
const promptsOf = async (calls: readonly Request[]): Promise<string[]> =>
  Promise.all(calls.map(async (call) => (await call.json()).prompt))

describe('what a caller uses again', () => {
  it('as the request of the next call is what it was for each, from the first call on', async () => {
    const { fetch, calls } = vendor(route)
    const client = createClient({ providers: [acme({ apiKey: key })], fetch })
    for (const prompts of [
      ['a fox', 'a boat', 'a house'],
      ['a hen', 'a bee'],
    ]) {
      calls.length = 0
      const used = { model: 'one', prompt: '' }
      const jobs = prompts.map((prompt) => client.create(Object.assign(used, { prompt })))
      await Promise.all(jobs)
      expect(await promptsOf(calls)).toEqual(prompts)
    }
  })

  it('as the options of the next call keeps each key to its own job', async () => {
    const { fetch, calls } = vendor(route)
    const client = createClient({ providers: [acme({ apiKey: key })], fetch })
    const options: CreateOptions = { key: 'fox' }
    const fox = client.create({ model: 'one', prompt: 'fox' }, options)
    options.key = 'boat'
    const boat = client.create({ model: 'one', prompt: 'boat' }, options)
    expect((await fox).id).not.toBe((await boat).id)
    expect(await promptsOf(calls)).toEqual(['fox', 'boat'])
  })

  it('as the options of another client says nothing to the first one', async () => {
    const [first, second] = [vendor(route), vendor(route)]
    const providers = [acme({ apiKey: key, fetch: first.fetch })]
    const one = createClient({ providers })
    providers[0] = acme({ apiKey: key, fetch: second.fetch })
    await one.create(request)
    expect([first.calls.length, second.calls.length]).toEqual([1, 0])
  })
})

it('a cycle in the first request is refused as any other', async () => {
  const { fetch, calls } = vendor(route)
  const client = createClient({ providers: [acme({ apiKey: key })], fetch })
  const input = { model: 'one', prompt: 'x', providerOptions: { acme: {} } }
  Object.assign(input.providerOptions.acme, { input })
  expect(await errorOf(client.create(input))).toMatchObject({ code: 'invalid_request', submitted: 'no' })
  expect(calls).toHaveLength(0)
})

it('a signal among the options of the first call is the signal itself', async () => {
  const { fetch, calls } = vendor(route)
  const client = createClient({ providers: [acme({ apiKey: key })], fetch })
  const controller = new AbortController()
  const creating = client.create(request, { signal: controller.signal })
  controller.abort()
  expect(await errorOf(creating)).toMatchObject({ code: 'aborted', submitted: 'no' })
  expect(calls).toHaveLength(0)
})

it('a provider that writes to its options writes to those of this call alone', async () => {
  const seen: object[] = []
  const forgetful = defineProvider({
    id: 'forgetful',
    baseUrl: 'https://forgetful.test',
    options: z.looseObject({}),
    capabilities: {
      idempotency: 'none',
      concurrentJobs: null,
      polling: { firstMs: 1, intervalMs: 1, minimumMs: 1 },
      resultLifetimeMs: null,
      passThrough: true,
    },
    models: [{ id: 'one', price: null, modes: { text: { duration: null } } }],
    create: async ({ options }) => {
      seen.push({ ...options })
      options['mark'] = seen.length
      return { id: `f${seen.length}`, status: 'queued' }
    },
    get: async () => ({ status: 'queued' }),
  })
  const provider = forgetful({ apiKey: key })
  for (let count = 0; count < 3; count++)
    await provider.create({ model: 'one', prompt: 'x', images: [], mode: 'text', options: {} })
  expect(seen).toEqual([{}, {}, {}])
})

describe('a key that nobody brings', () => {
  const never = (): Promise<string> => new Promise(() => {})

  it('ends a call at its deadline, before anything was sent', async () => {
    const { fetch, calls } = vendor(route)
    const client = createClient({ providers: [acme({ apiKey: never, requestTimeoutMs: 20 })], fetch })
    const called = [client.get({ provider: 'acme', id: 'a' }), client.create(request)]
    for (const error of await Promise.all(called.map(errorOf))) {
      expect(error).toMatchObject({ code: 'timeout', provider: 'acme' })
      expect(error.message).toContain('apiKey gave no key within 20 ms')
    }
    expect(calls).toHaveLength(0)
  })

  it('leaves an abort immediate', async () => {
    const client = createClient({ providers: [acme({ apiKey: never })], fetch: vendor(route).fetch })
    const controller = new AbortController()
    const creating = client.create(request, { signal: controller.signal })
    for (let count = 0; count < 10; count++) await new Promise(setImmediate)
    controller.abort()
    expect(await errorOf(creating)).toMatchObject({ code: 'aborted', submitted: 'no' })
  })
})
