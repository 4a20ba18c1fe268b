import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient, type Client, type Job } from '../src/index.ts'
import { assertFits, defineProvider } from '../src/provider.ts'
import { type Answer, errorOf, testClock, vendor } from './acme.ts'

interface Paths {
  '/v1/films': {
    post: {
      parameters: { header?: { 'Idempotency-Key'?: string } }
      requestBody: {
        content: {
          'application/json': { prompt: string }
          'multipart/form-data': { prompt: string; picture?: string; note?: string }
        }
      }
    }
    delete: { parameters: object }
  }
  '/v1/films/{id}': { get: { parameters: { path: { id: string } } } }
  '/v1/account': { get: { parameters: object } }
  '/v1/films/{id}/file': { get: { parameters: { path: { id: string }; query?: { variant?: string } } } }
  '/v1/films/{id}/stop': { post: { parameters: { path: { id: string } }; requestBody?: never } }
}

const Film = z.object({ id: z.string(), state: z.enum(['in_progress', 'completed', 'cancelled']) })

/** An invented vendor that everybody runs at an address of their own. */
const zenith = defineProvider<Paths, Record<string, unknown>, { tier: 'plain' | 'full' }>({
  id: 'zenith',
  baseUrl: null,
  whyNoBaseUrl: 'everybody runs their own',
  environment: { apiKey: 'ZENITH_KEY', baseUrl: 'ZENITH_URL', webhookSecret: 'ZENITH_SECRET' },
  headers: (key) => ({ 'x-key': key }),
  options: z.looseObject({}),
  settings: z.strictObject({ tier: z._default(z.enum(['plain', 'full']), 'full') }),
  lacks: ({ tier }) => (tier === 'plain' ? ['cancel', 'deleteAll'] : []),
  capabilities: ({ tier }) => ({
    idempotency: 'key',
    concurrentJobs: tier === 'plain' ? 1 : null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: false,
    ...(tier === 'plain' && { longestRetentionDays: 30 }),
  }),
  models: [
    {
      id: '*',
      price: null,
      modes: { text: {}, image: { images: { min: 1, max: 1, roles: ['first_frame'], as: ['data'] } } },
    },
  ],
  async create({ prompt, images: [image], idempotencyKey }, { http }) {
    const headers = { 'Idempotency-Key': idempotencyKey ?? '' }
    const picture =
      image && 'data' in image ? new File([Uint8Array.from(image.data)], 'a.png', { type: image.mediaType }) : undefined
    const call = picture ? { form: { prompt, picture, note: undefined } } : { body: { prompt } }
    const { data } = await http.post('/v1/films', { ...call, headers, schema: Film })
    return { id: data.id, status: data.state }
  },
  async get({ id }, { http }) {
    const { data } = await http.get('/v1/films/{id}', { path: { id }, schema: Film })
    return { id: data.id, status: data.state, outputs: [{}] }
  },
  async content({ id }, _output, { http }) {
    return {
      url: http.url('/v1/films/{id}/file', { path: { id }, query: { variant: 'video' } }),
      needsKey: true,
    }
  },
  async balance({ http }) {
    const { data } = await http.get('/v1/account', { schema: z.object({ left: z.number() }) })
    return { amount: data.left, currency: 'USD' }
  },
  refusal(_status, body) {
    const { data } = z.safeParse(z.object({ refused: z.number() }), body)
    return data && { status: data.refused, message: 'refused' }
  },
  async cancel({ id }, { http }) {
    await http.post('/v1/films/{id}/stop', { path: { id }, schema: z.unknown() })
  },
  async deleteAll({ http }) {
    return (await http.delete('/v1/films', { schema: z.object({ deleted: z.number() }) })).data.deleted
  },
  setRetention: async (_job, days) => ({ expiresAt: `2026-01-${String(days).padStart(2, '0')}T00:00:00.000Z` }),
  async webhook({ headers, body }, { verify }) {
    const { data } = z.safeParse(z.object({ film: z.string() }), JSON.parse(body))
    return {
      ...(data && { job: { id: data.film } }),
      deliveryId: headers.get('webhook-id') ?? undefined,
      isVerified: await verify(),
    }
  },
})

