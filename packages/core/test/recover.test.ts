import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, VideoError, type VideoProvider } from '../src/index.ts'
import type { Echo, Snapshot } from '../src/provider.ts'
import { acme, all, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const plain = acme({ apiKey: key })
const { list: _list, ...withoutList } = plain
type Listed = Snapshot & { id: string }
const startMs = Date.UTC(2026, 0, 1)
const dayMs = 86_400_000
const at = (seconds: number): string => new Date(startMs + seconds * 1000).toISOString()
const job = (id: string, seconds: number, echo?: Echo, model = 'one'): Listed => ({
  id,
  model,
  status: 'queued',
  createdAt: at(seconds),
  echo,
})
const timeless = (id: string, echo?: Echo): Listed => ({ id, status: 'queued', echo })
const boat = { prompt: request.prompt }

/** A client that has lost the answer to a create; `pages` is what the vendor lists. */
async function lose(provider: VideoProvider, create = lost('ECONNRESET'), input: object = {}) {
  const clock = testClock()
  const { fetch, posts, calls } = vendor({ 'POST /v1/jobs': [create, { id: 'j1', state: 'waiting' }] })
  const client = createClient({ providers: [provider], fetch, clock, random: () => 0.5 })
  const error = await errorOf(client.create({ ...request, ...input }))
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
  it('at a vendor that repeats the prompt is the one job that was made from it at that time', async () => {
    const { error, client, posts, clock } = await lose(
      listing([
        job('later', 900, boat),
        job('other', 3, { prompt: 'for somebody else' }),
        job('j7', 2, boat),
        job('model', 1, boat, 'two'),
        job('old', -900),
      ]),
    )
    clock.jump(1_000_000)
    expect(await error.recover?.()).toEqual({
      outcome: 'found',
      job: expect.objectContaining({ id: 'j7', model: 'one' }),
      because: expect.stringContaining('the same prompt'),
    })
    expect(await client.unresolved()).toEqual([])
    expect(await all(client.jobs())).toMatchObject([{ state: 'running', job: { id: 'j7' } }])
    expect(posts()).toBe(1)
  })

  it('is never the job of another customer of the same account', async () => {
    // Two processes, a store each: the call of A never arrived, B has made a video of that model in that minute.
    const jobs: Listed[] = []
    const provider = { ...plain, list: async () => ({ jobs }) }
    const clock = testClock()
    const clientOf = (answer: Error | object) =>
      createClient({
        providers: [provider],
        fetch: vendor({ 'POST /v1/jobs': answer }).fetch,
        clock,
        store: memoryStore(),
      })
    const [a, b] = [clientOf(lost('ECONNRESET')), clientOf({ id: 'of-b', state: 'waiting' })]
    const forA = { ...request, prompt: 'for customer A' }
    const error = await errorOf(a.create(forA, { key: 'A-1' }))
    await b.create({ ...request, prompt: 'private, for B' }, { key: 'B-1' })
    jobs.push(job('of-b', 3))
    // A vendor that repeats nothing leaves it possible, and nothing more.
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [{ job: { id: 'of-b' }, reasons: ['the same model', expect.stringContaining('created at')] }],
    })
    expect(await errorOf(a.create(forA, { key: 'A-1' }))).toMatchObject({ code: 'submission_unknown' })
    // A vendor that repeats the prompt says that it is not.
    jobs[0] = job('of-b', 3, { prompt: 'private, for B' })
    expect(await error.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [] })
    expect(await a.unresolved()).toHaveLength(1)
  })

  it.each([
    ['prompt', {}, { prompt: 'a kite' }],
    ['duration', { duration: 4 }, { duration: 8 }],
    ['ratio', { aspectRatio: '16:9' }, { aspectRatio: '9:16' }],
    ['ratio in pixels', { aspectRatio: '16:9' }, { resolution: '720x1280' }],
    ['resolution', { resolution: '720p' }, { resolution: '1080p' }],
    ['pixels', { resolution: '1280x720' }, { resolution: '1920x1080' }],
    ['id of ours', {}, { correlationId: 'somebody-else' }],
  ])('is not a job of another %s', async (_name, asked, echo: Echo) => {
    const provider = { ...listing([job('j7', 2, { ...boat, ...echo })]), models: anyModel }
    const { error } = await lose(provider, undefined, asked)
    expect(await error.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [] })
  })

  it.each([
    ['rounded pixels', { resolution: '1280x720' }, { resolution: '1280x704' }],
    ['another notation', { resolution: '720p', aspectRatio: '1:1' }, { resolution: '960x960' }],
    ['a rounded duration', { duration: 4 }, { duration: 4.04 }],
    ['nothing', { duration: 4, aspectRatio: '16:9' }, { duration: null, aspectRatio: '' }],
  ])('is a job whose vendor repeats %s', async (_name, asked, echo: Echo) => {
    const { error } = await lose(
      { ...listing([job('j7', 2, { ...boat, ...echo })]), models: anyModel },
      undefined,
      asked,
    )
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' } })
  })

  it.each([
    ['began from a picture', { images: [{ url: 'https://example.com/a.png' }] }, boat, 2],
    ['has options of the vendor', { providerOptions: { acme: { style: 'bold' } } }, boat, 2],
    [
      'has a prompt that is repeated in part',
      { prompt: `${'a paper boat '.repeat(3)}in the rain` },
      { prompt: 'a paper boat a paper boat…' },
      2,
    ],
    ['was made at another time', {}, boat, 5000],
  ])('that %s is offered and not taken', async (_name, asked, echo: Echo, seconds) => {
    const provider = { ...listing([job('j7', seconds, echo)]), models: anyModel }
    const { error, clock, client } = await lose(provider, undefined, asked)
    clock.jump(10_000_000)
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [{ job: { id: 'j7' }, reasons: expect.arrayContaining(['the same prompt']) }],
    })
    const [call] = await client.unresolved()
    expect(call).toBeDefined()
  })

  it('may be a job whose time or model the vendor does not say', async () => {
    const { error } = await lose(
      listing([timeless('j7'), timeless('j8', boat), timeless('kite', { prompt: 'a kite' })]),
    )
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [
        { job: { id: 'j8' }, reasons: ['the same prompt', 'the vendor does not say when it was created'] },
        { job: { id: 'j7' }, reasons: ['the vendor does not say when it was created'] },
      ],
    })
  })

  it('offers a few candidates of many, the likeliest first', async () => {
    const many = Array.from({ length: 100 }, (_, index) => timeless(`t${index}`))
    const { error } = await lose(listing(many, [timeless('best', boat)]))
    const candidates = [{ job: { id: 'best' } }, ...many.slice(0, 19).map(({ id }) => ({ job: { id } }))]
    expect(await error.recover?.()).toMatchObject({ outcome: 'unclear', candidates })
  })

  it('is looked for on every page that can hold it, and on none beyond', async () => {
    const pages = [[job('a', 800)], [job('b', 700)], [job('j7', 3, boat)], [job('c', -100)], [timeless('d')]]
    let asked = 0
    const provider = listing(...pages)
    const { error, clock } = await lose({
      ...provider,
      list: (query, call) => {
        asked += 1
        return provider.list?.(query, call) ?? Promise.reject(new Error('no list'))
      },
    })
    clock.jump(1_000_000)
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' } })
    expect(asked).toBe(4)
  })

  it('that two jobs may be is nobody’s decision but yours', async () => {
    const { error, client } = await lose(listing([job('j7', 2, boat), job('j8', 3, boat)]))
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [{ job: { id: 'j7' } }, { job: { id: 'j8' } }],
    })
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('is not taken for the job of another call that was lost about then', async () => {
    const provider = listing([job('j7', 2, boat)])
    const clock = testClock()
    const { fetch } = vendor({ 'POST /v1/jobs': lost('ECONNRESET') })
    const client = createClient({ providers: [provider], fetch, clock, random: () => 0.5 })
    const [first, second] = [await errorOf(client.create(request)), await errorOf(client.create(request))]
    expect(await first.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [{ job: { id: 'j7' } }] })
    expect(await second.recover?.()).toMatchObject({ outcome: 'unclear', candidates: [{ job: { id: 'j7' } }] })
    // Once one of them is resolved, the other one is the only one that it can be.
    await (await client.unresolved())[0]?.abandon()
    expect(await second.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' } })
  })

  it('is never a job that another call has made', async () => {
    const { error, client } = await lose(listing([job('j1', 2, boat)]))
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

  it('leaves no trace of what the vendor repeats in a job', async () => {
    const { client } = await lose(listing([job('j7', 2, boat)]))
    expect(Object.keys((await client.list()).jobs[0] ?? {})).not.toContain('echo')
  })
})

