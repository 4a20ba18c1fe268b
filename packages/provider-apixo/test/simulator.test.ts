import { beforeEach, describe, expect, test } from 'vitest'
import { createCaller, createVirtualClock, makeMp4, readJson as json } from '@reelay/simulator'
import type { Simulator, VirtualClock } from '@reelay/simulator'
import { apixoSimulator, exampleKey } from '../src/simulator.ts'

type Json = Record<string, unknown>

const day = 86_400_000
const textToVideo = `{
    "request_type": "async",
    "provider": "value",
    "input": {
      "mode": "text-to-video",
      "prompt": "a serene mountain landscape with moving clouds and gentle breeze",
      "resolution": "1080p",
      "duration": 10,
      "aspect_ratio": "16:9",
      "negative_prompt": "low quality, blurry",
      "enable_prompt_expansion": true
    }
  }`
const imageToVideo = `{
    "request_type": "callback",
    "callback_url": "https://your-server.com/callback",
    "provider": "official",
    "input": {
      "mode": "image-to-video",
      "prompt": "make this picture into a smooth cinematic shot with camera slowly zooming in",
      "resolution": "720p",
      "duration": 5,
      "image_urls": ["https://example.com/ref.jpg"],
      "enable_prompt_expansion": false,
      "seed": 42
    }
  }`
const text = (input: Json = {}): Json => ({ input: { mode: 'text-to-video', prompt: 'fox', ...input } })

let clock: VirtualClock
let simulator: Simulator

beforeEach(() => {
  clock = createVirtualClock({ startMs: 1_767_965_610_929 })
  simulator = apixoSimulator({ clock })
})

const call = createCaller(() => simulator, { base: 'https://api.apixo.ai/api/v1', key: exampleKey })
const create = (body: unknown = text(), { model = 'wan-2-5', key = exampleKey } = {}): Promise<Response> =>
  call(`/generateTask/${model}`, { body, key })

async function start(body?: unknown, options?: Parameters<typeof create>[1]): Promise<string> {
  const { data } = (await json(create(body, options))) as { data: { taskId: string } }
  return data.taskId
}

async function poll(id: string, model = 'wan-2-5'): Promise<Json> {
  const { code, message, data } = await json(call(`/statusTask/${model}?taskId=${id}`))
  expect([code, message]).toEqual([200, 'success'])
  return data as Json
}

describe('create', () => {
  test.each([
    ['text', textToVideo],
    ['image', imageToVideo],
  ])('accepts the %s example of the page and answers with an id alone', async (_, body) => {
    expect(await json(create(body))).toEqual({ code: 200, message: 'success', data: { taskId: expect.any(String) } })
    expect(simulator.ledger.violations).toEqual([])
    expect(simulator.ledger.jobs).toMatchObject([
      { request: { ...JSON.parse(body), model: 'wan-2-5' }, billedCents: 0 },
    ])
  })

  test('takes any input for another model', async () => {
    const input = { mode: 'fast', generationType: 'TEXT_2_VIDEO', prompt: 'fox', aspect_ratio: 'auto', sound: false }
    await json(create({ input }, { model: 'veo-3-1' }))
    expect(simulator.ledger.violations).toEqual([])
  })

  test.each<[string, Json, string]>([
    ['no mode', { input: { prompt: 'fox' } }, 'Missing required field: input.mode'],
    ['no prompt', { input: { mode: 'text-to-video' } }, 'Missing required field: input.prompt'],
    ['another mode', text({ mode: 'fast' }), 'Invalid value: input.mode must be one of text-to-video, image-to-video'],
    ['4k', text({ resolution: '4k' }), 'Invalid value: input.resolution must be one of 720p, 1080p'],
    ['0 seconds', text({ duration: 0 }), 'Invalid value: input.duration must be one of 5, 10'],
    ['a ratio', text({ aspect_ratio: '4:3' }), 'Invalid value: input.aspect_ratio must be one of 16:9, 9:16, 1:1'],
    ['no image', text({ mode: 'image-to-video' }), 'Invalid value: input.image_urls must hold exactly one URL'],
    [
      'two images',
      text({ mode: 'image-to-video', image_urls: ['https://a.test/1', 'https://a.test/2'] }),
      'Invalid value: input.image_urls must hold exactly one URL',
    ],
  ])('of wan-2-5 with %s is refused, and makes no task', async (_, body, error) => {
    expect(await json(create(body), 400)).toEqual({ code: 400, message: 'Invalid request', data: { error } })
    expect(simulator.ledger.jobs).toEqual([])
  })

  test('against the spec is refused and noted', async () => {
    expect(await json(create({ ...text(), request_type: 'callback' }), 400)).toMatchObject({ code: 400 })
    expect(simulator.ledger.violations).toMatchObject([{ what: "body must have required property 'callback_url'" }])
  })

  test('of a model that nobody names is not found', async () => {
    expect(await json(create(text(), { model: 'sora' }), 404)).toEqual({ code: 404, message: 'Model not found' })
  })

  test('of a thousand and first task at once is refused', async () => {
    for (let count = 0; count < 1000; count++) await start()
    expect(await json(create(), 429)).toEqual({ code: 429, message: 'Too many concurrent tasks' })
    clock.advance(90_000)
    await start()
  }, 60_000)
})

