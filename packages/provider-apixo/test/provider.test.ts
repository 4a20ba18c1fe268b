import { readFileSync } from 'node:fs'
import { createClient, type VideoRequestInput } from '@reelay/core'
import { describe, expect, test } from 'vitest'
import { apixo } from '../src/index.ts'
import { answering, errorOf, origin, play } from './rehearsal.ts'

const request = { model: 'wan-2-5', prompt: 'a paper boat' }
const frame = { url: 'https://example.com/ref.jpg' }
const create = '/api/v1/generateTask/wan-2-5'

describe('a video from words', () => {
  test('is created, waited for at the vendor’s pace and fetched without the key', async () => {
    const { client, simulator, sent } = play()
    const job = await client.create({ ...request, duration: 10, resolution: '1080p', aspectRatio: '1:1' })
    expect(job).toMatchObject({ provider: 'apixo', model: 'wan-2-5', status: 'queued', simulated: true })
    expect(job.handle).toEqual({ model: 'wan-2-5' })
    const done = await client.wait(job)
    expect(done).toMatchObject({
      status: 'completed',
      vendorStatus: 'success',
      createdAt: '2026-01-09T13:33:30.929Z',
      completedAt: expect.stringMatching(/^2026-01-09T13:3[45]/),
      expiresAt: '2026-01-10T13:33:30.929Z',
      outputs: [{ url: expect.stringMatching(/^https:/) }],
    })
    // costTime is a duration.
    expect(done).not.toHaveProperty('cost')
    const polls = simulator.ledger.requests.filter(({ operationId }) => operationId === 'getTaskStatus')
    const pauses = polls.map(({ at }, index) => at - (polls[index - 1]?.at ?? Date.parse(job.createdAt ?? '')))
    expect(pauses[0]).toBe(50_000)
    expect(polls.length).toBeGreaterThan(1)
    for (const pause of pauses.slice(1)) expect(pause).toBeGreaterThanOrEqual(5_000)
    const { mediaType, body } = await client.stream(done)
    expect(mediaType).toBe('video/mp4')
    for await (const _chunk of body);
    expect(sent.at(-1)?.headers.has('authorization')).toBe(false)
    expect(simulator.ledger.violations).toEqual([])
  })

  test('can be taken up by another process with the job alone', async () => {
    const { client, clock, simulator } = play()
    const stored = JSON.stringify(await client.create(request))
    const provider = apixo({ apiKey: 'apixo-simulated', fetch: simulator.fetch })
    const other = createClient({ providers: [provider], clock })
    const job = other.job(JSON.parse(stored))
    expect(await other.wait(job)).toMatchObject({ status: 'completed', model: 'wan-2-5' })
    // As a command line names it: by what finds it again, and no more.
    const { provider: owner, id, handle } = job
    expect(await other.get({ provider: owner, id, ...(handle && { handle }) })).toMatchObject({ model: 'wan-2-5' })
  })

  test('that fails says why; that stalls is left to its deadline', async () => {
    const { client } = play()
    const failed = await client.wait(await client.create({ ...request, prompt: '[fail NSFW_DETECTED]' }))
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'moderated', charged: 'unknown' } })
    const stalled = await client.create({ ...request, prompt: '[stall]' })
    const error = await errorOf(client.wait(stalled, { timeoutMs: 600_000 }))
    expect(error).toMatchObject({ code: 'timeout', job: { status: 'in_progress' } })
    expect(await errorOf(client.cancel(stalled))).toMatchObject({ code: 'unsupported' })
  })

  test('is gone in the end: its address after 15 days, an unknown job after a day', async () => {
    const { client, clock } = play()
    const done = await client.wait(await client.create(request))
    clock.advance(2 * 86_400_000)
    expect(await client.get(done)).toMatchObject({ status: 'completed' })
    await (await client.stream(done)).body.cancel()
    clock.advance(15 * 86_400_000)
    expect(await errorOf(client.stream(done))).toMatchObject({ code: 'expired' })
    expect(await client.get({ ...done, status: 'in_progress', id: 'gone' })).toMatchObject({ status: 'expired' })
  })
})

