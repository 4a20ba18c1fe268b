// What the fetch of other runtimes wants of its caller.
import { afterEach, expect, it, vi } from 'vitest'
import { nodeFetch } from '../src/node/index.ts'
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

it('a create is a text, but under Deno a Blob: a text it would send again when the connection breaks', async () => {
  const bodies: unknown[] = []
  const types: (string | null)[] = []
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    bodies.push(init?.body)
    types.push(new Headers(init?.headers).get('content-type'))
    return Response.json(queued)
  }
  await clientOf(fetch).create(request)
  vi.stubGlobal('Deno', {})
  await clientOf(fetch).create(request)
  const [text, blob] = bodies
  expect(blob).toBeInstanceOf(Blob)
  expect(await (blob as Blob).text()).toBe(text)
  expect(types).toEqual(['application/json', 'application/json'])
})

it('under Deno there is no nodeFetch: its node:http sends a request twice', () => {
  vi.stubGlobal('Deno', {})
  expect(() => nodeFetch()).toThrow('may send a create twice')
})
