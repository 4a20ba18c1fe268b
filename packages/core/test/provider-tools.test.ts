// What a provider's author takes from core beside defineProvider.
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { createClient, type Client, type Image } from '../src/index.ts'
import {
  assertAbsent,
  mergeObjects,
  defineProvider,
  imageFile,
  imageText,
  findVideoUrl,
  lenient,
  NamedCommonJob,
  readCommonJob,
  renamed,
  sizeOf,
  statusMap,
  CommonJob,
  commonRefusal,
  commonStatusWords,
  type Definition,
} from '../src/provider.ts'
import { errorOf, testClock, vendor, type Answer } from './acme.ts'

interface Paths {
  '/v1/films': {
    post: { requestBody: { content: { 'multipart/form-data': { prompt: string; seed?: number; tags?: string[] } } } }
  }
  '/v1/films/{id}': { get: { parameters: { path: { id: string } } } }
}
const Film = z.object({ id: z.string(), status: z.string(), code: z.nullish(z.string()), why: z.nullish(z.string()) })
const statusOf = statusMap(commonStatusWords)
const read = ({ id, status, code, why }: z.output<typeof Film>) => ({
  id,
  ...statusOf(status),
  error: { message: why, vendorCode: code },
})

const definition: Definition<Paths> = {
  id: 'vega',
  baseUrl: 'https://vega.test',
  environment: { apiKey: 'VEGA_API_KEY', baseUrl: 'VEGA_BASE_URL' },
  headers: (key) => ({ 'x-key': key }),
  options: z.record(z.string(), z.unknown()),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: true,
  },
  models: [{ id: '*', price: null, modes: { text: { seed: true } } }],
  create: async ({ prompt, seed, options }, { http }) => {
    const form = { prompt, seed, tags: ['a', 'b'] }
    return read((await http.post('/v1/films', { form, extra: options, schema: Film })).data)
  },
  get: async ({ id }, { http }) => read((await http.get('/v1/films/{id}', { path: { id }, schema: Film })).data),
  errorCodes: { no_money: 'insufficient_credit', 4004: { code: 'not_found', status: 404 }, blocked: 'moderated' },
  refusal: (status, body) =>
    status === 200 && z.safeParse(z.object({ error: z.unknown() }), body).data?.error ? {} : undefined,
}
const vega = defineProvider(definition)

function start(routes: Record<string, Answer | Answer[]>): ReturnType<typeof vendor> & { client: Client } {
  const found = vendor(routes)
  const provider = vega({ apiKey: 'key-123456' })
  return { ...found, client: createClient({ providers: [provider], fetch: found.fetch, clock: testClock() }) }
}
const request = { model: 'any', prompt: 'x', seed: 7 }
const job = { provider: 'vega', id: 'f1' }

describe("a vendor's own codes", () => {
  it.each([
    ['in an error object', { error: { code: 'no_money', message: 'poor' } }],
    ['beside a message', { code: 'no_money', message: 'poor' }],
    ['as the error itself', { error: 'no_money' }],
    ['as the type of an error', { error: { type: 'no_money', code: null } }],
  ])('are read %s', async (_where, body) => {
    const { client } = start({ 'POST /v1/films': Response.json(body, { status: 400 }) })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'insufficient_credit', submitted: 'no' })
  })

  it('may tell the status, too, and say nothing under a name that every object has', async () => {
    const { client } = start({ 'GET /v1/films/f1': Response.json({ code: 4004 }, { status: 500 }) })
    expect(await errorOf(client.get(job))).toMatchObject({ code: 'not_found', status: 500 })
    const odd = start({ 'GET /v1/films/f1': Response.json({ code: 'constructor' }, { status: 500 }) })
    expect(await errorOf(odd.client.get(job))).toMatchObject({ code: 'unavailable' })
  })

  it('refuse inside a 200 only where the provider sees a refusal', async () => {
    const fine = start({ 'POST /v1/films': { id: 'f1', status: 'queued', code: 'no_money' } })
    expect(await fine.client.create(request)).toMatchObject({ id: 'f1', status: 'queued' })
    const broke = start({ 'POST /v1/films': { error: { code: 'no_money' } } })
    expect(await errorOf(broke.client.create(request))).toMatchObject({ code: 'insufficient_credit', submitted: 'no' })
  })

  it.each([
    [
      { code: 'blocked', why: 'too bare' },
      { code: 'moderated', message: 'too bare' },
    ],
    [{ code: 'blocked' }, { code: 'moderated', message: 'blocked' }],
    [
      { code: 'odd', why: 'too bare' },
      { code: 'vendor_failure', message: 'too bare (odd)' },
    ],
    [
      { code: 'odd', why: 'how odd' },
      { code: 'vendor_failure', message: 'how odd' },
    ],
    [{ code: 'odd' }, { code: 'vendor_failure', message: 'odd' }],
    [{ why: 'broke down' }, { code: 'vendor_failure', message: 'broke down' }],
    [{}, { code: 'vendor_failure', message: 'the vendor gives no reason' }],
  ])('and words make the reason of a failed job: %j', async (said, error) => {
    const { client } = start({ 'GET /v1/films/f1': { id: 'f1', status: 'failed', ...said } })
    expect((await client.get(job)).error).toEqual({ ...error, charged: 'unknown' })
  })

  it('never show the key that they echo', async () => {
    const said = { id: 'f1', status: 'failed', code: 'key-123456', why: 'your key-123456' }
    const { client } = start({ 'GET /v1/films/f1': said })
    expect(JSON.stringify(await client.get(job))).not.toContain('key-123456')
  })
})

