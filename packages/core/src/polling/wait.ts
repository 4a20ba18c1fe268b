import type { TimerHeap } from '../time/timer-heap.ts'
import { aborted } from '../model/aborted.ts'
import type { Clock } from '../time/clock.ts'
import { VideoError } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { isEnd, type Job } from '../model/job.ts'
import { isChange } from '../model/merge-snapshot.ts'
import type { Listener, Subscription, Poller } from './tracked-job.ts'

/** How long and how patiently to follow a job. */
export interface FollowOptions {
  /** Aborts at once; the error carries the job. */
  signal?: AbortSignal | undefined
  /** Default 30 minutes. The error of a passed deadline carries the job, which goes on at the vendor. */
  timeoutMs?: number | undefined
  /** Failed polls in a row before giving up; default 10. */
  maxFailures?: number | undefined
}

/** What following needs of its client. */
export interface Follower {
  clock: Clock
  timerHeap: TimerHeap
  poller: Poller
}

/** Tells every change of a job until its end, which it resolves to. An abort and a passed deadline are not the job's failure: their error carries it. */
export function follow(
  start: Job,
  { clock, timerHeap, poller }: Follower,
  { signal, timeoutMs = 1_800_000, maxFailures = 10 }: FollowOptions,
  onChange: (job: Job) => void,
): Promise<Job> {
  return new Promise((resolve, reject) => {
    const isRight = timeoutMs >= 0 && maxFailures >= 1
    if (!isRight)
      throw invalidRequest([issue('options', { timeoutMs, maxFailures }, 'timeoutMs from 0, maxFailures from 1')])
    if (isEnd(start)) {
      onChange(start)
      return resolve(start)
    }
    if (signal?.aborted) throw aborted(signal, { job: start, operation: 'wait' })
    // There may be a hundred thousand of this: a function more is five megabytes.
    let subscription: Subscription | undefined
    let cancel: (() => void) | undefined
    const abort =
      signal && ((): void => settle(aborted(signal, { job: subscription?.job ?? start, operation: 'wait' })))
    const settle = (error: unknown, ended?: Job): void => {
      if (subscription) poller.unsubscribe(subscription, listener)
      cancel?.()
      if (abort) signal.removeEventListener('abort', abort)
      if (ended) resolve(ended)
      else reject(error)
    }
    const late = (): void => {
      const { job } = subscription ?? { job: start }
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
    if (abort) signal.addEventListener('abort', abort, { once: true })
    if (timeoutMs === 0) return late()
    if (timeoutMs < Infinity) cancel = timerHeap.at(clock.elapsed() + timeoutMs, late)
    subscription = poller.subscribe(start, listener)
    // Others may know more of it already.
    if (isChange(start, subscription.job)) listener.onChange(subscription.job)
  })
}
