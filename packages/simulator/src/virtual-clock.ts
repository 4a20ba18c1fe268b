import { AsyncLocalStorage } from 'node:async_hooks'
import type { SimulatorClock } from './clock.ts'

/**
 * Time for tests: it stands still while anybody works, and leaps to the next pause that ends when everybody waits. It is
 * core's `Clock` and a simulator's, so hand the same one to both, and to `busy` what else takes real time.
 */
export interface VirtualClock extends SimulatorClock {
  /** Ms since the clock was made. */
  elapsed(): number
  /**
   * Does work that takes real time, such as a call over a port; time stands still until it has settled. Work that sleeps on
   * this clock waits like everybody else, but not where its answer comes over a port: nothing tells that the other side sleeps.
   */
  busy<Value>(work: () => Promise<Value>): Promise<Value>
  /** Moves time by so many ms at once; whoever is due on the way wakes, late. */
  advance(ms: number): void
  /** How many pauses are being slept. */
  readonly sleepers: number
}

/** How a virtual clock begins and moves. */
export interface VirtualClockOptions {
  /** Ms since 1970; default the beginning of 2026. */
  startMs?: number
  /** Whether nothing but `advance` moves time; default false. */
  isManual?: boolean
}

interface Sleeper {
  at: number
  wake: () => void
}

// Taken at import: a test may replace it.
const { setImmediate } = globalThis
// Turns of the event loop in which nothing moves before time does: an answer that is ready wins over a deadline.
const calmTurns = 20

/** Makes a clock of its own for each test. */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { startMs = Date.UTC(2026, 0, 1), isManual = false } = options
  const sleepers = new Set<Sleeper>()
  const works = new Set<{ pauses: number }>()
  const current = new AsyncLocalStorage<{ pauses: number }>()
  let elapsed = 0
  let moves = 0
  let isMoving = false
  let tell = (): void => {}

  const moved = (): void => {
    moves += 1
    tell()
  }

  /** Resolves when nobody works and nothing has moved for a while. */
  const calm = async (): Promise<void> => {
    for (let turns = 0; turns < calmTurns; turns++) {
      const seen = moves
      const isBusy = [...works].some(({ pauses }) => pauses === 0)
      // Turns are not counted off while others work: that would only slow them down.
      await new Promise<void>((resolve) => (isBusy ? (tell = resolve) : setImmediate(resolve)))
      if (moves !== seen) turns = -1
    }
  }

  async function move(): Promise<void> {
    isMoving = true
    while (sleepers.size > 0) {
      await calm()
      const [first, ...others] = sleepers
      const next = others.reduce((least, one) => (least && least.at <= one.at ? least : one), first)
      // Whoever sleeps for ever is only woken by its signal.
      if (!next || next.at === Infinity) break
      elapsed = next.at
      next.wake()
    }
    isMoving = false
  }

  return {
    now: () => startMs + elapsed,
    elapsed: () => elapsed,
    sleep: (ms, signal, isBackground = false) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        // Whoever sleeps in the background goes on working meanwhile.
        const work = isBackground ? undefined : current.getStore()
        const end = (): void => {
          sleepers.delete(sleeper)
          if (work) work.pauses -= 1
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
        const sleeper: Sleeper = { at: elapsed + (ms > 0 ? ms : 0), wake }
        if (work) work.pauses += 1
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
        moved()
        if (!isMoving && !isManual) void move()
      }),
    async busy(work) {
      const outer = current.getStore()
      if (outer && works.has(outer)) return work()
      const own = { pauses: 0 }
      works.add(own)
      moved()
      try {
        return await current.run(own, work)
      } finally {
        works.delete(own)
        moved()
      }
    },
    advance(ms) {
      elapsed += ms
      const due = [...sleepers].filter(({ at }) => at <= elapsed).toSorted((one, other) => one.at - other.at)
      for (const { wake } of due) wake()
    },
    get sleepers() {
      return sleepers.size
    },
  }
}
