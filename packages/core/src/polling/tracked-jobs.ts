import { isEnd, type Job } from '../model/job.ts'
import { isChange } from '../model/merge-snapshot.ts'
import { learn } from './poll-plan.ts'
import type { PollerContext } from './poller-context.ts'
import type { Listener, TrackedJob } from './tracked-job.ts'

export function findTracked({ tracked }: PollerContext, provider: string, id: string): TrackedJob | undefined {
  return tracked.get(provider)?.get(id)
}

/** Whether a job is still tracked: it may be dropped, and tracked anew, while a poll of it is under way. */
export function isLive(context: PollerContext, tracked: TrackedJob): boolean {
  return findTracked(context, tracked.provider.id, tracked.job.id) === tracked
}

/** Stores the new state of a job and calls the listeners where it has changed; a job that has ended is dropped. */
export function take(context: PollerContext, tracked: TrackedJob, seen: Job): void {
  const hasChanged = isChange(tracked.job, seen)
  tracked.job = seen
  tracked.failures = 0
  tracked.misses = 0
  // A listener that is added during the calls starts from the new state, so it is not called.
  const { listeners } = tracked
  if (isEnd(seen)) {
    learn(context, tracked)
    drop(context, tracked)
  } else tracked.runningMs = context.clock.elapsed()
  if (hasChanged || isEnd(seen)) for (const { onChange } of listeners) onChange(seen)
}

/** Removes a listener. */
export function quit(tracked: TrackedJob, listener: Listener): void {
  tracked.listeners = tracked.listeners.filter((other) => other !== listener)
}

/** Stops tracking a job, and what is planned for it. */
export function drop(context: PollerContext, tracked: TrackedJob): void {
  if (!isLive(context, tracked)) return
  context.tracked.get(tracked.provider.id)?.delete(tracked.job.id)
  tracked.stop()
}
