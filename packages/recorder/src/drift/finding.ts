import { createHash } from 'node:crypto'

/** How grave a finding is: `critical` ends a run red, the others are for reading. */
export type DriftSeverity = 'critical' | 'warning' | 'info'

/** Everything that can be found, how grave it is, and what it means. */
export const driftKinds = {
  'fixture-drift': ['critical', 'the vendor answers otherwise than the fixtures say'],
  vanished: ['critical', 'a field is gone that the provider reads, or that the specification or every fixture has'],
  'new-word': ['critical', 'the vendor says a word that nobody has listed'],
  'vendor-ahead': ['warning', 'the vendor says what no fixture shows and the specification does not allow'],
  'spec-stale': ['warning', 'the vendor and the fixtures agree, and the specification says otherwise'],
  'page-changed': ['warning', 'the page is gone, or no longer holds what the fixtures quote from it'],
  'new-field': ['info', 'the vendor says a field that neither fixtures nor specification know'],
} as const satisfies Record<string, readonly [DriftSeverity, string]>
/** One of `driftKinds`. */
export type DriftKind = keyof typeof driftKinds

/** One thing in which the vendor is not what the fixtures or the specification say. */
export interface DriftFinding {
  kind: DriftKind
  severity: DriftSeverity
  /** The call, such as `GET /v1/tasks/{id} 200`, or the address of a page. */
  place: string
  /** JSON pointer into the body of the answer; `/status`, `/content-type` and `/host` of an answer as a whole. */
  pointer: string
  /** What was known. */
  was: string
  /** What the vendor says now; types and words, never a value. */
  is: string
}

/** A finding; nothing in it is longer than a line, or stranger than a name. */
export function found(
  kind: DriftKind,
  { place, pointer }: Pick<DriftFinding, 'place' | 'pointer'>,
  { was, is }: Pick<DriftFinding, 'was' | 'is'>,
): DriftFinding {
  return { kind, severity: driftKinds[kind][0], place, pointer: pointer.split('/').map(harmlessKey).join('/'), was, is }
}

/** A vendor's word as it may be shown: a long or an odd one is described. */
export function shownWord(word: string): string {
  return /^[\w.:/ -]{1,40}$/.test(word) ? JSON.stringify(word) : `a text of ${word.length} characters`
}

/** Each finding once, gravest first. */
export function sortFindings(findings: readonly DriftFinding[]): DriftFinding[] {
  const kinds = Object.keys(driftKinds)
  const once = new Map(findings.map((one) => [lineOf(one), one]))
  return [...once]
    .toSorted(([one, left], [other, right]) => {
      const apart = kinds.indexOf(left.kind) - kinds.indexOf(right.kind)
      return apart === 0 ? compareTexts(one, other) : apart
    })
    .map(([, finding]) => finding)
}

/** Names what was found, whenever it was found and in whatever order: the same change has the same key. Undefined for nothing. */
export function changesetOf(provider: string, findings: readonly DriftFinding[]): string | undefined {
  if (findings.length === 0) return undefined
  const lines = [...new Set(findings.map(lineOf))].toSorted(compareTexts)
  return createHash('sha256')
    .update([provider, ...lines].join('\n'))
    .digest('hex')
    .slice(0, 12)
}

function lineOf({ kind, place, pointer, was, is }: DriftFinding): string {
  return JSON.stringify([kind, place, pointer, was, is])
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function harmlessKey(key: string): string {
  return /^[\w.$@~* -]{0,64}$/.test(key) ? key : '(a key)'
}
