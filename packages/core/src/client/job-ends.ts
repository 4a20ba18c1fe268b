import type { Journal } from '../journal/journal.ts'
import type { Emit } from '../model/client-event.ts'
import type { Job } from '../model/job.ts'
import type { Clock } from '../time/clock.ts'

/** What a client does once for each job that ends. */
export interface JobEnds {
  /** Emits `ended` once for a job, and stores the end. Gives the job. */
  ended(job: Job): Promise<Job>
  /** How long the last completed job of a model took, in ms. */
  tookMs(provider: string, model: string): number | undefined
}

// The ids of so many ended jobs are remembered, so that an end is emitted once.
const mostRemembered = 10_000

/** Makes the ends of a client's jobs. */
export function createJobEnds({ journal, clock, emit }: { journal: Journal; clock: Clock; emit: Emit }): JobEnds {
  const durations = new Map<string, number>()
  const emitted = new Set<string>()
  const nameOf = (provider: string, model: string): string => `${provider}\n${model}`

  /** False for an end that was emitted already: several polls may see it at once, or again later. */
  function isNew({ provider, id }: Job): boolean {
    const name = nameOf(provider, id)
    if (emitted.has(name)) return false
    const [oldest] = emitted.add(name)
    if (emitted.size > mostRemembered && oldest !== undefined) emitted.delete(oldest)
    return true
  }

  return {
    async ended(job) {
      const { provider, model, id, status, error, cost, createdAt, completedAt } = job
      const endMs = completedAt === undefined ? clock.now() : Date.parse(completedAt)
      const durationMs = createdAt === undefined ? undefined : endMs - Date.parse(createdAt)
      if (status === 'completed' && durationMs !== undefined) durations.set(nameOf(provider, model), durationMs)
      if (isNew(job))
        emit({
          type: 'ended',
          provider,
          model,
          job: id,
          status,
          ...(error && { code: error.code }),
          ...(cost && { cost }),
          ...(durationMs !== undefined && { durationMs }),
        })
      // Where the store fails now, a later poll sees the end again.
      await journal.seen(job).catch(() => {})
      return job
    },
    tookMs: (provider, model) => durations.get(nameOf(provider, model)),
  }
}
