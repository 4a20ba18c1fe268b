import { setTimeout } from 'node:timers/promises'

/** The time a simulator lives by; inject another one in tests. */
export interface SimulatorClock {
  /** Ms since 1970. */
  now(): number
  /**
   * Resolves after `ms`; rejects with the signal's reason at once when it aborts. What sleeps in the background lets the
   * process end meanwhile.
   */
  sleep(ms: number, signal?: AbortSignal, isBackground?: boolean): Promise<void>
  /** Is told of work that takes real time, such as drawing a video, and does it; left out, it is just done. */
  busy?<Value>(work: () => Promise<Value>): Promise<Value>
}

/** The machine's own clock. */
export const realClock: SimulatorClock = {
  now: () => Date.now(),
  sleep: async (ms, signal, isBackground = false) => {
    try {
      await setTimeout(ms, undefined, { signal, ref: !isBackground })
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}
