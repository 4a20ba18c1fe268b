import { isVideoError, withJob } from '../model/errors.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import { abortable } from '../time/abortable.ts'
import { createListPoll } from './list-poll.ts'
import { pollAfter, pollLater } from './poll-plan.ts'
import type { PollerContext } from './poller-context.ts'
import { streamOrPoll } from './stream-jobs.ts'
import type { TrackedJob } from './tracked-job.ts'
import { drop, findTracked, isLive, quit, take } from './tracked-jobs.ts'

const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it: a third "not found" in a row counts.
const missesBelieved = 3
// From so many jobs on, one page of the list is cheaper than a poll of each.
const worthListing = 3

/** Makes what polls a tracked job once, and plans what comes after it. It never rejects. */
export function createPollOnce(context: PollerContext): (one: TrackedJob) => Promise<void> {
  const { clock, poll, list, call } = context
  const listPoll = createListPoll<TrackedJob>({
    clock,
    list: (provider) => list(provider, call),
    find: (provider, id) => findTracked(context, provider, id),
    // An end in the list is not taken from it: the job's own poll says what came of it.
    onEnd: (one) => {
      one.isEnding = true
      if (!one.isPolling) pollAfter(context, one, 0)
    },
    onNews: (one, seen) => {
      take(context, one, mergeJob(one.job, seen))
      if (!one.isPolling) pollLater(context, one)
    },
  })

  /** Whether the list says that the job still runs, so that it needs no poll of its own. */
  async function isListed(one: TrackedJob): Promise<boolean> {
    const count = context.tracked.get(one.provider.id)?.size ?? 0
    return one.provider.list !== undefined && count >= worthListing && !one.isEnding && listPoll.isRunning(one)
  }

  return async (one) => {
    const controller = new AbortController()
    one.stop = () => controller.abort()
    one.isPolling = true
    one.hasPolled = true
    try {
      const { signal } = controller
      // Abortable, so that a job without listeners frees its place at once, whatever its poll still waits for.
      if (await abortable(isListed(one), signal)) return void (isLive(context, one) && pollLater(context, one))
      const seen = await abortable(poll(one.job, { ...call, signal }), signal)
      // A poll that is over needs no abort, which would make an exception with a stack.
      one.stop = nothing
      if (!isLive(context, one)) return
      take(context, one, seen)
      if (isLive(context, one)) streamOrPoll(context, one)
    } catch (error) {
      if (isLive(context, one)) failed(context, one, error)
    } finally {
      one.isPolling = false
    }
  }
}

/** Gives the failure to the listeners that have seen enough of them, and plans the next poll for the others. */
function failed(context: PollerContext, one: TrackedJob, error: unknown): void {
  one.failures += 1
  const { code, retryable, retryAfterMs } = isVideoError(error) ? error : {}
  one.misses = code === 'not_found' ? one.misses + 1 : 0
  const isMissed = one.misses > 0 && one.misses < missesBelieved
  const isPassing = retryable || code === 'invalid_response' || isMissed
  for (const listener of one.listeners) {
    if (isPassing && one.failures < listener.maxFailures) continue
    quit(one, listener)
    listener.onFailure(withJob(error, one.job))
  }
  if (one.listeners.length === 0) return drop(context, one)
  const { intervalMs, minimumMs } = one.provider.capabilities.polling
  const backoffMs = Math.min(longestPauseMs, intervalMs * 2 ** (one.failures - 1))
  pollAfter(context, one, Math.max(minimumMs, retryAfterMs ?? backoffMs))
}

function nothing(): void {}