describe('what is sent', () => {
  async function bodyOf(input: VideoRequestInput): Promise<unknown> {
    const { client, sent, simulator } = play()
    await client.create(input)
    expect(simulator.ledger.violations).toEqual([])
    expect(sent).toHaveLength(1)
    return sent[0]?.body
  }

  test('is no more than what was asked for', async () => {
    expect(await bodyOf(request)).toEqual({
      request_type: 'async',
      input: { mode: 'text-to-video', prompt: 'a paper boat' },
    })
  })

  test('is the page’s image example, its callback with the model', async () => {
    const body = await bodyOf({
      model: 'wan-2-5',
      prompt: 'make this picture into a smooth cinematic shot with camera slowly zooming in',
      resolution: '720p',
      duration: 5,
      images: [frame],
      seed: 42,
      webhookUrl: 'https://your-server.com/callback',
      providerOptions: { apixo: { provider: 'official', input: { enable_prompt_expansion: false } } },
    })
    expect(body).toEqual({
      request_type: 'callback',
      callback_url: 'https://your-server.com/callback?apixo_model=wan-2-5',
      provider: 'official',
      input: {
        mode: 'image-to-video',
        prompt: 'make this picture into a smooth cinematic shot with camera slowly zooming in',
        resolution: '720p',
        duration: 5,
        image_urls: ['https://example.com/ref.jpg'],
        enable_prompt_expansion: false,
        seed: 42,
      },
    })
  })

  test('has 0, false and nothing at all where they were given', async () => {
    const providerOptions = { apixo: { input: { enable_prompt_expansion: false, watermark: '', strength: 0 } } }
    expect(await bodyOf({ ...request, seed: 0, negativePrompt: '', providerOptions })).toMatchObject({
      input: { seed: 0, negative_prompt: '', enable_prompt_expansion: false, watermark: '', strength: 0 },
    })
  })

  test.each([
    ['https://me.test/hook', 'https://me.test/hook?apixo_model=wan-2-5'],
    ['https://me.test/hook?token=a%20b&x=', 'https://me.test/hook?token=a%20b&x=&apixo_model=wan-2-5'],
    ['https://me.test/hook?a=1#part', 'https://me.test/hook?a=1&apixo_model=wan-2-5'],
  ])('of the callback %s is %s', async (webhookUrl, expected) => {
    expect(await bodyOf({ ...request, webhookUrl })).toMatchObject({ callback_url: expected })
  })

  test('for another model are its own values, keys and mode', async () => {
    const { client, sent, simulator } = play()
    const input = { mode: 'fast', generationType: 'TEXT_2_VIDEO', sound: false }
    const given = {
      duration: 8,
      aspectRatio: '4:3',
      resolution: '480p',
      seed: 0,
      providerOptions: { apixo: { input } },
    }
    const job = await client.create({ ...request, model: 'veo-3-1', ...given })
    expect(sent[0]?.body).toEqual({
      request_type: 'async',
      input: { ...input, prompt: 'a paper boat', duration: 8, aspect_ratio: '4:3', resolution: '480p', seed: 0 },
    })
    expect(await client.wait(job)).toMatchObject({ status: 'completed', model: 'veo-3-1' })
    expect(simulator.ledger.violations).toEqual([])
  })

  test('for references is in their order, with a mode only if one was given', async () => {
    const { client, sent } = play()
    const images = ['one', 'two'].map((name) => ({ url: `https://a.test/${name}`, role: 'reference' as const }))
    await client.create({ ...request, model: 'seedance-2-0', images })
    expect(sent[0]?.body).toEqual({
      request_type: 'async',
      input: { prompt: 'a paper boat', image_urls: ['https://a.test/one', 'https://a.test/two'] },
    })
  })

  test('has the model in the path, and nothing of it can become another path', async () => {
    const { client, sent } = answering({ code: 200, message: 'success', data: { taskId: 't&x=1' } })
    const job = await client.create({ ...request, model: 'a/../b?c' })
    await client.get(job).catch(() => {})
    expect(sent.map(({ url }) => url)).toEqual([
      `${origin}/api/v1/generateTask/a%2F..%2Fb%3Fc`,
      `${origin}/api/v1/statusTask/a%2F..%2Fb%3Fc?taskId=t%26x%3D1`,
    ])
  })

  test('is what the plan shows, which sends nothing', async () => {
    const { client, sent } = play()
    const { candidates } = await client.plan({ ...request, duration: 5 })
    const body = { request_type: 'async', input: { mode: 'text-to-video', prompt: 'a paper boat', duration: 5 } }
    expect(candidates).toMatchObject([{ problems: [], call: { method: 'POST', path: create, body } }])
    expect(sent).toHaveLength(0)
  })
})

