import { beforeEach, describe, expect, test } from 'vitest'
import { createCaller, createVirtualClock, readJson as json, serve } from '@reelay/simulator'
import type { Simulator, VirtualClock } from '@reelay/simulator'
import { exampleKey, openaiVideosSimulator, type SimulatedDialect } from '../src/simulator.ts'

type Json = Record<string, unknown>

let clock: VirtualClock
let simulator: Simulator
const hour = 3_600_000

function play(dialect: SimulatedDialect): void {
  clock = createVirtualClock({ startMs: Date.UTC(2026, 10, 21) })
  simulator = openaiVideosSimulator({ clock, dialect })
}

beforeEach(() => play('any'))

const call = createCaller(() => simulator, { base: 'https://videos.example', key: exampleKey })
const create = (body: Json = {}): Promise<Response> =>
  call('/v1/videos', { body: { model: 'sora-2', prompt: 'fox', ...body } })
const start = async (body?: Json): Promise<string> => String((await json(create(body)))['id'])
const poll = (id: string): Promise<Json> => json(call(`/v1/videos/${encodeURIComponent(id)}`))

describe('a video', () => {
  test('is queued, made and completed, as the page says', async () => {
    const made = await json(create({ seconds: '8' }))
    expect(made).toMatchObject({ object: 'video', model: 'sora-2', status: 'queued', progress: 0, seconds: '8' })
    const id = String(made['id'])
    clock.advance(30_000)
    expect(await poll(id)).toMatchObject({ status: 'in_progress' })
    await json(call(`/v1/videos/${id}/content`), 404)
    clock.advance(hour)
    expect(await poll(id)).toMatchObject({ status: 'completed', progress: 100 })
    const output = await call(`/v1/videos/${id}/content`)
    expect(output.headers.get('content-type')).toBe('video/mp4')
    expect(
      Buffer.from(await output.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp')
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'completed', billedCents: 80 }])
  })

  test('is made of the page’s own form', async () => {
    const form = new FormData()
    const fields =
      'model=sora-2 prompt=fox duration=5 width=512 height=512 fps=30 seed=1 n=1 metadata={} content={} mode=t2v'
    for (const field of fields.split(' ')) form.append(...(field.split('=') as [string, string]))
    form.append('image', new File(['x'], 'example-file'))
    expect(await json(call('/v1/videos', { body: form }))).toMatchObject({ seconds: '5' })
    expect(simulator.ledger.violations).toEqual([])
  })

  test('fails, is blocked or never ends when the prompt says so', async () => {
    const ids = [
      await start({ prompt: '[fail]' }),
      await start({ prompt: '[moderated]' }),
      await start({ prompt: '[stall]' }),
    ]
    clock.advance(hour)
    const [failed, blocked, stalled] = await Promise.all(ids.map(poll))
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'generation_failed' } })
    expect(blocked).toMatchObject({ status: 'failed', error: { code: 'moderation_blocked' } })
    expect(stalled).toMatchObject({ status: 'in_progress' })
    clock.advance(24 * hour)
    expect(await poll(ids[2]!)).toMatchObject({ status: 'failed' })
  })

  test('of another key is unknown', async () => {
    const id = await start()
    await json(call(`/v1/videos/${id}`, { key: 'sk-other' }), 404)
  })

  test('shows its result, or a link to it, when the prompt says so', async () => {
    const [shown, linked] = [await start({ prompt: '[url]' }), await start({ prompt: '[link]' })]
    clock.advance(hour)
    const { video_url } = await poll(shown)
    const { url } = await json(call(`/v1/videos/${linked}/content`))
    for (const address of [video_url, url]) expect((await simulator.fetch(String(address))).status).toBe(200)
  })
})

describe('what the spec forbids is refused', () => {
  test.each([{ seconds: 8 }, { seconds: '0' }, { prompt: '' }, { input_reference: { url: 'x' } }])(
    '%j',
    async (body) => {
      await json(create(body), 400)
      expect(simulator.ledger.violations).toHaveLength(1)
      expect(simulator.ledger.jobs).toEqual([])
    },
  )

  test('as FastAPI does where it is FastAPI', async () => {
    play('sglang')
    expect(await json(create({ seconds: 8 }), 422)).toMatchObject({ detail: [{ loc: ['body', 'seconds'] }] })
  })
})

