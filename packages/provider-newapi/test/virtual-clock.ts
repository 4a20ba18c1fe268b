import type { Clock } from '@reelay/core'

/** Time that passes only when everybody sleeps: never while a request is under way. */
export interface VirtualClock extends Clock {
  advance(ms: number): void
  /** The same fetch, but time stands still until it has answered. */
  hold(fetch: typeof globalThis.fetch): typeof globalThis.fetch
}

/** A clock that starts on a day in November 2025. */
export function virtualClock(): VirtualClock {
  let time = 1_764_347_090_000
  let busy = 0
  let isTurning = false
  const timers = new Set<{ at: number; resolve: () => void }>()
  async function turn(): Promise<void> {
    isTurning = true
    while (timers.size > 0) {
      for (let turns = 0; turns < 5 || busy > 0; turns++) await new Promise(setImmediate)
      const [next] = [...timers].sort((one, other) => one.at - other.at)
      if (!next) break
      timers.delete(next)
      time = Math.max(time, next.at)
      next.resolve()
    }
    isTurning = false
  }
  return {
    now: () => time,
    elapsed: () => time,
    advance: (ms) => {
      time += ms
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const timer = { at: time + ms, resolve: () => resolve() }
        signal?.addEventListener(
          'abort',
          () => {
            timers.delete(timer)
            reject(signal.reason)
          },
          { once: true },
        )
        timers.add(timer)
        if (!isTurning) void turn()
      }),
    hold: (fetch) => async (input, init) => {
      busy += 1
      try {
        return await fetch(input, init)
      } finally {
        busy -= 1
      }
    },
  }
}
