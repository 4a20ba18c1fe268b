// What a client does where others change its store at the same time; two clients over one store stand for two processes.
import { describe, expect, it } from 'vitest'
import { createClient, memoryStore, type ClientEvent, type ClientOptions, type JobRecord } from '../src/index.ts'
import type { JobStore } from '../src/index.ts'
import { recordStates } from '../src/store.ts'
import { acme, all, type Answer, errorOf, key, lost, request, testClock, vendor } from './acme.ts'

const create = 'POST /v1/jobs'
const queued = { id: 'j1', state: 'waiting' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
// Time stands, so that an answer may take as long as a test wants.
const still = { ...testClock(), sleep: () => new Promise<void>(() => {}) }
const evidence = { code: 'crashed' as const, message: 'its process is gone' }

function setup(routes: Record<string, Answer | Answer[]>, options: Partial<ClientOptions> = {}) {
  const { fetch, posts, calls } = vendor(routes)
  const events: ClientEvent[] = []
  const store = options.store ?? memoryStore()
  const client = createClient({
    providers: [acme({ apiKey: key })],
    clock: testClock(),
    random: () => 0.5,
    fetch,
    onEvent: (event) => events.push(event),
    ...options,
    store,
  })
  return { client, posts, calls, events, store, kept: () => all(store.list(recordStates)) }
}

/** Another process takes the call that is being sent for one whose process is gone. */
async function interrupt(store: JobStore): Promise<void> {
  for await (const record of store.list(['submitting']))
    await store.replace(record, { ...record, state: 'unresolved', evidence, fingerprint: 'f' })
}

describe('what came of a call', () => {
  const store = memoryStore()
  const meanwhile = (change: () => Promise<unknown>, answer: object) => async (): Promise<object> => {
    await change()
    return answer
  }

  it('is kept where another process took it for interrupted', async () => {
    const { client, kept } = setup({ [create]: meanwhile(() => interrupt(store), queued) }, { store })
    expect(await client.create(request)).toMatchObject({ id: 'j1' })
    const [record] = await kept()
    expect(record).toMatchObject({ state: 'running', job: { id: 'j1' } })
    expect(record).not.toHaveProperty('evidence')
  })

  it('is kept where it is a refusal, and frees the slot', async () => {
    const store = memoryStore()
    const answers = [meanwhile(() => interrupt(store), Response.json({}, { status: 400 })), queued]
    const { client, kept } = setup({ [create]: answers }, { store, limits: { acme: { concurrentJobs: 1 } } })
    expect(await errorOf(client.create(request))).toMatchObject({ submitted: 'no' })
    expect(await client.create(request)).toMatchObject({ id: 'j1' })
    expect(await kept()).toMatchObject([{ state: 'refused' }, { state: 'running' }])
  })

  it('is kept in a record of its own where the call has another job by now', async () => {
    const store = memoryStore()
    const change = async (): Promise<void> => {
      for await (const record of store.list(['submitting']))
        await store.replace(record, { ...record, state: 'running', attempt: 2, job: { ...other, id: 'j0' } })
    }
    const other = { provider: 'acme', model: 'one', status: 'queued' as const, outputs: [] }
    const { client, kept } = setup({ [create]: meanwhile(change, queued) }, { store })
    expect(await client.create(request, { key: 'order-1' })).toMatchObject({ id: 'j1' })
    expect(await kept()).toMatchObject([
      { key: 'order-1', job: { id: 'j0' } },
      { state: 'running', job: { id: 'j1' } },
    ])
  })

  it.each([
    ['a job', queued, 'running'],
    ['no answer', lost('ECONNRESET'), 'unresolved'],
    ['a refusal', Response.json({}, { status: 400 }), 'refused'],
  ])('is %s, which is kept later where the store could not take it: %s', async (_, answer, state) => {
    const inner = memoryStore()
    let isFull = true
    const store: JobStore = {
      ...inner,
      replace: async (...given) => {
        if (isFull) throw new Error('the disk is full')
        return inner.replace(...given)
      },
    }
    const { client, kept } = setup({ [create]: answer }, { store })
    await errorOf(client.create(request))
    expect(await kept()).toMatchObject([{ state: 'submitting' }])
    isFull = false
    await client.unresolved()
    expect(await kept()).toMatchObject([{ state }])
  })

  it('is an end that two processes saw at once, and is kept once', async () => {
    const store = memoryStore()
    const routes = { [create]: queued, 'GET /v1/jobs/j1': done }
    const [one, two] = [setup(routes, { store }), setup(routes, { store })]
    const job = await one.client.create(request)
    await Promise.all([one.client.wait(job), two.client.wait(job)])
    expect(await one.kept()).toMatchObject([{ state: 'completed' }])
  })
})

describe('a call that another process sends', () => {
  it('is given to who comes with its key, once it has a job', async () => {
    const store = memoryStore()
    let answer: ((value: object) => void) | undefined
    const first = setup(
      { [create]: () => new Promise<object>((resolve) => (answer = resolve)) },
      { store, clock: still },
    )
    const second = setup({ [create]: { ...queued, id: 'j2' } }, { store })
    const created = first.client.create(request, { key: 'order-1' })
    while (first.posts() === 0) await new Promise(setImmediate)
    const same = second.client.create(request, { key: 'order-1' })
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate)
    answer?.(queued)
    expect([(await created).id, (await same).id, second.posts()]).toEqual(['j1', 'j1', 0])
  })

  it('becomes unresolved for clients that are open already when that process is gone', async () => {
    const inner = memoryStore()
    let dead: JobRecord[] = []
    const store: JobStore = {
      ...inner,
      async *interrupted() {
        yield* dead
      },
    }
    const { client } = setup({ [create]: queued }, { store })
    expect(await client.unresolved()).toEqual([])
    const hangs = setup({ [create]: () => new Promise<object>(() => {}) }, { store: inner, clock: still })
    void hangs.client.create(request, { key: 'order-1' }).catch(() => {})
    while (hangs.posts() === 0) await new Promise(setImmediate)
    dead = await all(inner.list(['submitting']))
    expect(await errorOf(client.create(request, { key: 'order-1' }))).toMatchObject({
      code: 'submission_unknown',
      message: expect.stringContaining('its process is gone'),
    })
    expect(await client.unresolved()).toMatchObject([{ key: 'order-1' }])
  })
})

