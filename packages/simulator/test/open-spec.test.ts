import { describe, expect, it } from 'vitest'
import { openSpec, type CheckedBody, type CheckedRequest } from '@reelay/simulator/openapi'

const text = { type: 'string' }
const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  required: [...required],
  properties,
})
const json = (schema: object): object => ({ content: { 'application/json': { schema } } })

const spec = openSpec({
  openapi: '3.1.1',
  servers: [{ url: 'https://vendor.example/base' }],
  paths: {
    '/videos': {
      post: {
        parameters: [
          { $ref: '#/components/parameters/Version' },
          { name: 'Trace', in: 'header', required: true, schema: { type: 'integer' } },
          { name: 'dry', in: 'query', schema: { type: 'boolean' } },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Video' } },
            'multipart/form-data': {
              schema: object({
                file: { type: 'string', contentMediaType: 'image/png' },
                meta: { type: 'string', contentMediaType: 'application/json' },
                length: { type: 'integer' },
              }),
              encoding: { file: { contentType: 'image/png, image/*' } },
            },
          },
        },
        responses: {
          200: json({ oneOf: [object({ id: text }, ['id']), object({ error: text }, ['error'])] }),
          204: { description: 'nothing' },
          '4XX': json(object({ error: text }, ['error'])),
        },
      },
    },
    '/videos/latest': { get: { responses: { 200: json(object({ latest: text }, ['latest'])) } } },
    '/videos/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 3 } }],
      get: { responses: { default: json({ type: ['object', 'null'] }) } },
    },
  },
  components: {
    parameters: { Version: { name: 'X-Api-Version', in: 'header', schema: { const: '7' } } },
    schemas: {
      Video: {
        allOf: [
          object({ text, frames: { type: 'array', items: { $ref: '#/components/schemas/Frame' } } }, ['text']),
          object({ seconds: { type: 'integer', enum: [4, 8] }, properties: text, free: { type: 'object' }, any: {} }),
        ],
        additionalProperties: true,
      },
      Frame: { ...object({ url: text }), additionalProperties: true },
    },
  },
})

const create = { method: 'POST', path: '/videos', query: {}, headers: { trace: '1' } }
const misfits = (request: CheckedRequest): string[] =>
  spec.request(request).map(({ pointer, what }) => `${pointer} ${what}`)
const sent = (value: unknown): string[] => misfits({ ...create, body: { mediaType: 'application/json', value } })
const answered = (status: number, body?: CheckedBody, call: { method: string; path: string } = create): string[] =>
  spec.answer(call, status, body).map(({ pointer, what }) => `${pointer} ${what}`)

