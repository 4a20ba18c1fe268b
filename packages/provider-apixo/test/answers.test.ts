import { describe, expect, test } from 'vitest'
import { answering, errorOf } from './rehearsal.ts'

const request = { model: 'wan-2-5', prompt: 'a paper boat' }
const job = { provider: 'apixo', model: 'wan-2-5', id: 'task_12345678' }
const told = (data: object): object => ({ code: 200, message: 'success', data: { taskId: job.id, ...data } })
const poll = (data: object): Promise<object> => answering(told(data)).client.get(job)
const refusal = (code: number, message: string, data?: unknown): object => ({ code, message, data })

describe('the page’s answers', () => {
  test('of success', async () => {
    const seen = await poll({
      state: 'success',
      resultJson: '{"resultUrls":["https://r2.apixo.ai/video.mp4"]}',
      createTime: 1767965610929,
      completeTime: 1767965652317,
      costTime: 41388,
    })
    expect(seen).toEqual({
      ...job,
      status: 'completed',
      vendorStatus: 'success',
      outputs: [{ url: 'https://r2.apixo.ai/video.mp4' }],
      createdAt: '2026-01-09T13:33:30.929Z',
      completedAt: '2026-01-09T13:34:12.317Z',
    })
  })

  test('of failure, which has no times', async () => {
    const failed = {
      state: 'failed',
      failCode: 'CONTENT_VIOLATION',
      failMsg: 'Content does not meet safety guidelines',
    }
    expect(await poll(failed)).toEqual({
      ...job,
      status: 'failed',
      vendorStatus: 'failed',
      outputs: [],
      error: { code: 'moderated', message: 'Content does not meet safety guidelines', charged: 'unknown' },
    })
  })

  test('of too little credit, a 400 that only its words tell', async () => {
    const { client, sent } = answering(refusal(400, 'Insufficient credits', null))
    expect(await errorOf(client.create(request))).toMatchObject({
      code: 'insufficient_credit',
      message: 'apixo: POST /api/v1/generateTask/{model}: 400 Insufficient credits',
      submitted: 'no',
      retryable: false,
    })
    expect(sent).toHaveLength(1)
  })
})

describe('a fail code', () => {
  test.each([
    ['CONTENT_VIOLATION', 'moderated'],
    ['NSFW_DETECTED', 'moderated'],
    ['SensitiveContentDetected', 'moderated'],
    ['PROMPT_TOO_LONG', 'invalid_request'],
    ['INVALID_PROMPT', 'invalid_request'],
    ['INVALID_IMAGE_URL', 'invalid_request'],
    ['IMAGE_TOO_LARGE', 'invalid_request'],
    ['UNSUPPORTED_FORMAT', 'invalid_request'],
    ['IMAGE_DOWNLOAD_FAILED', 'invalid_request'],
    ['INVALID_LORA_URL', 'invalid_request'],
    ['INSUFFICIENT_CREDITS', 'insufficient_credit'],
    ['MODEL_UNAVAILABLE', 'unavailable'],
    ['PROCESSING_TIMEOUT', 'vendor_failure'],
    ['GENERATION_FAILED', 'vendor_failure'],
  ])('%s means %s, in a job and in a refused create', async (failCode, code) => {
    const error = { code, message: 'in words', charged: 'unknown' }
    expect(await poll({ state: 'failed', failCode, failMsg: 'in words' })).toMatchObject({ error })
    const refused = await errorOf(
      answering(refusal(400, 'Invalid request', { error: failCode })).client.create(request),
    )
    // What the vendor tried and failed at, it may have taken: only what it refuses is surely not there.
    const isFailure = code === 'unavailable' || code === 'vendor_failure'
    const unknown = { code: 'submission_unknown', submitted: 'unknown' }
    expect(refused).toMatchObject(isFailure ? unknown : { code, submitted: 'no' })
    expect(refused.message).toContain(`400 Invalid request: ${failCode}`)
  })

  test.each([
    [{ failCode: 'upstream.oops', failMsg: 'in words' }, 'in words (upstream.oops)'],
    [{ failCode: 'upstream.oops', failMsg: '' }, 'upstream.oops'],
    [{ failCode: null, failMsg: 'in words' }, 'in words'],
    [{}, 'the vendor gives no reason'],
  ])('that nobody listed is kept, and one that is missing is no hindrance: %o', async (words, message) => {
    const error = { code: 'vendor_failure', message, charged: 'unknown' }
    expect(await poll({ state: 'failed', ...words })).toMatchObject({ status: 'failed', error })
  })
})

