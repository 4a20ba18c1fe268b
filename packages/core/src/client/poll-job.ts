import { asVideoError, isVideoError, withJob } from '../model/errors.ts'
import { isEnd, type Job } from '../model/job.ts'
import { assertOutputs, mergeJob, mergePoll } from '../model/merge-snapshot.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import { findProvider } from './find-provider.ts'
import { ended, type EndContext } from './job-ends.ts'

/** What a poll needs of its client. */
export interface PollContext extends EndContext {
  providers: readonly VideoProvider[]
}

/** Polls a job once, and emits what was seen. Throws what the vendor's answer means, with the job. */
export async function pollJob(context: PollContext, job: Job, call: ProviderCall): Promise<Job> {
  const { clock, emit } = context
  const beginMs = clock.elapsed()
  const base = { provider: job.provider, model: job.model, job: job.id }
  try {
    const seen = await askVendor(context, job, call)
    const { status, progress, vendorStatus, likelyEnd } = seen
    const durationMs = clock.elapsed() - beginMs
    emit({ type: 'polled', ...base, status, ...(progress !== undefined && { progress }), durationMs })
    if (likelyEnd && isEnd(seen) && !isEnd(job))
      emit({ type: 'status_assumed', ...base, status, ...(vendorStatus !== undefined && { vendorStatus }) })
    return isEnd(seen) && !isEnd(job) ? await ended(context, seen) : seen
  } catch (error) {
    emit({ type: 'poll_failed', ...base, code: asVideoError(error).code, durationMs: clock.elapsed() - beginMs })
    throw error
  }
}

async function askVendor({ providers, surelyMs }: PollContext, job: Job, call: ProviderCall): Promise<Job> {
  const provider = findProvider(providers, job.provider)
  try {
    return assertOutputs(mergePoll(job, await provider.get(job, call)), provider.content !== undefined)
  } catch (error) {
    const isGone = isVideoError(error) && error.code === 'not_found' && job.expiresAt !== undefined
    if (isGone && Date.parse(job.expiresAt ?? '') <= surelyMs()) return mergeJob(job, { status: 'expired' })
    throw job.createdAt === undefined ? error : withJob(error, job)
  }
}
