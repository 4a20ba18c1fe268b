import { isEnd, type Job } from '../model/job.ts'
import { isChange } from '../model/merge-snapshot.ts'
import type { Clock } from '../time/clock.ts'
import type { Listener, TrackedJob } from './tracked-job.ts'

/** The jobs that callers wait for, by their provider and id. */
export interface TrackedJobs {
  find(provider: string, id: string): TrackedJob | undefined
  /** How many jobs of a provider there are. */
  count(provider: string): number
  add(tracked: TrackedJob): void
  /** Whether it is still tracked: a job may be dropped, and tracked anew, while a poll of it is under way. */
  isLive(tracked: TrackedJob): boolean
  /** Takes what was seen of a job, and calls the listeners where it has changed; a job that has ended is dropped. */
  take(tracked: TrackedJob, seen: Job): void
  /** Removes a listener. */
  quit(tracked: TrackedJob, listener: Listener): void
  /** Stops tracking a job, and what is planned for it. */
  drop(tracked: TrackedJob): void
}

/** Makes the tracked jobs of one client; `onEnd` is called before the listeners are. */
export function createTrackedJobs(clock: Clock, onEnd: (tracked: TrackedJob) => void): TrackedJobs {
  const byProvider = new Map<string, Map<string, TrackedJob>>()

  const jobs: TrackedJobs = {
    find: (provider, id) => byProvider.get(provider)?.get(id),
    count: (provider) => byProvider.get(provider)?.size ?? 0,
    add(tracked) {
      const ofProvider = byProvider.get(tracked.provider.id) ?? new Map<string, TrackedJob>()
      byProvider.set(tracked.provider.id, ofProvider.set(tracked.job.id, tracked))
    },
    isLive: (tracked) => jobs.find(tracked.provider.id, tracked.job.id) === tracked,
    take(tracked, seen) {
      const hasChanged = isChange(tracked.job, seen)
      tracked.job = seen
      tracked.failures = 0
      tracked.misses = 0
      // A listener that comes while others are called is given the job as it is then.
      const { listeners } = tracked
      if (isEnd(seen)) {
        onEnd(tracked)
        jobs.drop(tracked)
      } else tracked.runningMs = clock.elapsed()
      if (hasChanged || isEnd(seen)) for (const { onChange } of listeners) onChange(seen)
    },
    quit(tracked, listener) {
      tracked.listeners = tracked.listeners.filter((other) => other !== listener)
    },
    drop(tracked) {
      if (!jobs.isLive(tracked)) return
      byProvider.get(tracked.provider.id)?.delete(tracked.job.id)
      tracked.stop()
    },
  }
  return jobs
}