describe('a result', () => {
  const urls = ['https://r2.apixo.ai/1.mp4', 'https://cdn.apixo.ai/2.mp4']
  test.each<[string, unknown]>([
    ['a text of JSON', JSON.stringify({ resultUrls: urls, more: 1 })],
    ['JSON', { resultUrls: urls }],
  ])('of two videos is both, in order, as %s', async (_, resultJson) => {
    expect(await poll({ state: 'success', resultJson })).toMatchObject({ outputs: urls.map((url) => ({ url })) })
  })

  test.each<[string, object]>([
    ['missing', {}],
    ['null', { resultJson: null }],
    ['empty', { resultJson: '' }],
    ['half a text', { resultJson: '{"resultUrls":["https://r2.ap' }],
    ['a number', { resultJson: '1' }],
    ['no list', { resultJson: '{"resultUrls":"https://r2.apixo.ai/video.mp4"}' }],
    ['an empty list', { resultJson: '{"resultUrls":[]}' }],
    ['a list of nothing', { resultJson: '{"resultUrls":[null]}' }],
    ['an empty address', { resultJson: '{"resultUrls":[""]}' }],
    ['no web address', { resultJson: '{"resultUrls":["file:///etc/passwd"]}' }],
  ])('that is %s is an error with the job, not a success without a video', async (_, result) => {
    const error = await errorOf(poll({ state: 'success', ...result }))
    expect(error).toMatchObject({ code: 'invalid_response', operation: 'get', job: { id: job.id } })
  })

  test('before success is not believed', async () => {
    const result = { resultJson: JSON.stringify({ resultUrls: urls }) }
    expect(await poll({ state: 'processing', ...result })).toMatchObject({ status: 'in_progress', outputs: [] })
  })
})

test.each([
  ['pending', 'queued'],
  ['processing', 'in_progress'],
  ['PROCESSING ', 'in_progress'],
  ['processing_r2', 'unknown'],
  ['', 'unknown'],
])('the state "%s" is %s, and the word is kept', async (state, status) => {
  expect(await poll({ state, createTime: null })).toMatchObject({ status, vendorStatus: state })
})

describe('a refusal', () => {
  test.each([
    [401, 'authentication'],
    [403, 'permission'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [400, 'invalid_request'],
  ])('with the code %i is %s, by HTTP status and inside a 200', async (code, meaning) => {
    for (const status of [code, 200]) {
      const answer = Response.json(refusal(code, 'No'), { status })
      const expected = { code: meaning, submitted: 'no', charged: 'no', status }
      expect(await errorOf(answering(answer).client.create(request))).toMatchObject(expected)
      expect(await errorOf(answering(answer).client.get(job))).toMatchObject({ code: meaning, status })
    }
  })

  test.each([500, 503])('with the code %i leaves a create unknown, and a poll to be repeated', async (code) => {
    for (const status of [code, 200]) {
      const { client, sent } = answering(Response.json(refusal(code, 'Down'), { status }))
      expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
      expect(sent).toHaveLength(1)
      expect(await errorOf(client.get(job))).toMatchObject({ code: 'unavailable', retryable: true })
    }
  })

  test('by HTTP status is not softened by the code', async () => {
    const { client } = answering(Response.json(refusal(400, 'Invalid request'), { status: 503 }))
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown' })
    expect(await errorOf(client.get(job))).toMatchObject({ code: 'unavailable' })
  })

  test('says which field, and how long to wait where the vendor says so', async () => {
    const invalid = refusal(400, 'Invalid request', { error: 'Missing required field: input.prompt' })
    const error = await errorOf(answering(invalid).client.create(request))
    expect(error.message).toContain('400 Invalid request: Missing required field: input.prompt')
    const headers = { 'retry-after': '7' }
    const fast = Response.json(refusal(429, 'Rate limit exceeded'), { status: 429, headers })
    expect(await errorOf(answering(fast).client.get(job))).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 })
  })

  test.each<[string, unknown]>([
    ['a code that is no verdict', refusal(0, 'success', null)],
    ['null', null],
    ['no task id', { code: 200, message: 'success', data: {} }],
    ['an empty task id', { code: 200, message: 'success', data: { taskId: '' } }],
  ])('is not read into %s: nobody knows whether there is a job', async (_, answer) => {
    const { client, sent } = answering(answer)
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'submission_unknown' })
    expect(sent).toHaveLength(1)
    const polled = client.get(job).then(
      ({ status }) => status,
      ({ code }) => code,
    )
    // A poll that says nothing of its job is no error; one without a job is.
    expect(await polled).toBe(JSON.stringify(answer)?.includes('"data":{') ? 'unknown' : 'invalid_response')
  })

  test('is not read into an unheard-of code that comes with a task', async () => {
    const { client } = answering({ code: 0, message: 'ok', data: { taskId: 't' } })
    expect(await client.create(request)).toMatchObject({ id: 't', status: 'queued' })
  })
})

describe('a wrong address', () => {
  const html = (): Response =>
    new Response('<!doctype html><title>Home</title>', { headers: { 'content-type': 'text/html' } })
  const redirect = (): Response => new Response(null, { status: 301, headers: { location: 'https://apixo.ai/' } })
  test.each<[string, () => Response, string, string]>([
    ['a web page', html, 'invalid_response', 'a web page, not JSON: is baseUrl right?'],
    ['a redirect', redirect, 'invalid_response', 'a redirect, not an answer: is baseUrl right?'],
    ['a 404 in JSON', () => Response.json({ detail: 'Not Found' }, { status: 404 }), 'not_found', 'Not Found'],
  ])('that answers with %s is told', async (_, answer, code, words) => {
    const { client, sent } = answering(answer())
    const error = await errorOf(client.balance())
    expect(error).toMatchObject({ code, operation: 'balance' })
    expect(error.message).toContain(words)
    await errorOf(client.create(request))
    expect(sent).toHaveLength(2)
  })
})

test('the balance that is no number is an answer out of contract', async () => {
  const error = await errorOf(answering({ code: 200, message: 'success', data: null }).client.balance())
  expect(error).toMatchObject({ code: 'invalid_response' })
})
