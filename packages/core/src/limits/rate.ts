import { onAbort } from '../time/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { Turn } from './waits.ts'

/** The request rate of one account. */
export interface Rate {
  /** Waits until one more request is within the rate; undefined when it is now. Rejects with the signal's reason. */
  throttle(turn?: Turn): Promise<void> | undefined
  /** Lets no request through before this time on the elapsed clock. */
  pause(untilMs: number): void
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
  let pausedUntilMs = -Infinity

  function throttle(turn: Turn = {}): Promise<void> | undefined {
    const nowMs = clock.elapsed()
    const atMs = Math.max(nowMs, nextMs, pausedUntilMs)
    if (atMs > nowMs) turn.tell?.(pausedUntilMs > nowMs ? 'retry_after' : 'rate', atMs)
    nextMs = atMs + spacingMs
    return atMs > nowMs ? until(atMs, turn) : undefined
  }

  function until(atMs: number, turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = timerHeap.at(atMs, () => {
        ignore()
        // A pause may have begun meanwhile; what its waiting throws has to reject.
        const again = async (): Promise<void> => throttle(turn)
        resolve(clock.elapsed() < pausedUntilMs ? again() : undefined)
      })
      const ignore = onAbort(turn.signal, () => {
        cancel()
        // The next request takes the time of an aborted one, unless later requests have theirs already.
        if (nextMs === atMs + spacingMs) nextMs = atMs
        reject(turn.signal?.reason)
      })
    })
  }

  return {
    throttle,
    pause: (untilMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, untilMs)
    },
    delayMs: (others) => Math.max(0, nextMs - clock.elapsed(), pausedUntilMs - clock.elapsed()) + others * spacingMs,
  }
}
