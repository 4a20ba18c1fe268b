// A job that its vendor calls completed and that names no video: every method says the same, and none gives a job that ended with nothing.
import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type Client, type Job } from '../src/index.ts'
import { acme, all, clientOf, errorOf, key, request, testClock, vendor, type Answer } from './acme.ts'

const get = 'GET /v1/jobs/j1'
const job: Job = {
  provider: 'acme',
  model: 'one',
  id: 'j1',
  status: 'in_progress',
  outputs: [],
  createdAt: '2026-01-01T00:00:00.000Z',
}
const empty = { id: 'j1', state: 'done' }
const done = { ...empty, url: 'https://cdn.test/j1.mp4' }
const nothing: Job = { ...job, status: 'completed' }

const ways: [string, (client: Client, from: Job) => Promise<unknown>][] = [
  ['wait', (client, from) => client.wait(from)],
  ['watch', (client, from) => all(client.watch(from))],
  ['check', (client, from) => client.check(from)],
  ['get', (client, from) => client.get(from)],
]
const fetches: typeof ways = [
  ['bytes', (client, from) => client.bytes(from)],
  ['stream', (client, from) => client.stream(from)],
  ['download', (client, from) => client.download(from, '/nowhere/j1.mp4')],
]

describe('a completed job that names no video', () => {
  it.each(ways)('%s says so, with a job that can be waited for again', async (_, call) => {
    const client = clientOf(vendor({ [get]: empty }).fetch)
    const error = await errorOf(call(client, job))
    expect(error).toMatchObject({
      code: 'invalid_response',
      message: 'acme: job j1 is completed but names no result',
      operation: 'get',
      retryable: true,
      submitted: 'yes',
      charged: 'unknown',
      job: { id: 'j1', status: 'in_progress', vendorStatus: 'done', outputs: [] },
    })
  })

  it.each([...ways, ...fetches])('%s says the same of the job that was stored as completed', async (_, call) => {
    const client = clientOf(vendor({ [get]: empty }).fetch)
    const error = await errorOf(call(client, nothing))
    expect(error).toMatchObject({ code: 'invalid_response', retryable: true, job: { status: 'in_progress' } })
    expect(error.message).toContain('job j1 is completed but names no result')
  })

  it.each(ways)('%s goes on from the job in the error, and has the video once it is named', async (_, call) => {
    const answers: Answer[] = [empty]
    const { fetch } = vendor({ [get]: () => answers[0] ?? {} })
    const client = clientOf(fetch)
    const { job: kept } = await errorOf(call(client, job))
    answers[0] = done
    const found = await call(client, client.job(JSON.parse(JSON.stringify(kept))))
    expect(JSON.stringify(found)).toContain(done.url)
  })

  it('the wait lasts for some polls: a video that is named one poll late is the end', async () => {
    const seen: string[] = []
    const client = clientOf(vendor({ [get]: [empty, done] }).fetch)
    const ended = await client.wait(job, { onUpdate: ({ status }) => seen.push(status) })
    expect([ended.status, ended.outputs, seen]).toEqual(['completed', [{ url: done.url }], ['completed']])
  })

  it('a create that is answered so gives a job that is waited for', async () => {
    const { fetch } = vendor({ 'POST /v1/jobs': empty, [get]: done })
    const store = memoryStore()
    const client = createClient({ providers: [acme({ apiKey: key })], fetch, clock: testClock(), store })
    const made = await client.create(request)
    expect(made).toMatchObject({ status: 'in_progress', vendorStatus: 'done' })
    expect((await all(client.jobs())).map(({ state }) => state)).toEqual(['running'])
    expect(await client.wait(made)).toMatchObject({ status: 'completed', outputs: [{ url: done.url }] })
  })

  it('a failure that follows is told: the job had not ended', async () => {
    const client = clientOf(vendor({ [get]: { id: 'j1', state: 'broken', why: 'no luck' } }).fetch)
    expect(await client.wait(nothing)).toMatchObject({ status: 'failed', error: { message: 'no luck' } })
  })
})
