import type { Job } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { dialects, openaiVideos, type OpenaiVideosOptions } from '../src/index.ts'
import { answer, baseUrl, errorOf, play, png } from './replay.ts'

const request = { model: 'sora-2', prompt: 'a red fox', duration: 8, aspectRatio: '16:9' }
const job: Job = { provider: 'openai-videos', model: 'sora-2', id: 'video_1', status: 'in_progress', outputs: [] }
const done: Job = { ...job, status: 'completed', outputs: [{}] }
const json = (body: unknown, status = 200): Response => Response.json(body, { status })
const video = (more: object = {}): Response => json({ id: 'video_1', status: 'queued', ...more })
const mp4 = (): Response => new Response(Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom0000')]))
const names = ['any', 'aiid', 'newapi', 'openai', 'vllm-omni', 'sglang', 'litellm'] as const
const options = (own: OpenaiVideosOptions): { providerOptions: { 'openai-videos': OpenaiVideosOptions } } => ({
  providerOptions: { 'openai-videos': own },
})

async function bytesOf(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(body).arrayBuffer())
}

describe.each(names)('a server of the dialect %s', (dialect) => {
  it('makes a video, and the video is fetched', async () => {
    const { client, simulator, sent } = play(dialect)
    const made = await client.create(request)
    expect(made).toMatchObject({ status: 'queued', progress: 0, simulated: true })
    expect(Date.parse(made.createdAt ?? '')).toBeCloseTo(Date.UTC(2026, 10, 21), -4)
    const ended = await client.wait(made)
    expect(ended).toMatchObject({ status: 'completed', progress: 100, model: 'sora-2' })
    const { body, mediaType } = await client.stream(ended)
    expect(mediaType).toBe('video/mp4')
    expect((await bytesOf(body)).subarray(4, 8).toString()).toBe('ftyp')
    expect(simulator.ledger.violations).toEqual([])
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('fails a video as a state, with the reason, and without a video', async () => {
    const { client } = play(dialect)
    const failed = await client.wait(await client.create({ ...request, prompt: '[fail]' }))
    expect(failed).toMatchObject({ status: 'failed', outputs: [], error: { charged: 'unknown' } })
    expect(failed.error?.message).toContain('could not be generated')
    expect(failed.error?.code).toBe('vendor_failure')
  })

  it('refuses a wrong key, and no video is made', async () => {
    const { client, simulator } = play(dialect, { apiKey: 'wrong' })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'authentication', submitted: 'no' })
    expect(simulator.ledger.jobs).toEqual([])
  })

  it('does not know a video of another', async () => {
    const { client } = play(dialect)
    expect(await errorOf(client.get({ ...job, id: 'video_/none' }))).toMatchObject({ code: 'not_found' })
  })

  it('says that the account is empty, that it is busy, and that there is no such model', async () => {
    const broke = await errorOf(play(dialect, { apiKey: 'sk-broke' }).client.create(request))
    expect(broke).toMatchObject({ code: 'insufficient_credit', submitted: 'no', retryable: false })
    const busy = await errorOf(play(dialect, { apiKey: 'sk-busy' }).client.create(request))
    expect(busy).toMatchObject({ code: 'rate_limited', submitted: 'no', retryAfterMs: 20_000 })
    const missing = await errorOf(play(dialect).client.create({ ...request, model: 'no-such' }))
    expect(missing).toMatchObject({ code: 'not_found', submitted: 'no' })
  })

  it('takes an image as bytes and as a URL, and nothing that the spec forbids is sent', async () => {
    const { client, simulator } = play(dialect)
    for (const image of [{ data: png }, { url: 'https://example.com/a.png' }])
      await client.create({ ...request, images: [image] })
    expect(simulator.ledger.violations).toEqual([])
    expect(simulator.ledger.jobs).toHaveLength(2)
  })

  it('offers the members that it has endpoints for, and refuses the others before anything is sent', async () => {
    const { client, sent } = play(dialect)
    const { lacks } = dialects[dialect]
    const { operations, idempotency } = openaiVideos({ baseUrl, dialect }).capabilities
    for (const name of ['list', 'delete', 'content', 'webhook'] as const)
      expect(operations.includes(name), name).toBe(!lacks.some((lack) => lack === name))
    expect(idempotency).toBe(operations.includes('list') ? 'list' : 'none')
    if (operations.includes('list')) expect((await client.list()).jobs).toEqual([])
    else expect(await errorOf(client.list())).toMatchObject({ code: 'unsupported' })
    if (!operations.includes('delete'))
      expect(await errorOf(client.delete(done))).toMatchObject({ code: 'unsupported' })
    expect(sent).toHaveLength(operations.includes('list') ? 1 : 0)
  })

  it('refuses webhookUrl: a webhook is set up for an account', async () => {
    const { client, sent } = play(dialect)
    const error = await errorOf(client.create({ ...request, webhookUrl: 'https://me.example/hook' }))
    expect(error).toMatchObject({ code: 'unsupported', issues: [{ field: 'webhookUrl' }] })
    expect(sent).toHaveLength(0)
  })

  it.each(['remixOf', 'editOf', 'extendOf'] as const)(
    'makes a video from another one by %s where it can',
    async (made) => {
      const { client, simulator, sent } = play(dialect)
      const source = await client.wait(await client.create({ ...request }))
      const before = sent.length
      const wanted = { model: 'sora-2', prompt: 'in the rain', ...options({ [made]: source.id }) }
      const derived = client.create(made === 'extendOf' ? { ...wanted, duration: 4 } : wanted)
      if (!dialects[dialect].derives.some((name) => name === made)) {
        expect(await errorOf(derived)).toMatchObject({
          code: 'unsupported',
          issues: [{ field: `providerOptions.openai-videos.${made}` }],
        })
        expect(sent).toHaveLength(before)
        return
      }
      expect((await derived).id).not.toBe(source.id)
      expect(simulator.ledger.jobs.at(-1)?.request).toMatchObject({ source: source.id, prompt: 'in the rain' })
      expect(simulator.ledger.violations).toEqual([])
    },
  )
})

