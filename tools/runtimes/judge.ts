// What the client said against what the server has read: the server is the judge.
import type { Case, Outcome } from './cases.ts'
import type { Told } from './probe.ts'
import type { Read } from './vendor.ts'

/** What is thought of one case in one runtime. */
export interface Verdict {
  /** `careful`: the client calls unknown what has not arrived, where nothing had to. */
  verdict: 'right' | 'careful' | 'wrong'
  outcome: Outcome | undefined
  /** What is wrong. */
  reason?: string
}

/** Judges what was said of the last create of a case. */
export function judge({ expected, creates = 1 }: Case, told: Told | undefined, { heads, odd }: Read): Verdict {
  const outcome = told && outcomeOf(told)
  const hasArrived = heads >= creates
  const wrong = (reason: string): Verdict => ({ verdict: 'wrong', outcome, reason })
  if (!told) return wrong('told nothing')
  if (!outcome) return wrong(`none of the three outcomes: ${told.code}, submitted: ${told.submitted}`)
  if (heads > creates) return wrong(`sent ${heads - creates + 1} times`)
  if (odd.length > 0) return wrong(`a create ${odd.join(', ')}`)
  if (outcome === 'unsent' && hasArrived) return wrong('called unsent, but was read')
  if (outcome === 'unknown' && !hasArrived && expected.includes('unsent')) return { verdict: 'careful', outcome }
  if (outcome !== 'unsent' && !hasArrived) return wrong(`${outcome}, but nothing was read`)
  return expected.includes(outcome) ? { verdict: 'right', outcome } : wrong(`${outcome}, not ${expected.join(' or ')}`)
}

function outcomeOf({ code, submitted, status, job }: Told): Outcome | undefined {
  if (job !== undefined) return 'job'
  if (code === 'submission_unknown') return submitted === 'unknown' ? 'unknown' : undefined
  if (submitted !== 'no') return undefined
  return status === undefined ? 'unsent' : 'refused'
}
