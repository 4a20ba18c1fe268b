import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { clientOf, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const route = 'POST /v1/jobs'
const queued = { id: 'j1', state: 'waiting' }

describe('create has three outcomes', () => {
  it('accepted: a job with the vendor id, its own creation time and the documented expiry', async () => {
    const { fetch, posts } = vendor({ [route]: queued })
    expect(await clientOf(fetch).create(request)).toEqual({
      provider: 'acme',
      model: 'one',
      id: 'j1',
      status: 'queued',
      vendorStatus: 'waiting',
      outputs: [],
      cost: { amount: 0.4, currency: 'USD', source: 'estimated', final: false },
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T01:00:00.000Z',
    })
    expect(posts()).toBe(1)
  })

  it.each([
    [400, 'invalid_request'],
    [401, 'authentication'],
    [402, 'insufficient_credit'],
    [403, 'permission'],
    [404, 'not_found'],
    [413, 'invalid_request'],
    [422, 'invalid_request'],
    [308, 'invalid_response'],
  ])('refused: %i is %s, nothing was submitted or charged', async (status, code) => {
    const { fetch, posts } = vendor({ [route]: Response.json({ error: { message: 'no' } }, { status }) })
    const error = await errorOf(clientOf(fetch).create(request, { timeoutMs: 0 }))
    expect(error).toMatchObject({ code, status, submitted: 'no', charged: 'no', provider: 'acme', operation: 'create' })
    expect(posts()).toBe(1)
  })

  it.each<[string, Response | Error]>([
    ['a reset', lost('ECONNRESET')],
    ['a closed socket', lost('UND_ERR_SOCKET')],
    ['an error without a code', new TypeError('fetch failed')],
    ['500', Response.json({}, { status: 500 })],
    ['502 with a web page', new Response('<html>', { status: 502 })],
    ['503', new Response('', { status: 503 })],
    ...[408, 409, 421, 425, 429, 499].map((status): [string, Response] => [
      String(status),
      new Response('', { status }),
    ]),
    ['303', new Response('', { status: 303, headers: { location: '/elsewhere' } })],
    ['200 without an id', Response.json({ state: 'waiting' })],
    ['200 with a web page', new Response('<!doctype html>')],
    ['200 with nothing', new Response('')],
    ['200 with null', Response.json(null)],
  ])('unknown: after %s nobody knows, it is not retryable and it is sent once', async (_, answer) => {
    const { fetch, posts } = vendor({ [route]: answer })
    const error = await errorOf(clientOf(fetch).create(request))
    expect(error).toMatchObject({
      code: 'submission_unknown',
      submitted: 'unknown',
      charged: 'unknown',
      retryable: false,
    })
    expect(error.message).toContain('POST /v1/jobs')
    expect(posts()).toBe(1)
  })

  it.each(['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'a failure before sending (%s) is safe to repeat',
    async (code) => {
      const error = await errorOf(clientOf(vendor({ [route]: lost(code) }).fetch).create(request))
      expect(error).toMatchObject({ code: 'network', submitted: 'no', charged: 'no', retryable: true })
      expect(error.message).toContain(code)
    },
  )

  it('is unknown when no answer comes in time', async () => {
    const { fetch, posts } = vendor({ [route]: () => new Promise<Response>(() => {}) })
    const error = await errorOf(clientOf(fetch, {}, testClock()).create(request))
    expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect(error.message).toContain('60000 ms')
    expect(posts()).toBe(1)
  })

  it('is unknown when the caller aborts once it was sent, and aborted before', async () => {
    const controller = new AbortController()
    const reason = new Error('mine')
    const { fetch, posts } = vendor({ [route]: () => (controller.abort(reason), new Promise<Response>(() => {})) })
    const sent = await errorOf(clientOf(fetch).create(request, { signal: controller.signal }))
    expect(sent).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', cause: reason })
    const unsent = await errorOf(clientOf(fetch).create(request, { signal: controller.signal }))
    expect(unsent).toMatchObject({ code: 'aborted', submitted: 'no', charged: 'no', cause: reason })
    expect(posts()).toBe(1)
  })
})

describe('what is wrong is refused before anything is sent', () => {
  it.each([
    [{ model: 'two' }, 'model: two given, allowed: one'],
    [{ prompt: '' }, 'prompt: "" given'],
    [{ prompt: ' \n' }, 'prompt'],
    [{ prompt: 'lone \ud800' }, 'prompt'],
    [{ prompt: 'x'.repeat(41) }, 'prompt: 41 characters given, allowed: at most 40'],
    [{ duration: Number.NaN }, 'duration: NaN given'],
    [{ duration: 12 }, 'duration: 12 given, allowed: 2 to 10 seconds'],
    [{ duration: 3 }, 'in steps of 2'],
    [{ duration: '4' }, 'duration: "4" given, allowed: a number'],
    [{ aspectRatio: '4:3' }, 'aspectRatio: 4:3 given, allowed: 16:9'],
    [{ aspectRatio: 'wide' }, 'aspectRatio: "wide" given, allowed: a ratio such as "16:9"'],
    [{ durration: 4 }, 'durration: an unknown option, allowed: model, prompt'],
    [{ images: [{}] }, 'images[0]: nothing given, allowed: either url or data'],
    [{ images: [{ url: 'ftp://x/a.png' }] }, 'images[0].url'],
    [
      { images: [{ url: 'https://x/a.png', role: 'last' }] },
      'images[0].role: "last" given, allowed: first_frame, last_frame, reference',
    ],
    [
      { images: [{ data: new Uint8Array(9) }] },
      'images[0].data: 9 bytes given, allowed: a PNG, JPEG, WebP or GIF image',
    ],
    [{ images: [{ url: 'https://x/a' }, { url: 'https://x/b' }] }, 'one image for each frame'],
    [
      { providerOptions: { acme: { style: 'loud' } } },
      'providerOptions.acme.style: "loud" given, allowed: plain, bold',
    ],
    [{ providerOptions: { acme: { prompt: 'other' } } }, 'providerOptions.acme.prompt: other given'],
  ])('%j', async (change, message) => {
    const { fetch, calls } = vendor({})
    const error = await errorOf(clientOf(fetch).create({ ...request, ...change } as never))
    expect(error).toMatchObject({ code: 'invalid_request', submitted: 'no', charged: 'no', retryable: false })
    expect(error.message).toContain(message)
    expect(error.issues?.length).toBeGreaterThan(0)
    expect(calls).toHaveLength(0)
  })

  it.each([
    [{ fps: 24 }, 'fps: 24 given, not supported here'],
    [{ n: 2 }, 'n: 2 given, not supported here, allowed: 1'],
    [{ resolution: '720p' }, 'resolution: "720p" given, not supported here'],
    [{ negativePrompt: '' }, 'negativePrompt: "" given, not supported here'],
    [{ webhookUrl: 'https://me.test/hook?token=1' }, 'webhookUrl: a URL given'],
    [{ idempotencyKey: 'k' }, 'idempotencyKey: a key given'],
    [
      { images: [{ url: 'https://x/a.png', role: 'reference' }] },
      'images: reference given, not supported here, allowed: the mode text or image',
    ],
  ])('an option that the model does not have: %j', async (change, message) => {
    const { fetch, calls } = vendor({})
    const error = await errorOf(clientOf(fetch).create({ ...request, ...change } as never))
    expect(error.code).toBe('unsupported')
    expect(error.message).toContain(message)
    expect(calls).toHaveLength(0)
  })

  it('names every wrong field at once', async () => {
    const error = await errorOf(
      clientOf(vendor({}).fetch).create({ ...request, duration: 3, aspectRatio: '1:1', fps: 9 }),
    )
    expect(error.issues?.map(({ field }) => field)).toEqual(['duration', 'aspectRatio', 'fps'])
  })

  it.each([
    [{ apiKey: '' }, 'authentication', 'no key: pass apiKey or set ACME_API_KEY'],
    [{ apiKey: 'two words' }, 'authentication', 'holds a space'],
    [{ apiKey: 'kéy' }, 'authentication', 'another character'],
  ])('settings %j', async (settings, code, message) => {
    const { fetch, calls } = vendor({})
    const error = await errorOf(clientOf(fetch, settings).create(request))
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    expect(calls).toHaveLength(0)
  })

  it('a base URL that is none is refused when the provider is made', () => {
    expect(() => clientOf(vendor({}).fetch, { baseUrl: 'acme.test' })).toThrow(
      'baseUrl: acme.test given, allowed: an http(s) URL, as baseUrl or in ACME_BASE_URL',
    )
  })
})

describe('what is sent', () => {
  it('carries the values 0, false and the empty string, and none that is undefined', async () => {
    const { fetch, calls } = vendor({ [route]: queued })
    await clientOf(fetch).create({
      ...request,
      duration: undefined,
      providerOptions: { acme: { loop: false, seed: 0, tag: '' } },
    })
    expect(await calls[0]?.json()).toEqual({ model: 'one', prompt: 'a paper boat', loop: false, seed: 0, tag: '' })
  })

  it("keeps the prompt byte for byte and leaves the caller's object alone", async () => {
    const { fetch, calls } = vendor({ [route]: queued })
    const mine = Object.freeze({ ...request, prompt: '  🦊 مرحبا\u0000 ' })
    await clientOf(fetch).create(mine)
    expect(await calls[0]?.json()).toMatchObject({ prompt: '  🦊 مرحبا\u0000 ' })
  })

  it.each(['https://gate.test/v1', 'https://gate.test/v1/', 'https://gate.test'])(
    'goes to %s with or without the version',
    async (baseUrl) => {
      const { fetch, calls } = vendor({ [route]: queued })
      await clientOf(fetch, { baseUrl }).create(request)
      expect(calls[0]?.url).toBe('https://gate.test/v1/jobs')
    },
  )

  it('asks for the key at each call', async () => {
    const { fetch, calls } = vendor({ [route]: queued })
    let turn = 0
    const client = clientOf(fetch, { apiKey: async () => `rotating-${++turn}` })
    await client.create(request)
    await client.create(request)
    expect(calls.map(({ headers }) => headers.get('x-key'))).toEqual(['rotating-1', 'rotating-2'])
  })
})

describe('no error shows a secret', () => {
  const forms = [
    key,
    encodeURIComponent(key),
    encodeURIComponent(key).toLowerCase(),
    btoa(key),
    btoa(key).replace(/=+$/, ''),
    btoa(`Bearer ${key}`).slice(8),
    btoa(`x${key}`).replaceAll('+', '-').replaceAll('/', '_'),
    JSON.stringify(JSON.stringify({ is: `${key}"` })).slice(1, -1),
  ]
  it.each(forms)('even when the vendor echoes it as %s', async (form) => {
    const text = `bad key ${form}, see https://cdn.test/a.mp4?signature=abc123#f`
    const { fetch } = vendor({ [route]: Response.json({ error: { message: text } }, { status: 401 }) })
    const error = await errorOf(clientOf(fetch).create(request))
    const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.stack
    expect(shown).not.toContain(form)
    expect(shown).not.toContain('abc123')
    expect(error.message).toContain('[redacted]')
  })

  it('nor in a request id, nor where a long value is cut short', async () => {
    const headers = { 'x-request-id': `r-${key}` }
    const { fetch } = vendor({
      [route]: [Response.json({}, { status: 401, headers }), Response.json({ id: ['x'.repeat(60), key] })],
    })
    const client = clientOf(fetch)
    const refused = await errorOf(client.create(request))
    expect(refused.requestId).toBe('r-[redacted]')
    const odd = await errorOf(client.create(request))
    expect(odd.message).not.toContain(key.slice(0, 8))
  })

  it('nor when the transport puts it into its own error', async () => {
    const { fetch } = vendor({
      [route]: new TypeError(`invalid header value "${key}"`, { cause: new Error(`${key} in a cause`) }),
    })
    const error = await errorOf(clientOf(fetch).create(request))
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(key)
  })
})
