import { setTimeout } from 'node:timers/promises'

/** The time a simulator lives by; inject another one in tests. */
export interface SimulatorClock {
  /** Ms since 1970. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own clock. */
export const realClock: SimulatorClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}
