import { VideoError } from './errors.ts'
import { likelyEndOf } from './likely-end.ts'
import { isEnd, type Failure, type Job, type Snapshot } from './job.ts'

// A word that nobody lists is taken for an end when so many polls in a row have shown it beside a result or an error.
const pollsBelieved = 3

/** The job after one more poll. An end never changes; only a completed job has outputs; progress is never invented. */
export function mergeJob(job: Job, seen: Snapshot): Job {
  if (isEnd(job) && seen.status !== job.status) return job
  const { error, progress, outputs, status, model, id: _id, echo: _echo, ...rest } = seen
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const { progress: _previous, ...before } = job
  const percent = progress ?? (isEnd(seen) ? undefined : job.progress)
  const least = job.progress ?? 0
  return {
    ...before,
    ...known,
    model: job.model === '' ? (model ?? '') : job.model,
    status,
    outputs: status === 'completed' ? [...(outputs ?? job.outputs)] : [],
    ...(typeof percent === 'number' &&
      Number.isFinite(percent) && { progress: Math.min(100, Math.max(least, percent)) }),
    ...(status === 'failed' && { error: reason(error) }),
  }
}

/** The job after one more poll of its own, which counts how often an unknown status seems to be an end. */
export function mergePoll(job: Job, seen: Snapshot): Job {
  const merged = mergeJob(job, seen)
  if (isEnd(job)) return merged
  const { likelyEnd: before, ...rest } = merged
  const status = likelyEndOf(seen)
  if (status === undefined) return rest
  const isSame = before?.status === status && (seen.vendorStatus ?? job.vendorStatus) === job.vendorStatus
  const counted = { ...rest, likelyEnd: { status, polls: isSame ? before.polls + 1 : 1 } }
  return counted.likelyEnd.polls < pollsBelieved ? counted : mergeJob(counted, { ...seen, status })
}

/** Whether two polls of a job differ in status, vendor status or progress. */
export function isChange(before: Job, after: Job): boolean {
  return (
    before.status !== after.status || before.vendorStatus !== after.vendorStatus || before.progress !== after.progress
  )
}

/** A completed job must say where its video is. Throws `invalid_response` with the job as one that can be waited for: some name it a poll late. */
export function assertOutputs(job: Job, hasContentCall: boolean): Job {
  const why = whyNoResult(job, hasContentCall)
  if (why === undefined) return job
  const details = { job: awaited(job, hasContentCall), operation: 'get', retryable: true }
  throw new VideoError('invalid_response', `${job.provider}: job ${job.id} is completed but ${why}`, details)
}

/** The job as it is waited for: one that is completed and names no video has not ended yet. */
export function awaited(job: Job, hasContentCall = true): Job {
  return whyNoResult(job, hasContentCall) === undefined ? job : { ...job, status: 'in_progress', outputs: [] }
}

function whyNoResult({ status, outputs }: Job, hasContentCall: boolean): string | undefined {
  if (status !== 'completed') return undefined
  if (outputs.length === 0) return 'names no result'
  if (outputs.some(({ url }) => url !== undefined && !/^https?:\/\//i.test(url))) return 'its result URL is not http(s)'
  return hasContentCall || outputs.every(({ url }) => url !== undefined) ? undefined : 'names no result URL'
}

function reason({ message, vendorCode, code, charged }: Failure = {}): NonNullable<Job['error']> {
  const [words, mark] = [message ?? '', vendorCode ?? '']
  // A code that we know says no more than ours; one that we do not may be the only word that helps.
  const isTold = mark === '' || code !== undefined || words.includes(mark)
  const said = words === '' ? mark : isTold ? words : `${words} (${mark})`
  return {
    code: code ?? 'vendor_failure',
    message: said === '' ? 'the vendor gives no reason' : said,
    charged: charged ?? 'unknown',
  }
}
