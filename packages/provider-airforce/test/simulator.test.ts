import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { createCaller, createVirtualClock, makeMp4, readJson as json, serve } from '@reelay/simulator'
import type { Simulator, SimulatorOptions, VirtualClock } from '@reelay/simulator'
import { airforceSimulator } from '../src/simulator.ts'

type Json = Record<string, unknown>

const hour = 3_600_000
const textToVideo = `{
    "model": "wan-2.6",
    "prompt": "A red fox darting across snowy hills at dawn",
    "duration_seconds": 8,
    "aspect_ratio": "16:9",
    "quality": "720p",
    "sound": true
  }`
const imageToVideo = `{
    "model": "kling-1",
    "mode": "image",
    "prompt": "Camera pulls back as the dragon takes off",
    "duration_seconds": 5,
    "aspect_ratio": "16:9",
    "input_images": [{"url": "https://example.com/dragon.jpg"}]
  }`

let clock: VirtualClock
let simulator: Simulator

function play(seed = 1): void {
  clock = createVirtualClock({ startMs: 1_715_000_000_000 })
  simulator = airforceSimulator({ clock, seed })
}

beforeEach(() => play())

const call = createCaller(() => simulator, { base: 'https://api.airforce/v1', key: 'sk-air-YOUR_API_KEY' })
const create = (body: unknown = { model: 'wan-2.6', prompt: 'fox' }, key?: string): Promise<Response> =>
  call('/video/generations', { body, key })
const start = async (body?: unknown, key?: string): Promise<string> =>
  String((await json(create(body, key)))['task_id'])
const poll = (id: string, key?: string): Promise<Json> => json(call(`/video/tasks/${id}`, { key }))

/** Reads a stream as pairs of event and data. */
async function readStream(id: string): Promise<[string, string][]> {
  const answer = await call(`/video/tasks/${id}/stream`)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const frames = (await answer.text()).split('\n\n')
  expect(frames.pop()).toBe('')
  return frames.map((frame) => /^event: (\w+)\ndata: (.*)$/.exec(frame)?.slice(1) as [string, string])
}

describe('create', () => {
  test('accepts the text example of the page and answers as the page does', async () => {
    const task = await json(create(textToVideo))
    expect(task).toEqual({
      task_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      status: 'queued',
      model: 'wan-2.6',
      created: 1_715_000_000,
      expires_at: 1_715_086_400,
      progress: 0,
      cost_cents: 320,
    })
    expect(simulator.ledger.violations).toEqual([])
    expect(simulator.ledger.jobs).toMatchObject([{ request: JSON.parse(textToVideo), billedCents: 0 }])
  })

  test('accepts the image example of the page, which names no quality', async () => {
    expect(await json(create(imageToVideo))).toMatchObject({ status: 'queued', model: 'kling-1', cost_cents: 140 })
    expect(simulator.ledger.violations).toEqual([])
  })

  test('takes the model’s shortest duration when none is given', async () => {
    const [wan, veo] = [await json(create()), await json(create({ model: 'veo-3.1', prompt: '' }))]
    expect([wan['cost_cents'], veo['cost_cents']]).toEqual([5 * 40, 8 * 75])
    expect((await poll(String(veo['task_id'])))['duration_seconds']).toBe(8)
  })

  test('passes on keys it does not know', async () => {
    await json(create({ model: 'wan-2.6', prompt: 'fox', seed: 0, camera: { pan: 'left' } }))
    expect(simulator.ledger.jobs[0]?.request).toMatchObject({ seed: 0, camera: { pan: 'left' } })
  })

  test('a free model costs nothing, and says 0', async () => {
    expect(await json(create({ model: 'ltx-free', prompt: 'fox' }, 'sk-air-free-1'))).toMatchObject({ cost_cents: 0 })
  })
})

