import { isVideoError, type VideoError, type VideoProvider } from '@reelay/core'

/** What several providers answered, and what went wrong with the others. */
export interface Answers<Answer> {
  found: Answer[]
  failures: VideoError[]
}

/** Asks every provider, so that one without a key does not hide the rest. Throws when none answers. */
export async function askEach<Answer>(
  providers: readonly VideoProvider[],
  ask: (provider: VideoProvider) => Promise<Answer>,
): Promise<Answers<Answer>> {
  const settled = await Promise.allSettled(providers.map(ask))
  const found = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const reasons = settled.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []))
  const failures = reasons.filter(isVideoError)
  if (found.length === 0 || failures.length < reasons.length) {
    throw reasons.find((reason) => !isVideoError(reason)) ?? failures[0]
  }
  return { found, failures }
}
