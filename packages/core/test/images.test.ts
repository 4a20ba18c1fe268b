import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient, type Client, type ModelCapability } from '../src/index.ts'
import { base64 } from '../src/model/base64.ts'
import { bytesFrom } from '../src/model/base64-bytes.ts'
import { fingerprintOf } from '../src/journal/stored-request.ts'
import { imageFromFile } from '../src/node/index.ts'
import { defineProvider, imageText } from '../src/provider.ts'
import { errorOf, testClock } from './acme.ts'

interface Paths {
  '/jobs': { post: { requestBody: { content: { 'application/json': { images: string[] } } } } }
}
const images = { min: 1, max: 2, roles: ['first_frame' as const, 'last_frame' as const] }
const model = (id: string, more: object): ModelCapability => ({
  id,
  price: null,
  modes: { text: {}, image: { images: { ...images, as: ['url', 'data'], ...more } } },
})
const pixel = defineProvider<Paths>({
  id: 'pixel',
  baseUrl: 'https://pixel.test',
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 1000, intervalMs: 1000, minimumMs: 1000 },
    resultLifetimeMs: null,
    passThrough: false,
  },
  options: z.strictObject({}),
  models: [
    model('both', {}),
    model('small', { maxBytes: 20 }),
    model('links', { as: ['url'] }),
    model('bytes', { as: ['data'] }),
  ],
  create: async (request, { http }) => {
    const body = { images: request.images.map((image) => imageText(image, 'data_url')) }
    const { data } = await http.post('/jobs', { body, schema: z.object({ id: z.string() }) })
    return { ...data, status: 'queued' as const }
  },
  get: async ({ id }) => ({ id, status: 'in_progress' as const }),
})

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture')])
const dataUrl = `data:image/png;base64,${png.toString('base64')}`
const view = new Uint8Array(png)

function clientFor(sent: string[][]): Client {
  const fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    sent.push(JSON.parse(await new Response(init?.body).text()).images)
    return Response.json({ id: 'j1' })
  }
  return createClient({ providers: [pixel({ apiKey: 'pixel-key-12345' })], fetch, clock: testClock() })
}

const folder = mkdtempSync(join(tmpdir(), 'images-'))
const path = join(folder, 'fox.png')
writeFileSync(path, png)

const file = await imageFromFile(path)
const fileByUrl = await imageFromFile(pathToFileURL(path))

describe('an image is taken as a program holds it', () => {
  it.each<[string, object]>([
    ['a Buffer', { data: png }],
    ['a part of a larger buffer', { data: Buffer.concat([Buffer.alloc(3), png, Buffer.alloc(3)]).subarray(3, -3) }],
    ['a Uint8Array', { data: view }],
    ['an ArrayBuffer', { data: view.buffer }],
    ['a DataView', { data: new DataView(view.buffer) }],
    ['a Uint8ClampedArray', { data: new Uint8ClampedArray(view) }],
    ['a Blob', { data: new Blob([view]) }],
    ['a File', { data: new File([view], 'fox.png', { type: 'image/png' }) }],
    ['base64', { data: png.toString('base64') }],
    ['base64 with line ends', { data: png.toString('base64').replaceAll(/.{8}/g, '$&\r\n') }],
    ['a data URL in url', { url: dataUrl }],
    ['a data URL in data', { data: dataUrl }],
    ['a file', file],
    ['a file by its URL', fileByUrl],
  ])('%s', async (_, image) => {
    const sent: string[][] = []
    await clientFor(sent).create({ model: 'both', prompt: 'a fox', images: [image] })
    expect(sent).toEqual([[dataUrl]])
    const plan = await clientFor(sent).plan({ model: 'both', prompt: 'a fox', images: [image] })
    expect(plan.candidates[0]?.problems).toEqual([])
  })

  it('with its role, and another beside it', async () => {
    const last = await imageFromFile(path, 'last_frame')
    const sent: string[][] = []
    const images = [{ url: 'https://a.test/1.png' }, last]
    await clientFor(sent).create({ model: 'both', prompt: 'a fox', images })
    expect(sent).toEqual([['https://a.test/1.png', dataUrl]])
  })

  it('and what the caller writes there while the call waits is not sent', async () => {
    const [data, sent] = [Uint8Array.from(png), [] as string[][]]
    const created = clientFor(sent).create({ model: 'both', prompt: 'a fox', images: [{ data }] })
    await new Promise(setImmediate)
    data.fill(0)
    await created.catch(() => {})
    expect(sent.flat()).toEqual([dataUrl])
  })
})

