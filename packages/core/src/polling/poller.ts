import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Job } from '../model/job.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import { createPollOnce } from './poll-once.ts'
import { pauseMsOf, pollAfter, pollLater } from './poll-plan.ts'
import { createQueue, type Queue } from './poll-queue.ts'
import type { PollerContext } from './poller-context.ts'
import { streamAllowance, streamOrPoll } from './stream-jobs.ts'
import type { Account, Poller, PollerOptions, TrackedJob } from './tracked-job.ts'
import { drop, findTracked, isLive, quit, take } from './tracked-jobs.ts'

// Concurrent polls of one account: more than 64 would wait for each other's connections.
const mostPolls = 64

/** Makes the poller of one client: one poll of a job serves all its listeners. */
export function createPoller(options: PollerOptions): Poller {
  const { clock, accountOf } = options
  const context: PollerContext = { ...options, tracked: new Map(), openStreams: 0 }
  const pollOnce = createPollOnce(context)
  const queues = new Map<AccountLimiter, Queue<TrackedJob>>()

  function queueOf({ limiter, provider }: Account): Queue<TrackedJob> {
    const made = { limiter, most: mostPolls, poll: pollOnce }
    const queue =
      queues.get(limiter) ?? createQueue({ ...made, waiting: options.waits.begin({ provider: provider.id }) })
    queues.set(limiter, queue)
    return queue
  }

  /** When a job was created, on the elapsed clock. */
  function birthMs({ createdAt }: Job): number {
    return clock.elapsed() - (createdAt === undefined ? 0 : Math.max(0, clock.now() - Date.parse(createdAt)))
  }

  function track(job: Job): TrackedJob {
    const account = accountOf(job)
    const { provider } = account
    const bornMs = birthMs(job)
    const tracked: TrackedJob = {
      job,
      provider,
      queue: queueOf(account),
      listeners: [],
      stop: nothing,
      bornMs,
      runningMs: bornMs,
      failures: 0,
      misses: 0,
      streamsLeft: streamAllowance(context, provider),
      isPolling: false,
      hasPolled: false,
      listed: 0,
      isEnding: false,
    }
    const ofProvider = context.tracked.get(provider.id) ?? new Map<string, TrackedJob>()
    context.tracked.set(provider.id, ofProvider.set(job.id, tracked))
    streamOrPoll(context, tracked)
    return tracked
  }

  const find = (job: Job): TrackedJob | undefined => findTracked(context, job.provider, job.id)
  return {
    subscribe(job, listener) {
      const tracked = find(job) ?? track(job)
      tracked.listeners = [...tracked.listeners, listener]
      return tracked
    },
    unsubscribe(subscription, listener) {
      const tracked = find(subscription.job)
      if (!tracked || tracked !== subscription) return
      quit(tracked, listener)
      if (tracked.listeners.length === 0) drop(context, tracked)
    },
    hasten({ job }) {
      const tracked = find(job)
      if (tracked && !tracked.isPolling) pollAfter(context, tracked, 0)
    },
    known: (job) => find(job)?.job ?? job,
    pauseMs(job) {
      const account = accountOf(job)
      const { provider } = account
      return pauseMsOf(context, { provider, queue: queueOf(account), job, bornMs: birthMs(job), hasPolled: true })
    },
    tell(job) {
      const tracked = find(job)
      if (!tracked) return
      // Merged, because the given state may be older than the known one.
      take(context, tracked, mergeJob(tracked.job, job))
      if (isLive(context, tracked) && !tracked.isPolling) pollLater(context, tracked)
    },
  }
}

function nothing(): void {}
