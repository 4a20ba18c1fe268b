/** A pause that is being slept. */
export interface Sleeper {
  /** When it ends, in ms since the clock was made. */
  at: number
  /** How long it was asked to last. */
  ms: number
  wake(): void
}

/** The pauses of a virtual clock, and how far its time is. */
export interface Sleepers {
  /** Ms since the clock was made. */
  elapsed(): number
  count(): number
  lengths(): number[]
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>
  /** The one whose pause ends first. */
  earliest(): Sleeper | undefined
  /** Moves time to the end of a pause, and ends it. */
  wake(sleeper: Sleeper): void
  /** Moves time by so many ms; gives the pauses that have ended, in their order. */
  skip(ms: number): Sleeper[]
}

/** Makes the pauses of one clock; `moved` hears of each that begins or ends. */
export function createSleepers(moved: () => void): Sleepers {
  const all = new Set<Sleeper>()
  let elapsed = 0
  return {
    elapsed: () => elapsed,
    count: () => all.size,
    lengths: () => [...all].map(({ ms }) => ms),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const end = (): void => {
          all.delete(sleeper)
          signal?.removeEventListener('abort', abort)
          moved()
        }
        const abort = (): void => {
          end()
          reject(signal?.reason)
        }
        const wake = (): void => {
          end()
          resolve()
        }
        const sleeper: Sleeper = { at: elapsed + (ms > 0 ? ms : 0), ms, wake }
        all.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
        moved()
      }),
    earliest() {
      const [first, ...others] = all
      return others.reduce((least, one) => (least && least.at <= one.at ? least : one), first)
    },
    wake(sleeper) {
      elapsed = Math.max(elapsed, sleeper.at)
      sleeper.wake()
    },
    skip(ms) {
      elapsed += ms
      return [...all].filter(({ at }) => at <= elapsed).toSorted((one, other) => one.at - other.at)
    },
  }
}
