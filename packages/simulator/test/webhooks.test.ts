import { execFile } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createVirtualClock, serve } from '@reelay/simulator'
import type { Simulator, SimulatorOptions, VirtualClock } from '@reelay/simulator'
import { videoRequest, hookPausesMs, hookSecret, makeVideo, tinyVendor, until } from './tiny-vendor.ts'

const hook = 'http://127.0.0.1:9/hook?token=secret'

interface Told {
  at: number
  url: string
  headers: Headers
  body: string
  redirect: RequestRedirect
}

/** Makes a video, with a receiver that gives these answers in turn; then waits until nobody waits any more. */
async function tell(
  answers: readonly (Response | Error | 'none')[],
  { title = 'fox', ...options }: SimulatorOptions & { title?: string } = {},
): Promise<{ told: Told[]; simulator: Simulator; clock: VirtualClock; id: string }> {
  const clock = createVirtualClock()
  const told: Told[] = []
  const webhookFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { url, headers, redirect } = request
    told.push({ at: clock.elapsed(), url, headers, redirect, body: await request.text() })
    const answer = answers[told.length - 1] ?? new Response()
    if (answer instanceof Error) throw answer
    return answer === 'none' ? new Promise(() => {}) : answer
  }
  const simulator = tinyVendor({ clock, webhookFetch, ...options })
  const { id } = await makeVideo(simulator, { title, hook })
  await until(() => clock.sleepers === 0)
  return { told, simulator, clock, id }
}