describe('keys', () => {
  test.each(['/statusTask/wan-2-5?taskId=x', '/apikeys/current-balance'])('%s needs one', async (path) => {
    for (const key of [null, '', 'sk-other', 'apixo-'])
      expect(await json(call(path, { key }), 401)).toEqual({ code: 401, message: 'Invalid or missing API key' })
  })

  test('without credit are refused with 400, barred ones with 403', async () => {
    const broke = { code: 400, message: 'Insufficient credits', data: null }
    expect(await json(create(text(), { key: 'apixo-broke' }), 400)).toEqual(broke)
    expect(await json(create(text(), { key: 'apixo-barred' }), 403)).toMatchObject({ code: 403 })
    expect(await json(create(text(), { key: 'apixo-broke-200' }))).toEqual(broke)
    expect(await json(create(text(), { key: 'apixo-barred-200' }))).toMatchObject({ code: 403 })
    expect(await json(call('/apikeys/current-balance', { key: 'other-200' }))).toMatchObject({ code: 401 })
  })

  test('have a balance', async () => {
    const balance = (key: string): Promise<Json> => json(call('/apikeys/current-balance', { key }))
    expect(await balance(exampleKey)).toEqual({ code: 200, message: 'success', data: 12.5 })
    expect(await balance('apixo-broke')).toMatchObject({ data: 0 })
  })

  test('may ask ten thousand times a minute', async () => {
    const balance = (): Promise<Response> => call('/apikeys/current-balance', { key: 'apixo-barred' })
    for (let count = 0; count < 10_000; count++) await balance()
    expect(await json(balance(), 429)).toEqual({ code: 429, message: 'Rate limit exceeded' })
    await json(call('/apikeys/current-balance', { key: 'apixo-another' }))
    clock.advance(60_000)
    await json(balance(), 403)
  })
})

