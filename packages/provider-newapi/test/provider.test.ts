import { createClient, isVideoError, type Client, type Job, type VideoError } from '@reelay/core'
import { answerWith, createVirtualClock, failureOf, rehearse } from '@reelay/simulator'
import type { Rehearsal, SentRequest, Simulator, SimulatorOptions, VirtualClock } from '@reelay/simulator'
import { beforeEach, describe, expect, test } from 'vitest'
import { newapi } from '../src/index.ts'
import { exampleKey, newapiSimulator } from '../src/simulator.ts'

const baseUrl = 'https://gateway.test'

let clock: VirtualClock
let simulator: Simulator
let sent: SentRequest[]

beforeEach(() => {
  clock = createVirtualClock({ startMs: 1_764_347_090_000 })
})

function connect(answer: typeof globalThis.fetch, apiKey: string, base: string = baseUrl): Rehearsal<Client> {
  const provider = newapi({ apiKey, baseUrl: base })
  return rehearse(answer, (wires) => createClient({ providers: [provider], ...wires }), clock)
}

/** A client before a simulated server; what it sends is kept. */
function open(apiKey: string = exampleKey, options: SimulatorOptions = {}): Client {
  simulator = newapiSimulator({ clock, ...options })
  const rehearsal = connect(simulator.fetch, apiKey)
  sent = rehearsal.sent
  return rehearsal.client
}

type Route = Response | object | (() => Response)

/** A client before a server that answers every path as told. */
function before(routes: Record<string, Route>, base?: string): Rehearsal<Client> {
  const answer = ({ method, url }: Request): unknown => {
    const { pathname, host } = new URL(url)
    const name = `${method} ${host === 'gateway.test' ? '' : `https://${host}`}${pathname}`
    const route = routes[name] ?? (pathname === '/v1/models' ? { data: [] } : undefined)
    if (route === undefined) return Response.json({ error: { message: `no route ${name}` } }, { status: 418 })
    return typeof route === 'function' ? route() : route
  }
  return connect(answerWith(answer), 'sk-secret-1', base)
}

const errorOf = (work: Promise<unknown>): Promise<VideoError> => failureOf(work, isVideoError)
const posted = (): unknown[] => sent.flatMap(({ method, body }) => (method === 'POST' ? [body] : []))

