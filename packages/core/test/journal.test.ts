// What the journal knows of money: the doubt of every attempt, and what is paid for and not saved.
import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type Client, type ClientOptions, type JobStore } from '../src/index.ts'
import { acme, all, type Answer, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const create = 'POST /v1/jobs'
const queued = { id: 'j1', state: 'waiting' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
const routes = { [create]: queued, 'GET /v1/jobs/j1': done }
const dayMs = 86_400_000

/** A process with a client of its own over a store. */
function process(
  answers: Record<string, Answer | Answer[]>,
  { store = memoryStore(), clock = testClock(), ...more }: Partial<ClientOptions> = {},
): { client: Client; posts: () => number; store: JobStore; clock: NonNullable<ClientOptions['clock']> } {
  const { fetch, posts } = vendor(answers)
  return {
    client: createClient({ providers: [acme({ apiKey: key })], fetch, ...more, clock, store }),
    posts,
    store,
    clock,
  }
}

describe('a call that is sent again', () => {
  const refusal = Response.json({ message: 'slow down' }, { status: 403 })

  it.each([
    ['a refusal', refusal],
    ['no connection', lost('ECONNREFUSED')],
  ])('and meets %s is as unresolved as before', async (_, answer) => {
    const first = process({ [create]: [lost('ECONNRESET'), answer] })
    await errorOf(first.client.create(request, { key: 'order-1' }))
    const [one] = await first.client.unresolved()
    const error = await errorOf(one?.resubmit({ accept: 'may-pay-twice' }) ?? Promise.resolve())
    expect(error).toMatchObject({ submitted: 'unknown', charged: 'unknown', submission: { key: 'order-1' } })
    expect(error.message).toContain('an earlier attempt of this call may have made a job')
    // In a later process, too, and whoever comes with the key sends nothing.
    const { client, posts } = process(routes, { store: first.store })
    expect(await client.unresolved()).toMatchObject([
      { key: 'order-1', attempt: 2, evidence: { code: 'submission_unknown' } },
    ])
    expect(await errorOf(client.create(request, { key: 'order-1' }))).toMatchObject({ code: 'submission_unknown' })
    expect(posts()).toBe(0)
  })

  it('and made a job keeps the doubt about its first attempt', async () => {
    const { client } = process({ [create]: [lost('ECONNRESET'), queued] })
    await errorOf(client.create(request))
    await (await client.unresolved())[0]?.resubmit({ accept: 'may-pay-twice' })
    expect(await all(client.jobs())).toMatchObject([{ state: 'running', doubts: [{ attempt: 1 }] }])
  })
})

describe('a job that has ended', () => {
  it('and is not saved is found by the next process, until that lets go of it', async () => {
    const { client: killed, store } = process(routes)
    await killed.wait(await killed.create(request))
    const { client } = process(routes, { store })
    expect(await all(client.resume())).toMatchObject([{ id: 'j1', status: 'completed', outputs: [{ url: done.url }] }])
    await client.dismiss({ provider: 'acme', id: 'j1' })
    expect([await all(client.jobs()), await all(client.resume())]).toEqual([[], []])
    expect(await errorOf(client.dismiss({ provider: 'acme', id: 'j1' }))).toMatchObject({ code: 'not_found' })
  })

  it('is given until a day after its video is gone', async () => {
    const expires_at = 10 * dayMs
    const { client, clock } = process({ [create]: { ...done, expires_at: expires_at / 1000 } })
    await client.create(request)
    const [record] = await all(client.jobs())
    const goneMs = Date.parse(record?.job?.expiresAt ?? '')
    await clock.sleep(goneMs - clock.now() + dayMs)
    expect(await all(client.jobs())).toHaveLength(1)
    await clock.sleep(1)
    expect(await all(client.jobs())).toEqual([])
    expect(await all(client.history())).toHaveLength(1)
  })

  it('is in the history with its request and without images; newest first', async () => {
    const images = [{ url: 'https://shop.test/boat.png', role: 'first_frame' as const }]
    const broken = { id: 'j2', state: 'broken', why: 'no luck' }
    const { client } = process({ [create]: [done, broken] })
    await client.create({ ...request, images })
    await client.create({ ...request, prompt: 'a second boat' })
    const records = await all(client.history())
    expect(records).toMatchObject([
      { state: 'ended', job: { id: 'j2', status: 'failed' }, request: { prompt: 'a second boat' } },
      { state: 'completed', job: { id: 'j1' }, request: { prompt: request.prompt, model: 'one' } },
    ])
    expect(records[1]?.request).not.toHaveProperty('images')
  })

  it('leaves its fingerprint alone without keepRequests, and a call without an outcome its request', async () => {
    const { client } = process({ [create]: [queued, lost('ECONNRESET')] }, { keepRequests: false })
    await client.create(request)
    await errorOf(client.create(request))
    const [running, unresolved] = await all(client.jobs())
    expect(running?.fingerprint).toMatch(/^[\da-f]{16}$/)
    expect(running).not.toHaveProperty('request')
    expect(unresolved?.request).toMatchObject(request)
  })
})

it('lets go of a job that its vendor has forgotten', async () => {
  const { client } = process({ [create]: queued, 'GET /v1/jobs/j1': Response.json({}, { status: 404 }) })
  const job = await client.create(request)
  await client.dismiss(job)
  expect(await all(client.jobs())).toEqual([])
  expect(await all(client.history())).toMatchObject([{ state: 'ended', job: { id: 'j1', status: 'queued' } }])
})