describe('a create call that cannot be served is refused, and makes no task', () => {
  const order = { model: 'wan-2.6', prompt: 'fox' }
  const images = [{ url: 'https://example.com/dragon.jpg' }]
  const nested = (param: string, code: string | null = null): Json => ({
    error: { type: 'invalid_request_error', param, code, message: expect.any(String) },
  })
  const flat = (error: string): Json => ({ error, message: expect.any(String) })

  test.each<[string, Json, number, Json]>([
    ['a model of no such name', { ...order, model: 'sora' }, 404, nested('model', 'model_not_found')],
    ['a misspelt model', { ...order, model: 'Wan-2.6' }, 400, nested('model', 'unknown_model')],
    ['a model that makes no videos', { ...order, model: 'chat-mini' }, 400, nested('model', 'unknown_model')],
    ['too short', { ...order, duration_seconds: 4 }, 400, nested('duration_seconds')],
    ['too long', { ...order, duration_seconds: 11 }, 400, nested('duration_seconds')],
    ['no length', { ...order, duration_seconds: 0 }, 400, nested('duration_seconds')],
    ['a ratio the model lacks', { ...order, aspect_ratio: '4:3' }, 400, nested('aspect_ratio')],
    ['no ratio', { ...order, aspect_ratio: '' }, 400, nested('aspect_ratio')],
    ['a quality the model lacks', { ...order, model: 'kling-1', quality: '480p' }, 400, nested('quality')],
    ['a mode the model lacks', { ...order, mode: 'reference', input_images: images }, 400, nested('mode')],
    ['text for a model of images', { ...order, model: 'animate-1' }, 400, nested('mode')],
  ])('%s', async (_, body, status, expected) => {
    expect(await json(create(body), status)).toEqual(expected)
    expect(simulator.ledger.jobs).toEqual([])
    expect(simulator.ledger.violations).toEqual([])
  })

  test.each<[string, Json, string, string]>([
    [
      'a duration in words',
      { ...order, duration_seconds: '8' },
      'duration_seconds',
      'body/duration_seconds must be integer',
    ],
    ['no prompt', { model: 'wan-2.6' }, 'prompt', "body must have required property 'prompt'"],
    [
      'an unknown mode',
      { ...order, mode: 'video' },
      'mode',
      'body/mode must be equal to one of the allowed values: "text", "image", "reference"',
    ],
    ['no image', { ...order, mode: 'image' }, 'input_images', "body must have required property 'input_images'"],
    [
      'an empty image',
      { ...order, mode: 'image', input_images: [{}] },
      'input_images',
      "body/input_images/0 must have required property 'url'",
    ],
  ])('%s is against the spec', async (_, body, param, what) => {
    const answer = await create(body)
    expect(answer.headers.get('x-reelay-violation')).toBe(what)
    expect(await json(answer, 400)).toEqual(nested(param))
    expect(simulator.ledger.violations).toEqual([
      { operationId: 'createVideo', method: 'POST', path: '/v1/video/generations', what },
    ])
    expect(simulator.ledger.jobs).toEqual([])
  })

  test('no credit', async () => {
    expect(await json(create(order, 'sk-air-broke-1'), 402)).toEqual(flat('insufficient_balance'))
  })

  test('a paid model for a free key', async () => {
    expect(await json(create(order, 'sk-air-free-1'), 403)).toEqual(flat('free_tier_gated'))
  })

  test('a fifth task at a time, until one of the four is done', async () => {
    for (let count = 1; count <= 4; count++) await start()
    const answer = await create()
    expect(answer.headers.get('retry-after')).toBe('15')
    expect(await json(answer, 429)).toEqual({ ...flat('too_many_tasks'), retry_after: 15 })
    expect(simulator.ledger.jobs).toHaveLength(4)
    while (simulator.ledger.jobs.every(({ state }) => state !== 'completed')) clock.advance(1_000)
    await json(create())
    expect(await json(create(), 429)).toMatchObject({ error: 'too_many_tasks' })
    await json(create(order, 'sk-air-another-key'))
  })

  test('deleting a task from the history does not make room', async () => {
    const ids = [await start(), await start(), await start(), await start()]
    await json(call(`/video/tasks/${ids[0]}`, { method: 'DELETE' }))
    await json(create(), 429)
  })
})

describe('keys', () => {
  const everywhere: [string, string][] = [
    ['POST', '/video/generations'],
    ['GET', '/video/tasks'],
    ['GET', '/video/tasks/x'],
    ['GET', '/video/tasks/x/stream'],
    ['DELETE', '/video/tasks/x'],
  ]
  test.each(everywhere)('%s %s needs one that begins with sk-air-', async (method, path) => {
    for (const key of [null, '', 'sk-other', 'sk-air-']) {
      const body = method === 'POST' ? { body: {} } : {}
      expect(await json(call(path, { method, key, ...body }), 401)).toEqual({
        error: { message: 'Invalid API key.', type: 'authentication_error', param: null, code: 'invalid_api_key' },
      })
    }
    expect(simulator.ledger.violations).toEqual([])
  })

  test('a task belongs to the key that made it', async () => {
    const id = await start()
    const key = 'sk-air-another-key'
    expect(await json(call(`/video/tasks/${id}`, { key }), 404)).toEqual({
      error: 'not_found',
      message: 'Task not found.',
    })
    expect((await call(`/video/tasks/${id}/stream`, { key })).status).toBe(404)
    expect(await json(call('/video/tasks', { key }))).toEqual({ data: [] })
    expect(await json(call(`/video/tasks/${id}`, { key, method: 'DELETE' }))).toEqual({ deleted: true })
    expect(await poll(id)).toMatchObject({ task_id: id })
  })
})

