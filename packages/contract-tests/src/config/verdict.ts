/** How a clause can end. */
export const verdicts = {
  pass: 'the promise is kept',
  fail: 'the promise is broken',
  deviation: 'broken, as declared: with a reason, a place to read on, and a day until which it may stay so',
  'unexpected-pass': 'declared as broken, but kept: delete the deviation',
  'expired-deviation': 'broken, and the day until which it might stay so has passed',
  'not-declared': 'the provider does not claim the thing',
  'no-fixture': 'no fixture tells the scenario that the clause asks about',
  vacuous: 'the clause ran, but what it is about never happened',
  'harness-error': 'the suite itself is at fault',
} as const
/** One of `verdicts`. */
export type Verdict = keyof typeof verdicts

/**
 * How finished a provider is: a missing fixture fails a `stable` one, and is only noted for a `draft`; an `experimental` one is
 * stable, and keeps what is still experimental as well.
 */
export type Level = 'stable' | 'draft' | 'experimental'

/** Exit codes of a program that runs the suite. */
export const exitCodes = { conformant: 0, failed: 1, configuration: 2, harness: 3, expired: 4 } as const

/** Whether a verdict keeps a provider from being conformant. */
export function isFailure(verdict: Verdict, level: Level = 'stable'): boolean {
  switch (verdict) {
    case 'pass':
    case 'deviation':
    case 'not-declared':
      return false
    case 'no-fixture':
      return level !== 'draft'
    case 'fail':
    case 'unexpected-pass':
    case 'expired-deviation':
    case 'vacuous':
    case 'harness-error':
      return true
  }
}

/** A verdict, and whether it keeps the provider from being conformant: a result of a run is one. */
export interface Judged {
  verdict: Verdict
  isFailure: boolean
}

/** The exit code for a whole run; the suite's own fault outweighs everything, and where nothing was judged nothing is conformant. */
export function exitCode(results: readonly Judged[]): number {
  if (results.length === 0) return exitCodes.configuration
  const failures = results.filter(({ isFailure }) => isFailure).map(({ verdict }) => verdict)
  if (failures.includes('harness-error')) return exitCodes.harness
  if (failures.length === 0) return exitCodes.conformant
  return failures.every((verdict) => verdict === 'expired-deviation') ? exitCodes.expired : exitCodes.failed
}

/** What a declared deviation makes of a verdict; it excuses a broken promise, never a question that was not asked. */
export function withDeviation(verdict: Verdict, deviation: { until: string } | undefined, today: string): Verdict {
  if (!deviation) return verdict
  if (verdict === 'fail') return today > deviation.until ? 'expired-deviation' : 'deviation'
  return verdict === 'pass' || verdict === 'not-declared' ? 'unexpected-pass' : verdict
}
