/** How a clause can end. */
export const verdicts = {
  pass: 'the promise is kept',
  fail: 'the promise is broken',
  deviation: 'broken, as declared: with a reason, a place to read on, and a day until which it may stay so',
  'unexpected-pass': 'declared as broken, but kept: delete the deviation',
  'expired-deviation': 'broken, and the day until which it might stay so has passed',
  'not-declared': 'the provider does not claim the thing',
  'no-tape': 'no tape tells the story that the clause asks about',
  vacuous: 'the clause ran, but what it is about never happened',
  'harness-error': 'the suite itself is at fault',
} as const
/** One of `verdicts`. */
export type Verdict = keyof typeof verdicts

/** How finished a provider is: a missing tape fails a `stable` one, and is only noted for a `draft`. */
export type Level = 'stable' | 'draft'

/** A broken promise that the author knows of. */
export interface Deviation {
  clause: string
  reason: string
  /** Where it is written up. */
  issue: string
  /** Last day on which it may be so, such as `2027-03-01`. */
  until: string
}

/** Exit codes of a program that runs the suite. */
export const exitCodes = { conformant: 0, failed: 1, configuration: 2, harness: 3, expired: 4 } as const

/** Whether a verdict keeps a provider from being conformant. */
export function isFailure(verdict: Verdict, level: Level = 'stable'): boolean {
  switch (verdict) {
    case 'pass':
    case 'deviation':
    case 'not-declared':
      return false
    case 'no-tape':
      return level === 'stable'
    case 'fail':
    case 'unexpected-pass':
    case 'expired-deviation':
    case 'vacuous':
    case 'harness-error':
      return true
  }
}

/** The exit code for a whole run; the suite's own fault outweighs everything. */
export function exitCode(found: readonly Verdict[], level: Level = 'stable'): number {
  const failures = found.filter((verdict) => isFailure(verdict, level))
  if (failures.includes('harness-error')) return exitCodes.harness
  if (failures.length === 0) return exitCodes.conformant
  return failures.every((verdict) => verdict === 'expired-deviation') ? exitCodes.expired : exitCodes.failed
}

/** What a declared deviation makes of a verdict; it excuses a broken promise, never a question that was not asked. */
export function withDeviation(verdict: Verdict, deviation: Deviation | undefined, today: string): Verdict {
  if (!deviation) return verdict
  if (verdict === 'fail') return today > deviation.until ? 'expired-deviation' : 'deviation'
  return verdict === 'pass' || verdict === 'not-declared' ? 'unexpected-pass' : verdict
}
