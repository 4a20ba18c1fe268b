// Whatever comes in, from the caller or from a vendor: a job, or a VideoError that gives no secret away.
import * as fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient, isVideoError, type Client, type VideoError } from '../src/index.ts'
import {
  defineProvider,
  NamedCommonJob,
  readCommonJob,
  statusMap,
  CommonJob,
  commonRefusal,
  commonStatusWords,
} from '../src/provider.ts'
import { readEvents } from '../src/http/server-sent-events.ts'
import { recordAt, webhookUrlOf } from '../src/webhook/callback-url.ts'
import { acme, all, key, request, testClock, type Answer, vendor } from './acme.ts'

const seed = 20_260_101
const few = { seed, numRuns: 50, timeout: 5000 }
const many = { seed, numRuns: 150, timeout: 5000 }
const signingKey = 'a canary that nobody may see'
const webhookSecret = `whsec_${btoa(signingKey)}`
const hooks = { url: 'https://shop.test/hooks', secret: 'another canary of mine' }
const secrets = [key, encodeURIComponent(key), btoa(key), webhookSecret, hooks.secret]

interface Paths {
  '/v1/jobs': {
    get: { parameters: object }
    post: { requestBody: { content: { 'application/json': { [name: string]: unknown } } } }
  }
  '/v1/jobs/{id}': { get: { parameters: { path: { id: string } } } }
}

const statusOf = statusMap({ ...commonStatusWords, waiting: 'queued', done: 'completed' })

/** A vendor that answers as most do, and that calls back. */
const usual = defineProvider<Paths>({
  id: 'usual',
  baseUrl: 'https://usual.test',
  signsWebhooks: true,
  options: z.looseObject({}),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: 3_600_000,
    passThrough: true,
  },
  models: [{ id: '*', price: null, modes: { text: {} } }],
  refusal: commonRefusal,
  create: async ({ model, prompt, options }, { http }) => {
    const { data } = await http.post('/v1/jobs', { body: { model, prompt }, extra: options, schema: NamedCommonJob })
    return readCommonJob(data, { statusOf })
  },
  get: async ({ id }, { http }) =>
    readCommonJob((await http.get('/v1/jobs/{id}', { path: { id }, schema: CommonJob })).data, { statusOf }),
  list: async (_query, { http }) => {
    const { data } = await http.get('/v1/jobs', { schema: z.object({ jobs: z.array(NamedCommonJob) }) })
    return { jobs: data.jobs.map((job) => readCommonJob(job, { statusOf })) }
  },
  webhook: async ({ body }, { verify }) => ({
    isVerified: await verify(),
    job: { id: z.parse(z.object({ id: z.string() }), JSON.parse(body)).id },
  }),
})

type Provider = 'acme' | 'usual'
const providers = { acme: acme({ apiKey: key }), usual: usual({ apiKey: key, webhookSecret }) }

function start(id: Provider, routes: Record<string, Answer | Answer[]>): { client: Client; posts: () => number } {
  const { fetch, posts } = vendor(routes)
  return {
    posts,
    client: createClient({ providers: [providers[id]], fetch, clock: testClock(), random: () => 0.5, webhooks: hooks }),
  }
}

/** A call with whatever it is given, as from a caller without types. */
async function call(member: (...given: never[]) => unknown, ...given: unknown[]): Promise<unknown> {
  const result: unknown = await Reflect.apply(member, undefined, given)
  return result
}