describe('get', () => {
  test('goes from queued over processing to completed within the page’s 30 s to 4 min', async () => {
    const id = await start(textToVideo)
    const seen: Json[] = []
    let elapsed = 0
    for (; seen.at(-1)?.['status'] !== 'completed'; elapsed += 1_000, clock.advance(1_000)) seen.push(await poll(id))
    expect(elapsed).toBeGreaterThanOrEqual(30_000)
    expect(elapsed).toBeLessThanOrEqual(242_000)
    expect(seen[0]).toEqual({
      task_id: id,
      status: 'queued',
      progress: 0,
      model: 'wan-2.6',
      duration_seconds: 8,
      expires_at: 1_715_086_400,
    })
    expect([...new Set(seen.map(({ status }) => status))]).toEqual(['queued', 'processing', 'completed'])
    expect(seen.at(-1)).toEqual({
      task_id: id,
      status: 'completed',
      progress: 100,
      result_url: expect.stringMatching(
        /^https:\/\/api\.airforce\/media\/.+\.mp4\?expires=1715086400&signature=[0-9a-f]+$/,
      ),
      model: 'wan-2.6',
      duration_seconds: 8,
      expires_at: 1_715_086_400,
      cost_cents: 320,
    })
    expect(simulator.ledger.jobs[0]?.billedCents).toBe(320)
  })

  test('a failed task has an error and costs nothing', async () => {
    const id = await start({ model: 'wan-2.6', prompt: 'a fox [fail]' })
    clock.advance(hour)
    const task = await poll(id)
    expect(task).toMatchObject({ status: 'failed', error: expect.stringMatching(/./), cost_cents: 0 })
    expect(task).not.toHaveProperty('result_url')
    expect(simulator.ledger.jobs[0]).toMatchObject({ state: 'failed', billedCents: 0 })
  })

  test('a stalled task processes until it expires, and costs nothing', async () => {
    const id = await start({ model: 'wan-2.6', prompt: '[stall] a fox' })
    clock.advance(24 * hour - 1)
    expect(await poll(id)).toMatchObject({ status: 'processing' })
    clock.advance(1)
    expect(await poll(id)).toMatchObject({ status: 'expired', cost_cents: 0 })
    expect(simulator.ledger.jobs[0]?.billedCents).toBe(0)
  })

  test('a completed task expires after 24 hours with its result, and stays paid for', async () => {
    const id = await start(textToVideo)
    clock.advance(hour)
    const url = String((await poll(id))['result_url'])
    clock.advance(23 * hour)
    expect(await poll(id)).not.toHaveProperty('result_url')
    expect(await poll(id)).toMatchObject({ status: 'expired', cost_cents: 320 })
    expect((await simulator.fetch(url)).status).toBe(403)
  })

  test('an unknown task is not found', async () => {
    expect(await json(call('/video/tasks/none'), 404)).toEqual({ error: 'not_found', message: 'Task not found.' })
  })
})

describe('the result', () => {
  test.each<[Json, Parameters<typeof makeMp4>[0]]>([
    [
      { duration_seconds: 8, aspect_ratio: '16:9', quality: '720p' },
      { width: 1280, height: 720, seconds: 8 },
    ],
    [
      { duration_seconds: 5, aspect_ratio: '9:16', quality: '480p' },
      { width: 480, height: 854, seconds: 5 },
    ],
    [
      { duration_seconds: 6, aspect_ratio: '1:1', quality: '1080p' },
      { width: 1080, height: 1080, seconds: 6 },
    ],
    [{}, { width: 854, height: 480, seconds: 5 }],
  ])('of %o is a video of %o, fetched without a key', async (order, video) => {
    const id = await start({ model: 'wan-2.6', prompt: 'fox', ...order })
    clock.advance(hour)
    const answer = await simulator.fetch(String((await poll(id))['result_url']))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('video/mp4')
    expect(Buffer.from(await answer.arrayBuffer()).equals(await makeMp4(video))).toBe(true)
    expect(simulator.ledger.violations).toEqual([])
  })
})

