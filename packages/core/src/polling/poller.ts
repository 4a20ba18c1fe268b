import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Job } from '../model/job.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import { createPollOnce } from './poll-once.ts'
import { createPollPlan } from './poll-plan.ts'
import { createQueue, type Queue } from './poll-queue.ts'
import { createJobStreams } from './stream-jobs.ts'
import type { Poller, PollerOptions, TrackedJob } from './tracked-job.ts'
import { createTrackedJobs } from './tracked-jobs.ts'

// Polls at once of one account: more would wait for each other's connections.
const mostPolls = 64

/** Makes the poller of one client: one poll of a job serves all who wait for it. */
export function createPoller(options: PollerOptions): Poller {
  const { clock, accountOf, call } = options
  const plan = createPollPlan(options)
  const jobs = createTrackedJobs(clock, plan.learn)
  const streams = createJobStreams({ clock, jobs, plan, call })
  const pollOnce = createPollOnce({ ...options, jobs, plan, streams })
  const queues = new Map<AccountLimiter, Queue<TrackedJob>>()

  function queueOf(limiter: AccountLimiter): Queue<TrackedJob> {
    const queue = queues.get(limiter) ?? createQueue({ limiter, most: mostPolls, poll: pollOnce })
    queues.set(limiter, queue)
    return queue
  }

  /** When a job was created, on the elapsed clock. */
  function birthMs({ createdAt }: Job): number {
    return clock.elapsed() - (createdAt === undefined ? 0 : Math.max(0, clock.now() - Date.parse(createdAt)))
  }

  function track(job: Job): TrackedJob {
    const { provider, limiter } = accountOf(job)
    const bornMs = birthMs(job)
    const tracked: TrackedJob = {
      job,
      provider,
      queue: queueOf(limiter),
      listeners: [],
      stop: nothing,
      bornMs,
      runningMs: bornMs,
      failures: 0,
      misses: 0,
      streamsLeft: streams.allowance(provider),
      isPolling: false,
      hasPolled: false,
      isEnding: false,
    }
    jobs.add(tracked)
    streams.next(tracked)
    return tracked
  }

  return {
    subscribe(job, listener) {
      const tracked = jobs.find(job.provider, job.id) ?? track(job)
      tracked.listeners = [...tracked.listeners, listener]
      return tracked
    },
    unsubscribe(subscription, listener) {
      const tracked = jobs.find(subscription.job.provider, subscription.job.id)
      if (!tracked || tracked !== subscription) return
      jobs.quit(tracked, listener)
      if (tracked.listeners.length === 0) jobs.drop(tracked)
    },
    known: (job) => jobs.find(job.provider, job.id)?.job ?? job,
    pauseMs(job) {
      const { provider, limiter } = accountOf(job)
      return plan.pauseMs({ provider, queue: queueOf(limiter), job, bornMs: birthMs(job), hasPolled: true })
    },
    tell(job) {
      const tracked = jobs.find(job.provider, job.id)
      if (!tracked) return
      // What is given may know less of the job than what is known here.
      jobs.take(tracked, mergeJob(tracked.job, job))
      if (jobs.isLive(tracked) && !tracked.isPolling) plan.paused(tracked)
    },
  }
}

function nothing(): void {}
