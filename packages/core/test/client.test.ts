import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient } from '../src/index.ts'
import { defineProvider } from '../src/provider.ts'
import { type Paths, acme, clientOf, errorOf, key, request, testClock, vendor } from './acme.ts'

const other = (models: object[], extra: object = {}) =>
  ({ ...acme({ apiKey: key }), id: 'other', models: async () => models, ...extra }) as never
const two = { id: 'two', price: null, modes: { text: { duration: null } } }

describe('plan', () => {
  it('shows what would be sent and what it costs, and sends nothing', async () => {
    const { fetch, calls } = vendor({})
    expect(await clientOf(fetch).plan({ ...request, providerOptions: { acme: { loop: true } } })).toEqual({
      candidates: [
        {
          provider: 'acme',
          model: 'one',
          mode: 'text',
          problems: [],
          defaults: { duration: 4 },
          cost: { amount: 0.4, currency: 'USD', source: 'estimated', final: false },
          call: { method: 'POST', path: '/v1/jobs', body: { model: 'one', prompt: 'a paper boat', loop: true } },
        },
      ],
    })
    expect(calls).toHaveLength(0)
  })

  it('says for each provider why it cannot', async () => {
    const client = createClient({ providers: [acme({ apiKey: key }), other([two])] })
    const { candidates } = await client.plan({ model: 'two', prompt: 'x', fps: 5 })
    expect(candidates.map(({ provider, problems }) => [provider, problems.map(({ field }) => field)])).toEqual([
      ['acme', ['model']],
      ['other', ['fps']],
    ])
    expect(candidates.every(({ call }) => call === undefined)).toBe(true)
  })
})

describe('with several providers', () => {
  it('create goes to the one that has the model', async () => {
    const { fetch, calls } = vendor({ 'POST /v1/jobs': { id: 'j', state: 'waiting' } })
    const client = createClient({ providers: [other([two]), acme({ apiKey: key })], fetch, clock: testClock() })
    expect(await client.create(request)).toMatchObject({ provider: 'acme' })
    expect(calls).toHaveLength(1)
  })

  it('a model that several have needs a choice', async () => {
    const { fetch } = vendor({ 'POST /v1/jobs': { id: 'j', state: 'waiting' } })
    const client = createClient({
      providers: [other([{ ...two, id: 'one' }]), acme({ apiKey: key })],
      fetch,
      clock: testClock(),
    })
    const error = await errorOf(client.create(request))
    expect(error.message).toContain('one of other, acme: each has this model')
    expect(await client.create(request, { provider: 'acme' })).toMatchObject({ provider: 'acme' })
  })

  it('a model that nobody has is refused by each', async () => {
    const client = createClient({ providers: [other([two]), acme({ apiKey: key })] })
    const error = await errorOf(client.create({ ...request, model: 'three' }))
    expect(error.message).toBe('other: model: three given, allowed: two; acme: model: three given, allowed: one')
  })

  it('a provider that is not there is named, with those that are', async () => {
    const client = createClient({ providers: [acme({ apiKey: key })] })
    const errors = [
      await errorOf(client.create(request, { provider: 'nope' })),
      await errorOf(client.get({ provider: 'nope', id: '1' })),
    ]
    for (const error of errors) expect(error.message).toBe('provider: nope given, allowed: acme')
  })

  it('are not asked for by a caller who has given up already', async () => {
    let asked = 0
    const client = createClient({ providers: [other([], { models: async () => [asked++] })], clock: testClock() })
    const signal = AbortSignal.abort()
    for (const work of [
      client.models({ signal }),
      client.create(request, { signal }),
      client.plan(request, { signal }),
    ]) {
      expect(await errorOf(work)).toMatchObject({ code: 'aborted', submitted: 'no' })
    }
    expect(asked).toBe(0)
  })

  it('one caller who gives up does not end the question for the others', async () => {
    const controller = new AbortController()
    let answer: (models: object[]) => void = () => {}
    const slow = other([], { models: () => new Promise((resolve) => void (answer = resolve)) })
    const client = createClient({ providers: [slow], clock: testClock() })
    const impatient = errorOf(client.models({ signal: controller.signal }))
    const patient = client.models()
    controller.abort()
    expect(await impatient).toMatchObject({ code: 'aborted' })
    answer([two])
    expect(await patient).toEqual([{ provider: 'other', ...two }])
  })

  it('the same provider twice is refused at once', () => {
    expect(() => createClient({ providers: [other([]), other([])] })).toThrow(
      'providers: other given, allowed: each id once',
    )
  })

  it('a provider of another interface version is refused at once', () => {
    expect(() => createClient({ providers: [other([], { specVersion: 2 })] })).toThrow(
      'specVersion: 2 given, allowed: 1',
    )
  })
})

describe('a mistake in a provider', () => {
  const broken = (create: (send: () => Promise<unknown>) => Promise<never>) =>
    defineProvider<Paths>({
      id: 'broken',
      baseUrl: 'https://broken.test',
      environment: { apiKey: 'A', baseUrl: 'B' },
      headers: () => ({}),
      options: z.looseObject({}),
      capabilities: acme().capabilities,
      models: [{ id: 'one', price: null, modes: { text: {} } }],
      create: (_request, { http }) =>
        create(() => http.post('/v1/jobs', { body: { model: 'one', prompt: 'x' }, schema: z.unknown() })),
      get: () => Promise.reject(new TypeError('oops')),
    })({ apiKey: key, fetch: vendor({ 'POST /v1/jobs': {} }).fetch })

  it('is invalid_response, and submission_unknown once the billable call went out', async () => {
    const oops = (): never => {
      throw new TypeError(`oops ${key}`)
    }
    const before = createClient({ providers: [broken(async () => oops())] })
    const after = createClient({ providers: [broken((send) => send().then(oops))] })
    expect(await errorOf(before.create(request))).toMatchObject({ code: 'invalid_response', submitted: 'no' })
    const error = await errorOf(after.create(request))
    expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', provider: 'broken' })
    expect(error.message).not.toContain(key)
    expect(await errorOf(after.get({ provider: 'broken', id: '1' }))).toMatchObject({ code: 'invalid_response' })
  })
})