const baseUrl = 'https://zenith.test'
const secret = `whsec_${btoa('a secret of some length')}`
const job: Job = { provider: 'zenith', model: 'any', id: 'f1', status: 'in_progress', outputs: [] }
const film = (state: string) => ({ id: 'f1', state })

function start(
  routes: Record<string, Answer | Answer[]>,
  settings = {},
): ReturnType<typeof vendor> & { client: Client } {
  const found = vendor(routes)
  const provider = zenith({ apiKey: 'key-1', baseUrl, webhookSecret: secret, ...settings })
  return { ...found, client: createClient({ providers: [provider], fetch: found.fetch, clock: testClock() }) }
}

describe('settings', () => {
  it('an address that only the user can know has to be given, and the error says why', () => {
    expect(() => zenith({ apiKey: 'k' })).toThrow(
      'baseUrl: missing, allowed: an http(s) URL, as baseUrl or in ZENITH_URL; everybody runs their own',
    )
  })

  it('are checked like a request', () => {
    expect(() => zenith({ baseUrl, tier: 'gold' as never })).toThrow('tier: "gold" given, allowed: plain, full')
    expect(() => zenith({ baseUrl, teir: 'full' } as never)).toThrow('teir: an unknown option')
  })

  it('decide which members there are', async () => {
    const { client, calls } = start({}, { tier: 'plain' })
    expect(zenith({ baseUrl }).capabilities.operations).toContain('cancel')
    expect(zenith({ baseUrl, tier: 'plain' }).capabilities).toMatchObject({
      concurrentJobs: 1,
      operations: ['models', 'create', 'get', 'setRetention', 'balance', 'content', 'webhook'],
    })
    expect(await errorOf(client.cancel(job))).toMatchObject({ code: 'unsupported', operation: 'cancel' })
    expect(await errorOf(client.wait(job, { onTimeout: 'cancel' }))).toMatchObject({ code: 'unsupported' })
    expect(calls).toHaveLength(0)
  })
})

describe('create', () => {
  it("carries one key for each call, or the caller's own", async () => {
    const { client, calls } = start({ 'POST /v1/films': film('in_progress') })
    const request = { model: 'any', prompt: 'x' }
    for (const idempotencyKey of [undefined, undefined, 'mine']) await client.create({ ...request, idempotencyKey })
    const [one, two, mine] = calls.map(({ headers }) => headers.get('idempotency-key'))
    expect(one).toMatch(/^[\da-f-]{36}$/)
    expect(two).not.toBe(one)
    expect(mine).toBe('mine')
  })

  it('sends bytes as parts, and leaves out parts that are undefined', async () => {
    const { client, calls } = start({ 'POST /v1/films': film('in_progress') })
    const data = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\u001a\nrest')])
    await client.create({ model: 'any', prompt: 'héé', images: [{ data }] })
    const form = await calls[0]?.formData()
    const picture = form?.get('picture')
    expect([...(form?.keys() ?? [])]).toEqual(['prompt', 'picture'])
    expect(form?.get('prompt')).toBe('héé')
    expect(picture instanceof File && [picture.name, picture.type, picture.size]).toEqual([
      'a.png',
      'image/png',
      data.length,
    ])
  })

  it('shows in a plan the size of bytes, not the bytes', async () => {
    const { client } = start({})
    const data = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\u001a\nrest')])
    const { candidates } = await client.plan({ model: 'any', prompt: 'x', images: [{ data }] })
    expect(candidates[0]?.call?.body).toEqual({ prompt: 'x', picture: '<12 bytes of image/png>' })
  })
})

