import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { createClient, type Job } from '../src/index.ts'
import { defineProvider } from '../src/provider.ts'
import { type Answer, acme, clientOf, errorOf, key, lost, testClock, vendor } from './acme.ts'

const url = 'https://cdn.test/j1.mp4?signature=abc123'
const get = 'GET https://cdn.test/j1.mp4'
const done: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'completed', outputs: [{ url }] }
const output = Uint8Array.from([
  0,
  0,
  0,
  24,
  ...Buffer.from('ftypisom'),
  0,
  0,
  2,
  0,
  ...Array.from({ length: 40 }, (_, index) => index),
])
const video = (body: BodyInit = output, headers: Record<string, string> = {}): Response =>
  new Response(body, { headers: { 'content-type': 'video/mp4', 'content-length': String(output.length), ...headers } })

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

const save = (answer: Answer | Answer[], job = done, options = {}, name = 'fox.mp4') =>
  clientOf(vendor({ [get]: answer }).fetch).download(job, join(folder, name), options)

describe('a video in memory', () => {
  const bytes = (answer: Answer | Answer[], options = {}): Promise<Uint8Array> =>
    clientOf(vendor({ [get]: answer }).fetch).bytes(done, options)
  const unannounced = (size: number): Response =>
    new Response(
      new ReadableStream({
        start(stream) {
          stream.enqueue(output)
          for (let left = size; left > 0; left -= 1 << 16)
            stream.enqueue(new Uint8Array(Math.min(left, 1 << 16)).fill(7))
          stream.close()
        },
      }),
    )

  it('is whole, whether its length is announced or not', async () => {
    expect(await bytes(video())).toEqual(output)
    const long = await bytes(unannounced(3_000_000))
    expect(long.byteLength).toBe(output.length + 3_000_000)
    expect(long.subarray(0, output.length)).toEqual(output)
    expect([long[output.length], long.at(-1)]).toEqual([7, 7])
  })

  it('takes no memory for a length that is only announced, and is left when no more comes', async () => {
    let isLeft = false
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(output),
      cancel: () => {
        isLeft = true
      },
    })
    const answer = () => video(body, { 'content-length': '9000000000000000' })
    const error = await errorOf(bytes(answer, { maxBytes: Infinity, idleTimeoutMs: 500 }))
    expect([error.code, isLeft]).toEqual(['timeout', true])
  })

  it('is refused above maxBytes, which is 256 MiB when nobody says otherwise', async () => {
    expect((await errorOf(bytes(video(), { maxBytes: 10 }))).message).toContain('more than maxBytes (10)')
    expect((await errorOf(bytes(unannounced(100), { maxBytes: 60 }))).message).toContain('more than maxBytes (60)')
    const huge = video(output, { 'content-length': String(2 ** 28 + 1) })
    expect(await errorOf(bytes(huge))).toMatchObject({ code: 'invalid_response', job: { id: 'j1' } })
  })
})

