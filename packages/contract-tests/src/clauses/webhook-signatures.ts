import type { Sandbox } from '../harness/clause.ts'
import {
  deliveryOf,
  draftOf,
  isSigning,
  secretOf,
  signatureOf,
  type Draft,
  type Signing,
} from '../harness/deliveries.ts'

/** A delivery, and how messages call it. */
export interface NamedDraft {
  name: string
  draft: Draft
}

const minuteMs = 60_000
const otherSecret = secretOf('the secret of somebody else')

/** Deliveries that the vendor itself may have sent. */
export function genuine(sandbox: Sandbox): NamedDraft[] {
  const draft = draftOf(sandbox)
  const { headers, body } = draft
  const asItIs = { name: 'a delivery as the vendor sends it', draft }
  if (!isSigning(sandbox)) return [asItIs]
  const written = rewritten(body)
  const several = `${signatureFor(sandbox, body, { secret: otherSecret })} ${headers['webhook-signature']}`
  return [
    asItIs,
    { name: 'JSON that is written in another way', draft: draftOf(sandbox, { body: written }) },
    { name: 'one right signature of two', draft: { ...draft, headers: { ...headers, 'webhook-signature': several } } },
    { name: 'a signature of four minutes ago', draft: { ...draft, headers: headersAt(sandbox, body, -4 * minuteMs) } },
  ]
}

/** Deliveries that anybody may have sent. */
export function forgeries(sandbox: Sandbox): NamedDraft[] {
  const draft = draftOf(sandbox)
  const { headers, body } = draft
  if (!isSigning(sandbox))
    return [
      { name: 'a signature that this vendor does not make', draft: { ...draft, headers: headersAt(sandbox, body, 0) } },
    ]
  const withHeaders = (name: string, changed: Readonly<Record<string, string>>): NamedDraft => ({
    name,
    draft: { ...draft, headers: { ...headers, ...changed } },
  })
  const { 'webhook-signature': _signature, ...unsigned } = headers
  return [
    { name: 'no signature', draft: { ...draft, headers: unsigned } },
    { name: 'a body that has changed', draft: { ...draft, body: `${body} ` } },
    { name: 'the same JSON in other bytes', draft: { ...draft, body: rewritten(body) } },
    withHeaders('the signature of another secret', {
      'webhook-signature': signatureFor(sandbox, body, { secret: otherSecret }),
    }),
    withHeaders('a signature of six minutes ago', headersAt(sandbox, body, -6 * minuteMs)),
    withHeaders('a signature of six minutes ahead', headersAt(sandbox, body, 6 * minuteMs)),
    withHeaders('another id', { 'webhook-id': 'delivery-2' }),
    withHeaders('another time', { 'webhook-timestamp': String(Math.floor(sandbox.clock.now() / 1000) - 60) }),
  ]
}

/** Without the secret nobody can tell a true delivery, so none is read. */
export async function refuseWithoutSecret(sandbox: Sandbox): Promise<void> {
  const { provider } = sandbox.again({ webhookSecret: '' })
  const delivery = deliveryOf(draftOf(sandbox))
  const what = 'webhook of a provider without a secret'
  await sandbox.refuse(what, 'authentication', async () => provider.webhook?.(delivery, sandbox.call))
}

function headersAt({ clock }: Sandbox, body: string, fromNowMs: number): Readonly<Record<string, string>> {
  return signatureOf(body, { id: 'delivery-1', sentAtMs: clock.now() + fromNowMs })
}

function signatureFor({ clock }: Sandbox, body: string, { secret }: Pick<Signing, 'secret'>): string {
  return signatureOf(body, { id: 'delivery-1', sentAtMs: clock.now(), secret })['webhook-signature']
}

function rewritten(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2)
}
