import { invalidRequest, issue } from '../model/issues.ts'
import type { Job, JobReference, Snapshot } from '../model/job.ts'
import { awaited, mergeJob } from '../model/merge-snapshot.ts'
import type { VideoProvider } from '../model/video-provider.ts'

/** A job of which only a reference may be known, as it is waited for. Throws `invalid_request` for an empty id. */
export function jobFrom(reference: JobReference): Job {
  if (reference.id === '') throw invalidRequest([issue('id', undefined, 'the id of a job')], { operation: 'job' })
  return awaited({ model: '', status: 'unknown', outputs: [], ...reference })
}

/** The job that a vendor's answer describes; `madeMs` stands in for the time of its creation where the answer has none. */
export function jobOf(provider: VideoProvider, seen: Snapshot & { id: string }, model: string, madeMs?: number): Job {
  const job = mergeJob({ provider: provider.id, model, id: seen.id, status: 'queued', outputs: [] }, seen)
  const { resultLifetimeMs } = provider.capabilities
  const createdAt = job.createdAt ?? (madeMs === undefined ? undefined : new Date(madeMs).toISOString())
  if (createdAt === undefined) return job
  if (job.expiresAt !== undefined || resultLifetimeMs === null) return { ...job, createdAt }
  const goneAt = new Date(Date.parse(createdAt) + resultLifetimeMs)
  // A vendor's time may lie at the end of what a date can hold.
  return { ...job, createdAt, ...(Number.isFinite(goneAt.getTime()) && { expiresAt: goneAt.toISOString() }) }
}
