// What one ordinary call or one passing fault does to widely used clients, each as a test: first that the usual way has
// the defect, so that the test can tell, then that this client has not.
import { describe, expect, it } from 'vitest'
import { createClient, type Job } from '../src/index.ts'
import { instant } from '../src/provider.ts'
import { acme, all, clientOf, errorOf, key, lost, request, testClock, type Answer, vendor } from './acme.ts'

const create = 'POST /v1/jobs'
const get = 'GET /v1/jobs/j1'
const queued = { id: 'j1', state: 'waiting' }
const working = { id: 'j1', state: 'working' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
const down = (): Response => Response.json({}, { status: 503 })
const job: Job = { provider: 'acme', model: 'one', id: 'j1', status: 'queued', outputs: [] }

interface Common {
  retries?: number
  polls?: number
  given?: { model: string; prompt: string; idempotencyKey?: string }
  signal?: AbortSignal
}

/** The usual way: a loop around two calls, with a retry around everything; it sends the fields that it knows, and looks at the signal in between. */
function usual(fetch: typeof globalThis.fetch, { retries = 0, polls = 5, given = request, signal }: Common = {}) {
  const { model, prompt } = given
  const call = async (method: string, path: string): Promise<{ id: string; state: string; url?: string }> => {
    signal?.throwIfAborted()
    const body = method === 'POST' ? { body: JSON.stringify({ model, prompt }) } : {}
    const response = await fetch(`https://acme.test${path}`, { method, ...body })
    if (response.status === 404) return { id: '', state: 'broken' }
    if (!response.ok) throw new Error('')
    return response.json()
  }
  const once = async (): Promise<string | undefined> => {
    const { id } = await call('POST', '/v1/jobs')
    for (let poll = 0; poll < polls; poll++) {
      const seen = await call('GET', `/v1/jobs/${id}`)
      // So that whoever has the address can fetch it.
      if (seen.state === 'done') return `${seen.url}?key=${key}`
      if (seen.state === 'broken') throw new Error('failed')
    }
    throw new Error('timeout')
  }
  return async (): Promise<string | undefined> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once()
      } catch (error) {
        if (attempt >= retries) throw error
      }
    }
  }
}

/** The usual stream of updates. */
async function* usualUpdates(fetch: typeof globalThis.fetch): AsyncGenerator<string> {
  for (;;) {
    const response = await fetch('https://acme.test/v1/jobs/j1')
    const { state } = await response.json()
    yield state
    if (state === 'done') return
  }
}

function both(routes: Record<string, Answer | Answer[]>) {
  const [naive, ours] = [vendor(routes), vendor(routes)]
  const clock = testClock()
  return { naive, ours, clock, client: clientOf(ours.fetch, {}, clock) }
}
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)