it('a form carries text as it is, anything else but files as JSON, and keys that are passed through', async () => {
  const { client, calls } = start({ 'POST /v1/films': { id: 'f1', status: 'queued' } })
  await client.create({ ...request, providerOptions: { vega: { style: 'plain', deep: { a: 1 } } } })
  const sent = await calls[0]?.formData()
  expect(Object.fromEntries(sent ?? [])).toEqual({
    prompt: 'x',
    seed: '7',
    tags: '["a","b"]',
    style: 'plain',
    deep: '{"a":1}',
  })
  const taken = client.create({ ...request, providerOptions: { vega: { seed: 8 } } })
  expect(await errorOf(taken)).toMatchObject({
    code: 'invalid_request',
    issues: [{ field: 'providerOptions.vega.seed' }],
  })
  expect(calls).toHaveLength(1)
})

it.each([
  [{ url: 'https://a.test/1' }, 'https://a.test/1'],
  [{ data: { video_url: 'https://a.test/2' } }, 'https://a.test/2'],
  [{ url: 'https://a.test/own', metadata: { url: 'https://a.test/3' } }, 'https://a.test/3'],
  [{ output: { result_url: 'https://a.test/4' }, url: '' }, 'https://a.test/4'],
  [{ content: { download_url: 'https://a.test/5' }, url: 'data:video/mp4;base64,AAAA' }, 'https://a.test/5'],
  [{ id: 'v', output: [{ url: 'https://a.test/a' }] }, 'https://a.test/a'],
  [{ output: ['https://a.test/b'] }, 'https://a.test/b'],
  [{ detail: { url: 'https://a.test/c' } }, 'https://a.test/c'],
  [{ id: 'v', data: [{ url: 'https://a.test/d' }] }, 'https://a.test/d'],
  [{ unsigned_urls: ['https://a.test/e'] }, 'https://a.test/e'],
  [{ data: { video: { url: 'https://a.test/f' } } }, 'https://a.test/f'],
  [{ result: 'done', content: 'a fox', video: 'file-7' }, undefined],
  [{ url: 5, data: [] }, undefined],
  ['https://a.test/6', undefined],
  [null, undefined],
])('the link in %j is %s', (answer, link) => {
  expect(findVideoUrl(answer)).toBe(link)
})

it('a link that is not wanted is passed over', () => {
  const answer = { url: 'https://a.test/own', output: { url: 'https://b.test/video' } }
  expect(findVideoUrl(answer, (link) => !link.includes('own'))).toBe('https://b.test/video')
})

it.each([
  [{ aspectRatio: '16:9', resolution: '720p' }, '1280x720'],
  [{ aspectRatio: '9:16', resolution: '1080p' }, '1080x1920'],
  [{ aspectRatio: '16:9', resolution: '480p' }, '854x480'],
  [{ aspectRatio: '1:1', resolution: '4k' }, '2160x2160'],
  [{ aspectRatio: '9:16' }, '720x1280'],
  [{ resolution: '1792X1024' }, '1792x1024'],
  [{ aspectRatio: '16:9', resolution: '1366x768' }, '1366x768'],
  [{ resolution: '1080p' }, '1080p'],
  [{ aspectRatio: '21:9', resolution: '4k' }, '5040x2160'],
  [{}, undefined],
])('the size of %j is %s', (shape, size) => {
  expect(sizeOf(shape, 'any')).toBe(size)
})

it('a size that cannot be told is refused, unless a resolution alone may be passed on', () => {
  expect(() => sizeOf({ resolution: '720p' })).toThrow('aspectRatio: missing, allowed: one such as "16:9"')
  expect(() => sizeOf({ aspectRatio: '1:1', resolution: '2k' })).toThrow('resolution: 2k given')
  expect(() => sizeOf({ aspectRatio: '1:1', resolution: '1280x720' })).toThrow('aspectRatio: 1:1 given')
})

