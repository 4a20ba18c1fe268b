import * as z from 'zod/mini'

const words = z.string().check(z.minLength(1))
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'))
const day = z.string().check(z.regex(/^\d{4}-\d\d(-\d\d)?$/, 'a day such as 2026-11-02, or a month'))
const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text))

/** An instant that the calendar has, in UTC, as ISO 8601. */
export const instant: z.ZodMiniString = z
  .string()
  .check(z.refine(isInstant, 'an instant in UTC, such as 2026-11-02T10:00:00Z'))

/** What only the recorder writes: nobody types this by hand. */
const Recorder = z.strictObject({
  name: words,
  version: words,
  at: instant,
  host: words,
  /** Of the vendor's TLS certificate. */
  certificate_sha256: sha256,
  /** The `date` header of the first answer. */
  response_date: words,
  request_id: words,
  plugin_commit: z.string().check(z.regex(/^[0-9a-f]{7,40}$/, 'a commit')),
  /** Of the account whose key was used, such as `paid`. */
  key_tier: words,
  /** What the recording cost, such as `0.32 USD`. */
  cost: words,
  /** HMAC-SHA256 of the bytes before redaction, under a key that stays with the operator. */
  raw_hmac: sha256,
  /** URL of the CI run, or the operator's name. */
  run: words,
})

/** Where a tape comes from, and so what it can prove. */
export const Provenance = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('recorded'),
    recorder: Recorder,
    edited: z.optional(z.array(z.strictObject({ pointer: words, reason: words }))),
  }),
  z.strictObject({
    kind: z.literal('documented'),
    /** The page. */
    source: words,
    retrieved: day,
    /** Version of the vendor's API, or of its page. */
    vendor_version: words,
    /** Of all quotes of the tape, in order, joined by a line break. */
    quote_sha256: sha256,
    /** What was filled in where the page says nothing. */
    assumptions: z.array(words),
  }),
  z.strictObject({
    kind: z.literal('simulated'),
    reason: words,
    /** Why there is neither a recording nor an example on a page; only a story of an error may do without. */
    why_not_real: z.optional(words),
  }),
])
export type Provenance = z.output<typeof Provenance>

/** What a verdict rests on, strongest first; `none` when no exchange was needed. */
export type Evidence = Provenance['kind'] | 'none'

const strength: readonly Evidence[] = ['simulated', 'documented', 'recorded', 'none']

/** A chain is as strong as its weakest link. */
export function weakest(kinds: readonly Evidence[]): Evidence {
  return strength.find((kind) => kinds.includes(kind)) ?? 'none'
}

/** A tape's origin in the few words that a message has room for. */
export function describeProvenance(provenance: Provenance): string {
  switch (provenance.kind) {
    case 'recorded':
      return `recorded, ${provenance.recorder.host}, ${provenance.recorder.at}`
    case 'documented':
      return `documented, ${provenance.source}, ${provenance.retrieved}`
    case 'simulated':
      return 'simulated'
  }
}