describe('measured defects', () => {
  it('A: a deadline takes the job with it', async () => {
    const { naive, client } = both({ [create]: queued, [get]: working })
    expect(await outcome(usual(naive.fetch)())).not.toHaveProperty('job')
    const error = await errorOf(client.generate(request, { timeoutMs: 60_000 }))
    expect(error).toMatchObject({ code: 'timeout', submitted: 'yes', job: { id: 'j1', status: 'in_progress' } })
  })

  it('B: one 503 on a poll ends a paid generation', async () => {
    const { naive, client } = both({ [create]: queued, [get]: [down(), done] })
    expect(await outcome(usual(naive.fetch)())).toBeInstanceOf(Error)
    expect((await client.generate(request)).job).toMatchObject({ status: 'completed' })
  })

  it.each([
    ['C, F, H', 'the answer to a create is lost', lost('ECONNRESET')],
    ['G', 'a create is answered with 502', Response.json({}, { status: 502 })],
  ])('%s: %s, and it is sent again', async (_, __, answer) => {
    const { naive, ours, client } = both({ [create]: [answer, queued], [get]: done })
    await usual(naive.fetch, { retries: 1 })()
    expect(naive.posts()).toBe(2)
    expect(await errorOf(client.generate(request))).toMatchObject({ code: 'submission_unknown', charged: 'unknown' })
    expect(ours.posts()).toBe(1)
  })

  it('D: options that were given are dropped without a word', async () => {
    const { naive, ours, client } = both({ [create]: queued })
    const options = { duration: 6, style: 'bold', fps: 24 }
    await outcome(usual(naive.fetch, { given: { ...request, ...options } })())
    expect(Object.keys(await naive.calls[0]?.json())).toEqual(['model', 'prompt'])
    await client.create({
      ...request,
      duration: 6,
      providerOptions: { acme: { style: 'bold', loop: false, seconds0: 0 } },
    })
    expect(await ours.calls.at(-1)?.json()).toEqual({
      model: 'one',
      prompt: request.prompt,
      seconds: 6,
      style: 'bold',
      loop: false,
      seconds0: 0,
    })
    for (const more of [{ resolution: '720p' }, { fps: 24 }, { negativePrompt: '' }, { n: 2 }])
      expect(await errorOf(client.create({ ...request, ...more }))).toMatchObject({
        submitted: 'no',
        issues: [{ field: Object.keys(more)[0] }],
      })
    expect(ours.posts()).toBe(1)
  })

  it('E: one 503 while polling creates a second job', async () => {
    const { naive, ours, client } = both({ [create]: queued, [get]: [down(), done] })
    await usual(naive.fetch, { retries: 1 })()
    expect(naive.posts()).toBe(2)
    await client.generate(request)
    expect(ours.posts()).toBe(1)
  })

  it('F2: an idempotency key is taken and never sent', async () => {
    const { naive, ours, client } = both({ [create]: queued })
    await outcome(usual(naive.fetch, { given: { ...request, idempotencyKey: 'abc' } })())
    const said = [...(naive.calls[0]?.headers ?? []), await naive.calls[0]?.text()]
    expect(JSON.stringify(said)).not.toContain('abc')
    expect(await errorOf(client.create({ ...request, idempotencyKey: 'abc' }))).toMatchObject({
      code: 'unsupported',
      submitted: 'no',
    })
    const plain = acme({ apiKey: key })
    const sent: unknown[] = []
    const keyed = {
      ...plain,
      capabilities: { ...plain.capabilities, idempotency: 'key' as const },
      create: async (given: { idempotencyKey?: string | undefined }) => {
        sent.push(given.idempotencyKey)
        return { id: 'j1', status: 'queued' as const }
      },
    }
    await createClient({ providers: [keyed], fetch: ours.fetch }).create({ ...request, idempotencyKey: 'abc' })
    expect(sent).toEqual(['abc'])
  })

  it('G2: an abort is heard seconds later', async () => {
    let controller = new AbortController()
    const { naive, clock, client } = both({ [create]: () => (controller.abort(), new Promise<Response>(() => {})) })
    const turns = async (): Promise<string> => {
      for (let count = 0; count < 50; count++) await new Promise(setImmediate)
      return 'not yet'
    }
    const { signal } = controller
    expect(await Promise.race([outcome(usual(naive.fetch, { signal })()), turns()])).toBe('not yet')
    expect(signal.aborted).toBe(true)
    controller = new AbortController()
    expect(await errorOf(client.create(request, { signal: controller.signal }))).toMatchObject({
      code: 'submission_unknown',
    })
    expect(clock.elapsed()).toBe(0)
  })

  it('H2: an abort while polling leaves a job that nobody knows', async () => {
    let controller = new AbortController()
    const { naive, client } = both({ [create]: queued, [get]: () => (controller.abort(), Response.json(working)) })
    const { signal } = controller
    const left = await outcome(usual(naive.fetch, { signal })())
    expect(left).toMatchObject({ name: 'AbortError' })
    expect(left).not.toHaveProperty('job')
    controller = new AbortController()
    const error = await errorOf(client.generate(request, { signal: controller.signal }))
    expect(error).toMatchObject({ code: 'aborted', job: { id: 'j1' } })
  })

  it('I: two lost answers make three jobs in a millisecond', async () => {
    const { naive, ours, client } = both({ [create]: [lost('ECONNRESET'), lost('ECONNRESET'), queued], [get]: done })
    await usual(naive.fetch, { retries: 2 })()
    expect(naive.posts()).toBe(3)
    await errorOf(client.create(request, { key: 'order-1' }))
    await errorOf(client.create(request, { key: 'order-1' }))
    expect(ours.posts()).toBe(1)
  })

  it('J: the key is in a value that is meant to be stored', async () => {
    const { naive, client } = both({ [create]: queued, [get]: done })
    expect(await usual(naive.fetch)()).toContain(key)
    const { job, video } = await client.generate(request)
    expect(JSON.stringify([job, video, await all(client.jobs())])).not.toContain(key)
  })

  it('K: a job that goes on is given back as nothing', async () => {
    const { naive, client } = both({
      [create]: queued,
      [get]: [working, working, working, working, working, working, done],
    })
    expect(await outcome(usual(naive.fetch)())).toBeInstanceOf(Error)
    expect((await client.generate(request)).job.outputs).toEqual([{ url: done.url }])
  })

  it('L: seconds are read as milliseconds', () => {
    const seconds = Date.UTC(2026, 9, 26) / 1000
    expect(new Date(seconds).toISOString()).toMatch(/^1970/)
    expect(instant(seconds)).toBe('2026-10-26T00:00:00.000Z')
    expect(instant(seconds * 1000)).toBe('2026-10-26T00:00:00.000Z')
  })

  it('M: one poll that throws ends the stream of updates', async () => {
    const { naive, client } = both({ [get]: [working, lost('ECONNRESET'), { ...working, percent: 50 }, done] })
    const told: string[] = []
    const updates = async (): Promise<void> => {
      for await (const state of usualUpdates(naive.fetch)) told.push(state)
    }
    expect(await outcome(updates())).toBeInstanceOf(Error)
    expect(told).toEqual(['working'])
    const seen: string[] = []
    for await (const { status, progress } of client.watch(job)) seen.push(`${status} ${progress ?? ''}`.trim())
    expect(seen).toEqual(['in_progress', 'in_progress 50', 'completed'])
  })

  it('N: a 404 just after the create is a failed job', async () => {
    const routes = { [create]: queued, [get]: [Response.json({}, { status: 404 }), working, done] }
    const { naive, client } = both(routes)
    expect(await outcome(usual(naive.fetch)())).toMatchObject({ message: 'failed' })
    expect((await client.generate(request)).job).toMatchObject({ status: 'completed' })
  })
})