describe('list and delete', () => {
  it.each(['openai', 'sglang', 'vllm-omni', 'litellm'] as const)('pages end on %s', async (dialect) => {
    const { client } = play(dialect)
    for (let count = 0; count < 21; count++) await client.create(request)
    const first = await client.list()
    const second = await client.list({ cursor: first.cursor })
    expect([first.jobs.length, second.jobs.length]).toEqual([20, 1])
    expect(new Set([...first.jobs, ...second.jobs].map(({ id }) => id)).size).toBe(21)
    const last =
      second.cursor === undefined ? { jobs: [], cursor: undefined } : await client.list({ cursor: second.cursor })
    expect(last).toEqual({ jobs: [] })
  })

  it.each(['openai', 'sglang', 'vllm-omni'] as const)(
    'a video that ended is gone once deleted on %s',
    async (dialect) => {
      const { client } = play(dialect)
      const ended = await client.wait(await client.create(request))
      await client.delete(ended)
      expect(await errorOf(client.get({ ...ended, status: 'in_progress' }))).toMatchObject({ code: 'not_found' })
    },
  )

  it('OpenAI deletes no video that is being made', async () => {
    const { client } = play('openai')
    const made = await client.create(request)
    expect(await errorOf(client.delete(made))).toMatchObject({ code: 'conflict' })
  })

  it('a server without the route says unsupported, not that the video is unknown', async () => {
    const { client } = play('any', { plays: 'newapi' })
    expect(await errorOf(client.list())).toMatchObject({ code: 'unsupported', status: 404 })
    expect(await errorOf(client.delete(done))).toMatchObject({ code: 'unsupported' })
  })
})

