import { isVideoError, withJob } from '../model/errors.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import { abortable } from '../time/abortable.ts'
import { createListPoll } from './list-poll.ts'
import type { PollPlan } from './poll-plan.ts'
import type { JobStreams } from './stream-jobs.ts'
import type { PollerOptions, TrackedJob } from './tracked-job.ts'
import type { TrackedJobs } from './tracked-jobs.ts'

const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it: a third "not found" in a row counts.
const missesBelieved = 3
// From so many jobs on, one page of the list is cheaper than a poll of each.
const worthListing = 3

/** What a poll of a tracked job needs. */
export interface PollOnceContext extends Pick<PollerOptions, 'clock' | 'poll' | 'list' | 'call'> {
  jobs: TrackedJobs
  plan: PollPlan
  streams: JobStreams
}

/** Makes what polls a tracked job once, and plans what comes after it. It never rejects. */
export function createPollOnce(context: PollOnceContext): (tracked: TrackedJob) => Promise<void> {
  const { clock, poll, list, call, jobs, plan, streams } = context
  const listPoll = createListPoll<TrackedJob>({
    clock,
    list: (provider) => list(provider, call),
    find: jobs.find,
    // An end in the list is not taken from it: the job's own poll says what came of it.
    onEnd: (tracked) => {
      tracked.isEnding = true
      if (!tracked.isPolling) plan.after(tracked, 0)
    },
    onNews: (tracked, seen) => {
      jobs.take(tracked, mergeJob(tracked.job, seen))
      if (!tracked.isPolling) plan.paused(tracked)
    },
  })

  /** Whether the list says that the job still runs, so that it needs no poll of its own. */
  async function isListed(tracked: TrackedJob): Promise<boolean> {
    const { provider, isEnding } = tracked
    const isWorthIt = provider.list !== undefined && jobs.count(provider.id) >= worthListing
    return isWorthIt && !isEnding && listPoll.isRunning(tracked)
  }

  return async (tracked) => {
    const controller = new AbortController()
    tracked.stop = () => controller.abort()
    tracked.isPolling = true
    tracked.hasPolled = true
    try {
      const { signal } = controller
      // Abortable, so that a job without listeners frees its place at once, whatever its poll still waits for.
      if (await abortable(isListed(tracked), signal)) return void (jobs.isLive(tracked) && plan.paused(tracked))
      const seen = await abortable(poll(tracked.job, { ...call, signal }), signal)
      // A poll that is over needs no abort, which would make an exception with a stack.
      tracked.stop = nothing
      if (!jobs.isLive(tracked)) return
      jobs.take(tracked, seen)
      if (jobs.isLive(tracked)) streams.next(tracked)
    } catch (error) {
      if (jobs.isLive(tracked)) failed(context, tracked, error)
    } finally {
      tracked.isPolling = false
    }
  }
}

/** Gives the failure to the listeners that have seen enough of them, and plans the next poll for the others. */
function failed({ jobs, plan }: PollOnceContext, tracked: TrackedJob, error: unknown): void {
  tracked.failures += 1
  const { code, retryable, retryAfterMs } = isVideoError(error) ? error : {}
  tracked.misses = code === 'not_found' ? tracked.misses + 1 : 0
  const isMissed = tracked.misses > 0 && tracked.misses < missesBelieved
  const isPassing = retryable || code === 'invalid_response' || isMissed
  for (const listener of tracked.listeners) {
    if (isPassing && tracked.failures < listener.maxFailures) continue
    jobs.quit(tracked, listener)
    listener.onFailure(withJob(error, tracked.job))
  }
  if (tracked.listeners.length === 0) return jobs.drop(tracked)
  const { intervalMs, minimumMs } = tracked.provider.capabilities.polling
  const backoffMs = Math.min(longestPauseMs, intervalMs * 2 ** (tracked.failures - 1))
  plan.after(tracked, Math.max(minimumMs, retryAfterMs ?? backoffMs))
}

function nothing(): void {}
