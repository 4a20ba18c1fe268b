import { isEnd, type Job } from '../model/job.ts'
import { isChange } from '../model/merge-snapshot.ts'
import { learn } from './poll-plan.ts'
import type { PollerContext } from './poller-context.ts'
import type { Listener, TrackedJob } from './tracked-job.ts'

export function findTracked({ tracked }: PollerContext, provider: string, id: string): TrackedJob | undefined {
  return tracked.get(provider)?.get(id)
}

/** Whether a job is still tracked: it may be dropped, and tracked anew, while a poll of it is under way. */
export function isLive(context: PollerContext, one: TrackedJob): boolean {
  return findTracked(context, one.provider.id, one.job.id) === one
}

/** Takes what was seen of a job, and calls the listeners where it has changed; a job that has ended is dropped. */
export function take(context: PollerContext, one: TrackedJob, seen: Job): void {
  const hasChanged = isChange(one.job, seen)
  one.job = seen
  one.failures = 0
  one.misses = 0
  // A listener that comes while others are called is given the job as it is then.
  const { listeners } = one
  if (isEnd(seen)) {
    learn(context, one)
    drop(context, one)
  } else one.runningMs = context.clock.elapsed()
  if (hasChanged || isEnd(seen)) for (const { onChange } of listeners) onChange(seen)
}

/** Removes a listener. */
export function quit(one: TrackedJob, listener: Listener): void {
  one.listeners = one.listeners.filter((other) => other !== listener)
}

/** Stops tracking a job, and what is planned for it. */
export function drop(context: PollerContext, one: TrackedJob): void {
  if (!isLive(context, one)) return
  context.tracked.get(one.provider.id)?.delete(one.job.id)
  one.stop()
}