describe('routes that a dialect lacks', () => {
  test.each([
    ['aiid', 'GET', '/v1/videos'],
    ['newapi', 'DELETE', '/v1/videos/x'],
    ['newapi', 'POST', '/v1/videos/edits'],
    ['litellm', 'DELETE', '/v1/videos/x'],
    ['openai', 'POST', '/v1/videos/sync'],
    ['any', 'GET', '/v1/films'],
  ] as const)('%s: %s %s', async (dialect, method, path) => {
    play(dialect)
    const body = await json(call(path, { method }), 404)
    expect(body).toMatchObject({ error: { message: `Invalid URL (${method} ${path})` } })
  })

  test('outside of /v1 there is a web page', async () => {
    const answer = await call('/videos')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })
})

describe('each dialect', () => {
  test('New API answers in its own shapes', async () => {
    play('newapi')
    expect(await json(create({ prompt: ' ' }), 400)).toEqual({
      code: 'invalid_request',
      message: 'prompt is required',
      data: null,
    })
    expect(await json(create({ seconds: '3601' }), 400)).toMatchObject({ code: 'invalid_seconds' })
    expect(await json(create({ size: '1x1' }), 400)).toMatchObject({ code: 'invalid_size' })
    expect(await json(create({ input_reference: { file_id: 'x' } }), 400)).toMatchObject({ code: 'invalid_json' })
    expect(await json(create({ model: 'no-such' }), 503)).toMatchObject({ error: { code: 'model_not_found' } })
    expect(await json(create({ prompt: '[refuse]' }))).toMatchObject({ code: 'ali_api_error' })
    expect(await json(call('/v1/videos/none'), 400)).toMatchObject({ code: 'task_not_exist' })
    expect(await json(call('/v1/videos/none/content'), 404)).toMatchObject({ error: { message: 'Task not found' } })
    const [sora, kling] = [await start(), await start({ model: 'kling-v1' })]
    expect(sora).toMatch(/^task_\w{32}$/)
    expect(await json(call(`/v1/videos/${sora}/content`), 400)).toMatchObject({ error: {} })
    expect(await poll(kling)).toMatchObject({ model: '', metadata: { url: '' }, created_at: clock.now() })
    clock.advance(hour)
    expect(await poll(sora)).not.toHaveProperty('metadata')
    expect(await poll(kling)).toMatchObject({ metadata: { url: expect.stringContaining('/media/') } })
    clock.advance(24 * hour)
    expect(await json(call(`/v1/videos/${sora}/content`), 410)).toMatchObject({ error: { code: 'artifact_gone' } })
  })

  test('aiid tells the time in milliseconds', async () => {
    play('aiid')
    expect(await json(create())).toMatchObject({ created_at: clock.now(), task_id: expect.any(String) })
  })

  test('OpenAI takes few lengths and sizes, redirects, and deletes what has ended', async () => {
    play('openai')
    await json(create({ seconds: '5' }), 400)
    await json(create({ size: '640x360' }), 400)
    const id = await start({ seconds: '4' })
    await json(call(`/v1/videos/${id}`, { method: 'DELETE' }), 409)
    clock.advance(hour)
    expect((await call(`/v1/videos/${id}/content`)).status).toBe(302)
    expect(await json(call(`/v1/videos/${id}`, { method: 'DELETE' }))).toEqual({
      id,
      object: 'video.deleted',
      deleted: true,
    })
    await json(call(`/v1/videos/${id}`), 404)
  })

  test('vLLM-Omni takes forms alone, answers at once where asked, and deletes what runs', async () => {
    play('vllm-omni')
    await json(create(), 422)
    const form = new FormData()
    for (const [name, value] of Object.entries({ model: 'wan', prompt: 'fox', seconds: '1', size: '64x64' }))
      form.append(name, value)
    const now = await call('/v1/videos/sync', { method: 'POST', body: form })
    expect(now.headers.get('content-type')).toBe('video/mp4')
    const { id } = await json(call('/v1/videos', { body: form }))
    expect(await json(call(`/v1/videos/${String(id)}`, { method: 'DELETE' }))).toMatchObject({ deleted: true })
  })

  test('SGLang says no more than it has to', async () => {
    play('sglang')
    const id = await start({ prompt: '[fail]' })
    clock.advance(hour)
    expect((await poll(id))['error']).toEqual({ message: expect.any(String) })
    expect(Object.keys(await json(call('/v1/videos')))).toEqual(['object', 'data'])
    expect(await json(call(`/v1/videos/${id}`, { method: 'DELETE' }))).toMatchObject({ id, status: 'deleted' })
  })

  test('LiteLLM has ids that have to be encoded', async () => {
    play('litellm')
    const id = await start()
    expect(id).toMatch(/[+/=]/)
    expect(await poll(id)).toMatchObject({ id })
  })
})