it('an image is text or a file', async () => {
  const bytes: Image = { role: 'first_frame', data: Uint8Array.from([1, 2, 255]), mediaType: 'image/png' }
  const link: Image = { role: 'first_frame', url: 'https://a.test/1.png' }
  expect([imageText(bytes, 'base64'), imageText(bytes, 'data_url')]).toEqual(['AQL/', 'data:image/png;base64,AQL/'])
  expect([imageText(link, 'base64'), imageFile(link)]).toEqual(['https://a.test/1.png', undefined])
  const file = imageFile(bytes)
  expect(file).toMatchObject({ name: 'image.png', type: 'image/png' })
  expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes.data)
})

it('what has no place is refused by name', () => {
  expect(() => assertAbsent({ fps: undefined })).not.toThrow()
  const refused = expect.objectContaining({ code: 'unsupported', message: expect.stringContaining('fps: 24 given') })
  expect(() => assertAbsent({ fps: 24, seed: undefined })).toThrow(refused)
})

describe('two objects are combined', () => {
  it('at every depth, without what is undefined', () => {
    const own = { a: 1, deep: { b: 2, none: undefined }, left: undefined }
    expect(mergeObjects(own, { c: 3, deep: { d: [4] } }, 'options')).toEqual({ a: 1, c: 3, deep: { b: 2, d: [4] } })
    expect(mergeObjects({ a: undefined }, {}, 'options')).toBeUndefined()
  })

  it.each([
    [{ a: 1 }, { a: 1 }, 'options.a'],
    [{ deep: { b: 1 } }, { deep: { b: 2 } }, 'options.deep.b'],
    [{ list: [1] }, { list: [2] }, 'options.list'],
    [{ deep: { b: 1 } }, { deep: 'x' }, 'options.deep'],
  ])('but %j and %j would lose %s', (own, given, field) => {
    const refused = expect.objectContaining({ code: 'invalid_request', issues: [expect.objectContaining({ field })] })
    expect(() => mergeObjects(own, given, 'options')).toThrow(refused)
  })
})

it('values go under other names where the table has one', () => {
  expect(renamed({ seed: 7, audio: undefined, toString: 1 }, { seed: 'Seed', audio: 'Sound' })).toEqual({
    Seed: 7,
    Sound: undefined,
  })
})