/** What came of it; a failure must be one of ours, and say no secret. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<{ value: T } | { error: VideoError }> {
  try {
    return { value: await work() }
  } catch (error) {
    if (!isVideoError(error)) throw error
    assertSafe([JSON.stringify(error), error.message, error.stack, inspect(error, { depth: Infinity })])
    return { error }
  }
}

function assertSafe(texts: readonly unknown[]): void {
  for (const secret of secrets) expect(texts.filter((text) => String(text).includes(secret))).toEqual([])
}

// -- what may come in

// What a caller writes is shown to the caller: only a vendor says the key.
const words = fc.constantFrom('', ' ', '..', 'one', 'done', '\ud800', '\0', '__proto__', 'constructor', 'toString')
const number = fc.oneof(fc.double(), fc.constantFrom(Infinity, -0, 8.64e15, 8.64e12, 1e21, Number.MAX_SAFE_INTEGER, -1))
const anything = fc.anything({
  key: fc.oneof(words, fc.string({ maxLength: 5 })),
  values: [words, number, fc.string(), fc.boolean(), fc.constantFrom(null, undefined, 5n, Symbol('any'))],
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withTypedArray: true,
})
const odd = fc.oneof(words, fc.constantFrom(key, `https://cdn.test/a.mp4?sign=${key}`))
const name = fc.oneof(
  odd,
  fc.constantFrom('id', 'state', 'status', 'url', 'error', 'message', 'code', 'jobs', 'data'),
  fc.string({ maxLength: 5 }),
)
const values = [odd, number, fc.string(), fc.boolean(), fc.constant(null)]
const json = fc.oneof(
  { arbitrary: fc.anything({ key: name, values, maxDepth: 4 }), weight: 20 },
  { arbitrary: fc.constantFrom(50, 5000).map(deep), weight: 1 },
)

function deep(levels: number): unknown {
  let value: unknown = key
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { data: value }
  return value
}

/** A record of these fields, of which a few are missing and a few are wrong. */
const nearly = (fields: Record<string, fc.Arbitrary<unknown>>, wrong = json): fc.Arbitrary<object> => {
  const mostly = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ arbitrary: right, weight: 60 }, { arbitrary: fc.oneof(wrong, fc.constant(undefined)), weight: 1 })
  return fc.record(Object.fromEntries(Object.entries(fields).map(([field, right]) => [field, mostly(right)])))
}

const output = fc.constantFrom('https://cdn.test/a.mp4', `https://cdn.test/a.mp4?sign=${key}`, 'file:///etc/passwd', '')
const why = fc.oneof(odd, fc.string(), nearly({ code: odd, message: odd }))
const time = fc.oneof(number, fc.integer(), fc.constant(1_767_225_600))
const vendorJob = nearly({
  // An id has to stay what it is, so it is never the key.
  id: fc.constantFrom('j1', 'j2', '..', ''),
  state: fc.constantFrom('waiting', 'working', 'done', 'broken', 'Done ', '__proto__', key),
  status: fc.constantFrom('queued', 'completed', 'failed', 'constructor', key),
  url: output,
  percent: number,
  progress: number,
  why: odd,
  error: why,
  model: odd,
  created_at: time,
  completed_at: time,
  expires_at: time,
})
const page = nearly({ jobs: fc.array(vendorJob, { maxLength: 3 }), next: odd })
const body = fc
  .tuple(fc.oneof(vendorJob, page, json, nearly({ error: why, message: odd, detail: json, data: vendorJob })), fc.nat())
  .chain(([value, at]) => {
    const text = JSON.stringify(value) ?? ''
    // JSON has numbers and keys that no object here can have.
    const unusual = text.replace('"id"', '"__proto__":{"id":"j9"},"id"').replace('null', '1e999')
    const cut = text.slice(0, at % (text.length + 1))
    return fc.constantFrom(
      text,
      text,
      text,
      text,
      text,
      text,
      text,
      unusual,
      cut,
      `<html>${key}</html>`,
      `\ufeff${text}`,
    )
  })
const answer = fc.record({
  body,
  status: fc.oneof(
    fc.constantFrom(200, 201, 202),
    fc.constantFrom(200, 302, 400, 401, 402, 404, 408, 409, 429, 500, 503),
  ),
  headers: nearly(
    {
      'content-type': fc.constantFrom('application/json', 'text/event-stream', 'text/html'),
      'retry-after': fc.constantFrom('1', '-1', '1e9', '99999999999', 'Thu, 01 Jan 2026 00:00:05 GMT', key),
      'x-request-id': fc.constantFrom('r1', key),
    },
    fc.constant('odd'),
  ).map((headers) => Object.entries(headers).map(([header, value]): [string, string] => [header, String(value)])),
})
type VendorAnswer = typeof answer extends fc.Arbitrary<infer Value> ? Value : never
const response = ({ body: text, ...init }: VendorAnswer): Response => new Response(text, init)