describe('saving a video', () => {
  it('writes what the disk took only in part to its end', async () => {
    const { open } = process.getBuiltinModule('node:fs/promises')
    vi.spyOn(process.getBuiltinModule('node:fs/promises'), 'open').mockImplementation(async (...given) => {
      const handle = await open(...given)
      const whole = handle.writev.bind(handle)
      handle.writev = async (pieces, position) => {
        const [first] = pieces
        const { bytesWritten } = await whole(
          first ? [new Uint8Array(first.buffer, first.byteOffset, Math.min(7, first.byteLength))] : [],
          position,
        )
        return { bytesWritten, buffers: pieces }
      }
      return handle
    })
    const { path } = await save(video())
    expect(await readFile(path)).toEqual(Buffer.from(output))
  })

  it('syncs the file, and the folder that its name is new in', async () => {
    const { open } = process.getBuiltinModule('node:fs/promises')
    const synced: string[] = []
    vi.spyOn(process.getBuiltinModule('node:fs/promises'), 'open').mockImplementation(async (...given) => {
      const handle = await open(...given)
      const sync = handle.sync.bind(handle)
      handle.sync = async () => {
        synced.push(String(given[0]).replace(/[0-9a-f]{8}\.part$/, 'part'))
        await sync()
      }
      return handle
    })
    await save(video())
    expect(synced).toEqual([join(folder, 'fox.mp4.part'), `${folder}/`])
  })

  it('writes it whole and says what it is', async () => {
    const saved = await save(video())
    expect(saved).toEqual({ path: join(folder, 'fox.mp4'), bytes: output.length, mediaType: 'video/mp4' })
    expect(await readFile(saved.path)).toEqual(Buffer.from(output))
    expect(await readdir(folder)).toEqual(['fox.mp4'])
  })

  it.each([
    [
      'a JSON error with status 200',
      new Response('{"error":"gone"}', { headers: { 'content-type': 'video/mp4' } }),
      'invalid_response',
    ],
    [
      'a web page',
      new Response('<!doctype html><title>hi', { headers: { 'content-type': 'text/html' } }),
      'invalid_response',
    ],
    ['nothing', new Response(''), 'invalid_response'],
    ['a picture', new Response(Buffer.from('\u0089PNG\r\n\u001a\n 0123456789', 'latin1')), 'invalid_response'],
    ['403', new Response('', { status: 403 }), 'expired'],
    ['404', new Response('', { status: 404 }), 'expired'],
    ['410', new Response('', { status: 410 }), 'expired'],
    ['500', new Response('', { status: 500 }), 'unavailable'],
    ['a reset', lost('ECONNRESET'), 'network'],
    ['less than announced', video(output, { 'content-length': '99' }), 'network'],
    ['more than announced', video(output, { 'content-length': '20' }), 'network'],
    ['a cut in the middle', () => new Response(cut()), 'network'],
    ['silence', () => new Response(silence()), 'timeout'],
    [
      'a redirect to a file',
      new Response('', { status: 302, headers: { location: 'file:///etc/passwd' } }),
      'invalid_response',
    ],
    ['redirects without end', new Response('', { status: 302, headers: { location: url } }), 'invalid_response'],
  ] as [string, Answer, string][])('%s leaves nothing behind and keeps the job', async (_, answer, code) => {
    const error = await errorOf(save(answer))
    expect(error).toMatchObject({ code, job: { id: 'j1' }, operation: 'download' })
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('abc123')
    expect(await readdir(folder)).toEqual([])
  })

  it('a video over the limit is refused, announced or not', async () => {
    const announced = await errorOf(save(video(), done, { maxBytes: 30 }))
    const quiet = await errorOf(save(new Response(output), done, { maxBytes: 30 }))
    expect([announced.code, quiet.code]).toEqual(['invalid_response', 'invalid_response'])
    expect(await readdir(folder)).toEqual([])
  })

  it('an earlier file stays as it was when the download fails', async () => {
    await writeFile(join(folder, 'fox.mp4'), 'earlier')
    await errorOf(save(() => new Response(cut())))
    expect(await readFile(join(folder, 'fox.mp4'), 'utf8')).toBe('earlier')
    expect(await readdir(folder)).toEqual(['fox.mp4'])
  })

  it('a folder that is not there is told before the video is read', async () => {
    const error = await errorOf(save(video(), done, {}, 'no/such/fox.mp4'))
    expect(error).toMatchObject({ code: 'storage', job: { id: 'j1' } })
    expect(error.message).toContain('no such folder')
  })

  it('a full disk is told as one, and nothing half-written stays', async () => {
    const files = process.getBuiltinModule('node:fs/promises')
    const open = files.open
    vi.spyOn(files, 'open').mockImplementation(async (...given: Parameters<typeof open>) => {
      const handle = await open(...given)
      handle.writev = () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' }))
      return handle
    })
    const error = await errorOf(save(video()))
    expect(error).toMatchObject({ code: 'storage', job: { id: 'j1' } })
    expect(error.message).toContain('the disk is full')
    expect(await readdir(folder)).toEqual([])
  })

  it.skipIf(process.platform === 'win32')(
    'a real limit of the system on file size is told, and nothing half-written stays',
    async () => {
      const script = `
      import { saveVideo } from ${JSON.stringify(new URL('../src/download/to-file.ts', import.meta.url).href)}
      const pieces = [new Uint8Array(1 << 20)]
      const open = async () => ({ mediaType: 'video/mp4', close: () => {}, next: async () => pieces.shift() })
      await saveVideo({ provider: 'a', model: 'm', id: 'j', status: 'completed', outputs: [] }, open, ${JSON.stringify(join(folder, 'big.mp4'))})
        .then(() => console.log('saved'), (error) => console.log(error.code, error.message))`
      await writeFile(join(folder, 'run.mjs'), script)
      const child = spawnSync('sh', ['-c', `ulimit -f 64; exec "${process.execPath}" "${join(folder, 'run.mjs')}"`], {
        encoding: 'utf8',
      })
      expect(child.stdout).toMatch(/^storage could not save job j to /)
      expect(await readdir(folder)).toEqual(['run.mjs'])
    },
  )

  it.each([
    [{ ...done, status: 'in_progress', outputs: [] }, 'conflict'],
    [{ ...done, status: 'expired', outputs: [] }, 'expired'],
    [
      { ...done, status: 'failed', outputs: [], error: { code: 'moderated', message: 'no', charged: 'no' } },
      'moderated',
    ],
  ] as [Job, string][])('of a job that has no video: %j', async (job, code) => {
    expect(await errorOf(save(video(), job))).toMatchObject({ code, job: { id: 'j1' } })
  })

  it('of an output that is not there', async () => {
    expect(await errorOf(save(video(), done, { output: 3 }))).toMatchObject({ code: 'invalid_request' })
  })

  it('an abort ends it at once', async () => {
    const controller = new AbortController()
    const answer = (): Response => new Response(silence(() => controller.abort()))
    expect(await errorOf(save(answer, done, { signal: controller.signal }))).toMatchObject({
      code: 'aborted',
      job: { id: 'j1' },
    })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the key', () => {
  const origin = 'https://acme.test'
  const { operations: _operations, ...capabilities } = acme({ apiKey: key }).capabilities
  const withContent = defineProvider({
    id: 'acme',
    baseUrl: origin,
    environment: { apiKey: 'A', baseUrl: 'B' },
    headers: (value) => ({ 'x-key': value }),
    options: z.looseObject({}),
    capabilities,
    models: [],
    create: () => Promise.reject(new Error('unused')),
    get: () => Promise.reject(new Error('unused')),
    content: async () => ({ url: `${origin}/content`, needsKey: true }),
  })

  it("goes to the vendor's own origin, and to nobody on the way", async () => {
    const { fetch, calls } = vendor({
      [`GET ${origin}/content`]: new Response('', { status: 302, headers: { location: '/moved' } }),
      [`GET ${origin}/moved`]: new Response('', { status: 302, headers: { location: url } }),
      [get]: video(),
    })
    const client = createClient({ providers: [withContent({ apiKey: key })], fetch, clock: testClock() })
    await client.download(done, join(folder, 'fox.mp4'))
    expect(calls.map((call) => [new URL(call.url).origin, call.headers.get('x-key')])).toEqual([
      [origin, key],
      [origin, key],
      ['https://cdn.test', null],
    ])
  })

  it('is not sent for a result that needs none, not even to the vendor', async () => {
    const { fetch, calls } = vendor({ [`GET ${origin}/j1.mp4`]: video() })
    await clientOf(fetch).download({ ...done, outputs: [{ url: `${origin}/j1.mp4` }] }, join(folder, 'fox.mp4'))
    expect(calls[0]?.headers.get('x-key')).toBeNull()
  })
})

describe('streaming a video', () => {
  it('hands out the bytes as they come, and reads no further than asked', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>(
      { pull: (controller) => (pulled++, controller.enqueue(pulled === 1 ? output : new Uint8Array(1 << 16))) },
      { highWaterMark: 0 },
    )
    const { body, mediaType } = await clientOf(vendor({ [get]: () => new Response(endless) }).fetch).stream(done)
    const reader = body.getReader()
    for (let turn = 0; turn < 50; turn++) await reader.read()
    expect(mediaType).toBe('video/mp4')
    expect(pulled).toBeLessThan(55)
    await reader.cancel()
  })

  it('tells a webm from an mp4 by its bytes', async () => {
    const webm = Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, ...new Uint8Array(20)])
    const { mediaType } = await clientOf(vendor({ [get]: new Response(webm) }).fetch).stream(done)
    expect(mediaType).toBe('video/webm')
  })

  it('reads a beginning that comes byte by byte', async () => {
    const body = new ReadableStream({
      start: (controller) => (output.forEach((byte) => controller.enqueue(Uint8Array.of(byte))), controller.close()),
    })
    const { body: read } = await clientOf(vendor({ [get]: new Response(body) }).fetch).stream(done)
    expect(new Uint8Array(await new Response(read).arrayBuffer())).toEqual(output)
  })
})

function cut(): ReadableStream<Uint8Array> {
  let turns = 0
  return new ReadableStream({
    pull: (controller) => (turns++ ? controller.error(lost('ECONNRESET')) : controller.enqueue(output)),
  })
}

function silence(onWait = () => {}): ReadableStream<Uint8Array> {
  let turns = 0
  return new ReadableStream({
    pull(controller) {
      if (turns++ === 0) return controller.enqueue(output)
      setImmediate(onWait)
      return new Promise(() => {})
    },
  })
}
