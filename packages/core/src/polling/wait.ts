import type { TimerHeap } from '../time/timer-heap.ts'
import { aborted } from '../model/aborted.ts'
import type { Clock } from '../time/clock.ts'
import { VideoError } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { isEnd, type Job } from '../model/job.ts'
import { awaited, isChange } from '../model/merge-snapshot.ts'
import type { Listener, Subscription, Poller } from './tracked-job.ts'

/** Bounds for following a job. */
export interface FollowOptions {
  /** Ends the wait at once; the `aborted` error carries the job. */
  signal?: AbortSignal | undefined
  /** Longest wait, in ms; default 1 800 000 (30 minutes). A last poll of up to 5 s follows, so that 0 is one poll; then the `timeout` error carries the job, which goes on at the vendor. */
  timeoutMs?: number | undefined
  /** Failed polls in a row before giving up; default 10. */
  maxFailures?: number | undefined
}

/** What `follow` needs of its client. */
export interface Follower {
  clock: Clock
  timerHeap: TimerHeap
  poller: Poller
}

// The poll at the deadline has so long, the queue for it included.
const lastPollMs = 5_000

/** Calls `onChange` for every change of a job and resolves to its end. Throws `aborted` and `timeout` with the job, which goes on at the vendor. */
export function follow(
  given: Job,
  { clock, timerHeap, poller }: Follower,
  { signal, timeoutMs = 1_800_000, maxFailures = 10 }: FollowOptions,
  onChange: (job: Job) => void,
): Promise<Job> {
  const start = awaited(given)
  return new Promise((resolve, reject) => {
    const isRight = timeoutMs >= 0 && maxFailures >= 1
    if (!isRight)
      throw invalidRequest([issue('options', { timeoutMs, maxFailures }, 'timeoutMs from 0, maxFailures from 1')])
    if (isEnd(start)) {
      onChange(start)
      return resolve(start)
    }
    if (signal?.aborted) throw aborted(signal, { job: start, operation: 'wait' })
    // Up to 100,000 jobs wait at once: one more closure for each costs 5 MB.
    let cancel: (() => void) | undefined
    const abort = signal && ((): void => settle(aborted(signal, { job: subscription.job, operation: 'wait' })))
    const settle = (error: unknown, ended?: Job): void => {
      poller.unsubscribe(subscription, listener)
      cancel?.()
      if (abort) signal.removeEventListener('abort', abort)
      if (ended) resolve(ended)
      else reject(error)
    }
    const late = (): void => {
      if (!listener.onPolled) {
        // The job may have ended since its last poll.
        listener.onPolled = late
        cancel = timerHeap.at(clock.elapsed() + lastPollMs, late)
        return poller.hasten(subscription)
      }
      const { job } = subscription
      const what = `job ${job.id} was still ${job.status} after ${timeoutMs} ms; the job goes on: wait again`
      settle(new VideoError('timeout', `${job.provider}: ${what}`, { job, operation: 'wait' }))
    }
    const listener: Listener = {
      maxFailures,
      onFailure: settle,
      onChange: (job) => {
        try {
          onChange(job)
        } catch (error) {
          return settle(error)
        }
        if (isEnd(job)) settle(undefined, job)
      },
    }
    const subscription: Subscription = poller.subscribe(start, listener)
    if (abort) signal.addEventListener('abort', abort, { once: true })
    if (timeoutMs < Infinity) cancel = timerHeap.at(clock.elapsed() + timeoutMs, late)
    // The poller may hold a newer state from another listener.
    if (isChange(start, subscription.job)) listener.onChange(subscription.job)
  })
}
