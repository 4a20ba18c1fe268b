import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type ClientOptions, type JobRecord, type JobStore } from '../src/index.ts'
import { acme, all, errorOf, key, lost, request, testClock, type Answer, vendor } from './acme.ts'
import { recordStates } from '../src/store.ts'

const create = 'POST /v1/jobs'
const get = 'GET /v1/jobs/j1'
const queued = { id: 'j1', state: 'waiting' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }

/** A client whose runtime tells what was kept when each call went out. */
function setup(routes: Record<string, Answer | Answer[]>, options: Partial<ClientOptions> = {}) {
  const clock = testClock()
  const store = options.store ?? memoryStore()
  const { fetch, calls, posts } = vendor(routes)
  const keptAtPost: JobRecord[][] = []
  const client = createClient({
    providers: [acme({ apiKey: key })],
    clock,
    random: () => 0.5,
    fetch: async (...given) => {
      if (given[1]?.method === 'POST') keptAtPost.push(await kept())
      return fetch(...given)
    },
    ...options,
    store,
  })
  async function kept(): Promise<JobRecord[]> {
    const found: JobRecord[] = []
    const states = recordStates
    for await (const record of store.list(states)) found.push(record)
    return found
  }
  return { client, clock, calls, posts, keptAtPost, kept, store }
}

const failing = (name: 'add' | 'replace'): JobStore => ({
  ...memoryStore(),
  [name]: () => Promise.reject(new Error('the disk is full')),
})

describe('the journal', () => {
  it('hold the intent before the first byte leaves, and the job once there is one', async () => {
    const { client, keptAtPost, kept } = setup({ [create]: queued, [get]: done })
    const job = await client.create(request)
    expect(keptAtPost).toMatchObject([[{ state: 'submitting', attempt: 1, provider: 'acme', request }]])
    expect(await kept()).toMatchObject([{ state: 'running', job: { id: 'j1' } }])
    await client.wait(job)
    expect(await kept()).toMatchObject([{ state: 'completed', job: { status: 'completed' } }])
  })

  it('that cannot be written spend nothing', async () => {
    const { client, posts } = setup({ [create]: queued }, { store: failing('add') })
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'storage', submitted: 'no', charged: 'no' })
    expect(posts()).toBe(0)
  })

  it('that cannot take the outcome give the job away in the error', async () => {
    const { client } = setup({ [create]: queued }, { store: failing('replace') })
    expect(await errorOf(client.create(request))).toMatchObject({
      code: 'storage',
      submitted: 'yes',
      job: { id: 'j1' },
    })
  })

  it.each([
    ['a refusal', Response.json({}, { status: 400 }), 'refused'],
    ['no connection', lost('ECONNREFUSED'), 'refused'],
    ['a lost answer', lost('ECONNRESET'), 'unresolved'],
    ['a bad gateway', Response.json({}, { status: 502 }), 'unresolved'],
    ['an answer without a job', Response.json({}), 'unresolved'],
  ])('say after %s what is known: %s', async (_, answer, state) => {
    const { client, kept, posts } = setup({ [create]: answer })
    const error = await errorOf(client.create(request))
    expect(posts()).toBe(1)
    const [record] = await kept()
    expect(record?.state).toBe(state)
    expect(error.submitted).toBe(state === 'refused' ? 'no' : 'unknown')
    if (state === 'unresolved')
      expect(error.submission).toMatchObject({ id: record?.id, fingerprint: record?.fingerprint })
    else expect(error.submission).toBeUndefined()
  })
})

describe("a caller's key", () => {
  it('gives the job that there is, without another call', async () => {
    const { client, posts } = setup({ [create]: [queued, { ...queued, id: 'j2' }] })
    const first = await client.create(request, { key: 'order-1' })
    expect(await client.create(request, { key: 'order-1' })).toEqual(first)
    expect(await client.create(request, { key: 'order-2' })).toMatchObject({ id: 'j2' })
    expect(posts()).toBe(2)
  })

  it('is one call for all who use it at once', async () => {
    const { client, posts } = setup({ [create]: queued })
    const jobs = await Promise.all(Array.from({ length: 5 }, () => client.create(request, { key: 'order-1' })))
    expect(new Set(jobs.map(({ id }) => id))).toEqual(new Set(['j1']))
    expect(posts()).toBe(1)
  })

  it('for another request is a conflict, and nothing is sent', async () => {
    const { client, posts } = setup({ [create]: queued })
    await client.create(request, { key: 'order-1' })
    const error = await errorOf(client.create({ ...request, prompt: 'a steam boat' }, { key: 'order-1' }))
    expect(error).toMatchObject({ code: 'conflict', submitted: 'no' })
    expect(posts()).toBe(1)
  })

  it('for another request while the first is on its way is a conflict, too', async () => {
    const { client, posts } = setup({ [create]: queued })
    const first = client.create(request, { key: 'order-1' })
    const other = errorOf(client.create({ ...request, prompt: 'a steam boat' }, { key: 'order-1' }))
    expect(await other).toMatchObject({ code: 'conflict', submitted: 'no' })
    expect(await client.create(request, { key: 'order-1' })).toEqual(await first)
    expect(posts()).toBe(1)
  })

  it('may be used again after a refusal', async () => {
    const { client, posts, kept } = setup({ [create]: [Response.json({}, { status: 402 }), queued] })
    expect(await errorOf(client.create(request, { key: 'order-1' }))).toMatchObject({ code: 'insufficient_credit' })
    expect(await client.create(request, { key: 'order-1' })).toMatchObject({ id: 'j1' })
    expect(posts()).toBe(2)
    expect(await kept()).toMatchObject([{ state: 'running', attempt: 2 }])
  })

  it('of a lost call is never sent again by itself', async () => {
    const { client, posts } = setup({ [create]: [lost('ECONNRESET'), queued] })
    const first = await errorOf(client.create(request, { key: 'order-1' }))
    const second = await errorOf(client.create(request, { key: 'order-1' }))
    expect(second).toMatchObject({ code: 'submission_unknown', submission: first.submission })
    expect(posts()).toBe(1)
  })
})

