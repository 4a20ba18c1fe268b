import { createCaller, createVirtualClock, readJson, serve } from '@reelay/simulator'
import type { Simulator, SimulatorOptions, VirtualClock } from '@reelay/simulator'
import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { exampleKey, newapiSimulator } from '../src/simulator.ts'

/** Whatever the server may answer, for the fields that are read here. */
interface Json {
  [name: string]: unknown
  id: string
  task_id: string
  code: string | undefined
  error: { message: string; code: string }
  data: Record<string, unknown> & { status: string }
  metadata: { url: string }
  artifacts: { content_url: string }[]
}

let clock: VirtualClock
let simulator: Simulator

beforeEach(() => start())

function start(options: SimulatorOptions = {}): void {
  clock = createVirtualClock({ startMs: 1_764_347_090_000 })
  simulator = newapiSimulator({ clock, ...options })
}

const call = createCaller(() => simulator, { base: 'https://newapi.example', key: exampleKey })
const json = async (...read: Parameters<typeof readJson>): Promise<Json> => (await readJson(...read)) as Json
const create = (body: unknown, key?: string, path = '/v1/video/generations'): Promise<Response> =>
  call(path, { body, key })
const fox = { model: 'kling-v1', prompt: 'a fox' }
const hour = 3_600_000
const idOf = async (body: unknown, key?: string): Promise<string> => {
  const { task_id } = await json(create(body, key))
  return task_id
}

test('every request of the page is accepted, and what it shows of an answer is not contradicted', async () => {
  const page = await readFile(new URL('../../../specs/newapi/examples.yaml', import.meta.url), 'utf8')
  const requests = [...page.matchAll(/part: request\n {2}text: \|\n((?: {4}.*\n)+)/g)].map(([, text]) => String(text))
  expect(requests).toHaveLength(3)
  for (const request of requests) {
    const task = await json(create(request))
    expect(task).toMatchObject({ object: 'video', status: 'queued', progress: 0, model: JSON.parse(request).model })
    expect(task.id).toMatch(/^task_[0-9a-f]{32}$/)
  }
  expect(simulator.ledger.violations).toEqual([])
})