describe('refused before anything is sent', () => {
  const png = Uint8Array.from([0x89, ...Buffer.from('PNG\r\n\u001a\nrest')])
  const option = (apixo: Record<string, unknown>): object => ({ providerOptions: { apixo } })
  test.each<[string, object, string]>([
    ['an image as bytes', { images: [{ data: png }] }, 'images[0]: bytes given, allowed: url'],
    ['two images', { images: [frame, frame] }, 'images: 2 images given, allowed: at most 1'],
    ['a last frame', { images: [{ ...frame, role: 'last_frame' }] }, 'images[0].role: last_frame given'],
    ['a reference', { images: [{ ...frame, role: 'reference' }] }, 'images: reference given, not supported here'],
    ['a shape beside an image', { images: [frame], aspectRatio: '1:1' }, 'aspectRatio: "1:1" given, not supported'],
    ['another length', { duration: 8 }, 'duration: 8 given, allowed: 5, 10'],
    ['another size', { resolution: '480p' }, 'resolution: 480p given, allowed: 720p, 1080p'],
    ['sound', { audio: false }, 'audio: false given, not supported here'],
    ['two videos', { n: 2 }, 'n: 2 given, not supported here'],
    ['a key for repeats', { idempotencyKey: 'k' }, 'idempotencyKey: a key given, not supported here'],
    ['another routing', option({ provider: 'best' }), 'providerOptions.apixo.provider: "best" given, allowed: auto'],
    ['an unknown option', option({ provder: 'auto' }), 'providerOptions.apixo.provder: an unknown option'],
    ['an option of another type', option({ input: { mode: 1 } }), 'providerOptions.apixo.input.mode: 1 given'],
    [
      'a field of the request as an option',
      option({ input: { prompt: 'another' } }),
      'providerOptions.apixo.input.prompt: "another" given, allowed: the field of the request itself',
    ],
    ['an option’s image', option({ input: { image_urls: [] } }), 'providerOptions.apixo.input.image_urls: [] given'],
  ])('is %s', async (_, given, sentence) => {
    const { client, sent } = play()
    const error = await errorOf(client.create({ ...request, ...given }))
    expect(error.message).toContain(sentence)
    expect(error).toMatchObject({ submitted: 'no', charged: 'no' })
    expect(sent).toHaveLength(0)
  })

  test('is a poll of a job whose model nobody knows', async () => {
    const { client, sent } = play()
    expect(await errorOf(client.get({ provider: 'apixo', id: 't' }))).toMatchObject({
      code: 'invalid_request',
      message: 'model: missing, allowed: an id',
    })
    expect(sent).toHaveLength(0)
  })
})

test('the README says of wan-2-5 what its capabilities say', async () => {
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const row = (mode: string): string => page.split('\n').find((line) => line.includes(`wan-2-5\` | ${mode} |`)) ?? ''
  const models = await play().client.models()
  const { text, image } = models.find(({ id }) => id === 'wan-2-5')?.modes ?? {}
  expect(text).toMatchObject({ duration: { values: [5, 10] }, seed: true, negativePrompt: true })
  expect(row('text')).toContain('`duration` 5 or 10')
  expect(row('text')).toContain(`\`resolution\` ${text?.resolutions?.join(' or ')}`)
  expect(row('text')).toContain(`\`aspectRatio\` ${text?.aspectRatios?.join(', ').replace(/, (?=[^,]*$)/, ' or ')}`)
  const { aspectRatios: _shapes, ...same } = text ?? {}
  expect(image).toEqual({ ...same, images: { min: 1, max: 1, roles: ['first_frame'], as: ['url'] } })
  expect(row('image')).toContain('the same without `aspectRatio`, and exactly one image, a `first_frame`, by URL')
})

