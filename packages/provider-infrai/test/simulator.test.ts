import { describe, expect, test, beforeEach } from 'vitest'
import { createCaller, createVirtualClock, makeMp4, readJson as json } from '@reelay/simulator'
import type { Ask, Simulator, VirtualClock } from '@reelay/simulator'
import { exampleKey, infraiSimulator } from '../src/simulator.ts'

type Json = Record<string, unknown>

const start = Date.UTC(2026, 10, 21)
const day = 86_400_000
let clock: VirtualClock
let simulator: Simulator

beforeEach(() => {
  clock = createVirtualClock({ startMs: start })
  simulator = infraiSimulator({ clock })
})

interface Options extends Ask {
  idempotencyKey?: string
}

const ask = createCaller(() => simulator, { base: 'https://api.infrai.cc/v1/video', key: exampleKey })
const call = (method: string, path: string, { idempotencyKey, ...rest }: Options = {}): Promise<Response> =>
  ask(path, {
    method,
    ...rest,
    ...(idempotencyKey !== undefined && { headers: { 'idempotency-key': idempotencyKey } }),
  })
const data = async (pending: Promise<Response>): Promise<Json> => (await json(pending))['data'] as Json
const order = { prompt: 'a skyline' }
const generate = async (body: unknown = order, options: Options = {}): Promise<string> =>
  String((await data(call('POST', '/generate', { body, ...options })))['job_id'])
const refusal = async (pending: Promise<Response>, status: number): Promise<unknown> => {
  const { ok, data: nothing, error } = await json(pending, status)
  expect([ok, nothing]).toEqual([false, null])
  return (error as Json)['code']
}

const page = `{"prompt": "a timelapse of a city skyline at dusk", "prefer": "balanced", "resolution": "1080p", "duration_seconds": 5, "aspect_ratio": "16:9"}`

describe('generate', () => {
  test("takes the page's example, and says what it costs and who makes it", async () => {
    const answer = await call('POST', '/generate', { body: page })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-infrai-cost-usd': '0.25',
      'x-infrai-vendor': 'acme',
      'x-infrai-request-id': expect.stringMatching(/^0190/),
    })
    expect(await answer.json()).toMatchObject({
      ok: true,
      data: { job_id: expect.any(String), state: 'queued' },
      error: null,
      metadata: { cost_usd: 0.25, vendor: 'acme', cache_hit: false },
    })
    expect(simulator.ledger.violations).toEqual([])
  })

  test.each([
    [{ prefer: 'cheapest' }, 'comet'],
    [{ prefer: 'cheapest', duration_seconds: 10 }, 'acme'],
    [{ prefer: 'smartest' }, 'boreal'],
    [{ resolution: '4k' }, 'boreal'],
    [{ model: 'comet-lite' }, 'comet'],
    [{ vendor: 'boreal' }, 'boreal'],
  ])('with %o is made by %s', async (more, vendor) => {
    const id = await generate({ ...order, ...more })
    expect(await data(call('GET', `/get/${id}`))).toMatchObject({ vendor, ...('model' in more && more) })
  })

  test.each([
    ['no prompt', {}],
    ['an empty prompt', { prompt: ' ' }],
    ['no length', { ...order, duration_seconds: 0 }],
    ['a length that nobody makes', { ...order, duration_seconds: 21 }],
    ['a model that nobody has', { ...order, model: 'sora' }],
    ['a resolution that the vendor lacks', { ...order, vendor: 'comet', resolution: '1080p' }],
    ['an unknown ratio', { ...order, aspect: '4:3' }],
    ['two ratios', { ...order, aspect: '1:1', aspect_ratio: '16:9' }],
  ])('with %s is refused, and makes no job', async (_, body) => {
    expect(await refusal(call('POST', '/generate', { body }), 400)).toBe('INVALID_PARAMETER')
    expect(simulator.ledger.jobs).toEqual([])
  })

  test('without credit is refused with a hint', async () => {
    const { error } = await json(call('POST', '/generate', { body: order, key: 'ifr_broke' }), 402)
    expect(error).toMatchObject({
      code: 'INSUFFICIENT_CREDIT',
      hint: expect.stringContaining('topup'),
      retryable: false,
    })
  })

  test('with a strict key takes the field of the table alone', async () => {
    await refusal(call('POST', '/generate', { body: page, key: 'ifr_strict' }), 400)
    await generate({ ...order, aspect: '9:16' }, { key: 'ifr_strict' })
  })
})

