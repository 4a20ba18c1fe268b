// What the fetch of other runtimes wants of its caller.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nodeFetch } from '../src/node/index.ts'
import { streamsWithLength } from '../src/http/one-shot.ts'
import { clientOf, request } from './acme.ts'

afterEach(() => void vi.unstubAllGlobals())

const queued = { id: 'j1', state: 'waiting' }

it('fetch is called on its own: with a `this` that is not theirs, browsers and workers refuse it', async () => {
  async function fetch(this: unknown): Promise<Response> {
    if (this !== undefined) throw new TypeError('Illegal invocation')
    return Response.json(queued)
  }
  expect(await clientOf(fetch).create(request)).toMatchObject({ id: 'j1' })
})

describe('the body of a create', () => {
  const sentBy = async (more: object = {}): Promise<RequestInit | undefined> => {
    const inits: (RequestInit | undefined)[] = []
    const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
      inits.push(init)
      return Response.json(queued)
    }
    await clientOf(Object.assign(fetch, more)).create(request)
    return inits[0]
  }
  const text = JSON.stringify(request)
  const length = String(Buffer.byteLength(text))

  it('is a stream with its length, which can be read once and not sent again', async () => {
    const init = await sentBy()
    expect(init?.body).toBeInstanceOf(ReadableStream)
    expect(init).toMatchObject({
      duplex: 'half',
      headers: { 'content-type': 'application/json', 'content-length': length },
    })
    const made = new Request('https://acme.test', init)
    expect(await made.text()).toBe(text)
    expect(() => new Request('https://acme.test', init)).toThrow('disturbed or locked')
  })

  it('has its text for a mock that takes it for one', async () => {
    const { body } = (await sentBy()) ?? {}
    expect(JSON.parse(Object(body))).toEqual(request)
    expect(await new Response(body).json()).toEqual(request)
  })

  it('is a text for a fetch that says that it sends once', async () => {
    const init = await sentBy({ sendsOnce: true })
    expect(init).toMatchObject({ body: text, headers: { 'content-type': 'application/json' } })
    expect(init).not.toHaveProperty('duplex')
    expect(init?.headers).not.toHaveProperty('content-length')
  })

  it('is a Blob under Deno: a text it would send again when the connection breaks, and a stream in chunks', async () => {
    vi.stubGlobal('Deno', {})
    const { body, headers } = (await sentBy()) ?? {}
    expect(body).toBeInstanceOf(Blob)
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'content-length': length })
    expect(await new Response(body).text()).toBe(text)
  })

  it('is the stream of a response in workerd, which knows the length of no other', async () => {
    vi.stubGlobal('WebSocketPair', true)
    const { body } = (await sentBy()) ?? {}
    expect(body).toBeInstanceOf(ReadableStream)
    expect(Object.hasOwn(Object(body), 'toString')).toBe(false)
    expect(await new Response(body).text()).toBe(text)
  })

  it.each([
    [
      'forbids the length, as browsers do',
      class extends Request {
        constructor(input: RequestInfo | URL, init?: RequestInit) {
          super(input, init)
          this.headers.delete('content-length')
        }
      },
    ],
    [
      'takes a stream for a text',
      class extends Request {
        constructor(input: RequestInfo | URL, init?: RequestInit) {
          super(input, { ...init, body: '[object ReadableStream]' })
        }
      },
    ],
    [
      'never asks for duplex',
      class extends Request {
        constructor(input: RequestInfo | URL, { headers = {} }: RequestInit = {}) {
          super(input, { headers })
        }
      },
    ],
  ])('is no stream where Request %s', (_, Made) => {
    expect(streamsWithLength()).toBe(true)
    vi.stubGlobal('Request', Made)
    expect(streamsWithLength()).toBe(false)
  })
})

it('under Deno there is no nodeFetch: its node:http sends a request twice', () => {
  vi.stubGlobal('Deno', {})
  expect(() => nodeFetch()).toThrow('may send a create twice')
})