const anyModel: VideoProvider['models'] = async () => [
  {
    id: 'one',
    price: null,
    modes: {
      text: { duration: null, aspectRatios: null, resolutions: null },
      image: { images: { min: 1, max: null, roles: ['first_frame'], as: ['url'] } },
    },
  },
]

describe('at a vendor that repeats our id', () => {
  const sent: (string | undefined)[] = []
  const jobs: Listed[] = []
  const correlating: VideoProvider = {
    ...plain,
    capabilities: { ...plain.capabilities, idempotency: 'correlation' },
    create: (given, call) => {
      sent.push(given.correlationId)
      return plain.create(given, call)
    },
    list: async () => ({ jobs }),
  }

  it('a lost create is the job that has it, whatever else the list says', async () => {
    sent.length = 0
    const { error, posts, clock } = await lose(correlating)
    expect(sent).toEqual([error.submission?.id])
    const [correlationId] = sent
    jobs.splice(0, 9, job('j8', 1, boat), timeless('j7', { correlationId, prompt: 'as the vendor rewrote it' }))
    clock.jump(-400 * dayMs)
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', job: { id: 'j7' }, because: 'our id' })
    expect(posts()).toBe(1)
  })

  it('a call that was sent twice is two jobs, and both are offered', async () => {
    const { error } = await lose(correlating)
    const echo = { correlationId: error.submission?.id }
    jobs.splice(0, 9, job('j8', 1, echo), job('j7', 0, echo))
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [
        { job: { id: 'j8' }, reasons: ['our id', 'the same model', expect.any(String)] },
        { job: { id: 'j7' } },
      ],
    })
  })

  it('no other vendor is sent it', async () => {
    const given: unknown[] = []
    const provider: VideoProvider = {
      ...plain,
      create: (asked, call) => (given.push(asked.correlationId), plain.create(asked, call)),
    }
    await lose(provider)
    expect(given).toEqual([undefined])
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
    expect(await error.recover?.()).toMatchObject({ outcome: 'found', because: 'the same key', job: { id: 'j1' } })
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

  it.each([
    ['is set right by a day', 0, -dayMs],
    ['is set back by as much as has passed', 25 * 3_600_000, -25 * 3_600_000],
  ])('nor where a clock %s', async (_name, passedMs, jumpMs) => {
    const { error, posts, clock } = await lose(keyed)
    if (passedMs > 0) await clock.sleep(passedMs)
    clock.jump(jumpMs)
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      because: expect.stringContaining('15 minutes'),
    })
    expect(posts()).toBe(1)
  })

  it.each([
    ['a conflict, which shows that the call arrived', 409, 'the first call has arrived'],
    ['no credit', 402, '402 no reason given'],
    ['no key', 401, '401'],
  ])('what it refuses with is told: %s', async (_name, status, words) => {
    const { client, error } = await loseThen(keyed, () => Response.json({}, { status }))
    expect(await error.recover?.()).toMatchObject({
      outcome: 'unclear',
      candidates: [],
      because: expect.stringContaining(words),
    })
    expect(await client.unresolved()).toHaveLength(1)
  })

  it('a repeat that is refused and a list that cannot be read are both told', async () => {
    const list = () => Promise.reject(new VideoError('unavailable', 'the list is down'))
    const { error } = await loseThen({ ...keyed, list }, () => Response.json({}, { status: 402 }))
    const found = await error.recover?.()
    expect(found?.because).toContain('402')
    expect(found?.because).toContain('the list is down')
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

/** A client that has lost a create, whose second create is answered so. */
async function loseThen(provider: VideoProvider, second: () => Response) {
  const { fetch } = vendor({ 'POST /v1/jobs': [lost('ECONNRESET'), second] })
  const client = createClient({ providers: [provider], fetch, clock: testClock(), random: () => 0.5 })
  return { client, error: await errorOf(client.create(request)) }
}