describe('a lenient schema', () => {
  const { id, text, url, number, time, flag, code, maybe, object, rows } = lenient
  const kinds = {
    missing: undefined,
    null: null,
    text: 'x',
    number: 7,
    object: { an: 'object' },
    list: [1],
    true: true,
  }
  it.each([
    ['text', text, { text: 'x' }],
    ['number', number, { number: 7 }],
    ['url', url, {}],
    ['time', time, { number: '1970-01-01T00:00:07.000Z' }],
    ['flag', flag, { true: true }],
    ['code', code, { text: 'x', number: '7' }],
    ['maybe', maybe(z.array(z.number())), { list: [1] }],
    ['object', object({ an: text }), { object: { an: 'object' }, list: undefined }],
  ])('of %s leaves out every other kind', (_name, schema, read) => {
    const seen = Object.entries(kinds).map(([kind, value]) => [
      kind,
      z.parse(z.object({ it: schema }), { it: value }).it,
    ])
    expect(Object.fromEntries(seen.filter(([, value]) => value !== undefined))).toEqual(read)
    expect(z.parse(z.object({ it: schema }), {})).toEqual({})
  })

  it.each([
    [url, 'https://a.test/1', 'https://a.test/1'],
    [url, 'ftp://a.test/1', 'ftp://a.test/1'],
    [url, 'data:video/mp4;base64,AAAA', undefined],
    [url, 'a text', undefined],
    [number, '42', 42],
    [number, ' 99.5 % ', 99.5],
    [number, '-1', -1],
    [number, '', undefined],
    [number, 'Infinity', undefined],
    [number, '1e3', undefined],
    [number, Number.NaN, undefined],
    [time, '1764347090', '2025-11-28T16:24:50.000Z'],
    [time, 1_764_347_090_000, '2025-11-28T16:24:50.000Z'],
    [time, '2025-11-28 16:24:50', '2025-11-28T16:24:50.000Z'],
    [time, '20251128', undefined],
    [time, 1e308, undefined],
    [time, 'soon', undefined],
  ])('reads %o %j as %j', (schema, value, read) => {
    expect(z.parse(schema, value)).toEqual(read)
  })

  it.each([
    ['v', 'v'],
    [' v ', ' v '],
    [42, '42'],
    [2 ** 53, undefined],
    [1.5, undefined],
    ['', undefined],
    [' ', undefined],
    [null, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])('takes %j for the id %j', (value, read) => {
    expect(z.safeParse(id, value).data).toBe(read)
  })

  it('of rows leaves out the odd ones, and needs a list', () => {
    const schema = rows(z.object({ id, status: text }))
    expect(z.parse(schema, [{ id: 'v', status: 7 }, { status: 'x' }, null, 5, { id: 8 }])).toEqual([
      { id: 'v' },
      { id: '8' },
    ])
    expect(z.safeParse(schema, {}).success).toBe(false)
  })
})

describe('a job as most vendors answer it', () => {
  const poll = (body: unknown) => readCommonJob(CommonJob.parse(body), { statusOf })
  it.each([
    [
      { id: 'v', status: 'running', progress: 40, created_at: 1_700_000_000 },
      { id: 'v', status: 'in_progress', progress: 40, createdAt: '2023-11-14T22:13:20.000Z' },
    ],
    [
      { data: { task_id: 't', status: 'success', url: 'https://a.test/1' } },
      { id: 't', outputs: [{ url: 'https://a.test/1' }] },
    ],
    [
      { id: 'v', error: 'broke' },
      { status: 'unknown', error: { message: 'broke' } },
    ],
    [
      { id: 'v', error: { code: 5 } },
      { status: 'unknown', error: { vendorCode: '5' } },
    ],
    [{ id: 'v' }, { status: 'unknown', outputs: [{}] }],
    [{ id: 42, task_id: 't' }, { id: 't' }],
    [{ id: 42 }, { id: '42' }],
    [
      { id: 'v', status: 'Timed Out', progress: '42 %', created: '1700000000' },
      { status: 'failed', vendorStatus: 'Timed Out', progress: 42, createdAt: '2023-11-14T22:13:20.000Z' },
    ],
    [
      { id: 'v', status: 'done twice' },
      { status: 'unknown', vendorStatus: 'done twice' },
    ],
    [{ id: 'v', status: 'running', completed_at: 1_700_000_000 }, { completedAt: undefined }],
    [{ id: 'v', status: 'done', created_at: 0, created: 0 }, { createdAt: undefined }],
  ])('%j is read', (body, seen) => {
    expect(poll(body)).toMatchObject(seen)
  })

  it('has to name itself where one is made, and is without what is of another kind', () => {
    expect(NamedCommonJob.safeParse({ status: 'queued' }).success).toBe(false)
    expect(NamedCommonJob.safeParse({ data: { id: 'v' } }).success).toBe(true)
    expect(NamedCommonJob.safeParse({ id: {}, task_id: ' ' }).success).toBe(false)
    const fields = { status: 5, model: {}, progress: 'soon', error: 7, created: {}, expires_at: 'tomorrow' }
    const seen = JSON.parse(JSON.stringify(poll({ id: 'v', ...fields })))
    expect(seen).toEqual({ id: 'v', status: 'unknown', outputs: [{}], error: {}, echo: {} })
  })

  it.each([
    [200, { error: { code: 'x', message: 'y' } }, {}],
    [200, { error: 'y' }, {}],
    [200, { code: 400, message: 'y' }, {}],
    [200, { success: false }, {}],
    [200, { id: 'v', error: { message: 'y' } }, undefined],
    [200, { code: 'success', message: 'y', data: null }, undefined],
    [200, { code: 200, data: { id: 'v' } }, undefined],
    [200, {}, undefined],
    [500, { error: 'y' }, undefined],
    [200, 'text', undefined],
  ])('is none, %i %j: %j', (status, body, refusal) => {
    expect(commonRefusal(status, body)).toEqual(refusal)
  })

  it('is not asked about where a gateway has no such route', () => {
    const refusal = commonRefusal(404, { error: { message: 'No route GET /v1/x' } }, 'No route ')
    expect(refusal).toMatchObject({ code: 'unsupported', message: expect.stringContaining('is baseUrl right?') })
  })
})

it('a provider that says no more has a bearer token and variables by its id', async () => {
  const { environment: _environment, headers: _headers, ...rest } = definition
  const plain = defineProvider<Paths>({ ...rest, id: 'vega-2' })({ apiKey: 'key-123456' })
  expect(plain.environment).toEqual({ apiKey: 'VEGA_2_API_KEY', baseUrl: 'VEGA_2_BASE_URL' })
  expect(await plain.contentHeaders()).toEqual({ authorization: 'Bearer key-123456' })
})
