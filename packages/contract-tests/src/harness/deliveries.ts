import type { Delivery } from '@reelay/core/provider'
import { createHmac } from 'node:crypto'
import type { Sandbox } from './sandbox.ts'

/** Secret of every provider's deliveries; what is signed with it is never told to anybody. */
export const webhookSecret: string = secretOf('the secret of the contract suite')

/** A delivery as it comes in. */
export interface Draft {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** How a delivery is signed. */
export interface Signing {
  id: string
  sentAtMs: number
  /** Default: the one that the provider was given. */
  secret?: string | undefined
}

/** A secret as Standard Webhooks writes it. */
export function secretOf(text: string): string {
  return `whsec_${btoa(text)}`
}

/** Whether the vendor signs its deliveries: then as in Standard Webhooks, with the secret that the provider was given. */
export function isSigning({ provider }: Sandbox): boolean {
  return provider.environment.webhookSecret !== undefined
}

/** The fixture delivery as the vendor would make it now; with another body, at another address. */
export function draftOf(sandbox: Sandbox, { body, url }: Partial<Pick<Draft, 'body' | 'url'>> = {}): Draft {
  const { path, query, headers, json } = sandbox.inbound()
  const text = body ?? JSON.stringify(json)
  const fixtureValues = `https://receiver.contract.test${path}?${new URLSearchParams(query)}`
  const signed = isSigning(sandbox) ? signatureOf(text, { id: 'delivery-1', sentAtMs: sandbox.clock.now() }) : {}
  return { url: url ?? fixtureValues, headers: { ...headers, ...signed }, body: text }
}

/** The headers of a Standard Webhooks signature: HMAC-SHA256 over id, time in seconds and body. */
export function signatureOf(
  body: string,
  { id, sentAtMs, secret = webhookSecret }: Signing,
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(sentAtMs / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` }
}

/** The delivery as a server takes it in. */
export function requestOf({ url, headers, body }: Draft): Request {
  return new Request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
}

/** The delivery as a provider gets it. */
export function deliveryOf({ url, headers, body }: Draft): Delivery {
  return { url: new URL(url), headers: new Headers(headers), body }
}