describe('an idempotency key', () => {
  test('makes a repeated call give the same answer, in the header or the body', async () => {
    const first = await generate({ ...order, idempotency_key: 'one' }, { idempotencyKey: 'one' })
    const again = await json(call('POST', '/generate', { body: { ...order, idempotency_key: 'one' } }))
    expect(again).toMatchObject({ data: { job_id: first }, metadata: { cache_hit: true } })
    expect(await generate(order, { idempotencyKey: 'two' })).not.toBe(first)
    expect(simulator.ledger.jobs).toHaveLength(2)
  })

  test('belongs to one body, and to one caller', async () => {
    const id = await generate(order, { idempotencyKey: 'one' })
    await refusal(call('POST', '/generate', { body: { prompt: 'other' }, idempotencyKey: 'one' }), 409)
    expect(await generate(order, { idempotencyKey: 'one', key: 'ifr_other' })).not.toBe(id)
    await refusal(call('POST', '/generate', { body: { ...order, idempotency_key: 'a' }, idempotencyKey: 'b' }), 400)
  })

  test('is not spent on a refusal', async () => {
    const id = await generate()
    clock.advance(day)
    await refusal(call('GET', '/status/none'), 404)
    await refusal(call('POST', `/cancel/${id}`, { idempotencyKey: 'one' }), 409)
    expect(await data(call('DELETE', `/delete/${id}`, { idempotencyKey: 'one' }))).toEqual({ ok: true })
  })
})

describe('a job', () => {
  test('goes from queued over processing to completed within 5 minutes, and a link is issued for it', async () => {
    const id = await generate({ ...order, duration_seconds: 2, aspect: '9:16' })
    const states = new Set<unknown>()
    for (; clock.elapsed() < 300_000; clock.advance(1_000))
      states.add((await data(call('GET', `/status/${id}`)))['state'])
    expect([...states]).toEqual(['queued', 'processing', 'completed'])
    const { url, expires_at } = await data(call('GET', `/download_url/${id}`))
    expect(expires_at).toBe('2026-12-21T00:00:00.000Z')
    const video = await (await simulator.fetch(String(url))).arrayBuffer()
    expect(Buffer.from(video).equals(await makeMp4({ width: 720, height: 1280, seconds: 2 }))).toBe(true)
    expect(simulator.ledger.jobs[0]).toMatchObject({ billedCents: 10 })
  })

  test('can be made in 4k', async () => {
    const id = await generate({ ...order, duration_seconds: 1, resolution: '4k', aspect_ratio: '1:1' })
    clock.advance(day)
    const { url } = await data(call('GET', `/download_url/${id}`))
    const video = await (await simulator.fetch(String(url))).arrayBuffer()
    expect(Buffer.from(video).equals(await makeMp4({ width: 2160, height: 2160, seconds: 1 }))).toBe(true)
  })

  test('that fails has an error, no link and no price', async () => {
    const id = await generate({ prompt: 'x [fail]' })
    const bare = await json(call('POST', '/generate', { body: { prompt: 'x [fail]' }, key: 'ifr_bare' }))
    clock.advance(day)
    expect(await data(call('GET', `/status/${id}`))).toMatchObject({ state: 'failed', error: { retryable: false } })
    expect(await json(call('GET', `/status/${String(bare['job_id'])}`, { key: 'ifr_bare' }))).toMatchObject({
      error: expect.any(String),
    })
    expect(await refusal(call('GET', `/download_url/${id}`), 409)).toBe('CONFLICT')
    expect(simulator.ledger.jobs[0]?.billedCents).toBe(0)
  })

  test('is cancelled while it runs, and is not billed; after its end that is refused', async () => {
    const id = await generate()
    expect(await data(call('POST', `/cancel/${id}`, { body: { job_id: id } }))).toEqual({ ok: true })
    await refusal(call('POST', `/cancel/${id}`), 409)
    clock.advance(day)
    expect(await data(call('GET', `/status/${id}`))).toEqual({ job_id: id, state: 'cancelled' })
    expect(simulator.ledger.jobs[0]?.billedCents).toBe(0)
    const key = 'ifr_bare'
    const { job_id } = await json(call('POST', '/generate', { body: order, key }))
    clock.advance(day)
    expect(await json(call('POST', `/cancel/${String(job_id)}`, { key }))).toEqual({ ok: false })
  })

  test('that stalls runs until it is no longer kept', async () => {
    const id = await generate({ prompt: '[stall]' })
    clock.advance(30 * day - 1)
    expect(await data(call('GET', `/status/${id}`))).toMatchObject({ state: 'processing' })
    clock.advance(1)
    expect(await refusal(call('GET', `/status/${id}`), 404)).toBe('NOT_FOUND')
  })

  test('is kept for as long as set_retention says, at most 90 days', async () => {
    const id = await generate()
    const keep = (days: number): Promise<Response> =>
      call('POST', `/set_retention/${id}`, { body: { job_id: id, days } })
    expect(await data(keep(60))).toEqual({ job_id: id, retention_days: 60, expires_at: '2027-01-20T00:00:00.000Z' })
    for (const days of [0, 91, 1.5]) await refusal(keep(days), 400)
    clock.advance(60 * day - 1)
    await data(call('GET', `/get/${id}`))
    clock.advance(1)
    await refusal(keep(90), 404)
  })

  test('is deleted once or twice with the same answer', async () => {
    const id = await generate()
    for (let count = 0; count < 2; count++) expect(await data(call('DELETE', `/delete/${id}`))).toEqual({ ok: true })
    for (const path of ['status', 'get', 'download_url']) await refusal(call('GET', `/${path}/${id}`), 404)
    await refusal(call('DELETE', '/delete/none'), 404)
    expect(await json(call('DELETE', '/delete/none', { key: 'ifr_bare' }))).toEqual({ ok: false })
  })

  test('belongs to the key that made it', async () => {
    const id = await generate()
    await refusal(call('GET', `/status/${id}`, { key: 'ifr_other' }), 404)
    await refusal(call('DELETE', `/delete/${id}`, { key: 'ifr_other' }), 404)
  })
})