const text = { model: 'kling-v1', prompt: 'a fox' }
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const pngText = Buffer.from(png).toString('base64')
const frame = { url: 'https://example.com/a.png' }
const last = { url: 'https://example.com/b.png', role: 'last_frame' as const }
const reference = { url: 'https://example.com/c.png', role: 'reference' as const }
const create = 'POST /v1/video/generations'
const get = 'GET /v1/video/generations/t1'
const job: Job = { provider: 'newapi', model: 'kling-v1', id: 't1', status: 'queued', outputs: [] }
const mp4 = (): Response => new Response(Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom0000')]))
const output = async (client: Client, of: Job): Promise<string> => {
  const { body } = await client.stream(of)
  return Buffer.from(await new Response(body).arrayBuffer()).toString('latin1', 4, 8)
}
const bodyOf = async (request: Parameters<Client['create']>[0], key?: string): Promise<unknown> => {
  await open(key).create(request)
  expect(simulator.ledger.violations).toEqual([])
  return posted().at(-1)
}

describe('a job, from its create to its video', () => {
  test.each([
    ['a classic server, with the result at a storage', 'kling-v1', exampleKey],
    ['a classic server, with the result behind its own address, wrongly set', 'sora-2', exampleKey],
    ['gemini on a classic server, which says nothing at first', 'veo-3.0-generate-001', exampleKey],
    ['a model that the operator named', 'house-video', exampleKey],
    ['task plugins, which name no URL', 'kling-v1', 'sk-plugins-1'],
    ['a server of before 2026, with the URL where the reason is', 'kling-v1', 'sk-old-1'],
    ['a reseller that answers flat', 'kling-v1', 'sk-flat-1'],
  ])('%s', async (_, model, key) => {
    const client = open(key)
    const updates: Job[] = []
    const created = await client.create({ model, prompt: 'a fox' })
    expect(created).toMatchObject({ provider: 'newapi', model, outputs: [], simulated: true })
    const done = await client.wait(created, { onUpdate: (update) => updates.push(update) })
    expect(done.status).toBe('completed')
    expect(done.outputs).toHaveLength(1)
    expect(await output(client, done)).toBe('ftyp')
    expect(JSON.stringify(done)).not.toContain('localhost:3000')
    const progress = updates.flatMap((update) => update.progress ?? [])
    expect(progress).toEqual([...progress].sort((left, right) => left - right))
    expect(simulator.ledger.violations).toEqual([])
    expect(simulator.ledger.requests.filter(({ operationId }) => operationId === 'createVideo')).toHaveLength(1)
  })

  test('that fails says why, and is not charged where the answer says so', async () => {
    for (const key of [exampleKey, 'sk-plugins-1', 'sk-old-1', 'sk-flat-1']) {
      const client = open(key)
      const failed = await client.wait(await client.create({ ...text, prompt: 'a [fail]' }))
      const charged = key === 'sk-flat-1' ? 'unknown' : 'no'
      const error = { code: 'vendor_failure', message: 'Failure to pass the risk control system', charged }
      expect(failed).toMatchObject({ status: 'failed', error, outputs: [] })
    }
    const client = open()
    const veo = await client.wait(await client.create({ model: 'veo-3.0-generate-001', prompt: 'a [fail]' }))
    // Asked for while it fails, such a task keeps what was taken.
    expect(veo.error).toMatchObject({ message: 'Failure to pass the risk control system', charged: 'unknown' })
  })

  test('that stalls is given up by the server after a day', async () => {
    const client = open()
    const created = await client.create({ ...text, prompt: 'a [stall]' })
    expect(await errorOf(client.wait(created, { timeoutMs: 60_000 }))).toMatchObject({ code: 'timeout' })
    clock.advance(86_400_000)
    expect(await client.get(created)).toMatchObject({ status: 'failed', error: { charged: 'no' } })
  })

  test('is not known for a moment after its create, and waiting tolerates that', async () => {
    const client = open()
    const created = await client.create(text)
    const error = await errorOf(client.get(created))
    expect(error).toMatchObject({ code: 'not_found', status: 400, job: { id: created.id } })
    const { createdAt: _createdAt, ...bare } = created
    const early = { ...bare, createdAt: new Date(clock.now() - 60_000).toISOString() }
    expect(await client.wait(early)).toMatchObject({ status: 'completed' })
    expect(await errorOf(client.wait({ provider: 'newapi', id: 'task_nobody' }))).toMatchObject({ code: 'not_found' })
  })
})

describe('what is sent for', () => {
  const base = { prompt: 'a fox' }
  const bytes = { data: png }
  const dataUrl = `data:image/png;base64,${pngText}`

  test.each([
    [
      'kling',
      { model: 'kling-v1', duration: 5, aspectRatio: '9:16', negativePrompt: '', images: [bytes, last] },
      {
        model: 'kling-v1',
        size: '1080x1920',
        image: pngText,
        duration: 5,
        seconds: '5',
        metadata: { negative_prompt: '', image_tail: last.url },
      },
    ],
    [
      'jimeng',
      { model: 'jimeng_vgfm_i2v_l20', duration: 10, aspectRatio: '16:9', seed: 0, images: [last, bytes] },
      {
        model: 'jimeng_vgfm_i2v_l20',
        images: [pngText, last.url],
        duration: 10,
        seconds: '10',
        seed: 0,
        metadata: { aspect_ratio: '16:9', seed: 0 },
      },
    ],
    [
      'vidu, frames',
      { model: 'viduq1', resolution: '1080p', images: [frame, last] },
      {
        model: 'viduq1',
        size: '1080p',
        images: [frame.url, last.url],
      },
    ],
    [
      'vidu, one reference',
      { model: 'viduq1', images: [{ ...bytes, role: 'reference' as const }] },
      {
        model: 'viduq1',
        image: dataUrl,
        metadata: { action: 'referenceGenerate' },
      },
    ],
    [
      'seedance, one frame',
      {
        model: 'doubao-seedance-1-0-pro-250528',
        duration: 4,
        aspectRatio: '21:9',
        resolution: '480p',
        audio: false,
        images: [frame],
      },
      {
        model: 'doubao-seedance-1-0-pro-250528',
        image: frame.url,
        duration: 4,
        seconds: '4',
        metadata: { ratio: '21:9', resolution: '480p', generate_audio: false },
      },
    ],
    [
      'seedance, two frames',
      { model: 'doubao-seedance-1-0-pro-250528', images: [frame, last] },
      {
        model: 'doubao-seedance-1-0-pro-250528',
        metadata: {
          content: [
            { type: 'image_url', image_url: { url: frame.url }, role: 'first_frame' },
            { type: 'image_url', image_url: { url: last.url }, role: 'last_frame' },
          ],
        },
      },
    ],
    [
      'seedance, references',
      { model: 'doubao-seedance-1-0-pro-250528', images: [reference] },
      {
        model: 'doubao-seedance-1-0-pro-250528',
        metadata: { content: [{ type: 'image_url', image_url: { url: reference.url }, role: 'reference_image' }] },
      },
    ],
    [
      'hailuo',
      { model: 'MiniMax-Hailuo-02', duration: 6, resolution: '768p', images: [bytes, last] },
      {
        model: 'MiniMax-Hailuo-02',
        size: '768p',
        duration: 6,
        seconds: '6',
        metadata: { first_frame_image: dataUrl, last_frame_image: last.url },
      },
    ],
    [
      'hailuo, a person',
      { model: 'MiniMax-Hailuo-02', images: [reference] },
      {
        model: 'MiniMax-Hailuo-02',
        metadata: { subject_reference: [{ type: 'character', image: [reference.url] }] },
      },
    ],
    [
      'veo',
      {
        model: 'veo-3.0-generate-001',
        duration: 8,
        aspectRatio: '9:16',
        resolution: '1080p',
        seed: 7,
        audio: true,
        negativePrompt: 'rain',
        images: [bytes],
      },
      {
        model: 'veo-3.0-generate-001',
        image: dataUrl,
        duration: 8,
        seconds: '8',
        seed: 7,
        metadata: { aspectRatio: '9:16', resolution: '1080p', negativePrompt: 'rain', seed: 7, generateAudio: true },
      },
    ],
    [
      'wan, from words',
      {
        model: 'wan2.5-t2v-preview',
        duration: 3,
        resolution: '1920x1080',
        seed: 0,
        audio: false,
        negativePrompt: 'rain',
      },
      {
        model: 'wan2.5-t2v-preview',
        size: '1920*1080',
        duration: 3,
        seconds: '3',
        seed: 0,
        metadata: { input: { negative_prompt: 'rain' }, parameters: { seed: 0, audio: false } },
      },
    ],
    [
      'wan, from a frame',
      { model: 'wan2.5-i2v-preview', resolution: '720p', images: [frame] },
      {
        model: 'wan2.5-i2v-preview',
        size: '720p',
        image: frame.url,
      },
    ],
    [
      'wan, from two frames',
      { model: 'wan2.5-i2v-preview', images: [frame, last] },
      {
        model: 'wan2.5-i2v-preview',
        metadata: { input: { first_frame_url: frame.url, last_frame_url: last.url } },
      },
    ],
    [
      'sora',
      { model: 'sora-2', duration: 12, resolution: '720x1280', images: [frame] },
      {
        model: 'sora-2',
        size: '720x1280',
        seconds: '12',
        input_reference: frame.url,
      },
    ],
    [
      'a model of no known family',
      {
        model: 'house-video',
        duration: 1,
        resolution: '1280x720',
        fps: 24,
        seed: 0,
        n: 2,
        negativePrompt: 'rain',
        images: [reference, { ...bytes, role: 'reference' as const }],
      },
      {
        model: 'house-video',
        size: '1280x720',
        duration: 1,
        seconds: '1',
        fps: 24,
        seed: 0,
        n: 2,
        images: [reference.url, pngText],
        metadata: { negative_prompt: 'rain' },
      },
    ],
  ])('%s', async (_, request, body) => {
    expect(await bodyOf({ ...base, ...request })).toEqual({ ...base, ...body })
  })

  test('bytes for sora is a form, for JSON has no place for them', async () => {
    const providerOptions = { newapi: { user: 'u-1', metadata: { tier: 0 } } }
    const request = { model: 'sora-2', prompt: 'héé', duration: 4, images: [{ data: png }], providerOptions }
    const form = (await bodyOf(request)) as FormData
    const { input_reference: file, ...texts } = Object.fromEntries(form)
    expect(texts).toEqual({
      model: 'sora-2',
      prompt: 'héé',
      seconds: '4',
      user: 'u-1',
      metadata: '{"tier":0}',
    })
    expect(file).toMatchObject({ name: 'image.png', type: 'image/png', size: png.length })
    expect(new Uint8Array(await (file as File).arrayBuffer())).toEqual(png)
  })

  test('the fields that the page alone has', async () => {
    const newapi = { width: 0, height: 720, response_format: '', user: 'u', mode: 'pro' }
    expect(await bodyOf({ ...text, providerOptions: { newapi } })).toEqual({ ...text, ...newapi })
  })

  test('what an upstream alone knows, beside what the request says', async () => {
    const newapi = { kling: { cfg_scale: 0, camera_control: { type: 'simple', config: { zoom: -5 } } } }
    const metadata = { negative_prompt: 'rain', ...newapi.kling, brand_new: false }
    const providerOptions = { newapi: { ...newapi, metadata: { brand_new: false } } }
    expect(await bodyOf({ ...text, negativePrompt: 'rain', providerOptions })).toEqual({ ...text, metadata })
    const wan = { input: { template: 'flying' }, parameters: { watermark: false } }
    const request = { model: 'wan2.5-t2v-preview', prompt: 'a fox', seed: 7, providerOptions: { newapi: { wan } } }
    expect(await bodyOf(request)).toMatchObject({
      metadata: { input: { template: 'flying' }, parameters: { seed: 7, watermark: false } },
    })
  })

  test('a model under a name of the operator’s own, whose family the caller names', async () => {
    const request = { model: 'house-video', prompt: 'a fox', duration: 5, aspectRatio: '1:1' }
    const providerOptions = { newapi: { family: 'kling' as const, kling: { cfg_scale: 1 } } }
    expect(
      await bodyOf({ ...request, aspectRatio: '1:1', providerOptions: { newapi: { family: 'veo' as const } } }).catch(
        (error: unknown) => error,
      ),
    ).toMatchObject({ issues: [{ field: 'duration' }, { field: 'aspectRatio' }] })
    // The server lists it among those of a Sora channel, or not at all: then the caller's word counts.
    const { client, sent } = before({ [create]: { id: 't1' } })
    await client.create({ ...request, providerOptions })
    expect(sent.at(-1)?.body).toEqual({
      model: 'house-video',
      prompt: 'a fox',
      size: '1024x1024',
      duration: 5,
      seconds: '5',
      metadata: { cfg_scale: 1 },
    })
  })
})

describe('before anything is sent, these are refused:', () => {
  test.each([
    ['a seed for kling, which would drop it', { ...text, seed: 7 }, 'seed', 'unsupported'],
    ['a ratio that kling would take for 1:1', { ...text, aspectRatio: '4:3' }, 'aspectRatio', 'invalid_request'],
    ['a fraction of a second, which the server would drop', { ...text, duration: 2.5 }, 'duration', 'invalid_request'],
    ['more than an hour', { ...text, duration: 3601 }, 'duration', 'invalid_request'],
    [
      'a size in pixels for vidu',
      { ...text, model: 'viduq1', resolution: '1920x1080' },
      'resolution',
      'invalid_request',
    ],
    [
      'a URL for veo, which would drop it',
      { ...text, model: 'veo-3.0-generate-001', images: [frame] },
      'images[0]',
      'invalid_request',
    ],
    [
      '7 s for jimeng, which would make 5',
      { ...text, model: 'jimeng_vgfm_t2v_l20', duration: 7 },
      'duration',
      'invalid_request',
    ],
    ['a last frame alone', { ...text, images: [last] }, 'images', 'invalid_request'],
    [
      'a key that the request sets as well',
      { ...text, negativePrompt: 'a', providerOptions: { newapi: { kling: { negative_prompt: 'b' } } } },
      'providerOptions.newapi.kling.negative_prompt',
      'invalid_request',
    ],
    [
      'a nested key that the request sets as well',
      {
        model: 'wan2.5-t2v-preview',
        prompt: 'x',
        seed: 1,
        providerOptions: { newapi: { wan: { parameters: { seed: 2 } } } },
      },
      'providerOptions.newapi.wan.parameters.seed',
      'invalid_request',
    ],
    [
      'a key twice',
      { ...text, providerOptions: { newapi: { kling: { mode: 'pro' }, metadata: { mode: 'std' } } } },
      'providerOptions.newapi.metadata.mode',
      'invalid_request',
    ],
    [
      'options of another upstream',
      { ...text, providerOptions: { newapi: { vidu: { bgm: true } } } },
      'providerOptions.newapi.vidu',
      'invalid_request',
    ],
    [
      'a key that the upstream does not know',
      { ...text, providerOptions: { newapi: { kling: { seed: 1 } } } },
      'providerOptions.newapi.kling.seed',
      'invalid_request',
    ],
    [
      'a second prompt for wan',
      {
        model: 'wan2.5-t2v-preview',
        prompt: 'x',
        providerOptions: { newapi: { wan: { input: { prompt: 'y' } } } },
      },
      'providerOptions.newapi.wan.input.prompt',
      'invalid_request',
    ],
    [
      'a key that nobody knows',
      { ...text, providerOptions: { newapi: { size: 'x' } } },
      'providerOptions.newapi.size',
      'invalid_request',
    ],
    [
      'a ratio where no family says how',
      { ...text, model: 'unheard-of', aspectRatio: '1:1' },
      'aspectRatio',
      'unsupported',
    ],
    [
      'an option by the rules of an unlisted model’s family',
      { ...text, model: 'kling-v9', fps: 24 },
      'fps',
      'unsupported',
    ],
    ['a webhook', { ...text, webhookUrl: 'https://me.test/' }, 'webhookUrl', 'unsupported'],
  ])('%s', async (_, request, field, code) => {
    const client = open()
    const error = await errorOf(client.create(request as never))
    expect(error).toMatchObject({ code, submitted: 'no' })
    expect(error.issues?.map((issue) => issue.field)).toContain(field)
    expect(posted()).toEqual([])
    const { candidates } = await client.plan(request as never)
    expect(candidates[0]?.problems.map((problem) => problem.field)).toContain(field)
  })

  test('a provider without an address, and the error says why', () => {
    expect(() => newapi({ apiKey: 'sk-1' })).toThrow(
      'baseUrl: missing, allowed: an http(s) URL, as baseUrl or in NEWAPI_BASE_URL; everybody runs their own server',
    )
  })
})

test('models are those of the server, each with the rules of its family; any other name may be tried', async () => {
  const models = await open().models()
  const of = (id: string) => models.find((model) => model.id === id)?.modes
  expect(models.map(({ id }) => id)).not.toContain('chat-mini')
  expect(of('veo-3.0-generate-001')?.text?.duration).toEqual({ values: [4, 6, 8], default: 8 })
  expect(of('wan2.5-t2v-preview')?.reference).toBeUndefined()
  expect(of('*')?.text?.aspectRatios).toBeNull()
  const listed = before({
    'GET /v1/models': { data: [{ id: 'mine', supported_endpoint_types: ['openai-video'] }, { id: 'KLING-X' }] },
  })
  expect((await listed.client.models()).map(({ id }) => id)).toEqual(['mine', 'KLING-X', '*'])
  const refused = before({ 'GET /v1/models': { success: false, message: 'no such group' } })
  expect(await errorOf(refused.client.models())).toMatchObject({
    code: 'invalid_response',
    message: expect.stringContaining('no such group'),
  })
})

describe('the answer to a create', () => {
  test.each([
    [
      'classic',
      { id: 't1', task_id: 't1', object: 'video', status: 'queued', progress: 0, created_at: 1764347090 },
      't1',
      'queued',
    ],
    ['of a plugin', { id: 't1', task_id: 't1', status: 'queued', model: 'm', created_at: 1764347090 }, 't1', 'queued'],
    [
      'of the documentation',
      { id: 'video_123', task_id: 'abcd', status: 'processing', created_at: 1640995200 },
      'abcd',
      'in_progress',
    ],
    ['of an old server', { task_id: 't1' }, 't1', 'queued'],
    [
      'with an id alone, its other id empty',
      { id: 't1', task_id: '', status: 'unknown', progress: null },
      't1',
      'in_progress',
    ],
    ['with times in ms', { id: 't1', created_at: 1764347090922 }, 't1', 'queued'],
    [
      'with an error that is none',
      { id: 't1', status: 'queued', error: { code: 10000, message: 'Success' } },
      't1',
      'queued',
    ],
    ['with a word that nobody listed', { id: 't1', status: 'dreaming' }, 't1', 'unknown'],
  ])('is a job, %s', async (_, answer, id, status) => {
    for (const code of [200, 201]) {
      const { client } = before({ [create]: Response.json(answer, { status: code }) })
      const job = await client.create(text)
      expect(job).toMatchObject({ id, status, model: 'kling-v1' })
      expect(Date.parse(job.createdAt ?? '')).toBeLessThan(1_764_347_200_000)
      expect(Date.parse(job.createdAt ?? '')).toBeGreaterThan(1_640_000_000_000)
    }
  })

  test.each([
    [
      200,
      { code: 'ali_api_error', message: 'size is not supported', data: null },
      'invalid_request',
      'size is not supported (ali_api_error)',
    ],
    [
      200,
      { error: { message: 'no such thing', type: 'new_api_error', code: '' } },
      'invalid_response',
      'no such thing',
    ],
    [500, { code: 'build_request_failed', message: 'x', data: null }, 'invalid_request', 'x (build_request_failed)'],
    [500, { code: 'do_request_failed', message: 'EOF', data: null }, 'unavailable', 'EOF (do_request_failed)'],
    [502, { code: 'plugin_submit_response_failed', message: 'risk', data: null }, 'unavailable', 'risk'],
    [504, { code: 'fail_to_fetch_task', message: 'late', data: null }, 'unavailable', 'late'],
    [408, { code: 'fail_to_fetch_task', message: 'late', data: null }, 'timeout', 'late'],
    [429, { error: { message: 'too many', type: 'new_api_error', code: '' } }, 'rate_limited', 'too many'],
    [400, { code: 'invalid_seconds', message: 'too long', data: null }, 'invalid_request', 'too long'],
    [400, { code: null, message: 'string', param: 'string', type: 'string' }, 'invalid_request', 'string'],
    [401, { error: { message: 'Invalid token', type: 'new_api_error', code: '' } }, 'authentication', 'Invalid token'],
    [403, { code: 'insufficient_user_quota', message: 'not enough', data: null }, 'insufficient_credit', 'not enough'],
    [403, { code: 'pre_consume_token_quota_failed', message: 'key', data: null }, 'insufficient_credit', 'key'],
    [403, { error: { message: 'no access to model', type: 'new_api_error', code: '' } }, 'permission', 'no access'],
    [413, { code: 'read_request_body_failed', message: 'too large', data: null }, 'invalid_request', 'too large'],
    [
      429,
      { code: 'fail_to_fetch_task', message: '当前分组上游负载已饱和，请稍后再试', data: null },
      'rate_limited',
      '饱和',
    ],
    [401, { code: 'fail_to_fetch_task', message: '{"code":1000}', data: null }, 'vendor_failure', '{"code":1000}'],
    [402, { code: 'fail_to_fetch_task', message: 'pay', data: null }, 'vendor_failure', 'pay'],
    [
      503,
      { error: { message: 'No available channel', type: '', code: 'model_not_found' } },
      'not_found',
      'No available',
    ],
    [
      404,
      { error: { message: 'Invalid URL (POST /v1/video/generations)', type: 'invalid_request_error', code: '' } },
      'unsupported',
      'is baseUrl right?',
    ],
    [301, '', 'invalid_response', 'is baseUrl right?'],
  ])('is a refusal: %i %j', async (status, answer, code, words) => {
    const response =
      status === 301
        ? new Response(null, { status, headers: { location: 'https://other.test/' } })
        : Response.json(answer, { status })
    const { client, sent } = before({ [create]: response })
    const error = await errorOf(client.create(text, { timeoutMs: 0 }))
    expect(error).toMatchObject({ code, submitted: 'no', charged: 'no' })
    expect(error.message).toContain(words)
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  test.each([
    ['nothing', new Response(null)],
    ['null', Response.json(null)],
    ['an empty id', Response.json({ id: '', task_id: '' })],
    ['half a number for an id', Response.json({ id: 4.2 })],
    ['success, and no task', Response.json({ code: 'success', message: '', data: null })],
    ['the dashboard', new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
    ['an error that is not the server’s own', Response.json({ code: 500, message: 'internal server error' })],
    ['a code that is a number', Response.json({ code: 1201, message: 'no', data: null })],
    ['a code that says nothing', Response.json({ code: '', message: 'wrong', data: null })],
    ['a panic', Response.json({ error: { message: 'nil', type: 'new_api_panic' } }, { status: 500 })],
    ['429 without a body', new Response(null, { status: 429 })],
    ['408', Response.json({ error: { message: '', code: 'request_cancelled' } }, { status: 408 })],
    [
      '500 of a provider that was reached',
      Response.json({ code: 'do_request_failed', message: 'EOF' }, { status: 500 }),
    ],
    ['502', Response.json({ code: 'plugin_submit_response_invalid', message: 'x' }, { status: 502 })],
    ['an upstream’s 504', Response.json({ code: 'fail_to_fetch_task', message: 'x' }, { status: 504 })],
  ])('says nothing of whether there is a job: %s', async (_, response) => {
    const { client, sent } = before({ [create]: response })
    expect(await errorOf(client.create(text))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})

describe('a poll', () => {
  const wrapped = (task: object) => ({ code: 'success', message: '', data: { id: 42, task_id: 't1', ...task } })
  const poll = (answer: Route): Promise<Job> => before({ [get]: answer }).client.get(job)

  test.each([
    [
      'wrapped',
      wrapped({ status: 'IN_PROGRESS', progress: '42%', finish_time: 0 }),
      { status: 'in_progress', progress: 42 },
    ],
    ['without progress yet', wrapped({ status: 'NOT_START', progress: '' }), { status: 'queued' }],
    [
      'with progress that is no number',
      wrapped({ status: 'IN_PROGRESS', progress: 'soon' }),
      { status: 'in_progress' },
    ],
    [
      'with progress as a number',
      wrapped({ status: 'IN_PROGRESS', progress: 7.5 }),
      { status: 'in_progress', progress: 7.5 },
    ],
    [
      'of a word of the server for anything else',
      wrapped({ status: 'UNKNOWN' }),
      { status: 'in_progress', vendorStatus: 'UNKNOWN' },
    ],
    ['of a word that nobody listed', wrapped({ status: 'PAUSED' }), { status: 'unknown', vendorStatus: 'PAUSED' }],
    ['that says nothing', { code: 'success', data: null }, { status: 'in_progress' }],
    ['flat', { task_id: 't1', status: 'processing', error: null, url: null }, { status: 'in_progress' }],
    ['of gemini', wrapped({ status: 'processing', error: null, url: '' }), { status: 'in_progress' }],
    [
      'with an address before the end',
      wrapped({ status: 'IN_PROGRESS', result_url: 'https://x.test/a.mp4' }),
      { status: 'in_progress', outputs: [] },
    ],
    [
      'with times',
      wrapped({
        status: 'SUCCESS',
        submit_time: 1764347090,
        finish_time: 1764347150,
        result_url: 'https://x.test/a.mp4',
      }),
      { createdAt: '2025-11-28T16:24:50.000Z', completedAt: '2025-11-28T16:25:50.000Z' },
    ],
  ])('%s', async (_, answer, expected) => {
    const seen = await poll(answer)
    expect(seen).toMatchObject(expected)
    if (!('progress' in expected)) expect(seen.progress).toBeUndefined()
    if (!('completedAt' in expected)) expect(seen.completedAt).toBeUndefined()
  })

  test.each([
    ['the reason', { fail_reason: 'risk control', result_url: 'risk control' }, 'risk control'],
    ['the text where the URL should be', { fail_reason: '', result_url: 'upstream timeout' }, 'upstream timeout'],
    ['the error of the flat shape', { error: { code: 500, message: 'no' } }, 'no'],
    ['nothing', { fail_reason: '', result_url: 'https://x.test/a.mp4' }, 'the vendor gives no reason'],
  ])('at a failed task tells %s', async (_, task, message) => {
    const error = { code: 'vendor_failure', message, charged: 'unknown' }
    expect(await poll(wrapped({ status: 'FAILURE', ...task }))).toMatchObject({ status: 'failed', outputs: [], error })
  })

  test.each([
    [0, 'no'],
    [50_000, 'unknown'],
    ['0', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('at a failed task with the quota %j says that it is charged: %s', async (quota, charged) => {
    const seen = await poll(wrapped({ status: 'FAILURE', fail_reason: 'no', quota }))
    expect(seen.error).toMatchObject({ message: 'no', charged })
  })

  test.each([
    [
      'has expired from the server',
      400,
      { code: 'task_not_exist', message: 'task_not_exist', data: null },
      'not_found',
    ],
    ['the documentation does not know', 404, { code: null, message: 'Task not found', param: 'task_id' }, 'not_found'],
    ['has lost its upstream', 400, { code: 'invalid_channel_id', message: 'x', data: null }, 'unavailable'],
    [
      'is asked for at a wrong address',
      404,
      { error: { message: 'Invalid URL (GET /v1/video/generations/t1)', type: 'invalid_request_error', code: '' } },
      'unsupported',
    ],
    ['cannot be read', 501, { code: 'not_implemented', message: 'x', data: null }, 'unsupported'],
    [
      'another key may not read',
      403,
      { error: { message: 'This token has no access to model', code: '' } },
      'permission',
    ],
  ])('at a task that %s is an error', async (_, status, answer, code) => {
    const error = await errorOf(poll(Response.json(answer, { status })))
    expect(error).toMatchObject({ code, status })
  })

  test('at a task that has no status leaves it unknown', async () => {
    const answer = { code: 'success', message: '', data: { task_id: 't1', progress: '100%' } }
    expect(await poll(Response.json(answer))).toMatchObject({ status: 'unknown', progress: 100 })
  })

  test('at the dashboard of a server says that the address is wrong', async () => {
    const page = new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })
    const error = await errorOf(poll(page))
    expect(error).toMatchObject({ code: 'invalid_response' })
    expect(error.message).toContain('is baseUrl right?')
  })

  test('of a wait is asked again after a failure, and a wrong address ends it at once', async () => {
    let polls = 0
    const { client } = before({
      [get]: () => {
        polls += 1
        return polls < 3 ? new Response(null, { status: 502 }) : Response.json(wrapped({ status: 'SUCCESS' }))
      },
    })
    expect(await client.wait(job)).toMatchObject({ status: 'completed', outputs: [{}] })
    const astray = before({ [get]: Response.json({ error: { message: 'Invalid URL (GET /x)' } }, { status: 404 }) })
    expect(await errorOf(astray.client.wait(job))).toMatchObject({ code: 'unsupported', job: { id: 't1' } })
    expect(astray.sent).toHaveLength(1)
  })
})

describe('the video', () => {
  const done = (task: object) => ({ code: 'success', message: '', data: { task_id: 't1', status: 'SUCCESS', ...task } })
  const own = 'GET /v1/videos/t1/content'
  const far = 'GET https://cdn.test/v.mp4'

  async function fetched(
    answer: object,
    routes: Record<string, Route>,
    base?: string,
  ): Promise<[string, string | null][]> {
    const { client, sent } = before({ [get]: answer, ...routes }, base)
    expect(await output(client, await client.get(job))).toBe('ftyp')
    return sent.slice(1).map(({ url, headers }) => [url, headers.get('authorization')])
  }

  test('at a URL is fetched without the key', async () => {
    for (const place of ['result_url', 'url', 'fail_reason'])
      expect(await fetched(done({ [place]: 'https://cdn.test/v.mp4' }), { [far]: mp4 })).toEqual([
        ['https://cdn.test/v.mp4', null],
      ])
  })

  test.each([
    ['without a URL', {}],
    ['with an empty one', { result_url: '' }],
    ['with what is none', { result_url: 'ready' }],
    ['in the answer itself', { url: 'data:video/mp4;base64,AAAA' }],
    ['at the server’s own address, wrongly set', { result_url: 'http://localhost:3000/v1/videos/t1/content' }],
  ])('%s is fetched from the server that the client knows, with the key', async (_, task) => {
    for (const base of [baseUrl, `${baseUrl}/v1`, `${baseUrl}/`])
      expect(await fetched(done(task), { [own]: mp4 }, base)).toEqual([
        [`${baseUrl}/v1/videos/t1/content`, 'Bearer sk-secret-1'],
      ])
  })

  test('whose address comes as JSON is fetched from there, without the key', async () => {
    for (const link of [
      { url: 'https://cdn.test/v.mp4' },
      { url: null, video_url: 'https://cdn.test/v.mp4' },
      { metadata: { url: 'https://cdn.test/v.mp4' } },
    ])
      expect((await fetched(done({}), { [own]: link, [far]: mp4 })).map(([, key]) => key)).toEqual([
        'Bearer sk-secret-1',
        null,
      ])
  })

  test('that the server will not give is an error', async () => {
    const completed: Job = { ...job, status: 'completed', outputs: [{}] }
    for (const [status, code] of [
      [400, 'invalid_response'],
      [410, 'expired'],
      [502, 'unavailable'],
    ] as const) {
      const refused = (): Response => Response.json({ error: { message: 'x', type: 'y' } }, { status })
      const { client } = before({ [own]: refused, [get]: { code: 'success', data: { status: 'SUCCESS' } } })
      expect(await errorOf(client.stream(completed))).toMatchObject({ code })
    }
  })
})

test('keys that the simulated server refuses are errors of their kind', async () => {
  const errors = { 'wrong-1': 'authentication', 'sk-broke-1': 'insufficient_credit', 'sk-busy-1': 'rate_limited' }
  for (const [key, code] of Object.entries(errors)) {
    const error = await errorOf(open(key).create(text))
    expect(error).toMatchObject({ code, submitted: 'no' })
    expect(JSON.stringify(error) + error.stack).not.toContain(key)
  }
  expect(await errorOf(open().create({ ...text, model: 'chat-mini' }))).toMatchObject({
    code: 'not_found',
    submitted: 'no',
  })
  const wan = { model: 'wan2.5-i2v-preview', prompt: 'x' }
  expect(await errorOf(open().create(wan))).toMatchObject({ code: 'invalid_request', status: 200, submitted: 'no' })
  const lost = open(exampleKey, { faults: [{ kind: 'lost', operation: 'createVideo' }] })
  expect(await errorOf(lost.create(text))).toMatchObject({ code: 'submission_unknown' })
  expect(simulator.ledger.jobs).toHaveLength(1)
})