describe('lists, and videos made from others', () => {
  test('pages go on after the last one, in either order', async () => {
    const ids = [await start(), await start(), await start()]
    const page = await json(call(`/v1/videos?limit=2`))
    expect(page).toMatchObject({ has_more: true, first_id: ids[2], last_id: ids[1] })
    expect(await json(call(`/v1/videos?after=${ids[1]}`))).toMatchObject({ has_more: false, last_id: ids[0] })
    expect(await json(call(`/v1/videos?order=asc&limit=1`))).toMatchObject({ last_id: ids[0] })
  })

  test('a remix, an edit and an extension name their source, and wait for its end', async () => {
    const id = await start({ seconds: '8' })
    const remix = (): Promise<Response> => call(`/v1/videos/${id}/remix`, { method: 'POST', body: { prompt: 'rain' } })
    await json(remix(), 400)
    clock.advance(hour)
    expect(await json(remix())).toMatchObject({ remixed_from_video_id: id, seconds: '8', status: 'queued' })
    const video = { id }
    expect(await json(call('/v1/videos/edits', { method: 'POST', body: { prompt: 'p', video } }))).toMatchObject({
      seconds: '8',
    })
    const longer = { prompt: 'p', video, seconds: '4' }
    expect(await json(call('/v1/videos/extensions', { method: 'POST', body: longer }))).toMatchObject({ seconds: '12' })
    await json(call('/v1/videos/none/remix', { method: 'POST', body: { prompt: 'rain' } }), 404)
  })

  test('characters and models', async () => {
    const form = new FormData()
    form.append('name', 'fox')
    form.append('video', new File(['x'], 'fox.mp4'))
    const made = await json(call('/v1/videos/characters', { method: 'POST', body: form }))
    expect(await json(call(`/v1/videos/characters/${String(made['id'])}`))).toEqual(made)
    await json(call('/v1/videos/characters/none'), 404)
    expect(await json(call('/v1/models'))).toMatchObject({ data: [{ id: 'sora-2' }, { id: 'sora-2-pro' }] })
  })
})

test('keys say who may, who has no credit, and who has to wait', async () => {
  await json(call('/v1/videos/x', { key: 'wrong' }), 401)
  const request = { method: 'POST', body: { model: 'sora-2', prompt: 'fox' } }
  expect(await json(call('/v1/videos', { ...request, key: 'sk-broke' }), 429)).toMatchObject({
    error: { code: 'insufficient_quota' },
  })
  const busy = await call('/v1/videos', { ...request, key: 'sk-busy' })
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '20'])
  play('newapi')
  expect(await json(call('/v1/videos', { ...request, key: 'sk-broke' }), 403)).toMatchObject({
    code: 'insufficient_user_quota',
  })
})

test('the page’s call runs against a port', async () => {
  const server = await serve(simulator)
  try {
    const body = new FormData()
    body.append('model', 'sora-2')
    body.append('prompt', 'fox')
    const headers = { authorization: `Bearer ${exampleKey}` }
    const made = await json(fetch(`${server.url}/v1/videos`, { method: 'POST', headers, body }))
    expect(made).toMatchObject({ status: 'queued' })
  } finally {
    await server.close()
  }
})