describe('status', () => {
  test('goes from pending over processing to success, with times in ms and the result as a text of JSON', async () => {
    const id = await start(textToVideo)
    const seen: Json[] = []
    for (; seen.at(-1)?.['state'] !== 'success'; clock.advance(500)) seen.push(await poll(id))
    expect(seen[0]).toEqual({ taskId: id, state: 'pending', createTime: 1_767_965_610_929 })
    expect([...new Set(seen.map(({ state }) => state))]).toEqual(['pending', 'processing', 'success'])
    const { completeTime, costTime, resultJson, ...rest } = seen.at(-1) ?? {}
    expect(rest).toEqual({ taskId: id, state: 'success', createTime: 1_767_965_610_929 })
    expect(costTime).toBeGreaterThanOrEqual(50_000)
    expect(costTime).toBeLessThanOrEqual(90_000)
    expect(completeTime).toBe(1_767_965_610_929 + Number(costTime))
    expect(JSON.parse(String(resultJson))).toEqual({ resultUrls: [expect.stringMatching(/^https:\/\/.+\.mp4\?/)] })
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'completed', billedCents: 10 }])
  })

  test.each([
    ['[fail]', 'GENERATION_FAILED', 'Generation failed'],
    ['a [fail CONTENT_VIOLATION]', 'CONTENT_VIOLATION', 'Content does not meet safety guidelines'],
    ['[fail NSFW_DETECTED]', 'NSFW_DETECTED', 'Generation failed'],
  ])('of a task that fails says why, and no times: %s', async (prompt, failCode, failMsg) => {
    const id = await start(text({ prompt }))
    clock.advance(90_000)
    expect(await poll(id)).toEqual({ taskId: id, state: 'failed', failCode, failMsg })
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'failed', billedCents: 0 }])
  })

  test('of a task whose image cannot be fetched says so', async () => {
    const id = await start(text({ mode: 'image-to-video', image_urls: ['https://host.invalid/a.png'] }))
    clock.advance(90_000)
    expect(await poll(id)).toMatchObject({ failCode: 'INVALID_IMAGE_URL', failMsg: 'Cannot access provided image URL' })
  })

  test('of a task that stalls is processing for ever', async () => {
    const id = await start(text({ prompt: '[stall]' }))
    clock.advance(30 * day)
    expect(await poll(id)).toMatchObject({ state: 'processing' })
  })

  test('of an unknown task, another model or another key is not found', async () => {
    const id = await start()
    const missing = { code: 404, message: 'Task not found' }
    expect(await json(call('/statusTask/wan-2-5?taskId=none'), 404)).toEqual(missing)
    expect(await json(call(`/statusTask/veo-3-1?taskId=${id}`), 404)).toEqual(missing)
    expect(await json(call(`/statusTask/wan-2-5?taskId=${id}`, { key: 'apixo-other' }), 404)).toEqual(missing)
    expect(await json(call(`/statusTask/wan-2-5?taskId=${id}`, { key: 'apixo-other-200' }))).toEqual(missing)
  })

  test('needs a task id', async () => {
    expect(await json(call('/statusTask/wan-2-5'), 400)).toMatchObject({
      code: 400,
      data: { error: expect.any(String) },
    })
  })
})

describe('the result', () => {
  test.each<[string, Json, Parameters<typeof makeMp4>[0]]>([
    [
      'wan-2-5',
      { resolution: '1080p', duration: 10, aspect_ratio: '9:16' },
      { width: 1080, height: 1920, seconds: 10 },
    ],
    ['wan-2-5', {}, { width: 1280, height: 720, seconds: 5 }],
    ['veo-3-1', { aspect_ratio: 'auto', resolution: '4k', duration: 8 }, { width: 1280, height: 720, seconds: 8 }],
  ])('of %s %o is a video of %o, there for 15 days, fetched without a key', async (model, input, video) => {
    const id = await start(text(input), { model })
    clock.advance(90_000)
    const { resultJson } = await poll(id, model)
    const [url = ''] = (JSON.parse(String(resultJson)) as { resultUrls: string[] }).resultUrls
    const answer = await simulator.fetch(url)
    expect(Buffer.from(await answer.arrayBuffer()).equals(await makeMp4(video))).toBe(true)
    clock.advance(15 * day)
    expect((await simulator.fetch(url)).status).toBe(403)
    expect(await poll(id, model)).toMatchObject({ state: 'success' })
    expect(simulator.ledger.violations).toEqual([])
  })
})

test('an address that the vendor does not have is a 404 in JSON', async () => {
  expect(await json(call('/listTasks'), 404)).toEqual({ code: 404, message: 'there is no GET /api/v1/listTasks' })
})
