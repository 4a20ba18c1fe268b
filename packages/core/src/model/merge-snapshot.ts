import { VideoError } from './errors.ts'
import { isEnd, type Failure, type Job, type Snapshot } from './job.ts'

/** The job after one more poll. An end never changes; only a completed job has outputs; progress is never invented. */
export function mergeJob(job: Job, seen: Snapshot): Job {
  if (isEnd(job) && seen.status !== job.status) return job
  const { error, progress, outputs, status, model, id: _id, ...rest } = seen
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

/** Whether two polls of a job differ in status, vendor status or progress. */
export function isChange(before: Job, after: Job): boolean {
  return (
    before.status !== after.status || before.vendorStatus !== after.vendorStatus || before.progress !== after.progress
  )
}

/** A completed job must say where its video is. Throws `invalid_response` with the job. */
export function assertOutputs(job: Job, hasContentCall: boolean): Job {
  if (job.status !== 'completed') return job
  const fail = (what: string) =>
    new VideoError('invalid_response', `${job.provider}: job ${job.id} is completed but ${what}`, {
      job,
      operation: 'get',
    })
  if (job.outputs.length === 0) throw fail('names no result')
  for (const { url } of job.outputs) {
    if (url === undefined && !hasContentCall) throw fail('names no result URL')
    if (url !== undefined && !/^https?:\/\//i.test(url)) throw fail('its result URL is not http(s)')
  }
  return job
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