describe('what is sent', () => {
  async function bodyOf(input: object, settings: Parameters<typeof openaiVideos>[0] = {}): Promise<unknown> {
    const { client, sent } = answer(video(), settings)
    await client.create({ model: 'm', prompt: 'p', ...input })
    const [only] = sent
    return only?.body instanceof FormData ? Object.fromEntries(only.body) : only?.body
  }

  it('every field of the page', async () => {
    const own = { width: 512, height: 512, response_format: 'url', user: 'user-1234', metadata: { a: 0 }, mode: 't2v' }
    const more = { content: [{ type: 'text' }], parameters: { b: '' } }
    const input = { duration: 123, resolution: '720p', fps: 30, seed: 0, n: 1, ...options({ ...own, ...more }) }
    expect(await bodyOf({ ...input, images: [{ url: 'https://e.com/a.png' }] }, { dialect: 'aiid' })).toEqual({
      model: 'm',
      prompt: 'p',
      duration: 123,
      seconds: '123',
      size: '720p',
      fps: 30,
      seed: 0,
      n: 1,
      image: 'https://e.com/a.png',
      images: ['https://e.com/a.png'],
      ...own,
      ...more,
    })
  })

  it('bytes as the one file of a form, with every other field as text', async () => {
    const input = { duration: 5, seed: 0, images: [{ data: png }], ...options({ metadata: { a: 0 }, user: '' }) }
    const { input_reference: file, ...rest } = Object(await bodyOf(input))
    expect(rest).toEqual({
      model: 'm',
      prompt: 'p',
      duration: '5',
      seconds: '5',
      seed: '0',
      metadata: '{"a":0}',
      user: '',
    })
    expect(file).toMatchObject({ name: 'image.png', type: 'image/png', size: png.length })
  })

  it.each([
    ['kling-v1', (base64: string) => ({ image: base64, images: [base64] })],
    [
      'viduq3-turbo',
      (base64: string) => ({ image: `data:image/png;base64,${base64}`, images: [`data:image/png;base64,${base64}`] }),
    ],
  ])('bytes as text to %s, which reads no file', async (model, expected) => {
    const base64 = Buffer.from(png).toString('base64')
    expect(await bodyOf({ model, images: [{ data: png }] })).toMatchObject(expected(base64))
  })

  it('several references as text, whatever they were', async () => {
    const images = [
      { data: png, role: 'reference' },
      { url: 'https://e.com/b.png', role: 'reference' },
    ]
    const base64 = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
    expect(await bodyOf({ images })).toMatchObject({ image: base64, images: [base64, 'https://e.com/b.png'] })
  })

  it.each([
    ['sora-2-pro', { seconds: '8' }],
    ['doubao-seedance-2-0-260128', { seconds: '8', duration: 8, metadata: { ratio: '16:9', resolution: '1080p' } }],
    ['kling-video', { seconds: '8', duration: 8, metadata: { aspect_ratio: '16:9' } }],
    ['hailuo-video', { seconds: '8', duration: 8 }],
  ])('to %s its length and shape where its provider reads them', async (model, expected) => {
    const input = { model, duration: 8, aspectRatio: '16:9', resolution: '1080p' }
    expect(await bodyOf(input, { dialect: 'newapi' })).toEqual({ model, prompt: 'p', size: '1920x1080', ...expected })
  })

  it('the first frame to hailuo inside metadata', async () => {
    const url = 'https://e.com/a.png'
    expect(await bodyOf({ model: 'hailuo-video', images: [{ url }] })).toMatchObject({
      metadata: { first_frame_image: url },
    })
  })

  it.each([
    ['openai', { input_reference: { image_url: 'https://e.com/a.png' } }],
    ['sglang', { input_reference: 'https://e.com/a.png' }],
    ['vllm-omni', { image_reference: '{"image_url":"https://e.com/a.png"}' }],
  ] as const)('an image by URL where %s looks for it', async (dialect, expected) => {
    expect(await bodyOf({ images: [{ url: 'https://e.com/a.png' }] }, { dialect })).toEqual({
      model: 'm',
      prompt: 'p',
      ...expected,
    })
  })

  it('vLLM-Omni its own options and fields, as a form; false and "" arrive', async () => {
    const input = {
      negativePrompt: '',
      audio: false,
      seed: 0,
      ...options({ num_inference_steps: 40, lora: { name: 'x' } }),
    }
    expect(await bodyOf(input, { dialect: 'vllm-omni' })).toEqual({
      model: 'm',
      prompt: 'p',
      negative_prompt: '',
      generate_sound: 'false',
      seed: '0',
      num_inference_steps: '40',
      lora: '{"name":"x"}',
    })
  })

  it('what aiid documents for a model is an option of it, under the name of its provider', async () => {
    const input = { model: 'veo3.1', negativePrompt: '', audio: false }
    expect(await bodyOf(input, { dialect: 'aiid' })).toMatchObject({
      metadata: { negativePrompt: '', generateAudio: false },
    })
    const error = await errorOf(bodyOf({ ...input, model: 'sora-2' }, { dialect: 'aiid' }))
    expect(error.issues?.map(({ field }) => field)).toEqual(['negativePrompt', 'audio'])
  })

  it('as a dialect of your own says', async () => {
    const dialect = { ...dialects.newapi, length: 'seconds' as const, lacks: ['list' as const, 'content' as const] }
    expect(await bodyOf({ duration: 5 }, { dialect })).toEqual({ model: 'm', prompt: 'p', seconds: '5' })
    expect(openaiVideos({ baseUrl, dialect }).capabilities.operations).toEqual([
      'models',
      'create',
      'get',
      'delete',
      'webhook',
    ])
  })

  it('an id with slashes as one segment of the path', async () => {
    const { client, sent } = answer(video())
    await client.get({ ...job, id: 'video_a/b+c=:d' })
    expect(sent[0]?.url).toBe(`${baseUrl}/v1/videos/video_a%2Fb%2Bc%3D%3Ad`)
  })
})

