import { describe, expect, it } from 'vitest'
import { createClient, VideoError, type Attempt, type CreateOptions, type VideoProvider } from '../src/index.ts'
import { acme, all, errorOf, key, lost, request, testClock, type Answer, vendor } from './acme.ts'

const made = (id: string) => ({ id, state: 'waiting' })
const refused = Response.json({}, { status: 402 })

/** Two vendors that are alike but for their name, their price and their answers. */
function setup(answers: { acme: Answer | Answer[]; bolt: Answer | Answer[] }, id?: string) {
  const clock = testClock()
  const { fetch, calls } = vendor({
    'POST https://acme.test/v1/jobs': answers.acme,
    'POST https://bolt.test/v1/jobs': answers.bolt,
    'GET https://acme.test/v1/jobs/a': { id: 'a', state: 'done', url: 'https://cdn.test/a.mp4' },
    'GET https://bolt.test/v1/jobs/b': { id: 'b', state: 'done', url: 'https://cdn.test/b.mp4' },
  })
  const { watch: _watch, ...one } = acme({ apiKey: key })
  const { watch: _other, ...other } = acme({ apiKey: key, baseUrl: 'https://bolt.test' })
  const bolt: VideoProvider = {
    ...other,
    id: 'bolt',
    models: async () =>
      (await other.models()).map((model) => ({
        ...model,
        id: id ?? model.id,
        price: { amount: 0.05, currency: 'USD', per: 'second' },
      })),
  }
  const client = createClient({ providers: [one, bolt], fetch, clock, random: () => 0.5 })
  const attempts: Attempt[] = []
  const asked = (): string[] =>
    calls.filter(({ method }) => method === 'POST').map(({ url }) => new URL(url).hostname.slice(0, 4))
  const create = (options: CreateOptions, more: object = {}) =>
    client.create({ ...request, duration: 4, ...more }, { onAttempt: (attempt) => attempts.push(attempt), ...options })
  return { client, create, attempts, asked }
}

describe('a choice among providers', () => {
  it('is the caller’s as long as he does not say how to choose', async () => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') })
    expect(await errorOf(create({}))).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('acme, bolt'),
    })
    expect(asked()).toEqual([])
  })

  it('is by order, or by price', async () => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') })
    expect(await create({ rank: 'order' })).toMatchObject({ provider: 'acme', id: 'a' })
    expect(await create({ rank: 'price' })).toMatchObject({ provider: 'bolt', id: 'b' })
    expect(await create({ among: [{ provider: 'bolt' }, { provider: 'acme' }] })).toMatchObject({ provider: 'bolt' })
    expect(asked()).toEqual(['acme', 'bolt', 'bolt'])
  })

  it('is by the speed that was seen, and who was never seen comes last', async () => {
    const { client, create } = setup({ acme: made('a'), bolt: made('b') })
    const job = await create({ provider: 'bolt' })
    await client.wait(job)
    expect(await create({ rank: 'speed' })).toMatchObject({ provider: 'bolt' })
  })

  it('leaves out with a reason who cannot, and asks the rest', async () => {
    const { create, attempts, asked } = setup({ acme: made('a'), bolt: made('b') })
    const among = [{ provider: 'acme', model: 'none' }, { provider: 'bolt' }]
    expect(await create({ among })).toMatchObject({ provider: 'bolt', model: 'one' })
    expect(attempts).toMatchObject([
      { provider: 'acme', model: 'none', outcome: 'excluded', problems: [{ field: 'model', allowed: 'one' }] },
      { provider: 'bolt', model: 'one', outcome: 'accepted', job: 'b' },
    ])
    expect(asked()).toEqual(['bolt'])
  })

  it('goes on after a definite refusal, and says so in the result', async () => {
    const { client, create, attempts } = setup({ acme: [refused, refused], bolt: made('b') })
    expect(await create({ rank: 'order' })).toMatchObject({ provider: 'bolt' })
    expect(attempts).toMatchObject([
      { provider: 'acme', outcome: 'refused', code: 'insufficient_credit' },
      { provider: 'bolt', outcome: 'accepted' },
    ])
    const { job, attempts: again } = await client.generate(request, { rank: 'order' })
    expect(job).toMatchObject({ provider: 'bolt', status: 'completed' })
    expect(again.map(({ outcome }) => outcome)).toEqual(['refused', 'accepted'])
  })

  it.each([
    ['a lost answer', lost('ECONNRESET')],
    ['a bad gateway', Response.json({}, { status: 502 })],
    ['an answer without a job', Response.json({})],
  ])('ends with %s: the job may be there', async (_, answer) => {
    const { create, asked } = setup({ acme: answer, bolt: made('b') })
    expect(await errorOf(create({ rank: 'order' }))).toMatchObject({ code: 'submission_unknown' })
    expect(asked()).toEqual(['acme'])
  })

  it('that nobody can take ends with what each of them said', async () => {
    const { create } = setup({ acme: refused, bolt: Response.json({}, { status: 403 }) })
    const error = await errorOf(create({ rank: 'order' }))
    expect(error).toMatchObject({ code: 'permission', submitted: 'no' })
    expect(error.attempts).toMatchObject([
      { provider: 'acme', code: 'insufficient_credit' },
      { provider: 'bolt', code: 'permission' },
    ])
  })

  it('whose listener fails loses no job, and asks nobody else', async () => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') })
    const onAttempt = (): never => {
      throw new VideoError('unavailable', 'the log is full')
    }
    expect(await create({ rank: 'order', onAttempt })).toMatchObject({ provider: 'acme', id: 'a' })
    expect(asked()).toEqual(['acme'])
  })

  it.each([
    [{ among: [] }, 'among'],
    [{ key: '' }, 'key'],
  ])('with %j is refused by name', async (options, field) => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') })
    expect(await errorOf(create({ provider: 'acme', ...options }))).toMatchObject({
      issues: [{ field }],
      submitted: 'no',
    })
    expect(asked()).toEqual([])
  })

  it('under one key is one job, whoever makes it', async () => {
    const { create, asked, client } = setup({ acme: refused, bolt: made('b') })
    const first = await create({ rank: 'order', key: 'order-1' })
    expect(await create({ rank: 'order', key: 'order-1' })).toEqual(first)
    expect(asked()).toEqual(['acme', 'bolt'])
    expect(await all(client.jobs())).toMatchObject([{ provider: 'bolt', state: 'running', attempt: 2 }])
  })
})