describe('cancel', () => {
  const stop = 'POST /v1/films/f1/stop'
  const get = 'GET /v1/films/f1'

  it('asks once, and a poll tells what became of the job', async () => {
    const { client, calls } = start({ [stop]: {}, [get]: film('cancelled') })
    expect(await client.cancel(job)).toMatchObject({ status: 'cancelled' })
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('of a job that ended meanwhile gives that end', async () => {
    const { client } = start({
      [stop]: Response.json({ error: 'too late' }, { status: 409 }),
      [get]: film('completed'),
    })
    expect(await client.cancel(job)).toMatchObject({ status: 'completed' })
  })

  it('of an ended job asks nobody', async () => {
    const { client, calls } = start({})
    expect(await client.cancel({ ...job, status: 'failed' })).toMatchObject({ status: 'failed' })
    expect(calls).toHaveLength(0)
  })

  it('at a deadline happens only when asked for', async () => {
    const routes = { [stop]: {}, [get]: film('in_progress') }
    const kept = start(routes)
    expect(await errorOf(kept.client.wait(job, { timeoutMs: 5000 }))).toMatchObject({
      code: 'timeout',
      job: { id: 'f1' },
    })
    expect(kept.posts()).toBe(0)
    const cancelled = start(routes)
    expect(await errorOf(cancelled.client.wait(job, { timeoutMs: 5000, onTimeout: 'cancel' }))).toMatchObject({
      code: 'timeout',
      job: { id: 'f1' },
    })
    expect(cancelled.posts()).toBe(1)
  })
})

it('deleteAll and setRetention say what they did, and days are checked', async () => {
  const { client } = start({ 'DELETE /v1/films': { deleted: 3 } })
  expect(await client.deleteAll()).toBe(3)
  expect(await client.setRetention(job, 9)).toEqual({ ...job, expiresAt: '2026-01-09T00:00:00.000Z' })
  for (const days of [0, 1.5, -1, Number.NaN])
    expect(await errorOf(client.setRetention(job, days))).toMatchObject({ code: 'invalid_request' })
})

it('more days than the vendor keeps anything are refused before it is asked', async () => {
  const { client, calls } = start({}, { tier: 'plain' })
  expect(await client.setRetention(job, 30)).toMatchObject({ expiresAt: '2026-01-30T00:00:00.000Z' })
  const error = await errorOf(client.setRetention(job, 31))
  expect(error).toMatchObject({
    code: 'invalid_request',
    message: 'days: 31 given, allowed: a whole number from 1 to 30',
  })
  expect(calls).toHaveLength(0)
})

it('content is fetched from its address, with the key', async () => {
  const output = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom0000')])
  const { client, calls } = start({ 'GET /v1/films/f1/file': new Response(output) })
  await client.stream({ ...job, status: 'completed', outputs: [{}] })
  expect(calls.map(({ url, headers }) => [url, headers.get('x-key')])).toEqual([
    [`${baseUrl}/v1/films/f1/file?variant=video`, 'key-1'],
  ])
})

it('content that answers with JSON is fetched from the URL in it, without the key', async () => {
  const output = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom0000')])
  const { client, calls } = start({
    'GET /v1/films/f1/file': { url: 'https://cdn.test/a.mp4' },
    'GET https://cdn.test/a.mp4': new Response(output),
  })
  await client.stream({ ...job, status: 'completed', outputs: [{}] })
  expect(calls.map(({ headers }) => headers.get('x-key'))).toEqual(['key-1', null])
  const odd = start({ 'GET /v1/films/f1/file': { error: 'no' } })
  expect(await errorOf(odd.client.stream({ ...job, status: 'completed', outputs: [{}] }))).toMatchObject({
    code: 'invalid_response',
  })
})

it('a refusal is a verdict by the status that its body names, inside a 200 or not', async () => {
  const answer = (code: number) => ({ 'POST /v1/films': { refused: code }, 'GET /v1/account': { left: 2.5 } })
  const request = { model: 'any', prompt: 'x' }
  const broke = await errorOf(start(answer(402)).client.create(request))
  expect(broke).toMatchObject({ code: 'insufficient_credit', submitted: 'no', charged: 'no' })
  const unavailable = { 'POST /v1/films': Response.json({ refused: 404 }, { status: 503 }) }
  const missing = await errorOf(start(unavailable).client.create(request))
  expect(missing).toMatchObject({ code: 'not_found', submitted: 'no', status: 503 })
  const again = { 'POST /v1/films': Response.json({ refused: 500 }, { status: 503 }) }
  expect(await errorOf(start(again).client.create(request))).toMatchObject({ code: 'submission_unknown' })
  for (const code of [408, 500, 503]) {
    const down = await errorOf(start(answer(code)).client.create(request))
    expect(down).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
  }
  expect(await start(answer(0)).client.balance()).toEqual({ amount: 2.5, currency: 'USD' })
})

it('a provider can hold a request against what its options say of the model', () => {
  const request = { model: 'any', prompt: 'x', mode: 'text' as const, images: [], seed: 7, duration: 9 }
  const fits = (text: object) => (): void => assertFits(request, { id: 'any', price: null, modes: { text } })
  expect(fits({ seed: true, duration: null })).not.toThrow()
  expect(fits({ duration: null })).toThrow(expect.objectContaining({ code: 'unsupported', operation: 'create' }))
  expect(fits({ seed: true, duration: { values: [5] } })).toThrow('duration: 9 given, allowed: 5')
})

describe('a webhook', () => {
  const seconds = Date.UTC(2026, 0, 1) / 1000
  async function delivery(body: string, { at = seconds, sign = secret, id = 'msg_1' } = {}): Promise<Request> {
    const raw = Uint8Array.from(atob(sign.replace('whsec_', '')), (character) => character.charCodeAt(0))
    const hmac = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const mac = await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(`${id}.${at}.${body}`))
    const signature = `v1,AAAA v1,${Buffer.from(mac).toString('base64')}`
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': signature }
    return new Request('https://me.test/hook', { method: 'POST', body, headers })
  }
  const routes = { 'GET /v1/films/f1': film('completed') }

  it("leads to a poll, and the vendor's answer is the job", async () => {
    const { client, calls } = start(routes)
    const event = await client.webhook(await delivery('{"film":"f1","state":"cancelled"}'))
    expect(event).toMatchObject({ isVerified: true, deliveryId: 'msg_1', job: { id: 'f1', status: 'completed' } })
    expect(calls).toHaveLength(1)
  })

  it.each([
    ['another key', { sign: `whsec_${btoa('another secret')}` }],
    ['a time long past', { at: seconds - 301 }],
    ['a time to come', { at: seconds + 301 }],
  ])('signed with %s is refused before any poll', async (_, options) => {
    const { client, calls } = start(routes)
    const forged = await delivery('{"film":"f1"}', options)
    expect(await errorOf(client.webhook(forged))).toMatchObject({ code: 'authentication' })
    expect(calls).toHaveLength(0)
  })

  it('with another body than the signed one is refused', async () => {
    const signed = await delivery('{"film":"f1"}')
    const forged = new Request(signed.url, { method: 'POST', body: '{"film":"f1" }', headers: signed.headers })
    expect(await errorOf(start(routes).client.webhook(forged))).toMatchObject({ code: 'authentication' })
  })

  it('of an event that is none of ours asks nobody', async () => {
    const { client, calls } = start(routes)
    expect(await client.webhook(await delivery('{"other":1}'))).toEqual({ isVerified: true, deliveryId: 'msg_1' })
    expect(calls).toHaveLength(0)
  })

  it('that is too large, or is no JSON, or has no secret to check with, is an error', async () => {
    const { client } = start(routes)
    expect(await errorOf(client.webhook(await delivery('x'.repeat(70_000))))).toMatchObject({ code: 'invalid_request' })
    expect(await errorOf(client.webhook(await delivery('<html>')))).toMatchObject({ code: 'invalid_request' })
    const bare = start(routes, { webhookSecret: undefined })
    const error = await errorOf(bare.client.webhook(await delivery('{"film":"f1"}')))
    expect(error).toMatchObject({ code: 'authentication' })
    expect(error.message).toContain('ZENITH_SECRET')
  })
})