describe('a classic server', () => {
  test('stores a task a moment after it has answered', async () => {
    const id = await idOf(fox)
    expect(await json(call(`/v1/video/generations/${id}`), 400)).toMatchObject({ code: 'task_not_exist', data: null })
    clock.advance(3_000)
    const { code, data } = await json(call(`/v1/video/generations/${id}`))
    expect([code, data.task_id, data.id]).toEqual(['success', id, 42])
  })

  test('counts in percent as text, and tells times in seconds, 0 for none yet', async () => {
    const id = await idOf(fox)
    const seen: string[] = []
    for (let polls = 0; polls < 60; polls++) {
      clock.advance(10_000)
      const { data } = await json(call(`/v1/video/generations/${id}`))
      expect(data.submit_time).toBe(1_764_347_090)
      expect(data.finish_time === 0).toBe(!['SUCCESS', 'FAILURE'].includes(data.status))
      if (data.status === 'IN_PROGRESS') expect(data.progress).toMatch(/^\d+%$/)
      if (data.status === 'SUCCESS') expect(data.result_url).toMatch(/^https:\/\/newapi.example\/media\//)
      seen.push(data.status)
    }
    expect([...new Set(seen)]).toEqual(expect.arrayContaining(['IN_PROGRESS', 'SUCCESS']))
    const video = await json(call(`/v1/videos/${id}`))
    expect(video).toMatchObject({ status: 'completed', model: '', created_at: 1_764_347_090_000 })
    const [output, media] = [await call(`/v1/videos/${id}/content`), await simulator.fetch(video.metadata.url)]
    for (const one of [output, media]) expect((await one.text()).slice(4, 8)).toBe('ftyp')
  })

  test('writes the reason where the URL should be when a task has failed, and gives a stalled one up after a day', async () => {
    const failed = await idOf({ ...fox, prompt: '[fail]' })
    const stalled = await idOf({ ...fox, prompt: '[stall]' })
    clock.advance(hour)
    const { data } = await json(call(`/v1/video/generations/${failed}`))
    expect(data).toMatchObject({ status: 'FAILURE', result_url: data.fail_reason, quota: 0 })
    expect(await json(call(`/v1/videos/${failed}`))).toMatchObject({ status: 'failed' })
    expect((await json(call(`/v1/video/generations/${stalled}`))).data.status).toBe('IN_PROGRESS')
    expect(await json(call(`/v1/videos/${stalled}/content`), 400)).toMatchObject({
      error: { message: 'Task is not completed yet, current status: IN_PROGRESS' },
    })
    clock.advance(24 * hour)
    expect((await json(call(`/v1/video/generations/${stalled}`))).data).toMatchObject({ status: 'FAILURE' })
  })

  test('knows no general routes', async () => {
    expect(await json(call('/v1/tasks/x'), 404)).toMatchObject({ error: { message: 'Invalid URL (GET /v1/tasks/x)' } })
    await json(call('/v1/tasks/x/artifacts'), 404)
    await json(create(fox, undefined, '/v1/tasks/kling'), 404)
  })
})

test('a server with task plugins stores first, names no URL, and lists artifacts', async () => {
  const key = 'sk-plugins-1'
  const created = await json(create(fox, key))
  expect(Object.keys(created)).toEqual(['id', 'task_id', 'status', 'model', 'created_at'])
  const id = created.task_id
  expect((await json(call(`/v1/video/generations/${id}`, { key }))).data.platform).toBe('kling')
  expect((await json(call(`/v1/tasks/${id}/artifacts`, { key }))).artifacts).toEqual([])
  clock.advance(hour)
  expect((await json(call(`/v1/video/generations/${id}`, { key }))).data).not.toHaveProperty('result_url')
  expect(await json(call(`/v1/videos/${id}`, { key }))).not.toHaveProperty('metadata')
  expect(await json(call(`/v1/tasks/${id}`, { key }))).toMatchObject({ status: 'SUCCESS', progress: '100%' })
  const [artifact] = (await json(call(`/v1/tasks/${id}/artifacts`, { key }))).artifacts
  expect((await (await simulator.fetch(String(artifact?.content_url))).text()).slice(4, 8)).toBe('ftyp')
  const own = await call(`/v1/tasks/${id}/artifacts/video/content`, { key })
  expect((await own.text()).slice(4, 8)).toBe('ftyp')
  await json(call(`/v1/tasks/${id}/artifacts/sound/content`, { key }), 404)
  await json(call('/v1/tasks/nobody', { key }), 404)
  const [byRoute, other] = [
    await json(create({ prompt: 'x' }, key, '/v1/tasks/kling')),
    await json(create(fox, key, '/v1/videos')),
  ]
  await json(call(`/v1/tasks/${byRoute.task_id}/artifacts/video/content`, { key }), 409)
  const remix = call(`/v1/videos/${other.id}/remix`, { method: 'POST', body: { prompt: 'again' }, key })
  expect(await json(remix)).toMatchObject({ status: 'queued', model: 'kling-v1' })
  await json(call('/v1/videos/nobody/remix', { method: 'POST', body: { prompt: 'again' } }), 400)
})

test('sora and gemini name the server’s own content under an address that nobody has set', async () => {
  const [sora, veo] = [
    await idOf({ model: 'sora-2', prompt: 'x' }),
    await idOf({ model: 'veo-3.0-generate-001', prompt: 'x' }),
  ]
  const early = await idOf({ model: 'veo-3.0-generate-001', prompt: 'x' }, 'sk-plugins-2')
  expect(await json(call(`/v1/video/generations/${early}`, { key: 'sk-plugins-2' }))).toEqual({
    code: 'success',
    data: null,
  })
  clock.advance(hour)
  const { data } = await json(call(`/v1/video/generations/${sora}`))
  expect(data.result_url).toBe(`http://localhost:3000/v1/videos/${sora}/content`)
  const { data: small } = await json(call(`/v1/video/generations/${veo}`))
  expect(small).toEqual({
    error: null,
    format: 'mp4',
    metadata: null,
    status: 'succeeded',
    task_id: veo,
    url: `http://localhost:3000/v1/videos/${veo}/content`,
  })
})

test('old servers and resellers answer in their own shapes', async () => {
  const old = await json(create(fox, 'sk-old-1'))
  expect(Object.keys(old)).toEqual(['task_id'])
  const flat = await json(create(fox, 'sk-flat-1'))
  expect(flat).toMatchObject({ id: 'video_123', status: 'processing' })
  clock.advance(hour)
  const { data } = await json(call(`/v1/video/generations/${old.task_id}`, { key: 'sk-old-1' }))
  expect(data.fail_reason).toMatch(/^https:/)
  const task = await json(call(`/v1/video/generations/${flat.task_id}`, { key: 'sk-flat-1' }))
  expect(task).toMatchObject({ status: 'succeeded', error: null, url: expect.stringMatching(/^https:/) })
  expect(task).not.toHaveProperty('code')
})

describe('refused', () => {
  test.each([
    ['a wrong key', fox, 'nonsense', 401, ''],
    ['no key', fox, null, 401, ''],
    ['a key without quota', fox, 'sk-broke-1', 403, 'insufficient_user_quota'],
    ['a provider without room', fox, 'sk-busy-1', 429, 'fail_to_fetch_task'],
    ['a model that is not there', { ...fox, model: 'dall-e' }, exampleKey, 503, 'model_not_found'],
    ['a blank prompt', { ...fox, prompt: ' ' }, exampleKey, 400, 'invalid_request'],
    ['more than an hour', { ...fox, duration: 3601 }, exampleKey, 400, 'invalid_seconds'],
    ['seconds as a number', { ...fox, seconds: 5 }, exampleKey, 400, 'invalid_seconds'],
    ['a size that sora has not', { ...fox, model: 'sora-2', size: '1792x1024' }, exampleKey, 400, 'invalid_size'],
    [
      'a size for ali with an x',
      { ...fox, model: 'wan2.5-t2v-preview', size: '1280x720' },
      exampleKey,
      500,
      'build_request_failed',
    ],
    ['ali’s own, with its own status', { ...fox, model: 'wan2.5-i2v-preview' }, exampleKey, 200, 'ali_api_error'],
  ])('is %s', async (_, body, key, status, code) => {
    const answer = await json(create(body, key as string), status)
    expect(answer.code ?? answer.error.code).toBe(code)
    expect(simulator.ledger.jobs).toEqual([])
  })

  test('are the tasks of others, and unknown ones', async () => {
    const id = await idOf(fox)
    clock.advance(hour)
    for (const path of [`/v1/video/generations/${id}`, `/v1/videos/${id}`])
      expect(await json(call(path, { key: 'sk-other' }), 400)).toMatchObject({ code: 'task_not_exist' })
    expect(await json(call('/v1/videos/x/content'), 404)).toMatchObject({ error: { message: 'Task not found' } })
  })

  test('are unknown addresses: JSON below /v1, the dashboard elsewhere', async () => {
    const gone = await json(call('/v1/videos/x', { method: 'DELETE' }), 404)
    expect(gone.error).toMatchObject({ message: 'Invalid URL (DELETE /v1/videos/x)', code: '' })
    const page = await call('/video/generations', { method: 'POST', body: fox })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })

  test('is what a fault says, in the server’s own words', async () => {
    start({ faults: [{ kind: 'status', status: 503 }] })
    expect(await json(create(fox), 503)).toMatchObject({ error: { type: 'new_api_error' } })
  })
})

test('what sora-2-pro takes beyond sora-2, and models, over a port', async () => {
  const server = await serve(simulator)
  try {
    const headers = { authorization: `Bearer ${exampleKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ model: 'sora-2-pro', prompt: 'x', size: '1024x1792', seconds: '4' })
    await json(fetch(`${server.url}/v1/video/generations`, { method: 'POST', headers, body }))
    const { data } = await json(fetch(`${server.url}/v1/models`, { headers }))
    expect(data).toContainEqual(expect.objectContaining({ id: 'chat-mini' }))
  } finally {
    await server.close()
  }
})
