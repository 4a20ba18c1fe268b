// Callbacks end to end: the vendor, the client and its receiver each on a port of this machine, in virtual time.
import { createClient, type WebhookEvent } from '@reelay/core'
import { createVirtualClock, rehearse, serve, type Server } from '@reelay/simulator'
import { afterEach, describe, expect, test } from 'vitest'
import { apixo } from '../src/index.ts'
import { apixoSimulator, exampleKey } from '../src/simulator.ts'
import { origin, play } from './rehearsal.ts'

const request = { model: 'wan-2-5', prompt: 'a paper boat' }
const open: Server[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function listen(fetch: typeof globalThis.fetch): Promise<string> {
  const server = await serve({ fetch })
  open.push(server)
  return server.url
}

/** Creates a job that asks for a callback; gives what the receiver read of each, which it answers with these statuses. */
async function told(prompt: string, statuses: readonly number[]) {
  const clock = createVirtualClock()
  const simulator = apixoSimulator({ clock })
  const baseUrl = await listen(simulator.fetch)
  const provider = apixo({ apiKey: exampleKey, baseUrl })
  const { client, sent } = rehearse(
    (...call) => clock.busy(() => fetch(...call)),
    (wires) => createClient({ providers: [provider], ...wires }),
    clock,
  )
  const events: WebhookEvent[] = []
  const bodies: unknown[] = []
  let finish = (): void => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const receiver = await listen(async (input, init) => {
    const delivery = new Request(input, init)
    bodies.push(await delivery.clone().json())
    events.push(await client.webhook(delivery))
    if (events.length === statuses.length) finish()
    return new Response(null, { status: statuses[events.length - 1] ?? 200 })
  })
  const job = await client.create({ ...request, prompt, webhookUrl: `${receiver}/hook?token=secret` })
  await finished
  // The last answer has to arrive, too.
  while (clock.sleepers > 0) await new Promise(setImmediate)
  return { job, events, bodies, sent, simulator, ledger: simulator.ledger }
}

describe('a callback', () => {
  test('comes when the job has ended, and leads to the job as the vendor itself tells it', async () => {
    const { job, events, bodies, sent, simulator, ledger } = await told('a paper boat', [200])
    expect(job).toMatchObject({ status: 'queued', simulated: true })
    expect(events).toEqual([
      { isVerified: false, job: expect.objectContaining({ id: job.id, model: 'wan-2-5', status: 'completed' }) },
    ])
    expect(events[0]?.job?.outputs).toHaveLength(1)
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET'])
    expect(ledger.deliveries).toMatchObject([{ jobId: job.id, url: expect.stringMatching(/:\d+\/hook$/), status: 200 }])
    const headers = { authorization: `Bearer ${exampleKey}` }
    const poll = simulator.fetch(`${origin}/api/v1/statusTask/wan-2-5?taskId=${job.id}`, { headers })
    expect(bodies).toEqual([await (await poll).json()])
    expect(ledger.violations).toEqual([])
  })

  test('tells of a failure, too', async () => {
    const { events } = await told('[fail NSFW_DETECTED]', [200])
    expect(events).toMatchObject([{ job: { status: 'failed', error: { code: 'moderated' } } }])
  })

  test('comes again, up to three times with growing pauses, until it is answered with 200', async () => {
    const { ledger, events, bodies } = await told('a paper boat', [500, 204, 302, 200])
    expect(new Set(events.map(({ job }) => job?.id)).size).toBe(1)
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
    expect(ledger.deliveries.map(({ status }) => status)).toEqual([500, 204, 302, 200])
    const pauses = ledger.deliveries.map(({ at }, index) => at - (ledger.deliveries[index - 1]?.at ?? at))
    expect(pauses).toEqual([0, 30_000, 60_000, 120_000])
  })

  test('is given up after the fourth attempt', async () => {
    const { ledger } = await told('a paper boat', [500, 500, 500, 500])
    expect(ledger.deliveries.map(({ status }) => status)).toEqual([500, 500, 500, 500])
    expect(ledger.jobs).toMatchObject([{ state: 'completed', billedCents: 5 }])
  })
})

describe('nobody is called back', () => {
  test('on another machine; the ledger say so', async () => {
    const { client, simulator } = play({ webhookFetch: () => Promise.reject(new Error('called')) })
    const job = await client.wait(await client.create({ ...request, webhookUrl: 'https://me.test/hook?token=secret' }))
    expect(job.status).toBe('completed')
    const refused = 'only http(s) on the loopback host is called'
    expect(simulator.ledger.deliveries).toMatchObject([{ url: 'https://me.test/hook', status: null, refused }])
  })

  test.each([
    ['a job that never ends', '[stall]', { webhookUrl: 'http://127.0.0.1:9/hook' }],
    ['a job that did not ask for it', 'a paper boat', {}],
  ])('for %s', async (_, prompt, more) => {
    const { client, clock, simulator } = play({ webhookFetch: () => Promise.reject(new Error('called')) })
    await client.create({ ...request, prompt, ...more })
    clock.advance(30 * 86_400_000)
    while (clock.sleepers > 0) await new Promise(setImmediate)
    expect(simulator.ledger.deliveries).toEqual([])
  })
})