describe('what is refused before anything is sent', () => {
  it.each([
    [
      'an option of another dialect',
      { ...options({ num_frames: 5 }) },
      'providerOptions.openai-videos.num_frames',
      'unsupported',
    ],
    [
      'an option that nobody knows',
      { ...options({ sede: 5 } as object) },
      'providerOptions.openai-videos.sede',
      'invalid_request',
    ],
    [
      'an option out of its range',
      { ...options({ num_inference_steps: 201 }) },
      'providerOptions.openai-videos.num_inference_steps',
      'invalid_request',
    ],
    ['a length with a remix', { duration: 5, ...options({ remixOf: 'v' }) }, 'duration', 'unsupported'],
    [
      'an image with a remix',
      { images: [{ url: 'https://e.com/a' }], ...options({ remixOf: 'v' }) },
      'images',
      'unsupported',
    ],
    [
      'metadata with a remix',
      { ...options({ remixOf: 'v', metadata: {} }) },
      'providerOptions.openai-videos.metadata',
      'unsupported',
    ],
    [
      'a key of metadata that the request sets',
      { model: 'kling-v1', aspectRatio: '1:1', ...options({ metadata: { aspect_ratio: '4:3' } }) },
      'providerOptions.openai-videos.metadata.aspect_ratio',
      'invalid_request',
    ],
    [
      'an image twice',
      { images: [{ url: 'https://e.com/a' }], ...options({ input_reference: 'x' }) },
      'providerOptions.openai-videos.input_reference',
      'unsupported',
    ],
    [
      'an image URL that Veo behind New API drops',
      { model: 'veo3', images: [{ url: 'https://e.com/a' }] },
      'images[0]',
      'invalid_request',
    ],
    [
      'a ratio that the pixels have not',
      { aspectRatio: '9:16', resolution: '1280x720' },
      'aspectRatio',
      'invalid_request',
    ],
    ['a fraction of a second', { duration: 4.5 }, 'duration', 'invalid_request'],
    ['more than one video', { n: 2 }, 'n', 'unsupported'],
  ] as const)('%s', async (_, input, field, code) => {
    const { client, sent } = answer(video(), { dialect: 'newapi' })
    const error = await errorOf(client.create({ model: 'm', prompt: 'p', ...input } as never))
    expect([error.code, error.issues?.map((issue) => issue.field)]).toEqual([code, [field]])
    expect(sent).toHaveLength(0)
    const plan = await client.plan({ model: 'm', prompt: 'p', ...input } as never)
    expect(plan.candidates[0]?.problems.map((issue) => issue.field)).toEqual([field])
  })

  it('an extension without a length, and a quality without a shape where sizes are pixels', async () => {
    const { client, sent } = answer(video(), { dialect: 'openai' })
    const extension = await errorOf(client.create({ model: 'm', prompt: 'p', ...options({ extendOf: 'v' }) }))
    expect(extension.issues).toMatchObject([{ field: 'duration', code: 'invalid_request' }])
    const shapeless = await errorOf(client.create({ model: 'm', prompt: 'p', resolution: '720p' }))
    expect(shapeless.issues).toMatchObject([{ field: 'aspectRatio', code: 'invalid_request' }])
    expect(sent).toHaveLength(0)
  })

  it('a missing address, with the reason; an unknown dialect', () => {
    expect(() => openaiVideos({ apiKey: 'sk-1' })).toThrow(/OPENAI_VIDEOS_BASE_URL; OpenAI's own service ended/)
    expect(() => openaiVideos({ baseUrl, dialect: 'opanai' as never })).toThrow('dialect')
  })
})

describe('what is read', () => {
  const poll = async (body: unknown): Promise<object> => answer(json(body)).client.get(job)

  it.each([
    ['queued', 'queued queueing pending submitted created'],
    ['in_progress', 'in_progress processing running unknown IN_PROGRESS'],
    ['completed', 'completed succeeded success done'],
    ['failed', 'failed error'],
    ['cancelled', 'cancelled canceled'],
    ['expired', 'expired deleted'],
    ['unknown', 'archived'],
  ])('the status %s from %s', async (status, words) => {
    for (const word of words.split(' '))
      expect(await poll({ id: 'video_1', status: word, url: 'https://e.com/v.mp4' })).toMatchObject({
        status,
        vendorStatus: word,
      })
  })

  it('without a status: queued when new, unknown later', async () => {
    expect(await answer(json({ task_id: 't' })).client.create(request)).toMatchObject({ id: 't', status: 'queued' })
    expect(await poll({ id: 'video_1' })).toMatchObject({ status: 'unknown' })
    expect(await poll({ code: 'success', message: '', data: null })).toMatchObject({
      status: 'unknown',
      id: 'video_1',
    })
    const error = { code: 'moderation_blocked', message: 'no' }
    expect(await poll({ id: 'video_1', error })).toMatchObject({ status: 'unknown' })
  })

  it('an error on a running video is no failure', async () => {
    const running = await poll({ id: 'video_1', status: 'in_progress', error: { code: 10_001, message: 'x' } })
    expect(running).toMatchObject({ status: 'in_progress' })
    expect(running).not.toHaveProperty('error')
  })

  it('seconds and milliseconds alike, and the end only when it is one', async () => {
    const at = '2025-11-28T16:24:50.000Z'
    expect(await poll({ id: 'v', status: 'queued', created_at: 1764347090, completed_at: 1764347090 })).toMatchObject({
      createdAt: at,
    })
    expect(await poll({ id: 'v', status: 'queued', created_at: 1764347090 })).not.toHaveProperty('completedAt')
    expect(
      await poll({ id: 'v', status: 'completed', created: 1764347090000, completed_at: 1764347090 }),
    ).toMatchObject({
      createdAt: at,
      completedAt: at,
    })
  })

  it.each([
    { metadata: { url: 'https://e.com/v.mp4' } },
    { video_url: 'https://e.com/v.mp4' },
    { url: 'https://e.com/v.mp4', metadata: { url: '' } },
    { result_url: 'https://e.com/v.mp4' },
    { output: { video_url: 'https://e.com/v.mp4' } },
    { content: { video_url: 'https://e.com/v.mp4' }, output: 'odd', metadata: [] },
  ])('the result at %j', async (place) => {
    expect(await poll({ id: 'v', status: 'completed', ...place })).toMatchObject({
      outputs: [{ url: 'https://e.com/v.mp4' }],
    })
    expect(await poll({ code: 'success', data: { id: 'v', status: 'completed', ...place } })).toMatchObject({
      outputs: [{ url: 'https://e.com/v.mp4' }],
    })
  })

  it.each(['data:video/mp4;base64,AAAA', '', 'http://localhost:3000/v1/videos/video_1/content', null])(
    'no result at %j: the bytes are at the endpoint, with the key',
    async (url) => {
      const { client, sent } = answer([json({ id: 'video_1', status: 'completed', metadata: { url } }), mp4()])
      await bytesOf((await client.stream(await client.get(job))).body)
      expect(sent.map((one) => [one.url, one.headers.get('authorization')]).at(-1)).toEqual([
        `${baseUrl}/v1/videos/video_1/content`,
        'Bearer sk-1',
      ])
    },
  )

  it('a completed video without a result, on a server without the endpoint, is an invalid response', async () => {
    const dialect = { ...dialects.any, lacks: ['content' as const] }
    const { client } = answer(video({ status: 'completed' }), { dialect })
    expect(await errorOf(client.get(job))).toMatchObject({ code: 'invalid_response', job: { id: 'video_1' } })
  })
})

describe('the bytes', () => {
  it('come from the URL of the object, which never sees the key', async () => {
    const { client, sent, simulator } = play('any')
    await client.stream(await client.wait(await client.create({ ...request, prompt: '[url]' })))
    expect(new URL(sent.at(-1)?.url ?? '').pathname).toMatch(/^\/media\//)
    expect(sent.at(-1)?.headers.has('authorization')).toBe(false)
    expect(simulator.ledger.violations).toEqual([])
  })

  it('come from the link in an answer that is JSON', async () => {
    const { client, sent } = play('any')
    await client.stream(await client.wait(await client.create({ ...request, prompt: '[link]' })))
    expect(sent.slice(-2).map(({ headers }) => headers.has('authorization'))).toEqual([true, false])
  })

  it('come from where a redirect points, and the key stays behind', async () => {
    const moved = new Response(null, { status: 302, headers: { location: 'https://cdn.example/v.mp4' } })
    const { client, sent } = answer([moved, mp4()])
    await client.stream(done)
    expect(sent.map(({ url, headers }) => [new URL(url).host, headers.get('authorization')])).toEqual([
      ['videos.example', 'Bearer sk-1'],
      ['cdn.example', null],
    ])
  })

  it('that are gone, not ready or an error in JSON are told apart', async () => {
    expect(await errorOf(answer(json({ error: { code: 'artifact_gone' } }, 410)).client.stream(done))).toMatchObject({
      code: 'expired',
    })
    expect(await errorOf(answer(json({ error: { message: 'not completed' } }, 400)).client.stream(done))).toMatchObject(
      { code: 'invalid_response' },
    )
    expect(await errorOf(answer(json({ error: { message: 'no' } })).client.stream(done))).toMatchObject({
      code: 'invalid_response',
    })
    const { client, clock } = play('newapi')
    const ended = await client.wait(await client.create(request))
    clock.advance(90_000_000)
    expect(await errorOf(client.stream(ended))).toMatchObject({ code: 'expired' })
  })
})

describe('a refusal', () => {
  it.each([
    ['inside a 200', json({ code: 'ali_api_error', message: 'no', data: null }), 'invalid_request', 'no'],
    [
      'inside a 200, with a word that nobody documents',
      json({ error: { message: 'no' } }),
      'submission_unknown',
      'unknown',
    ],
    ['flat', json({ code: 'invalid_seconds', message: 'no', data: null }, 400), 'invalid_request', 'no'],
    ['with a code of null', json({ code: null, message: 'no', param: 'x', type: 'y' }, 403), 'permission', 'no'],
    [
      'for credit, 403',
      json({ code: 'insufficient_user_quota', message: 'no', data: null }, 403),
      'insufficient_credit',
      'no',
    ],
    [
      'for credit of the key',
      json({ code: 'pre_consume_token_quota_failed', message: 'no' }, 403),
      'insufficient_credit',
      'no',
    ],
    [
      'for credit, 429',
      json({ error: { message: 'no', code: 'insufficient_quota' } }, 429),
      'insufficient_credit',
      'no',
    ],
    ['of a model, 503', json({ error: { message: 'no', code: 'model_not_found' } }, 503), 'not_found', 'no'],
    ['of a type, 500', json({ code: 'build_request_failed', message: 'no' }, 500), 'invalid_request', 'no'],
    ['for content', json({ error: { message: 'no', code: 'moderation_blocked' } }, 400), 'moderated', 'no'],
    ['of a route', json({ error: { message: 'Invalid URL (POST /v1/videos)', code: '' } }, 404), 'unsupported', 'no'],
    ['by FastAPI', json({ detail: 'no' }, 422), 'invalid_request', 'no'],
    [
      'by a redirect',
      new Response(null, { status: 301, headers: { location: 'https://e.com' } }),
      'invalid_response',
      'no',
    ],
    ['too large', json({ code: 'read_request_body_failed', message: 'no' }, 413), 'invalid_request', 'no'],
    [
      'by a provider that failed',
      json({ code: 'fail_to_fetch_task', message: 'no' }, 502),
      'submission_unknown',
      'unknown',
    ],
    [
      'of New API’s own, which has given everything back',
      json({ code: 'fail_to_fetch_task', message: 'no', data: null }, 502),
      'unavailable',
      'no',
    ],
    ['of a panic', json({ error: { message: 'no', type: 'new_api_panic' } }, 500), 'submission_unknown', 'unknown'],
    [
      'for the hard limit, 429',
      json({ error: { message: 'no', code: 'billing_hard_limit_reached' } }, 429),
      'insufficient_credit',
      'no',
    ],
    [
      'for the rate, by a proxy that may have tried before',
      json({ error: { message: 'no', code: '429' } }, 429),
      'submission_unknown',
      'unknown',
    ],
    [
      'of a server that failed, inside a 200',
      json({ error: { message: 'upstream request timeout', type: 'server_error', code: 'timeout' } }),
      'submission_unknown',
      'unknown',
    ],
    ['by a gateway', new Response('<html>', { status: 524 }), 'submission_unknown', 'unknown'],
    ['by a web page', new Response('<html>'), 'submission_unknown', 'unknown'],
    ['that ended early', json({ code: 'request_cancelled', message: 'no' }, 408), 'submission_unknown', 'unknown'],
    ['without an id', json({ object: 'video', status: 'queued' }), 'submission_unknown', 'unknown'],
  ])('%s', async (_, response, code, submitted) => {
    const { client, sent } = answer(response)
    expect(await errorOf(client.create(request))).toMatchObject({ code, submitted, charged: submitted })
    expect(sent).toHaveLength(1)
  })

  it('of FastAPI names the fields', async () => {
    const detail = [{ loc: ['body', 'seconds'], msg: 'not a number', type: 'x' }]
    const error = await errorOf(answer(json({ detail }, 422)).client.create(request))
    expect(error.message).toContain('body.seconds: not a number')
  })

  it('of a poll: an unknown id is 400 with New API; a wrong address says so; a gateway may be asked again', async () => {
    const missing = json({ code: 'task_not_exist', message: 'no', data: null }, 400)
    expect(await errorOf(answer(missing).client.get(job))).toMatchObject({ code: 'not_found', status: 400 })
    const page = await errorOf(answer(new Response('<html>')).client.get(job))
    expect(page).toMatchObject({ code: 'invalid_response' })
    expect(page.message).toContain('is baseUrl right?')
    const slow = await errorOf(answer(new Response('<html>', { status: 524 })).client.get(job))
    expect(slow).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('of a video that is not there yet is waited out', async () => {
    const missing = (): Response => json({ code: 'task_not_exist', message: 'no', data: null }, 400)
    const { client } = answer([
      missing(),
      video({ status: 'in_progress' }),
      video({ status: 'completed', url: 'https://e.com/v' }),
    ])
    expect(await client.wait(job)).toMatchObject({ status: 'completed' })
  })

  it('inside a 200 of the simulated New API makes no video', async () => {
    const { client, simulator } = play('newapi')
    expect(await errorOf(client.create({ ...request, prompt: '[refuse]' }))).toMatchObject({ submitted: 'no' })
    expect(simulator.ledger.jobs).toEqual([])
  })
})

it('a video that never ends is given up at the deadline, and its job is kept', async () => {
  const { client } = play('openai')
  const made = await client.create({ ...request, prompt: '[stall]' })
  const error = await errorOf(client.wait(made, { timeoutMs: 600_000 }))
  expect(error).toMatchObject({ code: 'timeout', job: { id: made.id } })
})

describe('a webhook', () => {
  const secret = `whsec_${btoa('a secret of some length')}`
  const at = Date.UTC(2026, 10, 21) / 1000
  const event = (type: string): string =>
    JSON.stringify({ id: 'evt_abc123', object: 'event', created_at: at, type, data: { id: 'video_1' } })

  async function delivery(body: string, id = 'evt_abc123'): Promise<Request> {
    const key = await crypto.subtle.importKey(
      'raw',
      Buffer.from('a secret of some length'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const mac = Buffer.from(await crypto.subtle.sign('HMAC', key, Buffer.from(`${id}.${at}.${body}`))).toString(
      'base64',
    )
    const headers = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,AAAA v1,${mac}` }
    return new Request('https://me.example/hook', { method: 'POST', body, headers })
  }

  it.each(['video.completed', 'video.failed'])('%s leads to a poll', async (type) => {
    const { client } = answer(video({ status: 'in_progress' }), { webhookSecret: secret })
    expect(await client.webhook(await delivery(event(type)))).toMatchObject({
      isVerified: true,
      deliveryId: 'evt_abc123',
      job: { id: 'video_1', status: 'in_progress' },
    })
  })

  it('of another event asks nobody, and neither does a forged one', async () => {
    const { client, sent } = answer(video(), { webhookSecret: secret })
    expect(await client.webhook(await delivery(event('batch.completed')))).toEqual({
      isVerified: true,
      deliveryId: 'evt_abc123',
    })
    const forged = new Request('https://me.example/hook', { method: 'POST', body: event('video.failed') })
    expect(await errorOf(client.webhook(forged))).toMatchObject({ code: 'authentication' })
    expect(sent).toHaveLength(0)
  })
})