describe('a vendor that calls back', () => {
  test('tells once, when the job has ended, and says that it is simulated', async () => {
    const { told, simulator, clock, id } = await tell([])
    expect(told).toMatchObject([{ url: hook, body: JSON.stringify({ video: id }), redirect: 'manual' }])
    expect(Object.fromEntries(told[0]!.headers)).toEqual({
      'content-type': 'application/json',
      'x-reelay-simulated': '1',
    })
    expect(told[0]!.at).toBeGreaterThanOrEqual(1_000)
    expect(clock.elapsed()).toBe(told[0]!.at)
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'completed' }])
    const at = Date.UTC(2026, 0, 1) + told[0]!.at
    expect(simulator.ledger.deliveries).toEqual([{ jobId: id, url: 'http://127.0.0.1:9/hook', at, status: 200 }])
  })

  test('does not tell of an end that the vendor keeps to itself', async () => {
    const { told, simulator, clock } = await tell([], { title: 'bad' })
    expect(simulator.ledger.jobs).toMatchObject([{ state: 'failed' }])
    expect(clock.elapsed()).toBeGreaterThanOrEqual(1_000)
    expect([told, simulator.ledger.deliveries]).toEqual([[], []])
  })

  test.each<[string, Response | Error | 'none', number | null, number]>([
    ['a status', new Response('no', { status: 500 }), 500, 0],
    ['a redirect', Response.redirect('http://127.0.0.1:9/other'), 302, 0],
    ['a connection that fails', new TypeError('fetch failed'), null, 0],
    ['no answer in time', 'none', null, 30_000],
  ])('tells it again after %s, with growing pauses, until it is taken', async (_, answer, status, takesMs) => {
    const { told, simulator } = await tell([answer, answer])
    const [first, second] = hookPausesMs
    expect(told.map(({ at }) => at - told[0]!.at)).toEqual([0, takesMs + first!, 2 * takesMs + first! + second!])
    expect(new Set(told.map(({ body }) => body)).size).toBe(1)
    expect(simulator.ledger.deliveries.map((one) => one.status)).toEqual([status, status, 200])
  })

  test('gives up after the last pause', async () => {
    const { told, simulator } = await tell(Array.from({ length: 9 }, () => new Response(null, { status: 503 })))
    expect(told).toHaveLength(3)
    expect(simulator.ledger.deliveries.map(({ status }) => status)).toEqual([503, 503, 503])
  })

  test('is faster at speed, but leaves the receiver its time', async () => {
    const { told } = await tell(['none', 'none'], { speed: 100 })
    expect(told[0]!.at).toBeLessThanOrEqual(90)
    expect(told.map(({ at }) => at - told[0]!.at)).toEqual([0, 30_000 + 100, 60_000 + 300])
  })

  test('signs each attempt as Standard Webhooks do, with the id of the event', async () => {
    const { told, id } = await tell([new Response(null, { status: 500 })], { title: 'signed' })
    expect(told).toHaveLength(2)
    for (const { at, headers, body } of told) {
      const seconds = Math.floor((Date.UTC(2026, 0, 1) + at) / 1000)
      const signed = `event-${id}.${seconds}.${body}`
      const mac = createHmac('sha256', 'a secret of some length').update(signed).digest('base64')
      expect(hookSecret).toContain('whsec_')
      expect(Object.fromEntries(headers)).toMatchObject({
        'webhook-id': `event-${id}`,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${mac}`,
      })
    }
  })
})

describe('where it calls', () => {
  const call = async (url: string): Promise<{ called: string[]; simulator: Simulator }> => {
    const clock = createVirtualClock()
    const called: string[] = []
    const webhookFetch: typeof fetch = async (input) => {
      called.push(input instanceof Request ? input.url : input.toString())
      return new Response()
    }
    const simulator = tinyVendor({ clock, webhookFetch })
    await simulator.fetch(videoRequest({ title: 'fox', hook: url }))
    await until(() => clock.sleepers === 0)
    return { called, simulator }
  }

  test.each([
    'http://127.0.0.1:9/a',
    'https://localhost/a',
    'http://127.8.8.8/a',
    'http://[::1]:9/a',
    'http://2130706433/',
  ])('%s is on this machine', async (url) => {
    const { called, simulator } = await call(url)
    expect(called).toEqual([url])
    expect(simulator.ledger.deliveries).toMatchObject([{ status: 200 }])
  })

  test.each([
    ['https://me.example/hook?token=secret', 'https://me.example/hook'],
    ['https://user:secret@me.example/', 'https://me.example/'],
    ['http://127.0.0.1.example/', 'http://127.0.0.1.example/'],
    ['http://localhost.example/', 'http://localhost.example/'],
    ['http://127.0.0.1@me.example/', 'http://me.example/'],
    ['http://0.0.0.0/', 'http://0.0.0.0/'],
    ['http://10.0.0.1/', 'http://10.0.0.1/'],
    ['http://169.254.169.254/', 'http://169.254.169.254/'],
    ['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/'],
    ['ftp://127.0.0.1/', 'ftp://127.0.0.1/'],
    ['hook secret', 'no URL'],
  ])('%s is not, so nothing is sent, and the ledger say so', async (url, noted) => {
    const { called, simulator } = await call(url)
    expect(called).toEqual([])
    const refused = 'only http(s) on the loopback host is called'
    expect(simulator.ledger.deliveries).toMatchObject([{ url: noted, status: null, refused }])
    expect(JSON.stringify(simulator.ledger.deliveries)).not.toContain('secret')
  })

  test('a redirect is not followed over a port either, and time stands still for an answer', async () => {
    const clock = createVirtualClock()
    const seen: string[] = []
    const receiver = await serve({
      fetch: async (input) => {
        const { pathname, origin } = new URL(new Request(input).url)
        seen.push(pathname)
        for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
        return seen.length === 1 ? Response.redirect(`${origin}/elsewhere`) : new Response()
      },
    })
    const simulator = tinyVendor({ clock })
    await makeVideo(simulator, { title: 'fox', hook: `${receiver.url}/hook` })
    await until(() => clock.sleepers === 0)
    await receiver.close()
    expect(seen).toEqual(['/hook', '/hook'])
    const [first, second] = simulator.ledger.deliveries
    expect([first?.status, second?.status]).toEqual([302, 200])
    expect(second!.at - first!.at).toBe(hookPausesMs[0])
  })
})

test('every pause of a webhook is slept in the background', async () => {
  const clock = createVirtualClock()
  const pauses: (boolean | undefined)[] = []
  const sleep: VirtualClock['sleep'] = (...call) => (pauses.push(call[2]), clock.sleep(...call))
  const webhookFetch = async (): Promise<Response> => new Response(null, { status: 500 })
  const simulator = tinyVendor({ clock: { now: clock.now, sleep }, webhookFetch })
  await makeVideo(simulator, { title: 'fox', hook })
  await until(() => simulator.ledger.deliveries.length === 3)
  expect(pauses.length).toBeGreaterThan(5)
  expect(new Set(pauses)).toEqual(new Set([true]))
})

test('a webhook that is still to come does not keep a process alive', async () => {
  // At this speed the job takes at least a quarter of an hour.
  const script = `
    import { makeVideo, tinyVendor } from './tiny-vendor.ts'
    const { id } = await makeVideo(tinyVendor({ speed: 0.001 }), { title: 'fox', hook: 'http://127.0.0.1:9/' })
    console.log(id.length)`
  const options = ['--conditions=@reelay/source', '--input-type=module-typescript', '--eval', script]
  const run = promisify(execFile)(process.execPath, options, { cwd: new URL('.', import.meta.url), timeout: 15_000 })
  expect((await run).stdout).toBe('36\n')
})