describe('stream', () => {
  test('emits a state with only some fields per change, then done', async () => {
    const id = await start()
    const events = await readStream(id)
    expect(events.at(-1)).toEqual(['done', '[DONE]'])
    const states = events.slice(0, -1)
    expect(new Set(states.map(([event]) => event))).toEqual(new Set(['state']))
    const tasks = states.map(([, data]) => JSON.parse(data) as Json)
    expect(tasks[0]).toEqual({ task_id: id, status: 'queued', progress: 0 })
    expect(tasks[1]).toEqual({ task_id: id, status: 'processing', progress: 0 })
    expect(tasks.at(-1)).toEqual({ task_id: id, status: 'completed', progress: 100, result_url: expect.any(String) })
    expect(tasks.length).toBeGreaterThan(5)
    expect(new Set(states.map(([, data]) => data)).size).toBe(states.length)
    expect(tasks.at(-1)?.['result_url']).toBe((await poll(id))['result_url'])
  })

  test('of a task that is over tells its state once', async () => {
    const id = await start({ model: 'wan-2.6', prompt: '[fail]' })
    clock.advance(hour)
    const events = await readStream(id)
    expect(events.map(([event]) => event)).toEqual(['state', 'done'])
    expect(JSON.parse(events[0]![1])).toEqual({ task_id: id, status: 'failed', progress: expect.any(Number) })
  })

  test('ends with an error when the task is deleted meanwhile', async () => {
    const id = await start()
    const reader = (await call(`/video/tasks/${id}/stream`)).body!.getReader()
    await reader.read()
    await json(call(`/video/tasks/${id}`, { method: 'DELETE' }))
    expect(new TextDecoder().decode((await reader.read()).value)).toBe(
      'event: error\ndata: {"error":"Task not found."}\n\n',
    )
    expect((await reader.read()).done).toBe(true)
  })
})

describe('list and delete', () => {
  test('the list is newest first, at most 100', async () => {
    expect(await json(call('/video/tasks'))).toEqual({ data: [] })
    const ids: string[] = []
    for (let count = 0; count < 102; count++) {
      ids.push(await start())
      clock.advance(hour / 12)
    }
    const { data } = (await json(call('/video/tasks'))) as { data: Json[] }
    expect(data.map(({ task_id }) => task_id)).toEqual(ids.toReversed().slice(0, 100))
    expect(data[0]).toEqual(await poll(ids.at(-1)!))
  })

  test('the list takes no query', async () => {
    const answer = await call('/video/tasks?limit=5')
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-reelay-violation')).toBe('query must not have "limit", which the spec lacks')
  })

  test('delete always says so, and removes no more than the record', async () => {
    const id = await start(textToVideo)
    clock.advance(hour)
    const url = String((await poll(id))['result_url'])
    for (const path of [id, id, 'none']) {
      expect(await json(call(`/video/tasks/${path}`, { method: 'DELETE' }))).toEqual({ deleted: true })
    }
    await json(call(`/video/tasks/${id}`), 404)
    await json(call(`/video/tasks/${id}/stream`), 404)
    expect(await json(call('/video/tasks'))).toEqual({ data: [] })
    expect((await simulator.fetch(url)).status).toBe(200)
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'completed', billedCents: 320 }])
  })
})

