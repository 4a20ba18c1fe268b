// A deadline of a wait is told only after a last poll, which is bounded and takes its turn among the polls of the account.
import { describe, expect, it } from 'vitest'
import { createClient, type Job } from '../src/index.ts'
import { acme, all, clientOf, errorOf, key, testClock, vendor } from './acme.ts'

const get = 'GET /v1/jobs/j1'
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

describe('at the deadline of a wait', () => {
  it.each([
    ['done', { status: 'completed', outputs: [{ url: done.url }] }],
    ['broken', { status: 'failed' }],
  ])('a job that has ended as %s since its last poll is given as ended', async (state, expected) => {
    const clock = testClock()
    const answer = (): object => ({ ...done, state: clock.elapsed() >= 16_000 ? state : 'working' })
    const { fetch, calls } = vendor({ [get]: answer })
    // Polls at 10 s and 15 s.
    expect(await clientOf(fetch, {}, clock).wait(job, { timeoutMs: 18_000 })).toMatchObject(expected)
    expect(calls.filter(({ url }) => url.endsWith('/j1'))).toHaveLength(3)
    expect(clock.elapsed()).toBe(18_000)
  })

  it('the error carries what the last poll has seen', async () => {
    const { fetch } = vendor({ [get]: [working, { ...working, percent: 80 }] })
    const error = await errorOf(clientOf(fetch).wait(job, { timeoutMs: 12_000 }))
    expect(error).toMatchObject({ code: 'timeout', operation: 'wait', job: { status: 'in_progress', progress: 80 } })
    expect(error.message).toContain('still in_progress after 12000 ms')
  })

  it.each([0, 1])('%i ms are one poll', async (timeoutMs) => {
    const early = vendor({ [get]: working })
    expect(await errorOf(clientOf(early.fetch).wait(job, { timeoutMs }))).toMatchObject({ code: 'timeout' })
    expect(early.calls.filter(({ url }) => url.endsWith('/j1'))).toHaveLength(1)
    expect(await clientOf(vendor({ [get]: done }).fetch).wait(job, { timeoutMs })).toMatchObject({
      status: 'completed',
    })
  })

  it('a poll that fails then says no more than the deadline', async () => {
    const { fetch } = vendor({ [get]: [working, Response.json({}, { status: 503 })] })
    const error = await errorOf(clientOf(fetch).wait(job, { timeoutMs: 12_000 }))
    expect(error).toMatchObject({ code: 'timeout', job: { status: 'in_progress' } })
  })

  it('a poll that is not answered is left after 5 seconds', async () => {
    const clock = testClock()
    const { fetch } = vendor({ [get]: () => new Promise<Response>(() => {}) })
    const error = await errorOf(clientOf(fetch, {}, clock).wait(job, { timeoutMs: 8_000 }))
    expect([error.code, clock.elapsed()]).toEqual(['timeout', 13_000])
  })

  it('a poll that is under way is waited for, and none is made beside it', async () => {
    const clock = testClock()
    const { fetch, calls } = vendor({
      [get]: async () => {
        await clock.sleep(3_000)
        return Response.json(done)
      },
    })
    expect(await clientOf(fetch, {}, clock).wait(job, { timeoutMs: 11_000 })).toMatchObject({ status: 'completed' })
    expect(calls.filter(({ url }) => url.endsWith('/j1'))).toHaveLength(1)
  })

  it('an abort ends it at once', async () => {
    const controller = new AbortController()
    const { fetch } = vendor({ [get]: () => (controller.abort(), new Promise<Response>(() => {})) })
    const client = clientOf(fetch)
    const error = await errorOf(client.wait(job, { timeoutMs: 5_000, signal: controller.signal }))
    expect(error).toMatchObject({ code: 'aborted', job: { id: 'j1' } })
  })

  it('a stream that is open gives way to it', async () => {
    const open = (): Response =>
      new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), {
        headers: { 'content-type': 'text/event-stream' },
      })
    const { fetch } = vendor({ 'GET /v1/jobs/j1/events': open, [get]: done })
    expect(await clientOf(fetch).wait(job, { timeoutMs: 8_000 })).toMatchObject({ status: 'completed' })
  })

  it('a watch and a resume say the same', async () => {
    const { fetch } = vendor({ [get]: done })
    const seen = await all(clientOf(fetch).watch(job, { timeoutMs: 8_000 }))
    expect(seen.map(({ status }) => status)).toEqual(['completed'])
  })

  it('many jobs with one deadline keep within the rate of the account', async () => {
    const clock = testClock()
    const times: number[] = []
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      const { pathname } = new URL(new Request(input).url)
      if (!/^\/v1\/jobs\/j\d+$/.test(pathname)) return new Response('', { status: 404 })
      times.push(clock.elapsed())
      return Response.json({ ...working, id: pathname.split('/').at(-1) })
    }
    const limits = { acme: { requestsPerMinute: 60 } }
    const client = createClient({ providers: [acme({ apiKey: key })], fetch, clock, limits, random: () => 0.5 })
    const jobs = Array.from({ length: 300 }, (_, index) => ({ ...job, id: `j${index}` }))
    const codes = await Promise.all(jobs.map((one) => errorOf(client.wait(one, { timeoutMs: 1_000 }))))
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['timeout']))
    expect(clock.elapsed()).toBeLessThanOrEqual(6_000)
    expect(times.length).toBeLessThanOrEqual(66)
  })
})
