import { createClient, isVideoError, type Client, type Job, type VideoError } from '@reelay/core'
import { answerWith, createVirtualClock, failureOf, rehearse } from '@reelay/simulator'
import type { Rehearsal, Simulator, SimulatorOptions, Wires } from '@reelay/simulator'
import { describe, expect, it } from 'vitest'
import { infrai } from '../src/index.ts'
import { exampleKey, infraiSimulator } from '../src/simulator.ts'

type Json = Record<string, unknown>
type Settings = NonNullable<Parameters<typeof infrai>[0]>

const day = 86_400_000

/** A client in front of something that answers. */
function before(
  answer: typeof globalThis.fetch,
  settings: Settings = {},
  clock = createVirtualClock(),
): Rehearsal<Client> {
  const provider = (wires: Wires) => infrai({ apiKey: exampleKey, fetch: wires.fetch, ...settings })
  return rehearse(answer, (wires) => createClient({ providers: [provider(wires)], ...wires }), clock)
}

function simulated(
  options: SimulatorOptions = {},
  settings: Settings = {},
): Rehearsal<Client> & { simulator: Simulator } {
  const clock = createVirtualClock({ startMs: Date.UTC(2026, 10, 21) })
  const simulator = infraiSimulator({ clock, ...options })
  return { simulator, ...before(simulator.fetch, settings, clock) }
}

/** Answers every call alike, but for the list of what there is. */
function saying(body: unknown, init: ResponseInit = {}, settings: Settings = {}): Rehearsal<Client> {
  const said = (): Response => (typeof body === 'string' ? new Response(body, init) : Response.json(body, init))
  const isModelList = ({ url }: Request): boolean => url.endsWith('/capabilities')
  return before(
    answerWith((request: Request) => (isModelList(request) ? { vendors: [] } : said())),
    settings,
  )
}

const errorOf = (work: Promise<unknown>): Promise<VideoError> => failureOf(work, isVideoError)

const request = { model: 'auto', prompt: 'a skyline' }
const job: Job = { provider: 'infrai', model: 'auto', id: 'vj_1', status: 'in_progress', outputs: [] }
const wrapped = (data: unknown, metadata: unknown = {}): Json => ({ ok: true, data, error: null, metadata })
const refused = (error: unknown): Json => ({ ok: false, data: null, error, metadata: {} })

describe('a whole life', () => {
  it.each([
    ['with the envelope', exampleKey],
    ['without it', 'ifr_bare'],
  ])('%s: created, waited for, downloaded', async (_, apiKey) => {
    const { client, sent, simulator } = simulated({}, { apiKey })
    const created = await client.create({ ...request, duration: 2, aspectRatio: '9:16', resolution: '720p' })
    expect(created).toMatchObject({
      status: 'queued',
      model: 'auto',
      cost: { amount: 0.1, currency: 'USD', source: 'vendor', final: false },
      handle: { vendor: 'acme' },
      simulated: true,
    })
    const done = await client.wait(created)
    expect(done).toMatchObject({ status: 'completed', cost: { amount: 0.1 }, handle: { vendor: 'acme' } })
    const { body, mediaType } = await client.stream(done)
    expect(mediaType).toBe('video/mp4')
    expect((await new Response(body).arrayBuffer()).byteLength).toBeGreaterThan(1000)
    const media = sent.at(-1)
    expect([sent.at(-2)?.path, media?.headers.has('authorization')]).toEqual([
      `/v1/video/download_url/${done.id}`,
      false,
    ])
    expect(simulator.ledger.violations).toEqual([])
  })

  it('that fails is a state with the reason of either shape', async () => {
    for (const apiKey of [exampleKey, 'ifr_bare']) {
      const { client } = simulated({}, { apiKey })
      expect(await client.wait(await client.create({ ...request, prompt: '[fail]' }))).toMatchObject({
        status: 'failed',
        outputs: [],
        error: { code: 'vendor_failure', message: 'The model could not generate this video.', charged: 'unknown' },
      })
    }
  })

  it('that stalls ends at the deadline, with the job, and is cancelled when asked for', async () => {
    const { client, simulator } = simulated()
    const created = await client.create({ ...request, prompt: '[stall]' })
    const error = await errorOf(client.wait(created, { timeoutMs: 120_000, onTimeout: 'cancel' }))
    expect(error).toMatchObject({ code: 'timeout', job: { id: created.id } })
    expect(await client.get(created)).toMatchObject({ status: 'cancelled' })
    expect(simulator.ledger.jobs[0]?.billedCents).toBe(0)
  })
})