describe('the slots of an account', () => {
  const limits = { acme: { concurrentJobs: 2 } }

  it('are shared by all processes, whose jobs are polled while one waits', async () => {
    const [store, clock] = [memoryStore(), testClock()]
    let made = 0
    let running = 0
    let most = 0
    const routes: Record<string, Answer> = {
      [create]: () => {
        most = Math.max(most, ++running)
        return { ...queued, id: `j${++made}` }
      },
    }
    for (let number = 1; number <= 8; number++)
      routes[`GET /v1/jobs/j${number}`] = () => {
        running -= 1
        return { ...done, id: `j${number}` }
      }
    const clients = [1, 2].map(() => setup(routes, { store, clock, limits }).client)
    const jobs = await Promise.all(clients.flatMap((client) => [1, 2, 3, 4].map(() => client.create(request))))
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(8)
    expect(most).toBe(2)
  })

  it('are waited for until the caller leaves', async () => {
    const store = memoryStore()
    const first = setup({ [create]: [queued, { ...queued, id: 'j2' }] }, { store, limits })
    await first.client.create(request)
    await first.client.create(request)
    const waiting = { id: 'j1', state: 'working' }
    const routes = { [create]: queued, 'GET /v1/jobs/j1': waiting, 'GET /v1/jobs/j2': { ...waiting, id: 'j2' } }
    const { client, posts } = setup(routes, { store, limits })
    const controller = new AbortController()
    const created = errorOf(client.create(request, { signal: controller.signal }))
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
    controller.abort()
    expect(await created).toMatchObject({ code: 'aborted', submitted: 'no' })
    expect(posts()).toBe(0)
  })
})

describe('a client that is closed', () => {
  it('has waited for the answers of its creates, and sends nothing more', async () => {
    let answer: ((value: object) => void) | undefined
    const hangs = (): Promise<object> => new Promise((resolve) => (answer = resolve))
    const { client, posts, kept } = setup(
      { [create]: hangs },
      { limits: { acme: { concurrentJobs: 1 } }, clock: still },
    )
    const created = client.create(request)
    while (posts() === 0) await new Promise(setImmediate)
    const waiting = errorOf(client.create(request))
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate)
    let isClosed = false
    const closing = client.close().then(() => (isClosed = true))
    expect(await waiting).toMatchObject({ code: 'storage', submitted: 'no' })
    expect(isClosed).toBe(false)
    answer?.(queued)
    expect(await created).toMatchObject({ id: 'j1' })
    await closing
    expect(await kept()).toMatchObject([{ state: 'running' }])
    expect(await errorOf(client.create(request))).toMatchObject({ code: 'storage', submitted: 'no', charged: 'no' })
    expect(posts()).toBe(1)
  })
})

describe('a record that cannot be read', () => {
  it('is told once, without its contents, and left out', async () => {
    const inner = memoryStore()
    const store: JobStore = {
      ...inner,
      async *list(states, order, onDamaged) {
        onDamaged?.({ id: 'r0', reason: 'not JSON' })
        yield* inner.list(states, order)
      },
    }
    const { client, events } = setup({ [create]: queued }, { store })
    await client.create(request)
    expect(await all(client.jobs())).toHaveLength(1)
    expect(await client.unresolved()).toEqual([])
    const told = events.filter(({ type }) => type === 'record_set_aside')
    expect(told).toMatchObject([{ id: 'r0', reason: 'not JSON' }])
  })
})

describe('a key', () => {
  it('that this process alone knows is told once', async () => {
    const { client, events } = setup({ [create]: [queued, { ...queued, id: 'j2' }] })
    await client.create(request)
    expect(events.filter(({ type }) => type === 'key_not_kept')).toEqual([])
    await client.create(request, { key: 'order-1' })
    await client.create(request, { key: 'order-2' })
    expect(events.filter(({ type }) => type === 'key_not_kept')).toMatchObject([{ provider: 'acme', model: 'one' }])
  })

  it('in a store that outlives the process is not', async () => {
    const { isDurable: _, ...store } = memoryStore()
    const { client, events } = setup({ [create]: queued }, { store })
    await client.create(request, { key: 'order-1' })
    expect(events.filter(({ type }) => type === 'key_not_kept')).toEqual([])
  })
})
