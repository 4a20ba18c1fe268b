import { isVideoError, withJob } from '../model/errors.ts'
import type { Emit } from '../model/client-event.ts'
import { isEnd, type Job } from '../model/job.ts'
import { assertOutputs, mergeJob } from '../model/merge-snapshot.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { Clock } from '../time/clock.ts'
import { findProvider } from './find-provider.ts'
import type { JobEnds } from './job-ends.ts'

/** What a poll needs of its client. */
export interface PollContext {
  providers: readonly VideoProvider[]
  clock: Clock
  emit: Emit
  ends: JobEnds
}

/** Polls a job once, and emits what was seen. Throws what the vendor's answer means, with the job. */
export async function pollJob(context: PollContext, job: Job, call: ProviderCall): Promise<Job> {
  const { clock, emit, ends } = context
  const beginMs = clock.elapsed()
  const base = { provider: job.provider, model: job.model, job: job.id }
  try {
    const seen = await askVendor(context, job, call)
    const { status, progress } = seen
    const durationMs = clock.elapsed() - beginMs
    emit({ type: 'polled', ...base, status, ...(progress !== undefined && { progress }), durationMs })
    return isEnd(seen) && !isEnd(job) ? await ends.ended(seen) : seen
  } catch (error) {
    const code = isVideoError(error) ? error.code : 'invalid_response'
    emit({ type: 'poll_failed', ...base, code, durationMs: clock.elapsed() - beginMs })
    throw error
  }
}

async function askVendor({ providers, clock }: PollContext, job: Job, call: ProviderCall): Promise<Job> {
  const provider = findProvider(providers, job.provider)
  try {
    return assertOutputs(mergeJob(job, await provider.get(job, call)), provider.content !== undefined)
  } catch (error) {
    const isGone = isVideoError(error) && error.code === 'not_found' && job.expiresAt !== undefined
    if (isGone && Date.parse(job.expiresAt ?? '') <= clock.now()) return mergeJob(job, { status: 'expired' })
    throw job.createdAt === undefined ? error : withJob(error, job)
  }
}
