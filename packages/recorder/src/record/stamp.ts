import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Provenance } from '@reelay/contract-tests/fixtures'
import { headerOf } from './decode.ts'
import { isRequestId } from './redactor.ts'
import type { Hop, Peer } from './wire.ts'

/** What only whoever records can say; needed for a fixture that claims to be recorded. */
export interface Circumstances {
  /** Of the account whose key is used, such as `paid`. */
  keyTier?: string | undefined
  /** URL of the CI run, or the operator's name. */
  run?: string | undefined
  /** Commit of the provider. */
  pluginCommit?: string | undefined
  /** Key of `raw_hmac`, which stays with the operator; default: a random one that nobody keeps. */
  hmacKey?: Uint8Array | undefined
}

/** What a stamp is about. */
export interface Stamped extends Circumstances {
  hops: readonly Hop[]
  peers: ReadonlyMap<string, Peer>
  /** When the scenario was over, ms since 1970. */
  atMs: number
  /** Such as `0.32 USD`. */
  cost: string
  /** What was changed after it had been seen. */
  edited: readonly { pointer: string; reason: string }[]
}

/** Says where a recording comes from, and no more than the wire has proved: `recorded` is a vendor who was reached over TLS. */
export function stamp(stamped: Stamped): { provenance: Provenance; findings: string[] } {
  const doubt = doubtOf(stamped)
  return doubt === undefined ? recorded(stamped) : { provenance: simulated(stamped, doubt), findings: [] }
}

/** Whether a server at this address may be a vendor; only the wire tells for certain. */
export function mayBeVendor(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  return protocol === 'https:' && !/^(localhost|127\..*|\[::1\]|.*\.localhost)$/i.test(hostname)
}

/** Name and version of the recorder. */
function recorderName(): { name: string; version: string } {
  const text = readFileSync(new URL('../../../contract-tests/package.json', import.meta.url), 'utf8')
  const manifest: unknown = JSON.parse(text)
  const textOf = (field: string): string => {
    const value: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, field) : undefined
    return typeof value === 'string' ? value : 'unknown'
  }
  return { name: textOf('name'), version: textOf('version') }
}

/** Why it cannot be said that a vendor has answered; undefined when it can. */
function doubtOf({ hops, peers }: Stamped): string | undefined {
  const origins = [...new Set(hops.map(({ url }) => new URL(url).origin))]
  const known = origins.map((origin) => ({ host: new URL(origin).host, peer: peers.get(origin) }))
  if (hops.some(({ responseHeaders }) => responseHeaders.some(([name]) => name === 'x-reelay-simulated')))
    return 'the server that answered says itself that it is a simulator'
  const local = known.find(({ peer }) => !peer || peer.isLoopback)
  if (local) return `the server that answered, ${local.host}, is on the machine that recorded`
  const open = known.find(({ peer }) => peer?.certificateSha256 === undefined)
  return open && `no certificate says who answered at ${open.host}`
}

function simulated({ atMs, edited }: Stamped, doubt: string): Provenance {
  const { name, version } = recorderName()
  const changes = edited.map(({ pointer, reason }) => ` ${pointer}: ${reason}.`).join('')
  return {
    kind: 'simulated',
    reason: `Recorded by ${name} ${version} on ${new Date(atMs).toISOString()}.${changes}`,
    why_not_real: `No vendor was reached: ${doubt}.`,
  }
}

function recorded(stamped: Stamped): { provenance: Provenance; findings: string[] } {
  const { hops, peers, atMs, cost, edited, keyTier = '', run = '', pluginCommit = '' } = stamped
  const first = hops.find(({ status }) => status !== undefined)
  const url = new URL(first?.url ?? 'https://nobody.invalid')
  const date = headerOf(first?.responseHeaders ?? [], 'date') ?? ''
  const requestId = first?.responseHeaders.find(([name]) => isRequestId(name))?.[1]
  const missing = [
    ...(date === '' ? ['the first answer has no date header, which a recorded fixture has to show'] : []),
    ...(keyTier === '' ? ['keyTier: say of which tier the account is, such as paid'] : []),
    ...(run === '' ? ['run: say who records, or the URL of the CI run'] : []),
    ...(pluginCommit === '' ? ['pluginCommit: say at which commit the provider is'] : []),
  ]
  return {
    findings: missing,
    provenance: {
      kind: 'recorded',
      recorder: {
        ...recorderName(),
        at: new Date(atMs).toISOString(),
        host: url.host,
        certificate_sha256: peers.get(url.origin)?.certificateSha256 ?? '',
        response_date: date,
        request_id: requestId ?? 'none: the vendor sends no such header',
        plugin_commit: pluginCommit,
        key_tier: keyTier,
        cost,
        raw_hmac: rawHmac(stamped),
        run,
      },
      ...(edited.length > 0 && { edited: [...edited] }),
    },
  }
}

/** Of everything as it was on the wire, before anything was taken out. */
function rawHmac({ hops, hmacKey = randomBytes(32) }: Stamped): string {
  const hmac = createHmac('sha256', hmacKey)
  for (const { method, url, requestHeaders, requestBody, status, responseHeaders, pieces } of hops) {
    hmac.update(JSON.stringify([method, url, requestHeaders, status ?? null, responseHeaders]))
    for (const bytes of requestBody) hmac.update(bytes)
    for (const { bytes } of pieces) hmac.update(bytes)
  }
  return hmac.digest('hex')
}
