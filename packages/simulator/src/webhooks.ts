import { createHmac } from 'node:crypto'
import type { SimulatorClock } from './clock.ts'
import type { Life } from './life.ts'
import { simulatedHeader } from './marks.ts'

/** How a vendor calls back when a job has ended. */
export interface Webhook {
  /** Only http(s) on the loopback host of this machine is called; any other address is noted in the ledger, and left alone. */
  url: string
  /** The body, made once; undefined when the vendor does not tell of such an end. */
  tell(life: Life): object | undefined
  /** Signs as Standard Webhooks do, with the id of the event and a secret: `whsec_` and base64, or any other text. */
  signature?: { id: string; secret: string } | undefined
  /** Which statuses take it; default: 2xx. */
  isTaken?: ((status: number) => boolean) | undefined
  /** How long the receiver has for its answer, in ms of the clock, whatever the speed. */
  timeoutMs: number
  /** Pauses before it is sent again, in simulated ms, until it is taken; after the last one the vendor gives up. */
  pausesMs: readonly number[]
}

/** One attempt to call back. */
export interface DeliveryRecord {
  jobId: string
  /** Without the query, which may hold a secret. */
  url: string
  /** Ms since 1970. */
  at: number
  /** What the receiver answered; null when it was not called, and while it gives no answer. */
  status: number | null
  /** Why nothing was sent. */
  refused?: string
}

/** What webhooks depend on. */
export interface WebhooksOptions {
  clock: SimulatorClock
  speed: number
  /** Default: the machine's own, which the clock is told of. */
  fetch?: typeof globalThis.fetch | undefined
}

/** Calls back for the jobs of a vendor. */
export interface Webhooks {
  /** Waits for the end of a job, in the background, and tells it until it is taken. */
  follow(jobId: string, lives: AsyncIterable<Life>, webhook: Webhook): Promise<void>
  readonly deliveries: readonly DeliveryRecord[]
}

/** Makes the caller of a vendor; nothing is sent to any other machine. */
export function createWebhooks({ clock, speed, fetch = patientFetch(clock) }: WebhooksOptions): Webhooks {
  const deliveries: DeliveryRecord[] = []

  const send = async (body: string, { url, signature, timeoutMs }: Webhook): Promise<number | null> => {
    const over = new AbortController()
    const { signal } = over
    const headers = {
      'content-type': 'application/json',
      [simulatedHeader]: '1',
      ...(signature && signedHeaders(body, { ...signature, at: clock.now() })),
    }
    // Followed, a redirect would lead anywhere.
    const init: RequestInit = { method: 'POST', headers, body, redirect: 'manual', signal }
    const answered = fetch(url, init).then(async (answer) => {
      await answer.body?.cancel()
      return answer.status
    })
    const late = clock.sleep(timeoutMs, signal, true).then(() => null)
    const status = await Promise.race([answered.catch(() => null), late.catch(() => null)])
    over.abort()
    return status
  }

  return {
    deliveries,
    async follow(jobId, lives, webhook) {
      const { isTaken = isSuccess, pausesMs, tell } = webhook
      const record = (): DeliveryRecord => ({ jobId, url: bare(webhook.url), at: clock.now(), status: null })
      const refused = 'only http(s) on the loopback host is called'
      if (!isLoopback(webhook.url)) return void deliveries.push({ ...record(), refused })
      let end: Life | undefined
      for await (const life of lives) end = life
      const told = end && tell(end)
      if (!told) return
      const body = JSON.stringify(told)
      for (const pauseMs of [0, ...pausesMs]) {
        if (pauseMs > 0) await clock.sleep(pauseMs / speed, undefined, true)
        const delivery = record()
        deliveries.push(delivery)
        delivery.status = await send(body, webhook)
        if (delivery.status !== null && isTaken(delivery.status)) return
      }
    },
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

// A call over a port takes real time.
function patientFetch(clock: SimulatorClock): typeof globalThis.fetch {
  return (...call) => (clock.busy ? clock.busy(() => globalThis.fetch(...call)) : globalThis.fetch(...call))
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function bare(address: string): string {
  if (!URL.canParse(address)) return 'no URL'
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}

// Standard Webhooks: HMAC-SHA256 over "{id}.{unix seconds}.{body}"; the time is that of the attempt.
function signedHeaders(
  body: string,
  { id, secret, at }: { id: string; secret: string; at: number },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` }
}
