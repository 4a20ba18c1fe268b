import { bytesFrom } from '../model/base64-bytes.ts'
import { systemClock, type Clock } from '../time/clock.ts'
import type { Delivery } from '../model/video-provider.ts'

const toleranceMs = 300_000

/** The secret and the clock of a check. */
export interface WebhookCheck {
  /** `whsec_` and base64, or any other text, which is taken as it is. */
  secret: string
  clock?: Clock | undefined
}

/** Checks a Standard Webhooks signature: HMAC-SHA256 over id, time and body; five minutes of tolerance; any of several keys. */
export async function verifyStandardWebhook(
  { headers, body }: Delivery,
  { secret, clock = systemClock }: WebhookCheck,
): Promise<boolean> {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const signatures = (headers.get('webhook-signature') ?? '').split(' ')
  if (id === null || !/^\d+$/.test(timestamp)) return false
  if (Math.abs(clock.now() - Number(timestamp) * 1000) > toleranceMs) return false

  const bytes = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const key = await crypto.subtle.importKey('raw', keyBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ])
  for (const signature of signatures) {
    const [version, value = ''] = signature.split(',')
    const given = version === 'v1' ? bytesFrom(value) : undefined
    // crypto.subtle compares in constant time.
    if (given && (await crypto.subtle.verify('HMAC', key, given, bytes))) return true
  }
  return false
}

function keyBytes(secret: string): Uint8Array<ArrayBuffer> {
  const decoded = secret.startsWith('whsec_') ? bytesFrom(secret.slice('whsec_'.length)) : undefined
  return decoded ?? new TextEncoder().encode(secret)
}