const address = fc.constantFrom('https://cdn.test/a.png', 'data:image/png;base64,iVBORw0KGgo=', 'file:///a', '')
const image = fc.oneof(
  nearly({ url: address, role: fc.constantFrom('first_frame', 'last_frame', 'reference') }, anything),
  nearly({ url: address, data: fc.oneof(words, fc.uint8Array()), mediaType: words, role: words }, anything),
)
const nearRequest = fc
  .tuple(
    fc.subarray(['duration', 'aspectRatio', 'resolution', 'seed', 'n', 'images', 'webhookUrl', 'providerOptions']),
    nearly(
      {
        model: fc.constantFrom('one', 'one', 'one', 'other'),
        prompt: fc.oneof(fc.string({ minLength: 1 }), words),
        duration: fc.oneof(fc.constantFrom(2, 4, 10), number),
        aspectRatio: fc.constantFrom('16:9', '16:9', '0:9', '9:16'),
        resolution: fc.constantFrom('720p', '1x1', 'big'),
        seed: fc.oneof(fc.integer(), number),
        n: fc.oneof(fc.constant(1), number),
        images: fc.array(image, { maxLength: 3 }),
        webhookUrl: address,
        providerOptions: fc.dictionary(
          fc.constantFrom('acme', 'usual', '__proto__'),
          fc.dictionary(fc.oneof(words, fc.constantFrom('style', 'model')), anything),
        ),
      },
      anything,
    ),
  )
  .map(([extras, all]) =>
    Object.fromEntries(Object.entries(all).filter(([field]) => [...extras, 'model', 'prompt'].includes(field))),
  )
const provider = fc.constantFrom<Provider>('acme', 'usual')
const running = { id: 'j1', state: 'waiting', status: 'queued' }

describe('a request', () => {
  it('of any shape is planned or refused before anything is sent; one that is sent is sent once', async () => {
    const given = fc.oneof({ arbitrary: nearRequest, weight: 3 }, { arbitrary: anything, weight: 1 })
    const options = fc.constantFrom({}, { key: 'order-42' }, { rank: 'price' })
    const property = fc.asyncProperty(provider, given, options, async (id, input, more) => {
      const { client, posts } = start(id, { 'POST /v1/jobs': running })
      const planned = await outcomeOf(() => call(client.plan, input))
      expect(posts()).toBe(0)
      const created = await outcomeOf(() => call(client.create, input, more))
      if ('value' in created) expect(posts()).toBe(1)
      else expect({ submitted: created.error.submitted, posts: posts() }).toEqual({ submitted: 'no', posts: 0 })
      if ('error' in planned) expect(created).toHaveProperty('error')
    })
    await fc.assert(property, many)
  })
})

