import type { Evidence } from '../fixtures/provenance.ts'
import { verdicts, type Verdict } from '../config/verdict.ts'

/** What the score needs of a judged clause. */
interface Counted {
  verdict: Verdict
  level: 'required' | 'experimental'
  isFailure: boolean
  provenance: Evidence
}

/** What the score needs of a report. */
interface Rated {
  isComplete: boolean
  fixtures: readonly { provenance: Evidence }[]
  clauses: readonly Counted[]
}

/** Pass out of applicable, and in words what it rests on. */
export interface Score {
  applicable: number
  pass: number
  wording: string
}

/** What every report says first. Only required clauses count, and of those what the provider claims: never pass out of all. */
export function scoreOf(report: Rated): Score {
  const applicable = report.clauses.filter(isApplicable)
  const pass = applicable.filter(({ verdict }) => verdict === 'pass').length
  return { applicable: applicable.length, pass, wording: wordingOf(report, applicable) }
}

/** Whether a clause counts: it is required, and the provider claims what it is about. */
export function isApplicable({ level, verdict }: Counted): boolean {
  return level === 'required' && verdict !== 'not-declared'
}

const neverLive = 'never exercised against the live vendor'

function wordingOf({ isComplete, fixtures, clauses }: Rated, applicable: readonly Counted[]): string {
  const failed = applicable.filter(({ isFailure }) => isFailure).length
  const live = clauses.filter(({ provenance }) => provenance === 'recorded').length
  const seen =
    live > 0 ? `${live} of ${clauses.length} verdicts rest on recorded exchanges alone` : liveFixtures(fixtures)
  if (failed > 0) return `not conformant: ${failed} of ${applicable.length} applicable clauses failed; ${seen}`
  if (!isComplete) return `only some clauses were judged; ${seen}`
  return `conformant to ${behaviour(fixtures)} behaviour; ${seen}`
}

function behaviour(fixtures: Rated['fixtures']): Evidence {
  return (
    (['recorded', 'documented'] as const).find((kind) => fixtures.some((one) => one.provenance === kind)) ?? 'simulated'
  )
}

function liveFixtures(fixtures: Rated['fixtures']): string {
  const recorded = fixtures.filter(({ provenance }) => provenance === 'recorded').length
  return recorded === 0 ? neverLive : `${recorded} of ${fixtures.length} fixtures were recorded at the live vendor`
}

const order: readonly string[] = Object.keys(verdicts)

/** How often each verdict occurs, in the order of `verdicts`, without those that do not. */
export function verdictCounts(clauses: readonly Pick<Counted, 'verdict'>[]): [verdict: Verdict, count: number][] {
  const counts = new Map<Verdict, number>()
  for (const { verdict } of clauses) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  return [...counts].sort(([left], [right]) => order.indexOf(left) - order.indexOf(right))
}

/** Whole percentages of what the verdicts rest on, rounded so that none looks better than it is; all 0 when nothing rests on an exchange. */
export function evidenceShares(
  clauses: readonly Pick<Counted, 'provenance'>[],
): Record<Exclude<Evidence, 'none'>, number> {
  const having = clauses.filter(({ provenance }) => provenance !== 'none').length
  if (having === 0) return { recorded: 0, documented: 0, simulated: 0 }
  const share = (kind: Evidence): number =>
    (100 * clauses.filter(({ provenance }) => provenance === kind).length) / having
  const recorded = Math.floor(share('recorded'))
  const simulated = Math.ceil(share('simulated'))
  return { recorded, documented: 100 - recorded - simulated, simulated }
}
