import { aborted, bounded, deadline, type Clock } from './clock.ts'
import { isVideoError, VideoError, withJob } from './errors.ts'
import { isEnd, mergeJob, type Job } from './job.ts'
import type { ProviderCall, VideoProvider } from './provider.ts'

/** How long and how patiently to follow a job. */
export interface FollowOptions {
  /** Aborts at once; the error carries the job. */
  signal?: AbortSignal | undefined
  /** Default 30 minutes. The error of a passed deadline carries the job, which goes on at the vendor. */
  timeoutMs?: number | undefined
  /** Failed looks in a row before giving up; default 10. */
  maxFailures?: number | undefined
}

/** What following a job needs besides its options. */
export interface Follower extends FollowOptions {
  provider: VideoProvider
  clock: Clock
  random: () => number
  call: ProviderCall
  /** One look at the vendor. */
  look: (job: Job, call: ProviderCall) => Promise<Job>
}

// A stream that says nothing for this long is given up for polling.
const silenceMs = 60_000
const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it.
const missesBelieved = 3

/** Every change of a job until its end: streamed where the vendor streams; a look is the truth, and always the last word. */
export async function* follow(start: Job, follower: Follower): AsyncGenerator<Job> {
  const { provider, clock, random, signal, timeoutMs = 1_800_000, maxFailures = 10 } = follower
  const { firstMs, intervalMs, minimumMs } = provider.capabilities.polling
  const begin = clock.elapsed()
  let job = start
  let isOver = false
  const watch = async <T>(work: (signal: AbortSignal) => Promise<T>, mostMs = Infinity): Promise<T> => {
    const leftMs = Math.max(0, timeoutMs - (clock.elapsed() - begin))
    try {
      return await bounded({ clock, timeoutMs: Math.min(leftMs, mostMs), signal }, work)
    } catch (error) {
      isOver ||= error === deadline && leftMs <= mostMs
      throw error
    }
  }
  /** An abort and a passed deadline are not the job's failure: they carry it. */
  const stopped = (): VideoError | undefined => {
    if (signal?.aborted) return aborted(signal, { job, operation: 'wait' })
    if (!isOver && clock.elapsed() - begin < timeoutMs) return undefined
    const what = `job ${job.id} was still ${job.status} after ${timeoutMs} ms; it goes on at the vendor, and so can waiting`
    return new VideoError('timeout', `${provider.id}: ${what}`, { job, operation: 'wait' })
  }
  const check = (): void => {
    const error = stopped()
    if (error) throw error
  }
  const pause = async (ms: number): Promise<void> => {
    await watch((inner) => clock.sleep(ms, inner)).catch(() => {})
    check()
  }

  if (isEnd(job)) {
    yield job
    return
  }
  check()
  let hasStreamed = false
  if (provider.watch) {
    const controller = new AbortController()
    const stream = provider.watch(job, { ...follower.call, signal: controller.signal })[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await watch(() => stream.next(), silenceMs)
        if (next.done) break
        hasStreamed = true
        // The end is only believed, and only complete, from a look.
        if (isEnd(next.value)) break
        const seen = mergeJob(job, next.value)
        if (isChange(job, seen)) yield (job = seen)
      }
    } catch {
      check()
    } finally {
      controller.abort()
      // Not awaited: a stream that hangs must not hold up its end.
      stream.return?.().catch(() => {})
    }
  }

  const ageMs = (): number =>
    job.createdAt ? Math.max(0, clock.now() - Date.parse(job.createdAt)) : clock.elapsed() - begin
  let nextMs = hasStreamed ? 0 : Math.max(0, firstMs - ageMs())
  let failures = 0
  let misses = 0
  for (;;) {
    await pause(nextMs)
    try {
      const seen = await watch((inner) => follower.look(job, { ...follower.call, signal: inner }))
      const hasChanged = isChange(job, seen)
      job = seen
      if (hasChanged || isEnd(job)) yield job
      if (isEnd(job)) return
      failures = 0
      misses = 0
      const steadyMs = Math.max(intervalMs, Math.min(longestPauseMs, ageMs() * 0.1))
      nextMs = Math.max(minimumMs, steadyMs * (0.9 + 0.2 * random()))
    } catch (error) {
      check()
      if (!isVideoError(error)) throw error
      failures += 1
      misses = error.code === 'not_found' ? misses + 1 : 0
      const isPassing = error.retryable || error.code === 'invalid_response' || (misses > 0 && misses < missesBelieved)
      if (!isPassing || failures >= maxFailures) throw withJob(error, job)
      const backoffMs = Math.min(longestPauseMs, intervalMs * 2 ** (failures - 1))
      nextMs = Math.max(minimumMs, error.retryAfterMs ?? backoffMs)
    }
  }
}

function isChange(before: Job, after: Job): boolean {
  return (
    before.status !== after.status || before.vendorStatus !== after.vendorStatus || before.progress !== after.progress
  )
}
