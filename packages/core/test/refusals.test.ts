// Which answers to a create prove that nothing was made, and who is asked after them.
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { createClient } from '../src/index.ts'
import { commonRefusal, defineProvider, type Definition, type Refusal } from '../src/provider.ts'
import { errorOf, key, testClock, vendor } from './acme.ts'

interface Paths {
  '/v1/films': { post: { requestBody: { content: { 'application/json': { prompt: string } } } } }
  '/v1/films/{id}': { get: { parameters: { path: { id: string } } } }
}
const Film = z.object({ id: z.string() })

/** A vendor that documents six codes; the last three say nothing of whether there is a job. */
const documented = {
  no_money: 'insufficient_credit',
  blocked: 'moderated',
  slow_down: { code: 'rate_limited', status: 429 },
  overloaded: 'unavailable',
  gave_up: 'timeout',
  twice: 'conflict',
} as const
const refusals: ReadonlySet<unknown> = new Set(['no_money', 'blocked', 'slow_down'])

const definition: Definition<Paths> = {
  id: 'dusk',
  baseUrl: 'https://dusk.test',
  options: z.strictObject({}),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: false,
  },
  models: [{ id: 'one', price: null, modes: { text: {} } }],
  create: async ({ prompt }, { http }) => ({
    id: (await http.post('/v1/films', { body: { prompt }, schema: Film })).data.id,
    status: 'queued',
  }),
  get: async ({ id }, { http }) => {
    await http.get('/v1/films/{id}', { path: { id }, schema: Film })
    return { status: 'in_progress' }
  },
  errorCodes: documented,
  refusal: (status, body) => commonRefusal(status, body),
}
const request = { model: 'one', prompt: 'a paper boat' }

/** One vendor that gives this answer to a create and to a poll, and another one that would take the job. */
function setup(answer: () => Response, refusal: Definition<Paths>['refusal'] = definition.refusal) {
  const { fetch, calls } = vendor({
    'POST https://dusk.test/v1/films': answer,
    'GET https://dusk.test/v1/films/f1': answer,
    'POST https://dawn.test/v1/films': { id: 'second' },
  })
  const providers = [
    defineProvider({ ...definition, ...(refusal && { refusal }) })({ apiKey: key }),
    defineProvider({ ...definition, id: 'dawn', baseUrl: 'https://dawn.test' })({ apiKey: key }),
  ]
  const client = createClient({ providers, fetch, clock: testClock(), random: () => 0.5 })
  const among = [{ provider: 'dusk' }, { provider: 'dawn' }]
  return {
    client,
    /** Whether the second vendor was asked, too. */
    isPassedOn: async (): Promise<boolean> => {
      await client.create(request, { among }).catch(() => {})
      return calls.some(({ url }) => url.startsWith('https://dawn.test/'))
    },
    error: () => errorOf(client.create(request, { provider: 'dusk' })),
    polled: () => errorOf(client.get({ provider: 'dusk', id: 'f1' })),
  }
}
const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status })
const no = { submitted: 'no', charged: 'no' }
const unknown = { code: 'submission_unknown', submitted: 'unknown', charged: 'unknown', retryable: false }

describe('an error inside an answer of success', () => {
  it.each([
    [
      { error: { message: 'upstream request timeout', type: 'server_error', code: 'timeout' } },
      'upstream request timeout',
    ],
    [{ code: 500, message: 'internal server error' }, 'internal server error (500)'],
    [{ ok: false, error: { code: 'UPSTREAM_TIMEOUT' } }, 'UPSTREAM_TIMEOUT'],
    [{ error: 'something broke' }, 'something broke'],
    [{ success: false, message: 'no' }, 'no'],
    [{ error: { code: 'overloaded', message: 'later' } }, 'later (overloaded)'],
    [{ error: { code: 'gave_up' } }, 'gave_up'],
    [{ error: { code: 'twice', message: 'again' } }, 'again (twice)'],
    // A code that sounds like a refusal, and that nobody documents, is none.
    [{ error: { code: 'invalid_request', message: 'no prompt' } }, 'no prompt (invalid_request)'],
  ])('is unknown where no code of it is documented as a refusal, and is told: %j', async (body, said) => {
    const { error, isPassedOn } = setup(json(body))
    expect(await error()).toMatchObject({ ...unknown, message: expect.stringContaining(said) })
    expect(await isPassedOn()).toBe(false)
  })

  it('is told, too, where the provider does not see it', async () => {
    const { error } = setup(json({ error: { message: 'upstream request timeout', code: 'timeout' } }), () => undefined)
    expect(await error()).toMatchObject({
      ...unknown,
      message: expect.stringContaining('upstream request timeout'),
    })
  })

  it.each([...refusals])('is a refusal where %s is documented', async (code) => {
    const { error, isPassedOn } = setup(json({ error: { code, message: 'no' } }))
    expect(await error()).toMatchObject(no)
    expect(await isPassedOn()).toBe(true)
  })

  it('is no verdict about a job that is polled', async () => {
    expect(await setup(json({ error: { message: 'busy' } })).polled()).toMatchObject({ code: 'invalid_response' })
  })
})