describe('a limit on the cost', () => {
  it.each([
    [{ amount: 0.39, currency: 'USD' }, 'at least the estimate of 0.4 USD'],
    [{ amount: 5, currency: 'EUR' }, 'at least the estimate of 0.4 USD'],
    [{ amount: -1, currency: 'USD' }, 'an amount from 0'],
    [{ amount: Number.NaN, currency: 'USD' }, 'an amount from 0'],
  ])('of %j refuses before anything is spent', async (maxCost, message) => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') })
    expect(await errorOf(create({ provider: 'acme', maxCost }))).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'maxCost' }],
      message: expect.stringContaining(message),
    })
    expect(asked()).toEqual([])
  })

  it('lets through what it allows, and leaves the dearer out', async () => {
    const { create, attempts } = setup({ acme: made('a'), bolt: made('b') })
    const maxCost = { amount: 0.3, currency: 'USD' }
    expect(await create({ rank: 'order', maxCost })).toMatchObject({
      provider: 'bolt',
      cost: { amount: 0.2, source: 'estimated', final: false },
    })
    expect(attempts).toMatchObject([
      { provider: 'acme', outcome: 'excluded' },
      { provider: 'bolt', outcome: 'accepted' },
    ])
  })
})

describe('a provider that takes any name of a model', () => {
  it('is no alternative for one that lists it', async () => {
    const { client, create, asked, attempts } = setup({ acme: [made('a'), refused, refused], bolt: made('b') }, '*')
    expect(await create({})).toMatchObject({ provider: 'acme', id: 'a' })
    expect(await errorOf(create({ rank: 'price' }))).toMatchObject({ code: 'insufficient_credit' })
    expect(await errorOf(create({ rank: 'order' }))).toMatchObject({ code: 'insufficient_credit' })
    expect(asked()).toEqual(['acme', 'acme', 'acme'])
    expect(attempts[0]).toMatchObject({
      provider: 'bolt',
      outcome: 'excluded',
      problems: [{ field: 'model', given: 'one', allowed: expect.stringContaining('acme') }],
    })
    const { candidates } = await client.plan(request)
    expect(candidates.map(({ problems }) => problems.length)).toEqual([0, 1])
  })

  it('not even where the one that lists it cannot make this video', async () => {
    const { create, asked } = setup({ acme: made('a'), bolt: made('b') }, '*')
    expect(await errorOf(create({}, { duration: 60 }))).toMatchObject({ code: 'invalid_request' })
    expect(asked()).toEqual([])
  })

  it('is asked where it is named, and for a name that nobody lists', async () => {
    const { client, create } = setup({ acme: made('a'), bolt: made('b') }, '*')
    expect(await create({ provider: 'bolt' })).toMatchObject({ provider: 'bolt' })
    expect(await create({ among: [{ provider: 'bolt' }, { provider: 'acme' }] })).toMatchObject({ provider: 'bolt' })
    expect(await create({}, { model: 'two' })).toMatchObject({ provider: 'bolt', model: 'two' })
    expect((await client.plan({ ...request, model: 'two' })).candidates.map(({ problems }) => problems.length)).toEqual(
      [1, 0],
    )
  })
})
