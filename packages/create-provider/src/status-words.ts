import type { JobFields } from './answer-fields.ts'

/** Our words for where a job is. */
export const statuses = ['queued', 'in_progress', 'completed', 'failed', 'cancelled', 'expired'] as const
export type Status = (typeof statuses)[number]

// The first that fits wins: "not_started" is no start, and "timed_out" no output.
const patterns: readonly [RegExp, Status][] = [
  [/expire|time_?d?_?out/, 'expired'],
  [/cancel|abort|stopped|revoked/, 'cancelled'],
  [/fail|error|reject|block|moderat|denied|invalid/, 'failed'],
  [/queue|pend|wait|submit|accept|creat|schedul|not_start|initial|received/, 'queued'],
  [/process|progress|run|render|generat(?!ed)|work|start|active|compos/, 'in_progress'],
  [/complete|succe|done|finish|ready|generated|ok$/, 'completed'],
]

const usualWords = {
  queued: ['queued'],
  in_progress: ['processing'],
  completed: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
}

/** What a vendor's word says, as far as its sound tells; undefined when it does not. */
export function guessStatus(word: string): Status | undefined {
  return patterns.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1]
}

/** The words that the spec lists for a status. */
export function statusWords({ job }: { job: JobFields }): string[] {
  return (job.status?.values ?? []).map(String)
}

/** The vendor's words for each of our statuses; usual ones where the spec lists none. */
export function wordsByStatus(plan: { job: JobFields }): Partial<Record<Status, string[]>> {
  const words = statusWords(plan)
  if (words.length === 0) return usualWords
  const entries = statuses.map((status) => [status, words.filter((word) => guessStatus(word) === status)] as const)
  return Object.fromEntries(entries.filter(([, own]) => own.length > 0))
}