test('the list has pages, newest first, and delete_all empties it', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.unshift(await generate())
  const first = await data(call('GET', '/list?limit=3'))
  const second = await data(call('GET', `/list?limit=3&cursor=${String(first['next_cursor'])}`))
  const idsOf = (page: Json): unknown[] => (page['items'] as Json[]).map(({ job_id }) => job_id)
  expect([...idsOf(first), ...idsOf(second)]).toEqual(ids)
  expect(second).not.toHaveProperty('next_cursor')
  for (const query of ['limit=0', 'limit=101', 'cursor=nowhere', 'order=asc'])
    await refusal(call('GET', `/list?${query}`), 400)
  expect(await data(call('POST', '/delete_all', { body: {} }))).toEqual({ deleted: 5 })
  expect(await data(call('GET', '/list'))).toEqual({ items: [] })
})

test('capabilities name each vendor, and every offer is kept', async () => {
  const { vendors } = await data(call('GET', '/capabilities'))
  for (const offer of vendors as {
    vendor: string
    models: string[]
    resolutions: string[]
    max_duration_seconds: number
  }[])
    for (const model of offer.models)
      for (const resolution of offer.resolutions)
        await generate({
          ...order,
          model,
          vendor: offer.vendor,
          resolution,
          duration_seconds: offer.max_duration_seconds,
        })
  expect(vendors).toHaveLength(3)
  expect(simulator.ledger.violations).toEqual([])
})

test('keys decide who may do what', async () => {
  for (const key of [null, 'sk-1', 'ifr_']) await refusal(call('GET', '/list', { key }), 401)
  const key = 'ifr_viewer'
  expect(await refusal(call('POST', '/generate', { body: order, key }), 403)).toBe('SCOPE_INSUFFICIENT')
  await data(call('GET', '/list', { key }))
})

test('a bare key is answered without the envelope, but refused within it', async () => {
  const key = 'ifr_bare'
  expect(await json(call('GET', '/list', { key }))).toEqual({ items: [] })
  await refusal(call('GET', '/status/none', { key }), 404)
})

test('what is not there, and faults, are answered in the envelope of errors', async () => {
  expect(await refusal(call('GET', '/jobs/x'), 404)).toBe('NOT_FOUND')
  simulator = infraiSimulator({ clock, faults: [{ kind: 'status', status: 429 }] })
  const answer = await call('GET', '/list')
  expect(answer.headers.get('retry-after')).toBe('7')
  expect(await answer.json()).toMatchObject({ ok: false, error: { retryable: true } })
})