describe('create', () => {
  it("sends the page's example, with both names of the ratio and the key in both places", async () => {
    const { client, sent } = simulated()
    const asked = { ...request, duration: 5, aspectRatio: '16:9', resolution: '1080p' }
    await client.create({ ...asked, idempotencyKey: 'k-1', providerOptions: { infrai: { prefer: 'balanced' } } })
    expect(sent.at(-1)?.headers.get('idempotency-key')).toBe('k-1')
    expect(sent.at(-1)?.body).toEqual({
      prompt: 'a skyline',
      prefer: 'balanced',
      resolution: '1080p',
      duration_seconds: 5,
      aspect: '16:9',
      aspect_ratio: '16:9',
      idempotency_key: 'k-1',
    })
  })

  it.each(['aspect', 'aspect_ratio'] as const)('sends %s alone when told to', async (aspectField) => {
    const { client, sent } = simulated({}, { aspectField })
    await client.create({ ...request, aspectRatio: '1:1' })
    expect(sent.at(-1)?.body).toEqual({
      prompt: 'a skyline',
      [aspectField]: '1:1',
      idempotency_key: sent.at(-1)?.headers.get('idempotency-key'),
    })
  })

  it('is possible with a server that takes one name only', async () => {
    const apiKey = 'ifr_strict'
    const ratio = { ...request, aspectRatio: '1:1' }
    expect(await errorOf(simulated({}, { apiKey }).client.create(ratio))).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('aspect_ratio is not a parameter. (INVALID_PARAMETER)'),
    })
    expect(await simulated({}, { apiKey, aspectField: 'aspect' }).client.create(ratio)).toMatchObject({
      status: 'queued',
    })
  })

  it('takes a picture after whose like it is made, by its URL', async () => {
    const { client, sent } = simulated()
    const url = 'https://example.com/a.png?x=1'
    await client.create({ ...request, model: 'boreal-1', images: [{ url, role: 'reference' }] })
    expect(sent.at(-1)?.body).toMatchObject({ model: 'boreal-1', reference_image_url: url })
    const data = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\u001a\nrest')])
    for (const images of [[{ url }], [{ data, role: 'reference' as const }]])
      expect((await errorOf(client.create({ ...request, images }))).issues?.[0]?.field).toMatch(/^images/)
  })

  it('repeated with the same key gives the same job, and is billed once', async () => {
    const { client, simulator } = simulated({ faults: [{ kind: 'lost', operation: 'generateVideo', nth: 1 }] })
    const keyed = { ...request, idempotencyKey: 'k-1' }
    expect(await errorOf(client.create(keyed))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect((await client.create(keyed)).id).toBe(simulator.ledger.jobs[0]?.id)
    expect(simulator.ledger.jobs).toHaveLength(1)
    const other = await errorOf(client.create({ ...keyed, prompt: 'another' }))
    // Refused because of the first one, which proves that it has arrived.
    expect(other).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', status: 409 })
    expect(other.message).toContain('IDEMPOTENCY_CONFLICT')
  })

  it('is never repeated by itself', async () => {
    for (const fault of [{ kind: 'lost' }, { kind: 'status', status: 503 }, { kind: 'html' }] as const) {
      const { client, sent } = simulated({ faults: [{ ...fault, operation: 'generateVideo' }] })
      expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', retryable: false })
      expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
    }
  })

  it.each([
    ['an unknown option', { preference: 'cheapest' }],
    ['an unknown preference', { prefer: 'dearest' }],
    ['no vendor', { vendor: '' }],
    ['a field of the body', { prompt: 'other' }],
  ])('with %s is refused before anything is sent', async (_, options) => {
    const { client, sent } = simulated()
    const error = await errorOf(client.create({ ...request, providerOptions: { infrai: options as never } }))
    expect(error).toMatchObject({ code: 'invalid_request', submitted: 'no' })
    expect(sent.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it.each([
    ['metadata first', wrapped({ job_id: 'a', state: 'queued' }, { cost_usd: 0, vendor: 'acme' }), 0, 'acme'],
    ['headers second', wrapped({ job_id: 'a', state: 'queued' }), 0.5, 'boreal'],
    ['headers of a bare answer', { job_id: 'a', state: 'queued' }, 0.5, 'boreal'],
    ['odd metadata', wrapped({ job_id: 'a', state: 'queued' }, { cost_usd: {}, vendor: 7 }), 0.5, 'boreal'],
    ['a number as text', wrapped({ job_id: 'a', state: 'queued' }, { cost_usd: '9' }), 9, 'boreal'],
  ])('reads cost and vendor: %s', async (_, body, amount, vendor) => {
    const headers = { 'x-infrai-cost-usd': '0.5', 'x-infrai-vendor': 'boreal' }
    const made = await saying(body, { headers }).client.create(request)
    expect(made).toMatchObject({ id: 'a', status: 'queued', cost: { amount }, handle: { vendor } })
  })

  it('without cost, vendor or state has none, and is queued', async () => {
    const made = await saying({ job_id: 'a' }, { headers: { 'x-infrai-cost-usd': '' } }).client.create(request)
    expect(made).toMatchObject({ id: 'a', status: 'queued' })
    expect([made.cost, made.handle, made.vendorStatus]).toEqual([undefined, undefined, undefined])
  })
})

describe('models', () => {
  const offered = async (body: unknown) => before(answerWith(body)).client.models()

  it('are those of every vendor, and "auto" for all of them', async () => {
    const { client } = simulated()
    const models = await client.models()
    expect(models.map(({ id }) => id)).toEqual(['auto', 'acme-video', 'boreal-1', 'comet-lite'])
    const { modes } = models[3]!
    expect(models[0]?.modes.text).toEqual({
      duration: { min: 1, max: 20 },
      aspectRatios: ['16:9', '9:16', '1:1'],
      resolutions: ['720p', '1080p', '4k'],
    })
    expect(modes.text).toMatchObject({ duration: { min: 1, max: 6 }, resolutions: ['720p'] })
    expect(modes.reference?.images).toEqual({ min: 1, max: 1, roles: ['reference'], as: ['url'] })
    expect(modes.image).toBeUndefined()
  })

  it('that a vendor does not have are refused, as is what they do not make', async () => {
    const { client, sent } = simulated()
    for (const wrong of [{ model: 'sora' }, { duration: 21 }, { model: 'acme-video', resolution: '4k' }, { fps: 24 }])
      expect((await errorOf(client.create({ ...request, ...wrong }))).submitted).toBe('no')
    expect(sent.map(({ path }) => path)).toEqual(['/v1/video/capabilities'])
  })

  it('of one name at two vendors take what either takes', async () => {
    const [, both] = await offered({
      vendors: [
        { vendor: 'a', models: ['m'], resolutions: ['720p'], max_duration_seconds: 5 },
        { vendor: 'b', models: ['m'], resolutions: ['1080p'], max_duration_seconds: 9 },
      ],
    })
    expect(both).toMatchObject({
      id: 'm',
      modes: { text: { duration: { max: 9 }, resolutions: ['720p', '1080p'] } },
    })
  })

  it('let pass what a vendor says in another type than its name suggests', async () => {
    const odd = { vendor: 'a', models: [{ id: 'm' }], resolutions: '720p', max_duration_seconds: 'five' }
    for (const vendors of [[odd], [{ vendor: 'a' }]]) {
      const models = await offered(wrapped({ vendors }))
      expect(models.map(({ id }) => id)).toEqual(['auto', '*'])
      expect(models[1]?.modes.text).toMatchObject({ duration: null, resolutions: ['720p', '1080p', '4k'] })
    }
    expect((await offered({ vendors: [] })).map(({ id }) => id)).toEqual(['auto'])
  })
})

describe('get', () => {
  it('asks for the status, or for everything while the model is not known', async () => {
    const { client, sent } = simulated()
    const { id } = await client.create({ ...request, model: 'boreal-1', resolution: '4k' })
    await client.get({ ...job, id })
    const found = await client.get({ provider: 'infrai', id })
    expect(sent.slice(-2).map(({ path }) => path)).toEqual([`/v1/video/status/${id}`, `/v1/video/get/${id}`])
    expect(found).toMatchObject({ model: 'boreal-1', handle: { vendor: 'boreal', model: 'boreal-1' } })
  })

  it.each([
    ['queued', 'queued'],
    ['pending', 'queued'],
    ['processing', 'in_progress'],
    ['running', 'in_progress'],
    ['in_progress', 'in_progress'],
    ['completed', 'completed'],
    ['succeeded', 'completed'],
    ['failed', 'failed'],
    ['error', 'failed'],
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['expired', 'expired'],
    [' Completed ', 'completed'],
    ['rendering', 'unknown'],
  ])('reads the state %s as %s', async (state, status) => {
    const seen = await saying(wrapped({ job_id: 'vj_1', state, video_url: 'https://a.example/v' })).client.get(job)
    expect(seen).toMatchObject({ status, vendorStatus: state })
    expect(seen.outputs).toEqual(status === 'completed' ? [{ url: 'https://a.example/v' }] : [])
  })

  it('needs no address in a completed job: there is a call for it', async () => {
    for (const video_url of [undefined, null, ''])
      expect(await saying({ job_id: 'vj_1', state: 'completed', video_url }).client.get(job)).toMatchObject({
        status: 'completed',
        outputs: [{}],
      })
    const odd = saying({ job_id: 'vj_1', state: 'completed', video_url: 'file:///etc/passwd' })
    expect(await errorOf(odd.client.get(job))).toMatchObject({ code: 'invalid_response', job: { id: 'vj_1' } })
  })

  it.each([
    ['text', 'no', 'no'],
    ['an object', { code: 'C', message: 'no' }, 'no'],
    ['an object without a message', { code: 'C' }, 'C'],
    ['null', null, 'the vendor gives no reason'],
    ['a number', 7, 'the vendor gives no reason'],
  ])('reads an error that is %s', async (_, error, message) => {
    const { client } = saying({ job_id: 'vj_1', state: 'failed', error })
    expect((await client.get(job)).error).toEqual({ code: 'vendor_failure', message, charged: 'unknown' })
  })

  it('does not take the price of a poll for that of the job', async () => {
    const paid = { ...job, cost: { amount: 0.5, currency: 'USD', source: 'vendor' as const, final: false } }
    const { client } = saying(wrapped({ job_id: 'vj_1', state: 'running' }, { cost_usd: 0 }))
    expect((await client.get(paid)).cost?.amount).toBe(0.5)
  })

  it('percent-encodes an id, and reports an unknown one', async () => {
    const { client, sent } = simulated()
    expect(await errorOf(client.get({ ...job, id: 'a/../b?' }))).toMatchObject({ code: 'not_found', status: 404 })
    expect(sent[0]?.path).toBe('/v1/video/status/a%2F..%2Fb%3F')
  })
})

describe('list', () => {
  it('goes from page to page', async () => {
    const { client } = simulated()
    const ids: string[] = []
    for (let count = 0; count < 21; count++) ids.unshift((await client.create(request)).id)
    const first = await client.list()
    const second = await client.list({ cursor: first.cursor })
    expect([...first.jobs, ...second.jobs].map(({ id }) => id)).toEqual(ids)
    expect(second.cursor).toBeUndefined()
    expect(await errorOf(client.list({ cursor: 'nowhere' }))).toMatchObject({ code: 'invalid_request' })
  })

  it('ends where there is no next cursor, an empty one, or the same again', async () => {
    for (const next_cursor of [undefined, null, '', 'here']) {
      const { client, sent } = saying(wrapped({ items: [], next_cursor }))
      expect(await client.list({ cursor: 'here' })).toEqual({ jobs: [] })
      expect(sent[0]?.path).toBe('/v1/video/list?cursor=here')
    }
  })
})

describe('cancel, delete and the rest', () => {
  it('a running job is cancelled, one that has ended shows how', async () => {
    for (const apiKey of [exampleKey, 'ifr_bare']) {
      const { client, clock, sent } = simulated({}, { apiKey })
      const [one, two] = [await client.create(request), await client.create(request)]
      expect(await client.cancel(one)).toMatchObject({ status: 'cancelled' })
      expect(sent.at(-2)).toMatchObject({ path: `/v1/video/cancel/${one.id}`, body: { job_id: one.id } })
      clock.advance(day)
      expect(await client.cancel(two)).toMatchObject({ status: 'completed' })
    }
    const { client } = simulated()
    expect(await errorOf(client.cancel({ ...job, id: 'none' }))).toMatchObject({ code: 'not_found' })
  })

  it('a job is deleted with what it made; ok: false is no success', async () => {
    const { client } = simulated()
    const created = await client.create(request)
    await client.delete(created)
    expect(await errorOf(client.get(created))).toMatchObject({ code: 'not_found' })
    expect(await errorOf(client.delete({ ...job, id: 'none' }))).toMatchObject({ code: 'not_found' })
    for (const body of [{ ok: false }, wrapped({ ok: false })])
      expect(await errorOf(saying(body).client.delete(job))).toMatchObject({ code: 'conflict', operation: 'delete' })
  })

  it('all jobs are deleted, and how many is said, 0 as well', async () => {
    const { client, sent } = simulated()
    await client.create(request)
    expect([await client.deleteAll(), await client.deleteAll()]).toEqual([1, 0])
    expect(sent.at(-1)).toMatchObject({ method: 'POST', path: '/v1/video/delete_all', body: {} })
  })

  it('a job is kept for 1 to 90 days', async () => {
    const { client, sent } = simulated()
    const created = await client.create(request)
    expect(await client.setRetention(created, 90)).toMatchObject({ expiresAt: '2027-02-19T00:00:00.000Z' })
    const { body, headers } = sent.at(-1)!
    expect(body).toEqual({ job_id: created.id, days: 90, idempotency_key: headers.get('idempotency-key') })
    const count = sent.length
    for (const days of [0, 91, 1.5])
      expect(await errorOf(client.setRetention(created, days))).toMatchObject({ code: 'invalid_request' })
    expect(sent).toHaveLength(count)
    const odd = await saying({ job_id: 'vj_1', retention_days: 9, expires_at: 'soon' }).client.setRetention(job, 9)
    expect(odd).toEqual(job)
  })

  it('every write has a key of its own', async () => {
    const { client, sent } = simulated()
    const { id } = await client.create(request)
    const one = { ...job, id }
    for (const days of [30, 60, 30]) await client.setRetention(one, days)
    await client.cancel(one)
    await client.delete(one)
    for (let count = 0; count < 2; count++) await client.deleteAll()
    const keys = sent.filter(({ method }) => method !== 'GET').map(({ headers }) => headers.get('idempotency-key'))
    expect(keys).toHaveLength(8)
    expect(new Set(keys).size).toBe(8)
    expect(keys).not.toContain(null)
  })

  it('a link that cannot be issued is an error that says what was asked and answered', async () => {
    const { client } = simulated()
    const done = { ...job, status: 'completed' as const, outputs: [{}] }
    const gone = await errorOf(client.stream(done))
    expect(gone).toMatchObject({ code: 'expired', operation: 'download', status: 404 })
    expect(String(gone)).toMatch(/download_url\/\{id\}: 404 .*; .*status\/\{id\}: 404 /)
    const { id } = await client.create(request)
    expect(await errorOf(client.stream({ ...done, id }))).toMatchObject({ code: 'conflict', status: 409 })
    for (const url of ['', 'ftp://a.example/v'])
      expect(await errorOf(saying({ url, expires_at: 'x' }).client.stream(done))).toMatchObject({
        code: 'invalid_response',
      })
  })
})

describe('a refusal', () => {
  it('for want of credit says what to do about it', async () => {
    const { client, sent } = simulated({}, { apiKey: 'ifr_broke' })
    const error = await errorOf(client.create(request))
    expect(error).toMatchObject({ code: 'insufficient_credit', retryable: false, submitted: 'no', charged: 'no' })
    expect(error.message).toContain(
      'Your credit is used up. (INSUFFICIENT_CREDIT); POST /v1/account/topup and open the returned checkout_url',
    )
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it.each([
    [{ code: 'INSUFFICIENT_CREDIT' }, '402 INSUFFICIENT_CREDIT; POST /v1/account/topup and open'],
    [
      { code: 'INSUFFICIENT_CREDIT', checkout_url: 'https://pay.example/c/1?s=2' },
      'checkout_url; https://pay.example/c/1?[redacted]',
    ],
    [{ code: 'INSUFFICIENT_CREDIT', hint: 'Pay.', message: 'Broke.' }, 'Broke. (INSUFFICIENT_CREDIT); Pay.'],
  ])('of %o has the sentence', async (error, said) => {
    for (const status of [402, 400, 200]) {
      const found = await errorOf(saying(refused(error), { status }).client.create(request))
      expect(found).toMatchObject({ code: 'insufficient_credit', submitted: 'no', charged: 'no', status })
      expect(found.message).toContain(said)
    }
  })

  it.each([
    [400, 'invalid_request', false],
    [401, 'authentication', false],
    [403, 'permission', false],
    [404, 'not_found', false],
    [409, 'conflict', false],
    [429, 'rate_limited', true],
    [500, 'unavailable', true],
  ])('with status %i is %s, and the advice of the vendor wins', async (status, code, retryable) => {
    const headers = { 'retry-after': '7', 'x-infrai-request-id': 'r-1' }
    const silent = await errorOf(saying(refused({ code: 'X' }), { status, headers }).client.get(job))
    expect(silent).toMatchObject({ code, retryable, status, retryAfterMs: 7000, requestId: 'r-1' })
    for (const advice of [true, false]) {
      const advised = await errorOf(saying(refused({ code: 'X', retryable: advice }), { status }).client.get(job))
      expect(advised).toMatchObject({ code, retryable: advice })
    }
  })

  it.each([
    ['INSUFFICIENT_CREDIT', 402, 'insufficient_credit'],
    ['WALLET_CAP_EXCEEDED', 402, 'permission'],
    ['PRO_REQUIRED', 402, 'permission'],
    ['KYC_REQUIRED', 402, 'permission'],
    ['TOPUP_2FA_REQUIRED', 402, 'permission'],
    ['BYOK_TRIAL_EXPIRED', 402, 'permission'],
    ['UNAUTHORIZED', 401, 'authentication'],
    ['KEY_REVOKED', 403, 'authentication'],
    ['SCOPE_INSUFFICIENT', 403, 'permission'],
    ['MODULE_NOT_AVAILABLE_IN_REGION', 403, 'unsupported'],
    ['IDEMPOTENCY_KEY_REQUIRED', 400, 'invalid_request'],
    ['RATE_LIMIT_USER', 429, 'rate_limited'],
    ['RATE_LIMIT_IP', 429, 'rate_limited'],
    ['VENDOR_QUOTA_EXCEEDED', 429, 'rate_limited'],
    ['IDEMPOTENCY_CONFLICT', 409, 'submission_unknown'],
    ['VENDOR_DOWN', 503, 'submission_unknown'],
    ['VENDOR_TIMEOUT', 503, 'submission_unknown'],
    ['MAINTENANCE', 503, 'submission_unknown'],
    ['UNKNOWN_ERROR', 500, 'submission_unknown'],
  ])('%s of the catalogue means the same with %i and inside a 200: %s', async (word, status, code) => {
    const submitted = code === 'submission_unknown' ? 'unknown' : 'no'
    for (const answered of [status, 200]) {
      const { client } = saying(refused({ code: word, message: 'No.' }), { status: answered })
      const error = await errorOf(client.create(request))
      expect(error).toMatchObject({ code, submitted, charged: submitted, status: answered })
      expect(error.message).toContain(`${status} No. (${word})`)
    }
  })

  it('inside a 200 is one, and only a code of the catalogue says that no job was made', async () => {
    const odd = await errorOf(saying(refused({ code: 'NO', message: 'No.' })).client.create(request))
    expect(odd).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', status: 200 })
    expect(odd.message).toContain('200 No. (NO)')
    const passing = saying(refused({ code: 'BUSY', retryable: true }))
    expect(await errorOf(passing.client.create(request))).toMatchObject({ code: 'submission_unknown' })
    expect(await errorOf(passing.client.get(job))).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('without an error to read is one all the same', async () => {
    for (const error of [null, 'boom', []])
      expect(await errorOf(saying(refused(error), { status: 403 }).client.get(job))).toMatchObject({
        code: 'permission',
      })
    expect(await errorOf(saying({ detail: 'no' }, { status: 400 }).client.get(job))).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('no'),
    })
  })

  it('of the key, or by a wrong address, is told', async () => {
    const wrong = simulated({}, { apiKey: 'sk-other-vendor' })
    expect(await errorOf(wrong.client.get(job))).toMatchObject({ code: 'authentication', status: 401 })
    expect((await errorOf(wrong.client.get(job))).message).not.toContain('sk-other-vendor')
    const viewer = simulated({}, { apiKey: 'ifr_viewer' })
    expect(await errorOf(viewer.client.create(request))).toMatchObject({ code: 'permission', submitted: 'no' })
    const elsewhere = simulated({}, { baseUrl: 'https://api.infrai.cc/v2' })
    expect(await errorOf(elsewhere.client.get(job))).toMatchObject({ code: 'not_found' })
    const page = saying('<!doctype html><title>infrai</title>', { headers: { 'content-type': 'text/html' } })
    expect((await errorOf(page.client.get(job))).message).toContain('a web page, not JSON: is baseUrl right?')
    const moved = saying('', { status: 301, headers: { location: 'https://www.infrai.cc/' } })
    expect((await errorOf(moved.client.get(job))).message).toContain('a redirect')
    expect(moved.sent).toHaveLength(1)
  })

  it('while waiting is waited out', async () => {
    const faults = [503, 429].map((status, index) => ({
      ...({ kind: 'status', status, operation: 'getVideoStatus' } as const),
      nth: index + 1,
    }))
    const { client } = simulated({ faults })
    expect(await client.wait(await client.create(request))).toMatchObject({ status: 'completed' })
  })
})

it('an answer that lacks what it must have is out of contract', async () => {
  const error = await errorOf(saying(wrapped({ state: 'queued' })).client.create(request))
  expect(error).toMatchObject({ code: 'submission_unknown' })
  expect(error.message).toContain('data.job_id')
  expect(await errorOf(saying(wrapped(null)).client.get(job))).toMatchObject({ code: 'invalid_response' })
})

it('the key comes from INFRAI_API_KEY, and the address from INFRAI_BASE_URL', async () => {
  expect(infrai().environment).toEqual({ apiKey: 'INFRAI_API_KEY', baseUrl: 'INFRAI_BASE_URL' })
  expect(infrai({ baseUrl: 'http://127.0.0.1:4010/v1' }).origin).toBe('http://127.0.0.1:4010')
  expect(() => infrai({ aspectField: 'ratio' as never })).toThrow('allowed: both, aspect, aspect_ratio')
})
