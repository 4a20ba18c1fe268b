import type { Clock } from '@reelay/core'

/** A clock whose time passes only when nothing else can happen: hours take microseconds, and no request is overtaken. */
export interface VirtualClock extends Clock {
  /** Stops time: sleeps stay pending until `advance` or `release`. */
  hold(): void
  /** Lets time pass by itself again. */
  release(): void
  /** Passes this much time, waking whoever is due on the way; ms. */
  advance(ms: number): Promise<void>
  /** How long each pending sleep was asked to last; ms. */
  sleeping(): number[]
  /** Resolves when a sleep of at least so many ms is pending. */
  untilSleeping(leastMs?: number): Promise<void>
  /** Whether nothing has moved for a while and no answer is on its way. */
  quiet(): Promise<void>
  /** Something outside has moved; time waits for it to settle. */
  touch(): void
  /** When something last moved, in real ms. */
  movedAt(): number
}

interface Sleeper {
  at: number
  ms: number
  wake: () => void
}

// Taken at import, before a test replaces them.
const { setImmediate } = globalThis
const realNow = performance.now.bind(performance)
// Turns of the event loop without any movement after which nothing more will come by itself.
const calmTurns = 8
// An answer of which nothing has come for so long, in real time, will not come.
const longestBusyMs = 2_500
// A machine that has no time for us comes to fewer turns in that time, in which less could happen.
const longestBusyTurns = 5_000

/** Makes a clock that begins at an instant; time stands still while `isBusy` says so. */
export function createVirtualClock({ startMs, isBusy }: { startMs: number; isBusy: () => boolean }): VirtualClock {
  const sleepers = new Set<Sleeper>()
  const watchers = new Set<() => void>()
  let passedMs = 0
  let isHeld = false
  let isPumping = false
  let moves = 0
  let movedAt = realNow()

  const touch = (): void => {
    moves += 1
    movedAt = realNow()
    for (const watcher of watchers) watcher()
  }

  const quiet = async (): Promise<void> => {
    let seen = moves
    let busy = 0
    const begin = realNow()
    const isHopeless = (): boolean => busy > longestBusyTurns && realNow() - Math.max(begin, movedAt) > longestBusyMs
    for (let calm = 0; calm < calmTurns && !isHopeless(); calm++) {
      await turn()
      if (moves === seen && !isBusy()) continue
      busy = moves === seen ? busy + 1 : 0
      seen = moves
      calm = -1
    }
  }

  const earliest = (): Sleeper | undefined => {
    const [first, ...rest] = sleepers
    return first && rest.reduce((least, one) => (one.at < least.at ? one : least), first)
  }

  const wake = (sleeper: Sleeper): void => {
    passedMs = Math.max(passedMs, sleeper.at)
    sleeper.wake()
  }

  async function pump(): Promise<void> {
    if (isPumping) return
    isPumping = true
    while (!isHeld && sleepers.size > 0) {
      await quiet()
      const next = earliest()
      if (!next || next.at === Infinity || isHeld) break
      wake(next)
    }
    isPumping = false
  }

  return {
    now: () => startMs + passedMs,
    elapsed: () => passedMs,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const end = (): void => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', abort)
          touch()
        }
        const abort = (): void => {
          end()
          reject(signal?.reason)
        }
        const sleeper: Sleeper = {
          at: passedMs + Math.max(0, ms),
          ms,
          wake: () => {
            end()
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', abort, { once: true })
        touch()
        void pump()
      })
    },
    hold() {
      isHeld = true
    },
    release() {
      isHeld = false
      void pump()
    },
    async advance(ms) {
      const until = passedMs + ms
      for (;;) {
        await quiet()
        const next = earliest()
        if (!next || next.at > until) break
        wake(next)
      }
      passedMs = until
      await quiet()
    },
    sleeping: () => [...sleepers].map((sleeper) => sleeper.ms),
    untilSleeping(leastMs = 0) {
      return new Promise((resolve) => {
        const poll = (): void => {
          if (![...sleepers].some(({ ms }) => ms >= leastMs)) return
          watchers.delete(poll)
          resolve()
        }
        watchers.add(poll)
        poll()
      })
    },
    quiet,
    touch,
    movedAt: () => movedAt,
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
