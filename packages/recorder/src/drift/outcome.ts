import type { Asked } from './ask.ts'
import type { DriftFinding } from './finding.ts'

/** How much is asked of the vendor: 0 without a key, 1 with a key and free, 2 with a paid video. Each includes those below it. */
export type DriftTier = 0 | 1 | 2

/** What became of one thing that was to be checked. */
export const checkResults = {
  checked: 'the vendor answered, and the answer was compared',
  skipped: 'the fixtures hold nothing that could be compared',
  unchecked: 'it should have been checked, and was not',
  busy: 'the vendor had no time: 429 or 5xx, after three attempts',
  unreachable: 'nothing came back, after three attempts, or the vendor was not who answered',
  'stale-key': 'the vendor does not take the key',
} as const

/** One thing that was to be checked. */
export interface DriftCheck {
  tier: DriftTier
  /** Such as `GET /v1/tasks/{id}`. */
  what: string
  result: keyof typeof checkResults
  /** Why it was not checked; absent when it was. */
  why?: string
}

/** How a run ends: what a program should end with, and what it means; worst first. */
export const driftOutcomes = {
  drifted: [3, 'the vendor has changed in a way that breaks the provider'],
  'stale-key': [6, 'the vendor does not take the key'],
  quarantine: [5, 'the vendor had no time, or was not there for all of it'],
  unchecked: [7, 'something could not be checked: nobody knows'],
  changed: [4, 'everything was checked, and something has changed that breaks nothing'],
  same: [0, 'everything was checked, and is the same'],
} as const
/** One of `driftOutcomes`. */
export type DriftOutcome = keyof typeof driftOutcomes

/** What a part of a run has done so far, and what it has found. */
export interface DriftLog {
  checks: DriftCheck[]
  findings: DriftFinding[]
}

/** Notes what became of one thing of a tier. */
export function note(log: DriftLog, tier: DriftTier, what: string, result: DriftCheck['result'], why?: string): void {
  log.checks.push({ tier, what, result, ...(why !== undefined && { why }) })
}

/** Notes how a call ended; gives its answer when there is one. */
export function noteAsked<Value>(log: DriftLog, tier: DriftTier, what: string, asked: Asked<Value>): Value | undefined {
  if (asked.kind !== 'answer') {
    note(log, tier, what, asked.kind, asked.why)
    return undefined
  }
  note(log, tier, what, 'checked')
  return asked.value
}

/** What checks and findings come to; only a run in which everything was checked, and nothing found, is the same. */
export function outcomeOf({ checks, findings }: DriftLog): DriftOutcome {
  const has = (...results: readonly DriftCheck['result'][]): boolean =>
    checks.some(({ result }) => results.includes(result))
  if (findings.some(({ severity }) => severity === 'critical')) return 'drifted'
  if (has('stale-key')) return 'stale-key'
  if (has('busy') || (has('unreachable') && has('checked'))) return 'quarantine'
  if (has('unchecked', 'unreachable') || !has('checked')) return 'unchecked'
  return findings.length > 0 ? 'changed' : 'same'
}

/** What a program should end with after a run. */
export function driftExitCode({ outcome }: { outcome: DriftOutcome }): number {
  return driftOutcomes[outcome][0]
}
