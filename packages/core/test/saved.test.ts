// The store learns that a video was saved, or that it can be had no more: then nothing is left to do for its job.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, memoryStore, type Client, type Job, type JobStore } from '../src/index.ts'
import { acme, all, errorOf, key, request, testClock, vendor, type Answer } from './acme.ts'

const url = 'https://cdn.test/j1.mp4'
const output = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom'), ...Array.from({ length: 40 }, (_, at) => at)])
const video = (): Response => new Response(output, { headers: { 'content-type': 'video/mp4' } })

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reelay-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function completed(
  answer: Answer | Answer[],
  { store = memoryStore(), outputs = [{ url }] }: { store?: JobStore; outputs?: { url: string }[] } = {},
): Promise<{ client: Client; job: Job; states: () => Promise<string[]> }> {
  const { fetch } = vendor({
    'POST /v1/jobs': { id: 'j1', state: 'waiting' },
    'GET /v1/jobs/j1': { id: 'j1', state: 'done', url },
    [`GET ${url}`]: answer,
    'GET https://cdn.test/second.mp4': answer,
  })
  const provider = acme({ apiKey: key })
  const get: typeof provider.get = async (...asked) => ({ ...(await provider.get(...asked)), outputs })
  const client = createClient({ providers: [{ ...provider, get }], fetch, clock: testClock(), store })
  const job = await client.wait(await client.create(request))
  const states = async (): Promise<string[]> =>
    (await all(store.list(['running', 'completed', 'ended']))).map(({ state }) => state)
  expect(await states()).toEqual(['completed'])
  return { client, job, states }
}

const ways: [string, (client: Client, job: Job) => Promise<unknown>][] = [
  ['download', (client, job) => client.download(job, join(folder, 'j1.mp4'))],
  ['bytes', (client, job) => client.bytes(job)],
  ['stream', async (client, job) => new Response((await client.stream(job)).body).arrayBuffer()],
]

describe('a video that was saved', () => {
  it.each(ways)('by %s leaves nothing to do for its job', async (_, save) => {
    const { client, job, states } = await completed(video)
    await save(client, job)
    expect(await states()).toEqual(['ended'])
    expect([await all(client.jobs()), await all(client.resume())]).toEqual([[], []])
    // And what was saved can be saved again.
    await save(client, job)
  })

  it('is one only when it was read to its end, and its file is there', async () => {
    const { client, job, states } = await completed(video)
    const { body } = await client.stream(job)
    const reader = body.getReader()
    await reader.read()
    await reader.cancel()
    expect((await errorOf(client.download(job, join(folder, 'no', 'such', 'j1.mp4')))).code).toBe('storage')
    expect(await states()).toEqual(['completed'])
  })

  it('of a job with several is one when all are', async () => {
    const { client, job, states } = await completed(video, {
      outputs: [{ url }, { url: 'https://cdn.test/second.mp4' }],
    })
    await client.bytes(job, { output: 1 })
    await client.bytes(job, { output: 1 })
    expect(await states()).toEqual(['completed'])
    await client.download(job, join(folder, 'first.mp4'), { output: 0 })
    expect(await states()).toEqual(['ended'])
  })

  it('is there although the store fails', async () => {
    const store = memoryStore()
    const { client, job } = await completed(video, { store })
    store.replace = () => Promise.reject(new Error('the disk is gone'))
    expect(await client.bytes(job)).toEqual(output)
  })

  it('of a job that this client did not make is none of its affairs', async () => {
    const { client, job } = await completed(video)
    expect(await client.bytes({ ...job, id: 'j2' })).toEqual(output)
  })
})

describe('a video that cannot be saved', () => {
  it.each(ways)('is dismissed by %s once every way says that it is gone', async (_, save) => {
    const { client, job, states } = await completed(new Response('', { status: 410 }))
    expect(await errorOf(save(client, job))).toMatchObject({ code: 'expired' })
    expect(await states()).toEqual(['ended'])
    expect(await all(client.resume())).toEqual([])
  })

  it.each([200, 500])('stays to be done where it may still be had: %i', async (status) => {
    const { client, job, states } = await completed(new Response('<html>', { status }))
    expect((await errorOf(client.bytes(job))).code).not.toBe('expired')
    expect(await states()).toEqual(['completed'])
  })

  it('stays to be done where another video of the job is not saved', async () => {
    const outputs = [{ url }, { url: 'https://cdn.test/second.mp4' }]
    const { client, job, states } = await completed(new Response('', { status: 410 }), { outputs })
    await errorOf(client.bytes(job))
    expect(await states()).toEqual(['completed'])
    await errorOf(client.bytes(job, { output: 1 }))
    expect(await states()).toEqual(['ended'])
  })
})
