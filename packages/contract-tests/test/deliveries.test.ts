import { createClient } from '@reelay/core'
import { expect, it } from 'vitest'
import { requestOf, secretOf, signatureOf, webhookSecret } from '../src/harness/deliveries.ts'
import { lantern } from '../reference/lantern.ts'

const at = Date.UTC(2026, 2, 1)
const clock = { now: () => at, elapsed: () => 0, sleep: async () => {} }
const provider = lantern({ apiKey: 'k', webhookSecret })
const client = createClient({ providers: [provider], clock })
const read = async (headers: Readonly<Record<string, string>>): Promise<boolean> => {
  const draft = { url: 'https://receiver.test/hook', headers, body: '{"event":"moon.risen"}' }
  return (await client.webhook(requestOf(draft))).isVerified
}

it('a delivery is signed as core checks it', async () => {
  const signing = { id: 'delivery-1', sentAtMs: at }
  expect(await read(signatureOf('{"event":"moon.risen"}', signing))).toBe(true)
  expect(await read(signatureOf('{"event":"moon.risen"} ', signing))).toBe(false)
  expect(await read(signatureOf('{"event":"moon.risen"}', { ...signing, secret: secretOf('another') }))).toBe(false)
  expect(await read({})).toBe(false)
})