describe('a webhook', () => {
  const hook = (url: string, body: unknown): Request =>
    new Request(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })

  test('finds the job by the model in its own address; what it says of the job is not believed', async () => {
    const { client, clock, sent } = play()
    const { id } = await client.create({ ...request, webhookUrl: 'https://me.test/hook?token=1' })
    const { callback_url: url } = sent[0]!.body as { callback_url: string }
    const told = { code: 200, message: 'success', data: { taskId: id, state: 'success', resultJson: '{}' } }
    expect(await client.webhook(hook(url, told))).toEqual({
      isVerified: false,
      job: expect.objectContaining({ id, model: 'wan-2-5', status: 'queued', outputs: [] }),
    })
    clock.advance(90_000)
    expect(await client.webhook(hook(url, told))).toMatchObject({ job: { status: 'completed', outputs: [{}] } })
  })

  test('that is told to an address with another model in it reads the last one, which is ours', async () => {
    const { client } = play()
    const webhookUrl = 'https://me.test/hook?apixo_model=mine'
    const { id } = await client.create({ ...request, webhookUrl })
    const event = await client.webhook(hook(`${webhookUrl}&apixo_model=wan-2-5`, { data: { taskId: id } }))
    expect(event).toMatchObject({ job: { id, status: 'queued' } })
  })

  test.each<[string, string, unknown]>([
    ['without a model', 'https://me.test/hook', { data: { taskId: 't' } }],
    ['without a task', 'https://me.test/hook?apixo_model=wan-2-5', { data: null }],
    ['with an empty model', 'https://me.test/hook?apixo_model=', { data: { taskId: 't' } }],
  ])('%s is none of ours, and asks nobody', async (_, url, body) => {
    const { client, sent } = play()
    expect(await client.webhook(hook(url, body))).toEqual({ isVerified: false })
    expect(sent).toHaveLength(0)
  })

  test('of a job that nobody knows asks nobody, and neither does one that is no JSON', async () => {
    const { client, sent } = play()
    const url = 'https://me.test/hook?apixo_model=wan-2-5'
    expect(await errorOf(client.webhook(hook(url, { data: { taskId: 'forged' } })))).toMatchObject({
      code: 'authentication',
    })
    expect(await errorOf(client.webhook(hook(url, '<html>')))).toMatchObject({ code: 'invalid_request' })
    expect(sent).toHaveLength(0)
  })
})

describe('the account', () => {
  test('says its balance, nothing included', async () => {
    expect(await play().client.balance()).toEqual({ amount: 12.5, currency: 'USD' })
    expect(await play({ key: 'apixo-broke' }).client.balance()).toEqual({ amount: 0, currency: 'USD' })
  })

  test.each(['', '-200'])('is refused by its code, whatever the HTTP status (key%s)', async (suffix) => {
    const status = suffix === '' ? {} : { status: 200 }
    const refused = async (key: string): Promise<unknown> => errorOf(play({ key }).client.create(request))
    const nothing = { submitted: 'no', charged: 'no', ...status }
    expect(await refused(`apixo-broke${suffix}`)).toMatchObject({ code: 'insufficient_credit', ...nothing })
    expect(await refused(`apixo-barred${suffix}`)).toMatchObject({ code: 'permission', ...nothing })
    expect(await refused(`wrong${suffix}`)).toMatchObject({ code: 'authentication', ...nothing })
    const { client } = play({ key: `apixo-x${suffix}` })
    const unknown = await errorOf(client.get({ provider: 'apixo', id: 'none', model: 'wan-2-5' }))
    expect(unknown).toMatchObject({ code: 'not_found', ...status })
    expect(await errorOf(client.create({ ...request, model: 'sora' }))).toMatchObject({ code: 'not_found', ...nothing })
  })
})

describe('a create', () => {
  test.each(['lost', 'reset', 'truncate', 'html'] as const)(
    'that ends in "%s" is unknown, never repeated',
    async (kind) => {
      const { client, simulator, sent } = play({ faults: [{ kind, operation: 'generateTask' }] })
      expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', retryable: false })
      expect(sent).toHaveLength(1)
      expect(simulator.ledger.jobs).toHaveLength(kind === 'lost' || kind === 'truncate' ? 1 : 0)
    },
  )

  test('whose polls fail for a while is not lost', async () => {
    const faults = [
      { kind: 'status', status: 503, operation: 'getTaskStatus', nth: 1 },
      { kind: 'reset', operation: 'getTaskStatus', nth: 2 },
      { kind: 'html', operation: 'getTaskStatus', nth: 3 },
    ] as const
    const { client, sent } = play({ faults })
    expect(await client.wait(await client.create(request))).toMatchObject({ status: 'completed' })
    expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})