describe('what is no image is refused before anything is sent, with what to do', () => {
  it.each<[unknown, string]>([
    [
      { url: './fox.png' },
      'images[0].url: "./fox.png" given, allowed: an image; for a file, await imageFromFile(path)',
    ],
    [
      { data: '/home/me/fox.jpg' },
      'images[0].data: "no base64" given, allowed: an image; for a file, await imageFromFile',
    ],
    [{ url: 'C:\\fox.png' }, 'await imageFromFile(path) of @reelay/core/node'],
    [{ url: new URL('file:///fox.png') }, 'images[0].url: a URL given, allowed: url: an image; for a file'],
    [{ data: new URL('https://a.test/fox.png') }, 'images[0].data: a URL given, allowed: url: its href'],
    [{ url: 'iVBORw0KGgpx'.repeat(9) }, 'allowed: base64 as data'],
    [{ url: view }, 'images[0].url: 17 bytes given, allowed: bytes as data'],
    [{ url: new Blob([view]) }, 'images[0].url: a Blob given, allowed: bytes as data'],
    [{ data: 'https://a.test/fox.png' }, 'allowed: a URL as url'],
    [{ data: Promise.resolve(view) }, 'images[0].data: a Promise given, allowed: what it resolves to: await it first'],
    [{ data: new Blob([view]).stream() }, 'allowed: its bytes: await new Response(stream).bytes()'],
    [{ data: new Response(view) }, 'images[0].data: a Response given, allowed: its bytes: await it.bytes()'],
    [{ data: new Blob(['<html>']) }, 'images[0].data: 6 bytes given, allowed: a PNG, JPEG, WebP or GIF image'],
    [{ data: 7 }, 'images[0].data: 7 given, allowed: bytes, base64 or a data URL'],
    ['https://a.test/fox.png', 'images[0]: https://a.test/fox.png given, allowed: { url }'],
    [view, 'images[0]: 17 bytes given, allowed: { data }'],
  ])('%j: %s', async (image, said) => {
    const sent: string[][] = []
    const error = await errorOf(clientFor(sent).create({ model: 'both', prompt: 'a fox', images: [image] } as never))
    expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining(said) })
    expect(sent).toEqual([])
  })

  it('a file that is not there', async () => {
    const error = await errorOf(imageFromFile(join(folder, 'no.png')))
    expect(error).toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/no\.png: there is no such file/),
    })
  })

  it.each([
    ['links', { data: view }, 'images[0]: bytes given, allowed: url: an address that the vendor can fetch'],
    ['bytes', { url: 'https://a.test/1.png' }, 'images[0]: a URL given, allowed: data: its bytes'],
    ['small', { data: Buffer.concat([png, png]) }, 'images[0].data: 34 bytes given, allowed: at most 20 bytes'],
  ])('for a model that takes %s', async (id, image, said) => {
    const sent: string[][] = []
    const error = await errorOf(clientFor(sent).create({ model: id, prompt: 'a fox', images: [image] }))
    expect(error).toMatchObject({ code: 'invalid_request', submitted: 'no', message: expect.stringContaining(said) })
    expect(sent).toEqual([])
  })
})

describe('base64', () => {
  const bytes = Uint8Array.from({ length: 100_003 }, (_, index) => (index * 31) & 255)
  const expected = Buffer.from(bytes).toString('base64')

  it('is what the platform has, and made once for the same bytes', () => {
    const text = base64(bytes)
    expect(text).toBe(expected)
    bytes[0] = 7
    expect(base64(bytes)).toBe(text)
    bytes[0] = 0
  })

  it.each(['toBase64', 'Buffer'] as const)('is the same without %s', async (name) => {
    const holder: object = name === 'Buffer' ? globalThis : Uint8Array.prototype
    const kept = Object.getOwnPropertyDescriptor(holder, name)
    const native = Object.getOwnPropertyDescriptor(Uint8Array.prototype, 'toBase64')
    const decode = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64')
    try {
      Reflect.deleteProperty(Uint8Array.prototype, 'toBase64')
      Reflect.deleteProperty(Uint8Array, 'fromBase64')
      Reflect.deleteProperty(holder, name)
      expect(base64(bytes.slice())).toBe(expected)
      expect(bytesFrom(expected)).toEqual(bytes)
      for (const wrong of ['a b?', 'ab=c', '_-_-']) expect(bytesFrom(wrong)).toBeUndefined()
    } finally {
      if (native) Reflect.defineProperty(Uint8Array.prototype, 'toBase64', native)
      if (decode) Object.defineProperty(Uint8Array, 'fromBase64', decode)
      if (kept) Object.defineProperty(holder, name, kept)
    }
  })

  it('of an image is in the fingerprint, each character of it', () => {
    const of = (text: string): string => fingerprintOf({ images: [{ data: text }] })
    const text = 'abcd'.repeat(3000)
    const all = [
      text,
      `${text}a`,
      `b${text.slice(1)}`,
      `${text.slice(0, -1)}c`,
      `${text.slice(0, 6000)}x${text.slice(6001)}`,
    ]
    expect(new Set(all.map(of)).size).toBe(all.length)
    expect(of(text)).toBe(of(text))
  })
})