describe('models', () => {
  const list = async (key: string | null): Promise<Json[]> =>
    ((await json(call('/models', { key }))) as { data: Json[] }).data

  test('are listed with and without a key, as of now', async () => {
    for (const key of [null, 'sk-air-1']) {
      const models = await list(key)
      expect(models).toContainEqual({
        id: 'wan-2.6',
        object: 'model',
        created: 1_715_000_000,
        media_type: 'video',
        output_modalities: ['video'],
        tier: 'paid',
        status: 'healthy',
        video_caps: {
          aspect_ratios: ['16:9', '9:16', '1:1'],
          qualities: ['480p', '720p', '1080p'],
          min_duration_s: 5,
          max_duration_s: 10,
          modes: ['text', 'image'],
          price_per_second_cents: 40,
        },
      })
      expect(models.find(({ output_modalities }) => String(output_modalities) !== 'video')).not.toHaveProperty(
        'video_caps',
      )
    }
    expect(await json(call('/models?channels=1'))).toMatchObject({ object: 'list' })
    expect((await call('/models?channels=2')).headers.get('x-reelay-violation')).toMatch(/^query\/channels/)
  })

  test('a free key sees the free ones, a wrong key none', async () => {
    const tiers = (await list('sk-air-free-1')).map(({ tier }) => tier)
    expect(new Set(tiers)).toEqual(new Set(['free']))
    await json(call('/models', { key: 'wrong' }), 401)
  })

  test('every combination that a model offers is accepted', async () => {
    type Caps = Record<'modes' | 'aspect_ratios' | 'qualities', string[]> &
      Record<'min_duration_s' | 'max_duration_s', number>
    for (const { id, video_caps } of await list(null)) {
      const caps = video_caps as Caps | undefined
      for (const mode of caps?.modes ?? []) {
        for (const aspect_ratio of caps!.aspect_ratios) {
          for (const quality of caps!.qualities) {
            for (const duration_seconds of [caps!.min_duration_s, caps!.max_duration_s]) {
              const body = { model: id, prompt: '', mode, aspect_ratio, quality, duration_seconds }
              await json(create({ ...body, input_images: [{ b64_json: 'aGk=' }] }))
              clock.advance(hour)
            }
          }
        }
      }
    }
    expect(simulator.ledger.jobs.length).toBeGreaterThan(100)
    expect(simulator.ledger.violations).toEqual([])
  })
})

test('a wrong path is answered with a 404 of the vendor', async () => {
  expect(await json(call('/videos/generations', { body: textToVideo }), 404)).toMatchObject({
    error: 'not_found',
  })
  expect(simulator.ledger.violations).toMatchObject([{ what: 'there is no POST /v1/videos/generations' }])
})

test('a fault with a status speaks as the vendor does', async () => {
  const faults: SimulatorOptions['faults'] = [
    { kind: 'status', status: 503 },
    { kind: 'reset', operation: 'getVideo' },
  ]
  simulator = airforceSimulator({ clock, faults })
  expect(await json(create(), 503)).toMatchObject({ error: { type: 'server_error' } })
  expect(() => airforceSimulator({ faults: [{ kind: 'reset', operation: 'create' }] })).toThrow(
    'there are createVideo, listVideos, getVideo, deleteVideo, streamVideo, listModels, media',
  )
})

test('the page’s script runs against a port', async () => {
  const server = await serve(simulator)
  try {
    const headers = { Authorization: 'Bearer sk-air-1', 'Content-Type': 'application/json' }
    const request = { method: 'POST', headers, body: textToVideo }
    const created = await json(fetch(`${server.url}/v1/video/generations`, request))
    let task: Json
    do {
      clock.advance(8_000)
      task = await json(fetch(`${server.url}/v1/video/tasks/${String(created['task_id'])}`, { headers }))
    } while (task['status'] !== 'completed')
    expect(String(task['result_url']).startsWith(`${server.url}/media/`)).toBe(true)
    const video = await fetch(String(task['result_url']))
    expect(
      Buffer.from(await video.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp')
    expect(simulator.ledger.violations).toEqual([])
  } finally {
    await server.close()
  }
})

test('the same seed plays the same tasks', async () => {
  const played = async (seed: number): Promise<Json[]> => {
    play(seed)
    const id = await start()
    clock.advance(60_000)
    return [await poll(id), ...(await readStream(id)).map(([event, data]) => ({ event, data }))]
  }
  expect(await played(5)).toEqual(await played(5))
  expect(await played(5)).not.toEqual(await played(6))
})

test('the examples in the README of the engine run', async () => {
  const readme = await readFile(new URL('../../simulator/README.md', import.meta.url), 'utf8')
  const run = async ([, code = '']: readonly string[]): Promise<string> => {
    const options = ['--conditions=@reelay/source', '--input-type=module-typescript', '--eval', code]
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: new URL('..', import.meta.url) })
    return stdout
  }
  const [lost, rehearsed, ...others] = await Promise.all([...readme.matchAll(/```ts\n([^]*?)```/g)].map(run))
  expect(lost).toMatch(/^ECONNRESET\n1 job was made/)
  expect(lost).toContain('event: done\ndata: [DONE]\n')
  expect(lost).toMatch(/state: 'completed'[^]*billedCents: 200[^]* \[\]\n$/)
  expect(rehearsed).toMatch(/^completed after \d+ calls and \d+ seconds\ninsufficient_credit at \/v1\/models\n$/)
  expect(others).toEqual([])
})
