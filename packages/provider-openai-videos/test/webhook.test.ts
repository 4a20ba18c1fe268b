// Signed webhooks end to end: what the vendor sends over a port of this machine, the client reads. In virtual time.
import { createClient, type Client, type WebhookEvent } from '@reelay/core'
import { createVirtualClock, serve, type SentRequest } from '@reelay/simulator'
import { describe, expect, it } from 'vitest'
import { openaiVideos } from '../src/index.ts'
import { exampleKey, openaiVideosSimulator, type SimulatedDialect } from '../src/simulator.ts'
import { baseUrl, startMs } from './replay.ts'

const secret = `whsec_${btoa('a secret of some length')}`
const request = { model: 'sora-2', prompt: 'a red fox' }

interface Told {
  id: string
  events: WebhookEvent[]
  /** What was thrown instead of an event. */
  refused: unknown[]
  /** How often the vendor was asked for the job. */
  polls: number
  deliveries: Pick<SentRequest, 'headers' | 'body'>[]
  attempts: readonly { at: number; status: number | null }[]
}

/** Creates a video where a webhook is set up, and lets its receiver answer with these statuses. */
async function told(prompt: string, statuses: readonly number[] = [], webhookSecret: string = secret): Promise<Told> {
  const clock = createVirtualClock({ startMs })
  const [events, refused, deliveries]: [WebhookEvent[], unknown[], Told['deliveries']] = [[], [], []]
  let client: Client | undefined
  const receiver = await serve({
    fetch: async (input, init) => {
      const delivery = new Request(input, init)
      deliveries.push({ headers: delivery.headers, body: await delivery.clone().json() })
      const event = await client?.webhook(delivery).catch((error: unknown) => void refused.push(error))
      if (event) events.push(event)
      return new Response(null, { status: statuses[deliveries.length - 1] ?? 200 })
    },
  })
  const webhook = { url: `${receiver.url}/hook`, secret }
  const { fetch, ledger } = openaiVideosSimulator({ clock, dialect: 'openai', webhook })
  const provider = openaiVideos({ baseUrl, apiKey: exampleKey, dialect: 'openai', webhookSecret, fetch })
  client = createClient({ providers: [provider], clock })
  const { id } = await client.create({ ...request, prompt })
  while (clock.sleepers > 0) await new Promise(setImmediate)
  await receiver.close()
  expect(ledger.violations).toEqual([])
  const polls = ledger.requests.filter(({ method }) => method === 'GET').length
  return { id, events, refused, polls, deliveries, attempts: ledger.deliveries }
}

describe('a signed webhook', () => {
  it.each([
    ['completed', 'a red fox', {}],
    ['failed', 'a [moderated] fox', { error: { code: 'moderated' } }],
    // Given up after a day.
    ['failed', 'a [stall] fox', {}],
  ] as const)('of a video that is %s is verified, and leads to it: %s', async (status, prompt, more) => {
    const { id, events, deliveries } = await told(prompt)
    expect(events).toMatchObject([
      { isVerified: true, deliveryId: expect.stringMatching(/^wh_/), job: { id, status, ...more } },
    ])
    expect(deliveries[0]?.headers.get('x-reelay-simulated')).toBe('1')
    expect(deliveries[0]?.body).toEqual({
      id: expect.stringMatching(/^evt_/),
      object: 'event',
      created_at: expect.any(Number),
      type: `video.${status}`,
      data: { id },
    })
  })

  it('is refused, and nobody is asked, where the receiver knows another secret', async () => {
    const { events, refused, polls } = await told('a red fox', [], `whsec_${btoa('another secret')}`)
    expect(refused).toMatchObject([{ code: 'authentication', operation: 'webhook' }])
    expect([events, polls]).toEqual([[], 0])
  })

  it('comes again as the same event until it is taken, each time signed anew', async () => {
    const { events, deliveries, attempts } = await told('a red fox', [500, 302, 404, 202])
    expect(attempts.map(({ status }) => status)).toEqual([500, 302, 404, 202])
    expect(attempts.map(({ at }, index) => at - (attempts[index - 1]?.at ?? at))).toEqual([0, 5_000, 10_000, 20_000])
    expect(events.map(({ isVerified }) => isVerified)).toEqual([true, true, true, true])
    expect(new Set(events.map(({ deliveryId }) => deliveryId)).size).toBe(1)
    const [first, ...others] = deliveries.map(({ body }) => body)
    for (const other of others) expect(other).toEqual(first)
    expect(new Set(deliveries.map(({ headers }) => headers.get('webhook-signature'))).size).toBe(4)
  })

  it('is given up within 72 hours', async () => {
    const { attempts } = await told(
      'a red fox',
      Array.from({ length: 20 }, () => 503),
    )
    expect(attempts).toHaveLength(16)
    const [first, last] = [attempts[0]!.at, attempts.at(-1)!.at]
    expect(last - first).toBeGreaterThan(24 * 3_600_000)
    expect(last - first).toBeLessThan(72 * 3_600_000)
  })
})

it.each(['aiid', 'newapi', 'vllm-omni', 'sglang', 'litellm'] satisfies SimulatedDialect[])(
  'a server of the dialect %s has no webhooks to set up',
  (dialect) => {
    const webhook = { url: 'http://127.0.0.1:9/', secret }
    expect(() => openaiVideosSimulator({ dialect, webhook })).toThrow(
      `webhook: a server of the dialect ${dialect} calls`,
    )
  },
)
