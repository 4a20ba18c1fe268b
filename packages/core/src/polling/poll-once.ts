import { isVideoError, withJob } from '../model/errors.ts'
import { isEnd } from '../model/job.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import { abortable } from '../time/abortable.ts'
import { createListPoll } from './list-poll.ts'
import { isOverdue, pollAfter, pollLater } from './poll-plan.ts'
import type { PollerContext } from './poller-context.ts'
import { streamOrPoll } from './stream-jobs.ts'
import type { TrackedJob } from './tracked-job.ts'
import { drop, findTracked, isLive, quit, take } from './tracked-jobs.ts'

const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it, or refuse one poll inside an answer of success: the third
// "not found" or the third such refusal in a row counts.
const missesBelieved = 3
// From 3 jobs on, one page of the list is cheaper than a poll of each.
const worthListing = 3
// After so many pages that call a job running, a poll of the job proves it.
const mostListed = 64

/** Makes the function that polls a tracked job once and plans its next poll. The function never rejects. */
export function createPollOnce(context: PollerContext): (tracked: TrackedJob) => Promise<void> {
  const { clock, poll, list, call } = context
  const listPoll = createListPoll<TrackedJob>({
    clock,
    list: (provider) => list(provider, call),
    find: (provider, id) => findTracked(context, provider, id),
    // A job that ended in the list is polled itself, because a list may leave out outputs.
    onEnd: (tracked) => {
      tracked.isEnding = true
      if (!tracked.isPolling) pollAfter(context, tracked, 0)
    },
    onNews: (tracked, seen) => {
      take(context, tracked, mergeJob(tracked.job, seen))
      tracked.listed += 1
      // Each page would put off the poll that has to prove it.
      if (!tracked.isPolling && !isDoubtful(tracked)) pollLater(context, tracked)
    },
  })

  /** Whether the list has called a job running for so long that a poll of the job is to prove it. */
  function isDoubtful(tracked: TrackedJob): boolean {
    return tracked.listed >= mostListed || isOverdue(context, tracked)
  }

  /** Whether the list says that the job still runs; only where that is enough, the job needs no poll of its own. */
  async function listed(tracked: TrackedJob): Promise<'running' | 'unproven' | undefined> {
    const count = context.tracked.get(tracked.provider.id)?.size ?? 0
    const isAwaited = tracked.listeners.some(({ onPolled }) => onPolled)
    if (!tracked.provider.list || count < worthListing || tracked.isEnding || isAwaited) return undefined
    const state = await listPoll.stateOf(tracked)
    return state && isDoubtful(tracked) ? 'unproven' : state
  }

  return async (tracked) => {
    const controller = new AbortController()
    tracked.stop = () => controller.abort()
    tracked.isPolling = true
    tracked.hasPolled = true
    try {
      const { signal } = controller
      // Abortable, so that a job without listeners leaves the queue at once, even while its poll is pending.
      const state = await abortable(listed(tracked), signal)
      if (state === 'running') return void (isLive(context, tracked) && pollLater(context, tracked))
      const seen = await abortable(poll(tracked.job, { ...call, signal }), signal)
      // No abort after the poll: it would create an exception with a stack trace.
      tracked.stop = nothing
      tracked.listed = 0
      if (state && isEnd(seen)) listPoll.distrust(tracked)
      if (!isLive(context, tracked)) return
      take(context, tracked, seen)
      // A stream would only say again what seems to be an end.
      if (isLive(context, tracked)) (seen.likelyEnd ? pollLater : streamOrPoll)(context, tracked)
    } catch (error) {
      if (isLive(context, tracked)) failed(context, tracked, error)
    } finally {
      tracked.isPolling = false
      for (const { onPolled } of tracked.listeners) onPolled?.()
    }
  }
}

/** Gives the failure to the listeners that have seen enough of them, and plans the next poll for the others. */
function failed(context: PollerContext, tracked: TrackedJob, error: unknown): void {
  tracked.failures += 1
  const { code, status = 0, retryable, retryAfterMs } = isVideoError(error) ? error : {}
  const isDoubtful = code === 'not_found' || (status >= 200 && status < 300)
  tracked.misses = isDoubtful ? (code === tracked.missed ? tracked.misses : 0) + 1 : 0
  tracked.missed = code
  const isMissed = tracked.misses > 0 && tracked.misses < missesBelieved
  const isPassing = retryable || code === 'invalid_response' || isMissed
  for (const listener of tracked.listeners) {
    if (isPassing && tracked.failures < listener.maxFailures) continue
    quit(tracked, listener)
    listener.onFailure(withJob(error, tracked.job))
  }
  if (tracked.listeners.length === 0) return drop(context, tracked)
  const { intervalMs, minimumMs } = tracked.provider.capabilities.polling
  const backoffMs = Math.min(longestPauseMs, intervalMs * 2 ** (tracked.failures - 1))
  pollAfter(context, tracked, Math.max(minimumMs, retryAfterMs ?? backoffMs))
}

function nothing(): void {}
