import { describe, expect, test } from 'vitest'
import {
  answerWith,
  bearerOf,
  createCaller,
  createVirtualClock,
  failureOf,
  readJson,
  rehearse,
} from '@reelay/simulator'
import { videoRequest, tinyVendor } from './tiny-vendor.ts'

const url = 'http://tiny.test/api/videos?a=1'
const post = (body: BodyInit, type?: string): RequestInit => ({
  method: 'POST',
  body,
  ...(type !== undefined && { headers: { 'content-type': type } }),
})

describe('a rehearsal', () => {
  test('hands the client its wires, and gives what it sent with the body read', async () => {
    const clock = createVirtualClock()
    const { client, sent, ...rest } = rehearse(answerWith({ ok: true }), (wires) => wires, clock)
    expect([rest.clock, client.clock, client.random()]).toEqual([clock, clock, 0.5])
    const form = new FormData()
    form.append('name', 'fox')
    await client.fetch(url, { headers: { 'x-a': 'b' } })
    await client.fetch(url, post('{"n":0}', 'application/json'))
    await client.fetch(new Request(url, post('words', 'text/plain')))
    await client.fetch(url, post(form))
    expect(sent).toMatchObject([
      { method: 'GET', url, path: '/api/videos?a=1', body: undefined },
      { method: 'POST', body: { n: 0 } },
      { method: 'POST', body: 'words' },
      { method: 'POST' },
    ])
    expect(sent[0]?.headers.get('x-a')).toBe('b')
    const [, , , last] = sent
    expect(last?.body instanceof FormData && last.body.get('name')).toBe('fox')
  })

  test('leaves the request to the simulator as it is, in the order of the calls', async () => {
    const clock = createVirtualClock()
    const simulator = tinyVendor({ clock })
    const { client, sent } = rehearse(simulator.fetch, ({ fetch }) => fetch, clock)
    await Promise.all([client(videoRequest({ title: 'one' })), client('http://tiny.test/api/videos/latest')])
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET'])
    expect(simulator.ledger.jobs).toMatchObject([{ request: { title: 'one' } }])
    expect(simulator.ledger.violations).toEqual([])
  })
})

describe('a server of answers', () => {
  test('gives one after the other, the last one again and again', async () => {
    const fetch = answerWith({ n: 1 }, null, new Response('text', { status: 201 }))
    expect(await (await fetch(url)).json()).toEqual({ n: 1 })
    expect(await (await fetch(url)).json()).toBeNull()
    for (let count = 0; count < 2; count++) {
      const answer = await fetch(url)
      expect([answer.status, await answer.text()]).toEqual([201, 'text'])
    }
  })

  test('asks a function with the request, and fails where it is told to', async () => {
    const error = new TypeError('fetch failed')
    const fetch = answerWith(async ({ method }: Request) => (method === 'GET' ? { method } : error))
    expect(await (await fetch(url)).json()).toEqual({ method: 'GET' })
    await expect(fetch(url, { method: 'DELETE' })).rejects.toBe(error)
    await expect(answerWith(error)(url)).rejects.toBe(error)
  })
})

describe('the failure of some work', () => {
  const isRange = (error: unknown): error is RangeError => error instanceof RangeError

  test('is its error when it is of the kind', async () => {
    const error = new RangeError('too much')
    expect(await failureOf(Promise.reject(error), isRange)).toBe(error)
  })

  test('is thrown when it is of another kind, and so is a success', async () => {
    const error = new TypeError('other')
    await expect(failureOf(Promise.reject(error), isRange)).rejects.toBe(error)
    await expect(failureOf(Promise.resolve({ n: 0 }), isRange)).rejects.toThrow('it did not fail but gave {"n":0}')
  })
})

describe('a caller', () => {
  const base = 'http://tiny.test/api'
  const heard = async (...asked: Parameters<ReturnType<typeof createCaller>>): Promise<Record<string, unknown>> => {
    let request = new Request(base)
    const fetch = answerWith((one: Request) => ((request = one), {}))
    await createCaller(() => ({ fetch }), { base, key: 'k-1' })(...asked)
    const [key, type] = [request.headers.get('authorization'), request.headers.get('content-type')]
    return { url: request.url, method: request.method, key, type, body: await request.text() }
  }

  test.each<[string, Parameters<typeof heard>, object]>([
    [
      'nothing but a path',
      ['/a?b=1'],
      { url: `${base}/a?b=1`, method: 'GET', key: 'Bearer k-1', type: null, body: '' },
    ],
    ['a body', ['/a', { body: { n: 0 } }], { method: 'POST', type: 'application/json', body: '{"n":0}' }],
    ['a body that is JSON text', ['/a', { body: '{ }' }], { method: 'POST', type: 'application/json', body: '{ }' }],
    ['another key', ['/a', { key: 'k-2' }], { key: 'Bearer k-2' }],
    ['no key', ['/a', { key: null, method: 'DELETE' }], { key: null, method: 'DELETE' }],
    ['headers', ['/a', { body: 'x', headers: { 'content-type': 'text/plain' } }], { type: 'text/plain', body: 'x' }],
  ])('sends %s', async (_, asked, expected) => {
    expect(await heard(...asked)).toMatchObject(expected)
  })

  test('sends a form as a form', async () => {
    const body = new FormData()
    body.append('name', 'fox')
    expect(await heard('/a', { body })).toMatchObject({
      type: expect.stringMatching(/^multipart\/form-data; boundary=/),
    })
  })

  test('asks the simulator of the moment', async () => {
    let simulator = tinyVendor()
    const call = createCaller(() => simulator, { base, key: 'k' })
    await call('/videos/a')
    const [first] = [simulator, (simulator = tinyVendor())]
    await call('/videos/b')
    expect([first, simulator].map(({ ledger }) => ledger.requests.map(({ path }) => path))).toEqual([
      ['/api/videos/a'],
      ['/api/videos/b'],
    ])
  })
})

describe('reading JSON', () => {
  const marked = { headers: { 'x-reelay-simulated': '1' } }

  test('gives the object of a simulated answer with the right status', async () => {
    expect(await readJson(Response.json({ n: 0 }, marked))).toEqual({ n: 0 })
    expect(await readJson(Promise.resolve(Response.json({}, { ...marked, status: 404 })), 404)).toEqual({})
  })

  test.each([
    [
      'another status',
      Response.json({ why: 'x' }, { ...marked, status: 400 }),
      'answered with 400, not 200: {"why":"x"}',
    ],
    ['no mark', Response.json({}), 'answered without x-reelay-simulated: {}'],
    ['no object', Response.json(7, marked), 'answered with what is no JSON object: 7'],
    ['no JSON', new Response('<html>', marked), 'Unexpected token'],
  ])('throws at %s', async (_, answer, message) => {
    await expect(readJson(answer)).rejects.toThrow(message)
  })
})

test.each([
  ['Bearer key-1', 'key-1'],
  ['bearer  key-1', 'key-1'],
  ['Bearer ', ''],
  ['Bearer two keys', ''],
  ['Basic key-1', ''],
  [undefined, ''],
])('the key in "%s" is "%s"', (authorization, key) => {
  expect(bearerOf(new Request(url, { headers: authorization === undefined ? {} : { authorization } }))).toBe(key)
})