describe('a request', () => {
  it('that is described fits', () => {
    expect(
      sent({ text: 'a', seconds: 4, frames: [{ url: 'u' }], properties: 'x', free: { a: 1 }, any: { b: 2 } }),
    ).toEqual([])
  })

  it('must not have a field that is not named, wherever it is', () => {
    expect(sent({ text: 'a', extra: 1 })).toEqual([
      '/body must not have "extra", which the specification does not name',
    ])
    expect(sent({ text: 'a', frames: [{ url: 'u', size: 1 }] })).toEqual([
      '/body/frames/0 must not have "size", which the specification does not name',
    ])
  })

  it('must have what is demanded, of the kind and of the values that are named', () => {
    expect(sent({ text: 7 })).toEqual(['/body/text must be string'])
    expect(sent({ text: 'a', seconds: 5 })).toEqual(['/body/seconds must be equal to one of the allowed values: 4, 8'])
    expect(sent({ seconds: 4 })).toContain("/body must have required property 'text'")
    expect(misfits(create)).toEqual(['/body is missing'])
  })

  it('has its parameters read as text, and no other query', () => {
    const body = { mediaType: 'application/json', value: { text: 'a' } }
    expect(misfits({ ...create, body, query: { dry: 'true' } })).toEqual([])
    expect(misfits({ ...create, body, query: { dry: 'maybe', wet: '1' } })).toEqual([
      '/query must not have "wet", which the specification does not name',
      '/query/dry must be boolean',
    ])
    expect(misfits({ ...create, body, headers: {} })).toEqual(["/header must have required property 'trace'"])
    expect(misfits({ ...create, body, headers: { trace: '1', 'x-api-version': '6' } })).toEqual([
      '/header/x-api-version must be "7"',
    ])
    expect(misfits({ method: 'GET', path: '/videos/long', query: {} })).toEqual([
      '/path/id must NOT have more than 3 characters',
    ])
  })

  it('has its form read as text, with files by name', () => {
    const form = (value: object): string[] => misfits({ ...create, body: { mediaType: 'multipart/form-data', value } })
    expect(form({ file: 'a.png', length: '4' })).toEqual([])
    expect(form({ image: 'a.png', length: 'four' })).toEqual([
      '/body/length must be integer',
      '/body must not have "image", which the specification does not name',
    ])
    expect(Object.fromEntries(spec.parts(create))).toEqual({
      file: { isFile: true, types: ['image/png', 'image/*'] },
      meta: { isFile: false, types: [] },
      length: { isFile: false, types: [] },
    })
  })

  it('must be of an operation and a type that there are', () => {
    expect(misfits({ method: 'GET', path: '/videos', query: {} })).toEqual([
      '/path is no operation of the specification',
    ])
    expect(misfits({ ...create, body: { mediaType: 'text/plain', value: 'a' } })).toEqual([
      '/body must be application/json or multipart/form-data, but is text/plain',
    ])
    expect(spec.takes(create)).toEqual(['application/json', 'multipart/form-data'])
    expect(spec.takes({ method: 'GET', path: '/videos/abc' })).toEqual([])
  })

  it('is the same with the path of the server before it', () => {
    expect(misfits({ method: 'GET', path: '/base/videos/abc', query: {} })).toEqual([])
  })

  it('may be told which version is meant', () => {
    expect(spec.versions(create)).toEqual([{ location: 'header', name: 'x-api-version', value: '7' }])
    expect(spec.versions({ method: 'GET', path: '/videos/abc' })).toEqual([])
  })

  it('needs a credential where the operation says so, or else the document, and may not do without', () => {
    const securedBy = (whole: unknown, own?: unknown): boolean => {
      const get = { responses: {}, ...(own !== undefined && { security: own }) }
      const document = { openapi: '3.1.1', security: whole, paths: { '/videos': { get } } }
      return openSpec(document).isSecured({ method: 'GET', path: '/videos' })
    }
    expect([securedBy([{ key: [] }]), securedBy(undefined, [{ key: [] }])]).toEqual([true, true])
    expect([securedBy(undefined), securedBy([]), securedBy([{ key: [] }], [])]).toEqual([false, false, false])
    expect(securedBy([{ key: [] }, {}])).toBe(false)
    expect(openSpec({ openapi: '3.1.1', security: [{ key: [] }] }).isSecured({ method: 'GET', path: '/' })).toBe(false)
  })
})

describe('an answer', () => {
  const body = (value: unknown): CheckedBody => ({ mediaType: 'application/json', value })

  it('may have fields that are not named', () => {
    expect(answered(200, body({ id: 'a', more: 1 }))).toEqual([])
  })

  it('of several kinds is told by the first when it is none of them', () => {
    expect(answered(200, body({}))).toEqual([
      "/body must match exactly one schema in oneOf; of the first: /body must have required property 'id'",
    ])
  })

  it('is looked up by status, by its class, and by default', () => {
    expect(answered(418, body({ error: 'tea' }))).toEqual([])
    expect(answered(500, body({}))).toEqual(['/status the specification has no answer with status 500'])
    expect(answered(500, body(null), { method: 'GET', path: '/videos/abc' })).toEqual([])
    expect(answered(204)).toEqual([])
    expect(answered(200)).toEqual(['/body is missing'])
    expect(answered(204, body({}))).toEqual(['/body must be no body at all, but is application/json'])
  })

  it('is that of the literal path, where another one has a parameter there', () => {
    expect(answered(200, body({ latest: 'a' }), { method: 'GET', path: '/videos/latest' })).toEqual([])
    expect(answered(200, body({}), { method: 'GET', path: '/videos/latest' })).toEqual([
      "/body must have required property 'latest'",
    ])
  })
})
