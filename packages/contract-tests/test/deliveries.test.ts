import { createClient } from '@reelay/core'
import { expect, it } from 'vitest'
import { requestOf, secretOf, signatureOf, webhookSecret } from '../src/harness/deliveries.ts'
import { lantern } from '../reference/lantern.ts'

const at = Date.UTC(2026, 2, 1)
const clock = { now: () => at, elapsed: () => 0, sleep: async () => {} }
const provider = lantern({ apiKey: 'k', webhookSecret })
const client = createClient({ providers: [provider], clock })
const read = (headers: Readonly<Record<string, string>>) =>
  client.webhook(requestOf({ url: 'https://receiver.test/hook', headers, body: '{"event":"moon.risen"}' }))
const unproven = { code: 'authentication', operation: 'webhook' }

it('a delivery is signed as core checks it', async () => {
  const signing = { id: 'delivery-1', sentAtMs: at }
  expect(await read(signatureOf('{"event":"moon.risen"}', signing))).toMatchObject({ isVerified: true })
  const another = { ...signing, secret: secretOf('another') }
  await expect(read(signatureOf('{"event":"moon.risen"} ', signing))).rejects.toMatchObject(unproven)
  await expect(read(signatureOf('{"event":"moon.risen"}', another))).rejects.toMatchObject(unproven)
  await expect(read({})).rejects.toMatchObject(unproven)
})