describe('an answer of a vendor', () => {
  it('to a create is a job, a refusal, or unknown; and it is asked for once', async () => {
    const property = fc.asyncProperty(provider, answer, async (id, given) => {
      const { client, posts } = start(id, { 'POST /v1/jobs': () => response(given) })
      const created = await outcomeOf(() => client.create(request, { timeoutMs: 0 }))
      expect(posts()).toBe(1)
      if ('value' in created) {
        const { outputs: _outputs, ...job } = created.value
        expect(client.job(JSON.parse(JSON.stringify(created.value)))).toEqual(created.value)
        assertSafe([job.error?.message, job.vendorStatus])
        expect(await all(client.jobs())).toHaveLength(job.status === 'failed' ? 0 : 1)
        return
      }
      const { code, submitted } = created.error
      expect(submitted).toBe(code === 'submission_unknown' ? 'unknown' : 'no')
      expect(await client.unresolved()).toHaveLength(submitted === 'no' ? 0 : 1)
      // Only what the body says can make a refusal of a success.
      if (given.status < 300 && id === 'acme') expect(submitted).toBe('unknown')
    })
    await fc.assert(property, many)
  })

  it('to a poll and to a list is a job, a page, or an error of ours', async () => {
    const property = fc.asyncProperty(provider, answer, async (id, given) => {
      const { client } = start(id, { 'GET /v1/jobs/j1': () => response(given), 'GET /v1/jobs': () => response(given) })
      const seen = await outcomeOf(() => client.get({ provider: id, id: 'j1' }))
      if ('value' in seen) {
        expect(client.job(JSON.parse(JSON.stringify(seen.value)))).toEqual(seen.value)
        assertSafe([seen.value.error?.message, seen.value.vendorStatus])
      }
      const listed = await outcomeOf(() => client.list())
      for (const job of 'value' in listed ? listed.value.jobs : []) expect(client.job(job)).toEqual(job)
    })
    await fc.assert(property, many)
  })

  it('that comes while somebody waits ends the waiting, sooner or later', async () => {
    const property = fc.asyncProperty(provider, fc.array(answer, { maxLength: 4 }), async (id, given) => {
      const end = { id: 'j1', state: 'done', status: 'completed', url: 'https://cdn.test/a.mp4' }
      const polls = [...given.map((one) => () => response(one)), end]
      const { client } = start(id, { 'GET /v1/jobs/j1': polls, 'GET /v1/jobs': { jobs: [] } })
      await outcomeOf(() => client.wait({ provider: id, id: 'j1' }, { timeoutMs: 600_000 }))
    })
    await fc.assert(property, few)
  })
})

describe('a stream of events', () => {
  const piece = fc.constantFrom(
    'data: ',
    'data:',
    'event: x',
    ':',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\ufeff',
    'é🦊',
    '{"a":1}',
  )
  const bytes = fc
    .array(fc.oneof({ arbitrary: piece, weight: 6 }, { arbitrary: fc.uint8Array({ maxLength: 4 }), weight: 1 }))
    .map((parts) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))))

  const streamOf = (given: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start: (controller) => {
        const ends = [...cuts.map((cut) => cut % (given.length + 1)), given.length].sort((one, other) => one - other)
        for (const [index, end] of ends.entries()) controller.enqueue(given.slice(ends[index - 1] ?? 0, end))
        controller.close()
      },
    })

  async function collect(events: AsyncIterable<unknown>): Promise<unknown[]> {
    const seen: unknown[] = []
    for await (const event of events) seen.push(event)
    return seen
  }

  it('says the same however it is cut into pieces', async () => {
    const property = fc.asyncProperty(bytes, fc.array(fc.nat(), { maxLength: 20 }), async (given, cuts) => {
      const whole = await collect(readEvents(streamOf(given, [])))
      expect(await collect(readEvents(streamOf(given, cuts)))).toEqual(whole)
    })
    await fc.assert(property, many)
  })

  it('of any content does not keep a job from its end', async () => {
    const event = fc.oneof(
      bytes,
      body.map((text) => Buffer.from(`data: ${text}\n\n`)),
    )
    const property = fc.asyncProperty(fc.array(event, { maxLength: 4 }), fc.array(fc.nat()), async (events, cuts) => {
      const headers = { 'content-type': 'text/event-stream' }
      const { client } = start('acme', {
        'GET /v1/jobs/j1/events': () => new Response(streamOf(Buffer.concat(events), cuts), { headers }),
        'GET /v1/jobs/j1': { id: 'j1', state: 'done', url: 'https://cdn.test/a.mp4' },
      })
      const waited = await outcomeOf(() => client.wait({ provider: 'acme', id: 'j1' }, { timeoutMs: 600_000 }))
      if ('value' in waited) expect(['completed', 'failed']).toContain(waited.value.status)
    })
    await fc.assert(property, few)
  })
})