describe('a status', () => {
  it.each([400, 401, 402, 403, 404, 405, 413, 415, 422, 451])('of %i is a refusal, whoever answers', async (status) => {
    for (const body of ['', '<html>', '{}', '{"error":{"message":"no"}}'])
      expect(await setup(() => new Response(body, { status })).error()).toMatchObject({ ...no, status })
  })

  it.each([408, 409, 421, 424, 425, 429, 499, 460, 500, 502, 503, 504, 524])('of %i alone is none', async (status) => {
    for (const body of ['', '<html>', '{}', '{"error":{"message":"no"}}'])
      expect(await setup(() => new Response(body, { status })).error()).toMatchObject({ ...unknown, status })
  })

  it.each([
    { code: 504, message: 'x' },
    { error: { code: '500', message: 'x' } },
    { error: { code: 'upstream_timeout', message: 'x' } },
    { error: { type: 'internal_error', message: 'x' } },
    { error: { code: 'overloaded', message: 'x' } },
  ])('of 400 is none where the body says that a server failed: %j', async (body) => {
    expect(await setup(json(body, 400)).error()).toMatchObject(unknown)
  })

  it('of 400 is one, whatever the sentence says', async () => {
    const said = { error: { message: 'the image timed out: 500 internal, service unavailable', code: 'bad_image' } }
    expect(await setup(json(said, 400)).error()).toMatchObject({ ...no, code: 'invalid_request' })
  })

  it.each([409, 429, 500, 503])('of %i is a refusal with a code that is documented as one', async (status) => {
    expect(await setup(json({ error: { code: 'no_money' } }, status)).error()).toMatchObject({
      ...no,
      code: 'insufficient_credit',
    })
  })
})

describe('what a provider says of an answer', () => {
  const saying = (refusal: Refusal, status: number) => setup(json({ mine: true }, status), () => refusal).error()

  it.each([200, 409, 429, 500])('proves, with %i, that nothing was made', async (status) => {
    expect(await saying({ submitted: 'no' }, status)).toMatchObject({ ...no, status })
  })

  it('takes back what a status or a code would prove', async () => {
    expect(await saying({ submitted: 'unknown' }, 400)).toMatchObject(unknown)
    expect(await saying({ submitted: 'unknown', code: 'moderated' }, 200)).toMatchObject(unknown)
  })

  it('counts as the status that it should have had', async () => {
    expect(await saying({ status: 429 }, 200)).toMatchObject({ ...no, code: 'rate_limited' })
    expect(await saying({ status: 404 }, 503)).toMatchObject({ ...no, code: 'not_found' })
    expect(await saying({ status: 409 }, 200)).toMatchObject(unknown)
    expect(await saying({ status: 500 }, 200)).toMatchObject(unknown)
  })
})

it('a second vendor is asked only after positive evidence, whatever is answered', async () => {
  const codes = [...Object.keys(documented), 'timeout', 'invalid_request', 'quota', 0, 402, 408, 500, null]
  const shapes: ((code: unknown) => unknown)[] = [
    (code) => ({ error: { code, message: 'said' } }),
    (code) => ({ error: { type: code } }),
    (code) => ({ code, message: 'said', data: null }),
    (code) => ({ success: false, error: code }),
    (code) => ({ errors: [{ code }] }),
    (code) => `<html>${String(code)}`,
  ]
  const verdicts = [400, 402, 404, 422]
  const statuses = [...verdicts, 200, 202, 204, 303, 408, 409, 421, 429, 500, 503]
  const wrong: string[] = []
  for (const [place, shape] of shapes.entries())
    for (const code of codes)
      for (const status of statuses) {
        const body = [204, 303].includes(status) ? null : JSON.stringify(shape(code))
        const isKnown = place < 4 && body !== null && Object.hasOwn(documented, String(code))
        const isDoubtful = place < 4 && /^(408|50\d)$|timeout/i.test(String(code))
        const isProven = isKnown ? refusals.has(code) : verdicts.includes(status) && !isDoubtful
        const isPassedOn = await setup(() => new Response(body, { status })).isPassedOn()
        // An answer that is no error is a job without an id, or a refusal; a known code in it is read where the error is.
        const mayStay = isKnown && status < 300
        if (isPassedOn ? !isProven : isProven && !mayStay) wrong.push(`${status} ${body}: ${isPassedOn}`)
      }
  expect(wrong).toEqual([])
})
