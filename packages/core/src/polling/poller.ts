import { abortable } from '../time/bounded.ts'
import { isVideoError, withJob } from '../model/errors.ts'
import { isEnd, type Job } from '../model/job.ts'
import { isChange, mergeJob } from '../model/merge-snapshot.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import { createListing } from './list-poll.ts'
import { createQueue, type Queue } from './poll-queue.ts'
import { readStream } from './read-stream.ts'
import type { Listener, Poller, PollerOptions, TrackedJob } from './tracked-job.ts'

const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it.
const missesBelieved = 3
// From so many jobs on, one page of the list is cheaper than a poll of each.
const worthListing = 3
// A stream is an open connection for each job.
const mostStreams = 1000
// A stream that breaks off is opened again, so often.
const streamsForAJob = 3
// At one account.
const mostPolls = 64

/** Makes the engine of one client. */
export function createPoller(options: PollerOptions): Poller {
  const { clock, timerHeap, schedule, accountOf, poll } = options
  const tracked = new Map<string, Map<string, TrackedJob>>()
  const queues = new Map<AccountLimiter, Queue<TrackedJob>>()
  let streams = 0

  const find = (provider: string, id: string): TrackedJob | undefined => tracked.get(provider)?.get(id)
  const ageMs = ({ bornMs }: Pick<TrackedJob, 'bornMs'>): number => clock.elapsed() - bornMs
  // What else a duration depends on is not on the job.
  const scheduleKey = ({ job }: Pick<TrackedJob, 'job'>): string => `${job.provider}\n${job.model}`
  const isLive = (one: TrackedJob): boolean => find(one.provider.id, one.job.id) === one

  function drop(one: TrackedJob): void {
    if (!isLive(one)) return
    tracked.get(one.provider.id)?.delete(one.job.id)
    one.stop()
  }

  function quit(one: TrackedJob, listener: Listener): void {
    one.listeners = one.listeners.filter((other) => other !== listener)
  }

  function take(one: TrackedJob, seen: Job): void {
    const hasChanged = isChange(one.job, seen)
    one.job = seen
    one.failures = 0
    one.misses = 0
    // Who joins meanwhile is told what is known by then.
    const { listeners } = one
    if (isEnd(seen)) {
      learn(one)
      drop(one)
    } else one.runningMs = clock.elapsed()
    if (hasChanged || isEnd(seen)) for (const { onChange } of listeners) onChange(seen)
  }

  function learn(one: TrackedJob): void {
    const { createdAt, completedAt, status } = one.job
    if (status !== 'completed') return
    const toldMs = createdAt && completedAt ? Date.parse(completedAt) - Date.parse(createdAt) : Number.NaN
    const isTold = toldMs > 0 && toldMs <= ageMs(one)
    const seen = { afterMs: one.runningMs - one.bornMs, untilMs: ageMs(one) }
    schedule.learn(scheduleKey(one), isTold ? { afterMs: toldMs, untilMs: toldMs } : seen)
  }

  function after(one: TrackedJob, pauseMs: number): void {
    one.stop()
    one.stop = timerHeap.at(clock.elapsed() + pauseMs, () => due(one))
  }

  function pauseMs(one: Pick<TrackedJob, 'job' | 'bornMs' | 'provider' | 'queue' | 'hasPolled'>): number {
    const advice = one.provider.capabilities.polling
    const [ageNowMs, isFirst, pollCost] = [ageMs(one), !one.hasPolled, one.queue.pollCost()]
    return schedule.pauseMs({ key: scheduleKey(one), ageMs: ageNowMs, isFirst, advice, pollCost })
  }

  function paused(one: TrackedJob): void {
    after(one, pauseMs(one))
  }

  /** What comes after a poll, or at the beginning: a stream where there is one, or else a pause. */
  function next(one: TrackedJob): void {
    if (one.streamsLeft > 0) void stream(one)
    else paused(one)
  }

  function due(one: TrackedJob): void {
    one.stop = () => one.queue.remove(one)
    one.queue.add(one)
  }

  async function pollOnce(one: TrackedJob): Promise<void> {
    const controller = new AbortController()
    one.stop = () => controller.abort()
    one.isPolling = true
    one.hasPolled = true
    try {
      const { signal } = controller
      // Whoever left holds up nobody, whatever the poll still waits for.
      if (await abortable(isListed(one), signal)) return void (isLive(one) && paused(one))
      const seen = await abortable(poll(one.job, { ...options.call, signal }), signal)
      // What is over needs no abort, which would make an exception with a stack.
      one.stop = nothing
      if (!isLive(one)) return
      take(one, seen)
      if (isLive(one)) next(one)
    } catch (error) {
      if (isLive(one)) failed(one, error)
    } finally {
      one.isPolling = false
    }
  }

  function failed(one: TrackedJob, error: unknown): void {
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
    if (one.listeners.length === 0) return drop(one)
    const { intervalMs, minimumMs } = one.provider.capabilities.polling
    const backoffMs = Math.min(longestPauseMs, intervalMs * 2 ** (one.failures - 1))
    after(one, Math.max(minimumMs, retryAfterMs ?? backoffMs))
  }

  const listing = createListing({
    clock,
    list: (provider) => options.list(provider, options.call),
    find,
    // Whose end it tells has a poll of its own, which is the truth.
    onEnd: (one) => {
      one.isEnding = true
      if (!one.isPolling) after(one, 0)
    },
    onNews: (one, seen) => {
      take(one, mergeJob(one.job, seen))
      if (!one.isPolling) paused(one)
    },
  })

  /** Whether the list has told that this job still runs, so that no poll is needed. */
  async function isListed(one: TrackedJob): Promise<boolean> {
    const trackedCount = tracked.get(one.provider.id)?.size ?? 0
    return one.provider.list !== undefined && trackedCount >= worthListing && !one.isEnding && listing.isTold(one)
  }

  async function stream(one: TrackedJob): Promise<void> {
    const controller = new AbortController()
    one.stop = () => controller.abort()
    streams += 1
    const hasStreamed = await readStream(
      one.job,
      one.provider,
      { ...options.call, clock, signal: controller.signal },
      (seen) => {
        if (isLive(one)) take(one, mergeJob(one.job, seen))
      },
    )
    streams -= 1
    if (!isLive(one)) return
    one.streamsLeft = hasStreamed ? one.streamsLeft - 1 : 0
    if (hasStreamed) after(one, 0)
    else paused(one)
  }

  function queueOf(limiter: AccountLimiter): Queue<TrackedJob> {
    const queue = queues.get(limiter) ?? createQueue({ limiter, most: mostPolls, poll: pollOnce })
    queues.set(limiter, queue)
    return queue
  }

  function birth({ createdAt }: Job): number {
    return clock.elapsed() - (createdAt === undefined ? 0 : Math.max(0, clock.now() - Date.parse(createdAt)))
  }

  function add(job: Job): TrackedJob {
    const { provider, limiter } = accountOf(job)
    const queue = queueOf(limiter)
    const bornMs = birth(job)
    const streamsLeft = provider.watch && streams < mostStreams ? streamsForAJob : 0
    const one: TrackedJob = {
      job,
      provider,
      queue,
      listeners: [],
      stop: nothing,
      bornMs,
      runningMs: bornMs,
      failures: 0,
      misses: 0,
      streamsLeft,
      isPolling: false,
      hasPolled: false,
      isEnding: false,
    }
    const trackedCount = tracked.get(provider.id) ?? new Map<string, TrackedJob>()
    tracked.set(provider.id, trackedCount.set(job.id, one))
    next(one)
    return one
  }

  return {
    subscribe(job, listener) {
      const one = find(job.provider, job.id) ?? add(job)
      one.listeners = [...one.listeners, listener]
      return one
    },
    unsubscribe(subscription, listener) {
      const one = find(subscription.job.provider, subscription.job.id)
      if (!one || one !== subscription) return
      quit(one, listener)
      if (one.listeners.length === 0) drop(one)
    },
    known: (job) => find(job.provider, job.id)?.job ?? job,
    pauseMs(job) {
      const { provider, limiter } = accountOf(job)
      return pauseMs({ provider, queue: queueOf(limiter), job, bornMs: birth(job), hasPolled: true })
    },
    tell(job) {
      const one = find(job.provider, job.id)
      if (!one) return
      // Who tells may know less of it than we do.
      take(one, mergeJob(one.job, job))
      if (isLive(one) && !one.isPolling) paused(one)
    },
  }
}

const nothing = (): void => {}
