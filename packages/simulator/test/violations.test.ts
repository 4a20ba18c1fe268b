import { describe, expect, test } from 'vitest'
import { defineVendor } from '@reelay/simulator'
import { videoRequest, tinySpec, tinyVendor } from './tiny-vendor.ts'

const at = (path: string): string => `http://tiny.test/api${path}`
const get = (path: string): Request => new Request(at(path))

function upload(fields: Record<string, string | Blob | string[]>): Request {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
  return new Request(at('/uploads'), { method: 'POST', body })
}

const image = new File(['some bytes'], 'frame.png')

describe('a request that the spec forbids is refused, marked and booked', () => {
  test.each<[string, Request, string]>([
    ['a wrong type', videoRequest({ title: 'fox', seconds: '8' }), 'body/seconds must be integer,null'],
    ['a missing field', videoRequest({}), "body must have required property 'title'"],
    [
      'a misspelt field',
      videoRequest({ title: 'fox', second: 8 }),
      'body must not have "second", which the spec lacks',
    ],
    [
      'a value that is not on the list',
      videoRequest({ title: '', style: 'x' }),
      'body/style must be equal to one of the allowed values: "flat", "deep"',
    ],
    ['broken JSON', videoRequest('{"title":'), 'body is not JSON'],
    ['a missing body', videoRequest(''), 'body is missing'],
    [
      'another content type',
      videoRequest({ title: 'fox' }, { 'content-type': 'text/plain' }),
      'content-type must be application/json, not text/plain',
    ],
    [
      'a header that is too short',
      videoRequest({ title: 'fox' }, { 'idempotency-key': 'abc' }),
      'headers/idempotency-key must NOT have fewer than 4 characters',
    ],
    ['an undeclared query parameter', get('/videos/a?deep=1'), 'query must not have "deep", which the spec lacks'],
    ['a query parameter of the wrong type', get('/videos/a?depth=low'), 'query/depth must be integer'],
    ['a query parameter out of range', get('/videos/a?depth=4'), 'query/depth must be <= 3'],
    [
      'a body where there is none',
      new Request(at('/videos/a'), { method: 'DELETE', body: '{}', headers: { 'content-type': 'application/json' } }),
      'content-type must be no body at all, not application/json',
    ],
    ['a form field of the wrong type', upload({ seconds: 'six', image }), 'body/seconds must be integer'],
    ['a form field too many', upload({ seconds: '6', image, x: '' }), 'body must not have "x", which the spec lacks'],
    [
      'a form that is none',
      new Request(at('/uploads'), {
        method: 'POST',
        body: 'seconds=6',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
      'body is not a form',
    ],
  ])('%s', async (_, request, what) => {
    const simulator = tinyVendor()
    const { method } = request
    const answer = await simulator.fetch(request)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-reelay-violation')).toBe(what)
    expect(await answer.json()).toMatchObject({ problem: what })
    expect(simulator.ledger.violations).toMatchObject([{ method, what }])
    expect(simulator.ledger.jobs).toEqual([])
  })

  test('a path or a method that the spec lacks is answered with the vendor’s 404', async () => {
    const simulator = tinyVendor()
    for (const request of [
      get('/video'),
      get('/videos'),
      new Request('http://tiny.test/videos/a'),
      get('/videos/%E0%A4%A'),
    ]) {
      const answer = await simulator.fetch(request)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toHaveProperty('problem')
    }
    expect(simulator.ledger.violations.map(({ what }) => what)).toEqual([
      'there is no GET /api/video',
      'there is no GET /api/videos',
      'there is no GET /videos/a',
      'there is no GET /api/videos/%E0%A4%A',
    ])
    expect(simulator.ledger.requests.map(({ operationId }) => operationId)).toEqual([null, null, null, null])
  })

  test('what cannot stand in a header is replaced there and kept in the ledger', async () => {
    const simulator = tinyVendor()
    const answer = await simulator.fetch(videoRequest({ title: 'fox', größe: 1 }))
    expect(answer.headers.get('x-reelay-violation')).toBe('body must not have "gr??e", which the spec lacks')
    expect(simulator.ledger.violations[0]?.what).toContain('größe')
  })
})

describe('a request that the spec allows reaches the vendor', () => {
  const answerTo = async (request: Request): Promise<unknown> => {
    const simulator = tinyVendor()
    const answer = await simulator.fetch(request)
    expect(simulator.ledger.violations).toEqual([])
    return answer.json()
  }

  test('its path decoded, its query typed as the spec says', async () => {
    expect(await answerTo(get('/videos/a%2Fb%20c?depth=2&tags=x'))).toEqual({ id: 'a/b c', depth: 2, tags: ['x'] })
    expect(await answerTo(get('/videos/a?tags=x&tags=y'))).toEqual({ id: 'a', tags: ['x', 'y'] })
  })

  test('a literal path before one with a parameter', async () => {
    expect(await answerTo(get('/videos/latest'))).toEqual({ id: 'the latest' })
  })

  test('null where the spec allows it, and a charset beside the content type', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect(await answerTo(videoRequest({ title: '', seconds: null }, headers))).toHaveProperty('id')
  })

  test('a form, its fields typed and its file whole', async () => {
    const tags = ['a', 'b', 'c']
    expect(await answerTo(upload({ seconds: '6', image }))).toEqual({ id: 'frame.png', seconds: 6, bytes: 10 })
    expect(await answerTo(upload({ seconds: '6', image, tags }))).toMatchObject({ tags })
    expect(await answerTo(upload({ seconds: '6', image, tags: ['a'] }))).toMatchObject({ tags: ['a'] })
  })

  test('an answer without a body', async () => {
    expect((await tinyVendor().fetch(at('/videos/a'), { method: 'DELETE' })).status).toBe(204)
  })
})

describe('a vendor’s side that departs from its own spec is a mistake and says so', () => {
  test.each([
    ['GET', '/videos/odd', 'the simulator’s answer to readVideo is wrong: answer/id must be string'],
    [
      'GET',
      '/videos/teapot',
      'the simulator’s answer to readVideo is wrong: the spec has no text/plain answer with status 418',
    ],
    ['DELETE', '/videos/odd', 'the simulator’s answer to dropVideo is wrong: the spec has no answer with status 200'],
  ])('%s %s', async (method, path, message) => {
    await expect(tinyVendor().fetch(at(path), { method })).rejects.toThrow(message.replace('’', "'"))
  })

  const definition = {
    vendor: 'bare',
    state: () => undefined,
    refuse: () => new Response(null, { status: 400 }),
  }
  const operation = (fields: object) => ({ paths: { '/a': { get: { responses: { 200: {} }, ...fields } } } })

  test('handlers are exactly the operations of the spec', () => {
    expect(defineVendor({ ...definition, spec: tinySpec, operations: {} })).toThrow(
      /bare: no handler for makeVideo, readVideo/,
    )
    const operations = { a: () => new Response(null), b: () => new Response(null) }
    expect(defineVendor({ ...definition, spec: operation({ operationId: 'a' }), operations })).toThrow(
      'bare: the spec has no operation b',
    )
  })

  test('an operation has a name and references lead somewhere', () => {
    expect(defineVendor({ ...definition, spec: operation({}), operations: {} })).toThrow('GET /a has no operationId')
    const spec = operation({ operationId: 'a', requestBody: { $ref: '#/components/nowhere' } })
    expect(defineVendor({ ...definition, spec, operations: {} })).toThrow('#/components/nowhere')
  })
})
