import type { Journal } from '../journal/journal.ts'
import type { Emit } from '../model/client-event.ts'
import type { Job } from '../model/job.ts'
import type { Clock } from '../time/clock.ts'

/** What the ends of a client's jobs need of it. */
export interface EndContext {
  journal: Journal
  clock: Clock
  /** See `earliestNow`. */
  surelyMs: () => number
  emit: Emit
  /** Ids of ended jobs, so that an end is emitted once. */
  emittedEnds: Set<string>
  /** How long the last completed job of a model took, in ms. */
  tookMs: Map<string, number>
}

// So many are remembered.
const mostEmittedEnds = 10_000

/** The name of a model, or of a job, of one provider. */
export function nameOf(provider: string, name: string): string {
  return `${provider}\n${name}`
}

/** Emits the end of a job once, and stores it. Gives the job. */
export async function ended(context: EndContext, job: Job): Promise<Job> {
  const { journal, clock, emit, tookMs } = context
  const { provider, model, id, status, error, cost, createdAt, completedAt } = job
  const endMs = completedAt === undefined ? clock.now() : Date.parse(completedAt)
  const spanMs = createdAt === undefined ? -1 : endMs - Date.parse(createdAt)
  // Below 0, a clock was set meanwhile.
  const durationMs = spanMs >= 0 ? spanMs : undefined
  if (status === 'completed' && durationMs !== undefined) tookMs.set(nameOf(provider, model), durationMs)
  if (isNew(context, nameOf(provider, id)))
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
}

/** False for an end that was emitted already: several polls may see it at once, or again later. */
function isNew({ emittedEnds }: EndContext, name: string): boolean {
  if (emittedEnds.has(name)) return false
  const [oldest] = emittedEnds.add(name)
  if (emittedEnds.size > mostEmittedEnds && oldest !== undefined) emittedEnds.delete(oldest)
  return true
}
