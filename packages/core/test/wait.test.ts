import { describe, expect, it } from 'vitest'
import type { Job } from '../src/index.ts'
import { type Answer, clientOf, errorOf, lost, testClock, vendor } from './acme.ts'

const get = 'GET /v1/jobs/j1'
const events = 'GET /v1/jobs/j1/events'
const job: Job = {
  provider: 'acme',
  model: 'one',
  id: 'j1',
  status: 'queued',
  outputs: [],
  createdAt: '2026-01-01T00:00:00.000Z',
}
const working = { id: 'j1', state: 'working' }
const done = { id: 'j1', state: 'done', url: 'https://cdn.test/j1.mp4' }
const status = (code: number, headers: Record<string, string> = {}): Response =>
  Response.json({}, { status: code, headers })

function stream(...lines: (string | Promise<string>)[]): () => Response {
  return () => {
    const left = [...lines]
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = left.shift()
        if (next === undefined) controller.close()
        else controller.enqueue(new TextEncoder().encode(await next))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

async function wait(
  routes: Record<string, Answer | Answer[]>,
  options: Parameters<ReturnType<typeof clientOf>['wait']>[1] = {},
) {
  const clock = testClock()
  const { fetch, calls } = vendor(routes)
  const seen: string[] = []
  const client = clientOf(fetch, {}, clock)
  const result = client.wait(job, {
    ...options,
    onUpdate: ({ status, progress }) => seen.push(`${status} ${progress ?? '-'}`),
  })
  return { result, seen, clock, calls, client, polls: () => calls.filter(({ url }) => url.endsWith('/j1')).length }
}

describe('waiting by polling', () => {
  it("polls first after the vendor's hint, then at its interval, and never again after the end", async () => {
    const { result, seen, clock, polls } = await wait({ [get]: [working, { ...working, percent: 40 }, done] })
    expect(await result).toMatchObject({ status: 'completed', outputs: [{ url: done.url }] })
    expect(seen).toEqual(['in_progress -', 'in_progress 40', 'completed -'])
    expect(clock.slept).toEqual([10_000, 5_000, 5_000])
    expect(polls()).toBe(3)
  })

  it('an unlisted word is unknown: it neither ends the job nor hides', async () => {
    const { result, seen } = await wait({ [get]: [{ id: 'j1', state: 'marinating' }, done] })
    expect(await result).toMatchObject({ status: 'completed' })
    expect(seen[0]).toBe('unknown -')
  })

  it('a failed job is a state with a reason', async () => {
    const { result } = await wait({ [get]: { id: 'j1', state: 'broken', why: 'no luck' } })
    expect(await result).toMatchObject({
      status: 'failed',
      error: { code: 'vendor_failure', message: 'no luck', charged: 'unknown' },
    })
  })

  it.each([
    ['503', status(503)],
    ['429', status(429)],
    ['a reset', lost('ECONNRESET')],
    ['a web page', new Response('<html>')],
    ['half an answer', new Response('{"id":"j')],
  ])('lives through %s', async (_, trouble) => {
    const { result } = await wait({ [get]: [working, trouble, trouble, trouble, done] })
    expect(await result).toMatchObject({ status: 'completed' })
  })

  it('gives up after ten failures in a row, with the job', async () => {
    const { result, polls } = await wait({ [get]: [working, status(503)] })
    expect(await errorOf(result)).toMatchObject({
      code: 'unavailable',
      submitted: 'yes',
      job: { id: 'j1', status: 'in_progress' },
    })
    expect(polls()).toBe(11)
  })

  it('one good poll renews the budget of failures', async () => {
    const { result } = await wait(
      { [get]: [status(503), status(503), working, status(503), status(503), done] },
      { maxFailures: 3 },
    )
    expect(await result).toMatchObject({ status: 'completed' })
  })

  it('believes a 404 when it is said three times', async () => {
    const { result: early } = await wait({ [get]: [status(404), status(404), done] })
    expect(await early).toMatchObject({ status: 'completed' })
    const { result, polls } = await wait({ [get]: status(404) })
    expect(await errorOf(result)).toMatchObject({ code: 'not_found', job: { id: 'j1' } })
    expect(polls()).toBe(3)
  })

  it('a 404 once the job has expired means expired', async () => {
    const old = { ...job, expiresAt: '2025-12-31T00:00:00.000Z' }
    const { fetch } = vendor({ [get]: status(404) })
    expect(await clientOf(fetch).wait(old)).toMatchObject({ status: 'expired', outputs: [] })
  })

  it('stops at once when polling on cannot help', async () => {
    const { result, polls } = await wait({ [get]: status(401) })
    expect(await errorOf(result)).toMatchObject({ code: 'authentication', job: { id: 'j1' } })
    expect(polls()).toBe(1)
  })

  it('waits as long as the vendor asks', async () => {
    const { result, clock } = await wait({ [get]: [status(429, { 'retry-after': '33' }), done] })
    await result
    expect(clock.slept).toEqual([10_000, 33_000])
  })

  it('a completed job without a result is not a success', async () => {
    const { result } = await wait({ [get]: { id: 'j1', state: 'done' } }, { maxFailures: 2 })
    expect(await errorOf(result)).toMatchObject({ code: 'invalid_response', job: { id: 'j1' } })
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', '/relative.mp4'])(
    'a result at %s is not a success',
    async (url) => {
      const { result } = await wait({ [get]: { id: 'j1', state: 'done', url } }, { maxFailures: 1 })
      expect(await errorOf(result)).toMatchObject({ code: 'invalid_response' })
    },
  )

  it('asks nothing about a job that has ended', async () => {
    const { fetch, calls } = vendor({})
    expect(await clientOf(fetch).wait({ ...job, status: 'failed' })).toMatchObject({ status: 'failed' })
    expect(calls).toHaveLength(0)
  })
})

describe('waiting ends without losing the job', () => {
  it('at a deadline, whatever the wall clock does', async () => {
    const clock = testClock()
    const { fetch } = vendor({ [get]: () => (clock.jump(-86_400_000), Response.json(working)) })
    const error = await errorOf(clientOf(fetch, {}, clock).wait(job, { timeoutMs: 42_000 }))
    expect(error).toMatchObject({
      code: 'timeout',
      retryable: true,
      submitted: 'yes',
      job: { id: 'j1', status: 'in_progress' },
    })
    expect(clock.elapsed()).toBeLessThanOrEqual(42_000)
  })

  it("and waiting goes on from the error's job", async () => {
    const { result, client } = await wait({ [get]: [working, working, done] }, { timeoutMs: 12_000 })
    const { job: kept } = await errorOf(result)
    expect(await client.wait(JSON.parse(JSON.stringify(kept)))).toMatchObject({ status: 'completed' })
  })

  it('on abort during a poll, at once', async () => {
    const controller = new AbortController()
    const reason = new Error('mine')
    const { result } = await wait(
      { [get]: () => (controller.abort(reason), new Promise<Response>(() => {})) },
      { signal: controller.signal },
    )
    expect(await errorOf(result)).toMatchObject({ code: 'aborted', cause: reason, submitted: 'yes', job: { id: 'j1' } })
  })

  it('on abort during a pause, at once', async () => {
    const controller = new AbortController()
    const clock = testClock()
    const { fetch, calls } = vendor({})
    const holding = {
      ...clock,
      sleep: (_ms: number, signal?: AbortSignal) =>
        new Promise<void>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    }
    const result = clientOf(fetch, {}, holding).wait(job, { signal: controller.signal })
    setImmediate(() => setImmediate(() => controller.abort()))
    expect(await errorOf(result)).toMatchObject({ code: 'aborted', job: { id: 'j1' } })
    expect(calls.every(({ url }) => url.endsWith('/events'))).toBe(true)
  })

  it('and before anything, with a signal that was aborted already', async () => {
    const { result, calls } = await wait({}, { signal: AbortSignal.abort() })
    expect(await errorOf(result)).toMatchObject({ code: 'aborted', job: { id: 'j1' } })
    expect(calls).toHaveLength(0)
  })

  it("leaves no listener on the caller's signal", async () => {
    const { signal } = new AbortController()
    const counts = { added: 0, removed: 0 }
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...given: Parameters<typeof add>) => (counts.added++, add(...given))
    signal.removeEventListener = (...given: Parameters<typeof remove>) => (counts.removed++, remove(...given))
    const { result } = await wait({ [get]: [working, done] }, { signal })
    await result
    expect(counts.added).toBeGreaterThan(0)
    expect(counts.removed).toBe(counts.added)
  })

  it.each([{ timeoutMs: -1 }, { timeoutMs: Number.NaN }, { maxFailures: 0 }])('refuses %j', async (options) => {
    const { result, calls } = await wait({}, options)
    expect(await errorOf(result)).toMatchObject({ code: 'invalid_request' })
    expect(calls).toHaveLength(0)
  })
})

describe('waiting by stream', () => {
  const event = (data: object): string => `event: state\ndata: ${JSON.stringify(data)}\n\n`

  it('shows every event, and takes the end from a poll', async () => {
    const { result, seen, polls } = await wait({
      [events]: stream(
        event({ ...working, percent: 12 }),
        event({ ...working, percent: 58 }),
        event({ id: 'j1', state: 'done' }),
      ),
      [get]: done,
    })
    expect(await result).toMatchObject({ status: 'completed', outputs: [{ url: done.url }] })
    expect(seen).toEqual(['in_progress 12', 'in_progress 58', 'completed -'])
    expect(polls()).toBe(1)
  })

  it('falls back to polling when the stream ends early, and polls once', async () => {
    const { result, clock } = await wait({ [events]: stream(event(working)), [get]: done })
    await result
    expect(clock.slept).toEqual([0])
  })

  it.each([
    ['is refused', status(500)],
    ['is no stream', Response.json(working)],
    ['holds nonsense', stream('data: not json\n\n')],
    ['is lost', lost('ECONNRESET')],
  ])('falls back when it %s', async (_, answer) => {
    const { result } = await wait({ [events]: answer, [get]: [working, done] })
    expect(await result).toMatchObject({ status: 'completed' })
  })

  it('falls back when it falls silent', async () => {
    const clock = testClock()
    const { fetch } = vendor({ [events]: stream(event(working), new Promise<string>(() => {})), [get]: done })
    expect(await clientOf(fetch, {}, clock).wait(job)).toMatchObject({ status: 'completed' })
  })

  it('an abort in the middle of it is at once and carries what was seen', async () => {
    const controller = new AbortController()
    const { result } = await wait(
      { [events]: stream(event(working), new Promise<string>(() => setImmediate(() => controller.abort()))) },
      { signal: controller.signal },
    )
    expect(await errorOf(result)).toMatchObject({ code: 'aborted', job: { status: 'in_progress' } })
  })

  it('progress never goes back', async () => {
    const { result, seen } = await wait({
      [events]: stream(event({ ...working, percent: 50 }), event({ ...working, percent: 20 })),
      [get]: done,
    })
    await result
    expect(seen).toEqual(['in_progress 50', 'completed -'])
  })
})
