import type { TimerHeap } from '../time/timer-heap.ts'
import type { Clock } from '../time/clock.ts'

/** What one account at one vendor allows at once, shared by all its jobs. */
export interface AccountLimiter {
  /** Waits for a place among the concurrent jobs; who came first enters first. Rejects with the signal's reason. */
  acquire(id: string, signal?: AbortSignal): Promise<void>
  /** Takes a place without asking, for a job that may run already; until `untilMs` on the elapsed clock, if that is given. */
  hold(id: string, untilMs?: number): void
  /** Gives the place back; does nothing for who has none. */
  release(id: string): void
  /** Waits until one more request is within the rate; undefined when it is now. */
  throttle(signal?: AbortSignal): Promise<void> | undefined
  /** The vendor said that it is too much: nobody enters for so long, or for longer and longer. */
  refused(retryAfterMs: number | undefined): void
  /** The vendor took one. */
  accepted(): void
  /** What a poll costs, in seconds of delay that it is worth, when so many are due: 1, and more as requests queue up. */
  pollCost(due: number): number
  /** Who holds a place. */
  holders(): string[]
  /** Whether somebody waits for one. */
  isCrowded(): boolean
}

/** What an account allows. */
export interface Limits {
  /** Most jobs at once. */
  concurrentJobs: number
  /** Most requests of any kind. */
  requestsPerMinute: number
  /** Longest pause that a vendor's "too many" is worth. */
  longestPauseMs: number
}

/** What a limiter is made of. */
export interface AccountLimiterOptions extends Limits {
  clock: Clock
  timerHeap: TimerHeap
  /** Told when the first waits for a place, and when the last has gone. */
  onCrowd: () => void
}

// Beyond this, polls are so few that they learn nothing.
const dearest = 10

/** Makes the limiter of one account. */
export function createAccountLimiter(options: AccountLimiterOptions): AccountLimiter {
  const { clock, timerHeap, concurrentJobs, requestsPerMinute, longestPauseMs, onCrowd } = options
  const spacingMs = 60_000 / requestsPerMinute
  const holders = new Set<string>()
  // Until when a place is held, on the elapsed clock; most are held until they are given back, and have no entry.
  const terms = new Map<string, number>()
  const queue = new Set<{ id: string; admit: () => void }>()
  let pausedUntilMs = -Infinity
  let refusals = 0
  let nextRequestMs = -Infinity
  let cancel = (): void => {}

  const isOpen = (): boolean => holders.size < concurrentJobs && clock.elapsed() >= pausedUntilMs

  function hold(id: string, untilMs = Infinity): void {
    holders.add(id)
    if (untilMs < Infinity) terms.set(id, untilMs)
    else terms.delete(id)
  }

  function free(id: string): boolean {
    terms.delete(id)
    return holders.delete(id)
  }

  /** Lets in who can enter, and comes back when the next place is known to be free. */
  function pump(): void {
    const nowMs = clock.elapsed()
    for (const [id, untilMs] of terms) if (untilMs <= nowMs) free(id)
    for (const waiter of queue) {
      if (!isOpen()) break
      queue.delete(waiter)
      hold(waiter.id)
      waiter.admit()
    }
    cancel()
    // Without anybody who waits there is no timer: it would keep a process alive.
    if (queue.size === 0) return
    let nextMs = pausedUntilMs > nowMs ? pausedUntilMs : Infinity
    for (const untilMs of terms.values()) nextMs = Math.min(nextMs, untilMs)
    if (nextMs < Infinity) cancel = timerHeap.at(nextMs, pump)
  }

  return {
    acquire: async (id, signal) => {
      signal?.throwIfAborted()
      pump()
      if (queue.size === 0 && isOpen()) {
        hold(id)
        return
      }
      let abort = (): void => {}
      const entered = new Promise<void>((resolve, reject) => {
        const waiter = { id, admit: resolve }
        abort = () => {
          queue.delete(waiter)
          reject(signal?.reason)
        }
        queue.add(waiter)
      })
      signal?.addEventListener('abort', abort, { once: true })
      if (queue.size === 1) onCrowd()
      pump()
      try {
        await entered
      } finally {
        signal?.removeEventListener('abort', abort)
        if (queue.size === 0) {
          cancel()
          onCrowd()
        }
      }
    },
    hold,
    release: (id) => {
      if (free(id) && queue.size > 0) pump()
    },
    throttle: (signal) => {
      const nowMs = clock.elapsed()
      const atMs = Math.max(nowMs, nextRequestMs)
      nextRequestMs = atMs + spacingMs
      if (atMs <= nowMs) return undefined
      return new Promise((resolve, reject) => {
        const abort = (): void => {
          stop()
          // A turn that nobody takes is the next one's, unless others have theirs after it.
          if (nextRequestMs === atMs + spacingMs) nextRequestMs = atMs
          reject(signal?.reason)
        }
        const stop = timerHeap.at(atMs, () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        })
        signal?.addEventListener('abort', abort, { once: true })
        if (signal?.aborted) abort()
      })
    },
    refused: (retryAfterMs) => {
      const pauseMs = Math.min(longestPauseMs, retryAfterMs ?? 1000 * 2 ** Math.min(refusals, 6))
      refusals += 1
      pausedUntilMs = Math.max(pausedUntilMs, clock.elapsed() + pauseMs)
    },
    accepted: () => {
      refusals = 0
    },
    pollCost: (due) => Math.min(dearest, 1 + (Math.max(0, nextRequestMs - clock.elapsed()) + due * spacingMs) / 1000),
    holders: () => [...holders],
    isCrowded: () => queue.size > 0,
  }
}