describe('models', () => {
  it('are asked for once in five minutes, and again after a failure', async () => {
    let asked = 0
    const clock = testClock()
    const asking = other([], { models: async () => (++asked === 1 ? Promise.reject(new Error('down')) : [two]) })
    const client = createClient({ providers: [asking], clock })
    await expect(client.models()).rejects.toThrow('down')
    expect(await client.models()).toEqual([{ provider: 'other', ...two }])
    await client.models()
    expect(asked).toBe(2)
    const gone = client.models({ signal: AbortSignal.abort() })
    expect(await errorOf(gone)).toMatchObject({ code: 'aborted', operation: 'models' })
    await clock.sleep(300_001)
    await client.models()
    expect(asked).toBe(3)
  })
})

describe('list and delete', () => {
  it('list gives pages of jobs', async () => {
    const { fetch, calls } = vendor({
      'GET /v1/jobs': [
        { jobs: [{ id: 'b', state: 'done', url: 'https://x/b' }], next: '2' },
        { jobs: [{ id: 'a', state: 'working' }] },
      ],
    })
    const client = clientOf(fetch)
    const first = await client.list()
    expect(first).toMatchObject({ jobs: [{ id: 'b', status: 'completed' }], cursor: '2' })
    // When they were made, the vendor does not say, and nobody else knows.
    expect(first.jobs[0]).not.toHaveProperty('createdAt')
    expect(await client.list({ cursor: first.cursor })).not.toHaveProperty('cursor')
    expect(calls.map(({ url }) => new URL(url).search)).toEqual(['', '?page=2'])
  })

  it('an id cannot become another path', async () => {
    const { fetch, calls } = vendor({ 'DELETE /v1/jobs/..%2F..%2Fkeys%3Fall': {} })
    await clientOf(fetch).delete({ provider: 'acme', id: '../../keys?all' })
    expect(calls[0]?.url).toBe('https://acme.test/v1/jobs/..%2F..%2Fkeys%3Fall')
    expect(await errorOf(clientOf(fetch).delete({ provider: 'acme', id: '..' }))).toMatchObject({
      code: 'invalid_request',
    })
    expect(calls).toHaveLength(1)
  })

  it('what a vendor does not have is unsupported, without a call', async () => {
    const silent = Object.fromEntries(Object.entries(acme({ apiKey: key })).filter(([name]) => name !== 'list'))
    const error = await errorOf(createClient({ providers: [silent as never] }).list())
    expect(error).toMatchObject({ code: 'unsupported', operation: 'list' })
  })

  it('a redirect of an API call is not followed with the key', async () => {
    const { fetch, calls } = vendor({
      'GET /v1/jobs/j1': new Response('', { status: 301, headers: { location: 'https://evil.test/' } }),
    })
    const error = await errorOf(clientOf(fetch).get({ provider: 'acme', id: 'j1' }))
    expect(error).toMatchObject({ code: 'invalid_response', status: 301 })
    expect(error.message).toContain('is baseUrl right?')
    expect(calls[0]?.redirect).toBe('manual')
    expect(calls).toHaveLength(1)
  })
})

describe('generate', () => {
  it('goes the whole way', async () => {
    const { fetch } = vendor({
      'POST /v1/jobs': { id: 'j1', state: 'waiting' },
      'GET /v1/jobs/j1': { id: 'j1', state: 'done', url: 'https://x/a' },
    })
    const { job } = await clientOf(fetch).generate(request)
    expect(job).toMatchObject({ id: 'j1', status: 'completed' })
  })

  it("a job that fails is thrown with the job and the vendor's words", async () => {
    const { fetch } = vendor({
      'POST /v1/jobs': { id: 'j1', state: 'waiting' },
      'GET /v1/jobs/j1': { id: 'j1', state: 'broken', why: 'no luck' },
    })
    const error = await errorOf(clientOf(fetch).generate(request))
    expect(error).toMatchObject({ code: 'vendor_failure', job: { id: 'j1', status: 'failed' }, submitted: 'yes' })
    expect(error.message).toContain('no luck')
  })

  it('marks what a simulator made', async () => {
    const { fetch } = vendor({
      'POST /v1/jobs': Response.json({ id: 'j1', state: 'waiting' }, { headers: { 'x-reelay-simulated': '1' } }),
    })
    expect(await clientOf(fetch).create(request)).toMatchObject({ simulated: true })
  })
})

it('a job without an id is nobody: it is refused before anything is sent', async () => {
  const { fetch, calls } = vendor({ 'GET /v1/jobs/': { id: 'j1', state: 'working' } })
  const client = clientOf(fetch)
  const attempts = [client.get({ provider: 'acme', id: '' }), client.wait({ provider: 'acme', id: '' })]
  for (const error of await Promise.all(attempts.map(errorOf)))
    expect(error).toMatchObject({ code: 'invalid_request', issues: [{ field: 'id' }] })
  expect(calls).toHaveLength(0)
})