describe('a webhook', () => {
  const path = fc.stringMatching(/^(\/[\w.~%-]{0,12}){1,4}$/)

  it('of any body and headers proves nothing and is no more than a hint', async () => {
    const header = fc.oneof(
      fc.constantFrom('1767225600', '0', '9'.repeat(400), 'v1,', 'v1,====', `v1,${btoa('a')} v2,x`, 'é'),
      fc.stringMatching(/^[ -~]{0,12}$/),
    )
    const headers = fc.record(
      { 'webhook-id': header, 'webhook-timestamp': header, 'webhook-signature': header },
      { requiredKeys: [] },
    )
    const place = fc.oneof(path, fc.constantFrom('/hooks/usual/r1.', `/hooks/usual/r1.${'0'.repeat(32)}`))
    const property = fc.asyncProperty(body, headers, place, async (text, given, at) => {
      const { client } = start('usual', { 'GET /v1/jobs/j1': running })
      const delivery = new Request(`https://shop.test${at}`, { method: 'POST', body: text, headers: given })
      const told = await outcomeOf(() => client.webhook(delivery))
      expect(told).toHaveProperty('error')
    })
    await fc.assert(property, many)
  })

  it('of any body that is signed leads to a job, or to an error of ours', async () => {
    const signable = body.filter((text) => !text.startsWith('\ufeff'))
    const property = fc.asyncProperty(fc.oneof(fc.constant('{"id":"j1"}'), signable), answer, async (text, given) => {
      const { client } = start('usual', { 'GET /v1/jobs/j1': () => response(given) })
      const signed = createHmac('sha256', signingKey).update(`m1.1767225600.${text}`).digest('base64')
      const headers = { 'webhook-id': 'm1', 'webhook-timestamp': '1767225600', 'webhook-signature': `v1,${signed}` }
      const delivery = new Request('https://shop.test/hooks', { method: 'POST', body: text, headers })
      const told = await outcomeOf(() => client.webhook(delivery))
      if ('value' in told) expect(told.value).toMatchObject({ isVerified: true, job: { provider: 'usual' } })
      else if (given.status !== 401) expect(told.error.code).not.toBe('authentication')
    })
    await fc.assert(property, many)
  })

  it('at an address that is not quite ours belongs to no record', async () => {
    const id = fc.stringMatching(/^[\w-]{1,36}$/)
    const property = fc.asyncProperty(id, fc.nat(), path, fc.string(), async (record, at, path, other) => {
      const ours = new URL(await webhookUrlOf(hooks, 'usual', record))
      expect(await recordAt(hooks, 'usual', ours)).toBe(record)
      expect(await recordAt({ ...hooks, secret: `${hooks.secret}${other}.` }, 'usual', ours)).toBeUndefined()
      expect(await recordAt(hooks, 'other', ours)).toBeUndefined()

      const place = ours.pathname.length - 1 - (at % 32)
      const digit = ours.pathname[place] === '0' ? '1' : '0'
      const forged = new URL(ours)
      forged.pathname = ours.pathname.slice(0, place) + digit + ours.pathname.slice(place + 1)
      expect(await recordAt(hooks, 'usual', forged)).toBeUndefined()
      expect(await recordAt(hooks, 'usual', new URL(`https://shop.test${path}`))).toBeUndefined()
    })
    await fc.assert(property, few)
  })
})

describe('a job from where it was stored', () => {
  it('is a job, or refused', async () => {
    const certainty = fc.constantFrom('yes', 'no', 'unknown')
    const stored = nearly(
      {
        provider: fc.constant('acme'),
        model: words,
        id: fc.constantFrom('j1', ''),
        status: fc.constantFrom('queued', 'completed', 'failed'),
        outputs: fc.array(nearly({ url: address, mediaType: words }, anything), { maxLength: 2 }),
        error: fc.record({ code: fc.constantFrom('moderated', 'odd'), message: words, charged: certainty }),
        progress: number,
        handle: fc.dictionary(words, words),
      },
      anything,
    )
    const property = fc.asyncProperty(fc.oneof(stored, anything), async (given) => {
      const { client } = start('acme', {})
      const read = await outcomeOf(async () => client.job(given))
      if ('value' in read) expect(client.job(read.value)).toEqual(read.value)
    })
    await fc.assert(property, many)
  })
})