describe('a call whose outcome nobody knows', () => {
  const unresolved = async (answers: Record<string, Answer | Answer[]> = {}) => {
    const found = setup({ [create]: [lost('ECONNRESET'), queued], ...answers })
    await errorOf(found.client.create(request))
    const [one] = await found.client.unresolved()
    if (!one) throw new Error('nothing is unresolved')
    return { ...found, one }
  }

  it('is listed with its evidence', async () => {
    const { one } = await unresolved()
    expect(one).toMatchObject({ provider: 'acme', model: 'one', attempt: 1, evidence: { code: 'submission_unknown' } })
    expect(one.evidence?.message).toContain('ECONNRESET')
    expect(JSON.stringify(one)).not.toContain(key)
  })

  it('may be adopted, once', async () => {
    const { client, one, kept, posts } = await unresolved({ [get]: queued })
    expect(await one.adopt('j1')).toMatchObject({ id: 'j1', model: 'one' })
    expect(await kept()).toMatchObject([{ state: 'running', job: { id: 'j1' } }])
    expect(await client.unresolved()).toEqual([])
    expect(await errorOf(one.adopt('j1'))).toMatchObject({ code: 'conflict' })
    expect(posts()).toBe(1)
  })

  it('is not adopted from a job that the vendor does not know, or that is another call', async () => {
    const { client, one } = await unresolved({ [get]: queued })
    expect(await errorOf(one.adopt('j9'))).toMatchObject({ code: 'not_found' })
    expect(await client.create(request)).toMatchObject({ id: 'j1' })
    expect(await errorOf(one.adopt('j1'))).toMatchObject({ code: 'conflict' })
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('is sent again only in so many words', async () => {
    const { one, posts } = await unresolved()
    // @ts-expect-error: the words are part of the type.
    expect(await errorOf(one.resubmit({ accept: 'yes' }))).toMatchObject({ code: 'invalid_request' })
    expect(posts()).toBe(1)
    expect(await one.resubmit({ accept: 'may-pay-twice' })).toMatchObject({ id: 'j1' })
    expect(posts()).toBe(2)
    expect(await errorOf(one.resubmit({ accept: 'may-pay-twice' }))).toMatchObject({ code: 'conflict' })
    expect(posts()).toBe(2)
  })

  it('may be given up', async () => {
    const { client, one } = await unresolved()
    await one.abandon()
    expect(await client.unresolved()).toEqual([])
    expect(await all(client.jobs())).toEqual([])
  })
})

describe('a process that was killed', () => {
  const sending = async (store: JobStore): Promise<JobStore> => {
    const still = { ...testClock(), sleep: () => new Promise<void>(() => {}) }
    const { client } = setup({ [create]: () => new Promise<Response>(() => {}) }, { store, clock: still })
    void client.create(request, { key: 'order-1' }).catch(() => {})
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate)
    let interrupted: JobRecord | undefined
    for await (const record of store.list(['submitting'])) interrupted = record
    return {
      ...store,
      interrupted: async function* () {
        if (interrupted) yield interrupted
      },
    }
  }

  it('while it sent leaves a call of unknown outcome, which is not sent again', async () => {
    const store = await sending(memoryStore())
    const { client, posts } = setup({ [create]: queued }, { store })
    expect(await client.unresolved()).toMatchObject([{ key: 'order-1', evidence: { code: 'crashed' } }])
    expect(await errorOf(client.create(request, { key: 'order-1' }))).toMatchObject({ code: 'submission_unknown' })
    expect(posts()).toBe(0)
  })

  it('while it waited leaves jobs that another takes up to their ends', async () => {
    const store = memoryStore()
    const routes = {
      [create]: [queued, { ...queued, id: 'j2' }],
      [get]: [{ id: 'j1', state: 'working' }, done],
      'GET /v1/jobs/j2': { id: 'j2', state: 'broken', why: 'no luck' },
    }
    const first = setup(routes, { store })
    await first.client.create(request)
    await first.client.create(request)
    const { client } = setup(routes, { store })
    const seen: string[] = []
    for await (const { id, status } of client.resume()) seen.push(`${id} ${status}`)
    expect(seen.toSorted()).toEqual(['j1 completed', 'j1 in_progress', 'j2 failed'])
    expect(await all(client.jobs())).toMatchObject([{ state: 'completed', job: { id: 'j1' } }])
  })

  it('with jobs of a provider that is gone holds up no other', async () => {
    const store = memoryStore()
    const routes = { [create]: queued, [get]: done }
    const first = setup(routes, { store })
    await first.client.create(request)
    for await (const record of store.list(['running'])) await store.replace(record, { ...record, provider: 'gone' })
    const { client } = setup(routes, { store })
    expect(await client.create(request)).toMatchObject({ id: 'j1' })
  })

  it('one job that cannot be followed does not hold up the others', async () => {
    const store = memoryStore()
    const routes = { [create]: [{ ...queued, id: 'j0' }, queued], [get]: done }
    const first = setup(routes, { store })
    await first.client.create(request)
    await first.client.create(request)
    const { client } = setup(routes, { store })
    const failures: unknown[] = []
    const seen: string[] = []
    for await (const { id, status } of client.resume({ onFailure: (error) => failures.push(error) }))
      seen.push(`${id} ${status}`)
    expect(seen).toEqual(['j1 completed'])
    expect(failures).toMatchObject([{ code: 'not_found', job: { id: 'j0' } }])
  })
})
