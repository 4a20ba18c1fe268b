import { describe, expect, it } from 'vitest'
import { createClient, VideoError, type VideoProvider } from '../src/index.ts'
import type { Snapshot } from '../src/provider.ts'
import { acme, all, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const plain = acme({ apiKey: key })
const { list: _list, ...withoutList } = plain
type Listed = Snapshot & { id: string }
const startMs = Date.UTC(2026, 0, 1)
const at = (seconds: number): string => new Date(startMs + seconds * 1000).toISOString()
const job = (id: string, seconds: number, model = 'one'): Listed => ({
  id,
  model,
  status: 'queued',
  createdAt: at(seconds),
})

/** A client that has lost the answer to a create; `pages` is what the vendor lists. */
async function lose(provider: VideoProvider, create = lost('ECONNRESET')) {
  const clock = testClock()
  const { fetch, posts, calls } = vendor({ 'POST /v1/jobs': [create, { id: 'j1', state: 'waiting' }] })
  const client = createClient({ providers: [provider], fetch, clock, random: () => 0.5 })
  const error = await errorOf(client.create(request))
  expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown' })
  return { client, clock, posts, calls, error }
}
function listing(...pages: Listed[][]): VideoProvider {
  return {
    ...plain,
    list: async ({ cursor = '0' }) => {
      const next = Number(cursor) + 1
      return { jobs: pages[Number(cursor)] ?? [], ...(next < pages.length && { cursor: String(next) }) }
    },
  }
}

describe('a lost create', () => {
  it('at a vendor that lists jobs is the one job that fits', async () => {
    const { error, client, posts } = await lose(
      listing([job('later', 900), job('j7', 2), job('other', 1, 'two'), job('old', -900)]),
    )
    expect(await error.recover?.()).toMatchObject({
      outcome: 'found',
      confidence: 'likely',
      job: { id: 'j7', model: 'one' },
    })
    expect(await client.unresolved()).toEqual([])
    expect(await all(client.jobs())).toMatchObject([{ state: 'running', job: { id: 'j7' } }])
    expect(posts()).toBe(1)
  })

  it('is looked for on every page that can hold it, and on none beyond', async () => {
    const pages = [[job('a', 800)], [job('b', 700)], [job('j7', 3)], [job('c', -100)]]
    let asked = 0
    const provider = listing(...pages)
    const { error } = await lose({
      ...provider,
      list: (query, call) => {
        asked += 1
        return provider.list?.(query, call) ?? Promise.reject(new Error('no list'))
      },
    })
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' } })
    expect(asked).toBe(4)
  })

  it('that two jobs may be is nobody’s decision but yours', async () => {
    const { error, client } = await lose(listing([job('j7', 2), job('j8', 3)]))
    expect(await error.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [{ id: 'j7' }, { id: 'j8' }] })
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('is not taken for the job of another call that was lost about then', async () => {
    const provider = listing([job('j7', 2)])
    const clock = testClock()
    const { fetch } = vendor({ 'POST /v1/jobs': lost('ECONNRESET') })
    const client = createClient({ providers: [provider], fetch, clock, random: () => 0.5 })
    const [first, second] = [
      await errorOf(client.create(request)),
      await errorOf(client.create({ ...request, prompt: 'a kite' })),
    ]
    expect(await first.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [{ id: 'j7' }] })
    expect(await second.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [{ id: 'j7' }] })
    // Once one of them is resolved, the other one is the only one that it can be.
    await (await client.unresolved())[0]?.abandon()
    expect(await second.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' } })
  })

  it('is never a job that another call has made', async () => {
    const { error, client } = await lose(listing([job('j1', 2)]))
    expect(await client.create(request)).toMatchObject({ id: 'j1' })
    expect(await error.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [] })
  })

  it('that no list shows may still appear', async () => {
    const { error, client } = await lose(listing([]))
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      because: expect.stringContaining('may still appear'),
    })
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('at a vendor without keys and lists cannot be found, and that is said', async () => {
    const { error } = await lose(withoutList)
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [],
      because: expect.stringContaining('lists no jobs and knows no keys'),
    })
  })

  it('is told with the error of the list where that fails', async () => {
    const broken = { ...plain, list: () => Promise.reject(new VideoError('unavailable', 'down')) }
    const { error, client } = await lose(broken)
    expect(await errorOf(Promise.resolve(error.recover?.()))).toMatchObject({ code: 'unavailable' })
    expect(await client.unresolved()).toHaveLength(1)
  })
})

describe('at a vendor that tells repeats by a key', () => {
  const keys: (string | undefined)[] = []
  const keyed: VideoProvider = {
    ...withoutList,
    capabilities: { ...plain.capabilities, idempotency: 'key' },
    create: (given, call) => {
      keys.push(given.idempotencyKey)
      return withoutList.create(given, call)
    },
  }

  it('a lost create is asked for again with the same key', async () => {
    keys.length = 0
    const { error, client, posts } = await lose(keyed)
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', confidence: 'certain', job: { id: 'j1' } })
    expect(posts()).toBe(2)
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/)
    expect(keys[1]).toBe(keys[0])
    expect(await all(client.jobs())).toMatchObject([{ state: 'running' }])
  })

  it('but not once the vendor may have forgotten the key', async () => {
    const { error, posts, clock } = await lose(keyed)
    clock.jump(900_001)
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      because: expect.stringContaining('15 minutes'),
    })
    expect(posts()).toBe(1)
  })

  it("the caller's own key is the vendor's, too", async () => {
    keys.length = 0
    const { fetch } = vendor({ 'POST /v1/jobs': { id: 'j1', state: 'waiting' } })
    const client = createClient({ providers: [keyed], fetch, clock: testClock() })
    await client.create(request, { key: 'order-1' })
    await client.create({ ...request, idempotencyKey: 'mine' }, { key: 'order-2' })
    expect(keys).toEqual(['order-1', 'mine'])
  })
})
