import { onAbort } from '../time/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { Turn } from './waits.ts'

/** The request rate of one account. */
export interface Rate {
  /** Waits until one more request is within the rate; undefined when it is now. Rejects with the signal's reason. */
  throttle(turn?: Turn): Promise<void> | undefined
  /** How long a request would wait behind so many others, in ms. */
  delayMs(others: number): number
}

/** What a rate is made from. */
export interface RateOptions {
  clock: Clock
  timerHeap: TimerHeap
  requestsPerMinute: number
}

/** Makes the rate of one account: requests are spaced evenly. */
export function createRate({ clock, timerHeap, requestsPerMinute }: RateOptions): Rate {
  const spacingMs = 60_000 / requestsPerMinute
  let nextMs = -Infinity
  return {
    throttle({ signal, tell } = {}) {
      const nowMs = clock.elapsed()
      const atMs = Math.max(nowMs, nextMs)
      if (atMs > nowMs) tell?.('rate', atMs)
      nextMs = atMs + spacingMs
      if (atMs <= nowMs) return undefined
      return new Promise((resolve, reject) => {
        const cancel = timerHeap.at(atMs, () => {
          ignore()
          resolve()
        })
        const ignore = onAbort(signal, () => {
          cancel()
          // The next request takes the time of an aborted one, unless later requests have theirs already.
          if (nextMs === atMs + spacingMs) nextMs = atMs
          reject(signal?.reason)
        })
      })
    },
    delayMs: (others) => Math.max(0, nextMs - clock.elapsed()) + others * spacingMs,
  }
}
