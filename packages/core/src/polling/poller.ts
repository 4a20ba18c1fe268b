import { abortable } from '../time/bounded.ts'
import { isVideoError, withJob } from '../model/errors.ts'
import { isEnd, type Job } from '../model/job.ts'
import { isChange, mergeJob } from '../model/merge-snapshot.ts'
import type { Lane } from '../limits/account-limiter.ts'
import { createListing } from './list-poll.ts'
import { createQueue, type Queue } from './poll-queue.ts'
import { readStream } from './read-stream.ts'
import type { Listener, Waiting, WaitingOptions, Watched } from './tracked-job.ts'

const longestPauseMs = 60_000
// Some vendors do not know a job for a moment after they made it.
const missesBelieved = 3
// From so many jobs on, one page of the list is cheaper than a look at each.
const worthListing = 3
// A stream is an open connection for each job.
const mostStreams = 1000
// A stream that breaks off is opened again, so often.
const streamsForAJob = 3
// At one account.
const mostLooks = 64

/** Makes the engine of one client. */
export function createWaiting(options: WaitingOptions): Waiting {
  const { clock, agenda, pace, home, look } = options
  const watched = new Map<string, Map<string, Watched>>()
  const queues = new Map<Lane, Queue<Watched>>()
  let streams = 0

  const find = (provider: string, id: string): Watched | undefined => watched.get(provider)?.get(id)
  const ageMs = ({ bornMs }: Pick<Watched, 'bornMs'>): number => clock.elapsed() - bornMs
  // What else a duration depends on is not on the job.
  const paceKey = ({ job }: Pick<Watched, 'job'>): string => `${job.provider}\n${job.model}`
  const isLive = (one: Watched): boolean => find(one.provider.id, one.job.id) === one

  function drop(one: Watched): void {
    if (!isLive(one)) return
    watched.get(one.provider.id)?.delete(one.job.id)
    one.stop()
  }

  function quit(one: Watched, listener: Listener): void {
    one.listeners = one.listeners.filter((other) => other !== listener)
  }

  function take(one: Watched, seen: Job): void {
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

  function learn(one: Watched): void {
    const { createdAt, completedAt, status } = one.job
    if (status !== 'completed') return
    const toldMs = createdAt && completedAt ? Date.parse(completedAt) - Date.parse(createdAt) : Number.NaN
    const isTold = toldMs > 0 && toldMs <= ageMs(one)
    const seen = { afterMs: one.runningMs - one.bornMs, untilMs: ageMs(one) }
    pace.learn(paceKey(one), isTold ? { afterMs: toldMs, untilMs: toldMs } : seen)
  }

  function after(one: Watched, pauseMs: number): void {
    one.stop()
    one.stop = agenda.at(clock.elapsed() + pauseMs, () => due(one))
  }

  function pauseMs(one: Pick<Watched, 'job' | 'bornMs' | 'provider' | 'queue' | 'hasLooked'>): number {
    const advice = one.provider.capabilities.polling
    const [ageNowMs, isFirst, price] = [ageMs(one), !one.hasLooked, one.queue.price()]
    return pace.pauseMs({ key: paceKey(one), ageMs: ageNowMs, isFirst, advice, price })
  }

  function paused(one: Watched): void {
    after(one, pauseMs(one))
  }

  /** What comes after a look, or at the beginning: a stream where there is one, or else a pause. */
  function next(one: Watched): void {
    if (one.streamsLeft > 0) void stream(one)
    else paused(one)
  }

  function due(one: Watched): void {
    one.stop = () => one.queue.remove(one)
    one.queue.add(one)
  }

  async function lookAt(one: Watched): Promise<void> {
    const controller = new AbortController()
    one.stop = () => controller.abort()
    one.isLooking = true
    one.hasLooked = true
    try {
      const { signal } = controller
      // Whoever left holds up nobody, whatever the look still waits for.
      if (await abortable(isListed(one), signal)) return void (isLive(one) && paused(one))
      const seen = await abortable(look(one.job, { ...options.call, signal }), signal)
      // What is over needs no abort, which would make an exception with a stack.
      one.stop = nothing
      if (!isLive(one)) return
      take(one, seen)
      if (isLive(one)) next(one)
    } catch (error) {
      if (isLive(one)) failed(one, error)
    } finally {
      one.isLooking = false
    }
  }

  function failed(one: Watched, error: unknown): void {
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
    // Whose end it tells has a look of its own, which is the truth.
    onEnd: (one) => {
      one.isEnding = true
      if (!one.isLooking) after(one, 0)
    },
    onNews: (one, seen) => {
      take(one, mergeJob(one.job, seen))
      if (!one.isLooking) paused(one)
    },
  })

  /** Whether the list has told that this job still runs, so that no look is needed. */
  async function isListed(one: Watched): Promise<boolean> {
    const mates = watched.get(one.provider.id)?.size ?? 0
    return one.provider.list !== undefined && mates >= worthListing && !one.isEnding && listing.isTold(one)
  }

  async function stream(one: Watched): Promise<void> {
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

  function queueOf(lane: Lane): Queue<Watched> {
    const queue = queues.get(lane) ?? createQueue({ lane, most: mostLooks, look: lookAt })
    queues.set(lane, queue)
    return queue
  }

  function birth({ createdAt }: Job): number {
    return clock.elapsed() - (createdAt === undefined ? 0 : Math.max(0, clock.now() - Date.parse(createdAt)))
  }

  function add(job: Job): Watched {
    const { provider, lane } = home(job)
    const queue = queueOf(lane)
    const bornMs = birth(job)
    const streamsLeft = provider.watch && streams < mostStreams ? streamsForAJob : 0
    const one: Watched = {
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
      isLooking: false,
      hasLooked: false,
      isEnding: false,
    }
    const mates = watched.get(provider.id) ?? new Map<string, Watched>()
    watched.set(provider.id, mates.set(job.id, one))
    next(one)
    return one
  }

  return {
    join(job, listener) {
      const one = find(job.provider, job.id) ?? add(job)
      one.listeners = [...one.listeners, listener]
      return one
    },
    leave(seat, listener) {
      const one = find(seat.job.provider, seat.job.id)
      if (!one || one !== seat) return
      quit(one, listener)
      if (one.listeners.length === 0) drop(one)
    },
    known: (job) => find(job.provider, job.id)?.job ?? job,
    pauseMs(job) {
      const { provider, lane } = home(job)
      return pauseMs({ provider, queue: queueOf(lane), job, bornMs: birth(job), hasLooked: true })
    },
    tell(job) {
      const one = find(job.provider, job.id)
      if (!one) return
      // Who tells may know less of it than we do.
      take(one, mergeJob(one.job, job))
      if (isLive(one) && !one.isLooking) paused(one)
    },
  }
}

const nothing = (): void => {}
