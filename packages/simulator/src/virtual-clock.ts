import { AsyncLocalStorage } from 'node:async_hooks'
import type { SimulatorClock } from './clock.ts'
import { createSleepers } from './sleepers.ts'

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
  /** Lets so many ms pass: whoever is due on the way wakes in turn, each at its own time. */
  pass(ms: number): Promise<void>
  /** Stops time: pauses last until `advance`, `pass` or `release`. */
  hold(): void
  /** Lets time pass by itself again. */
  release(): void
  /** How many pauses are being slept. */
  readonly sleepers: number
  /** How long each of them was asked to last; ms. */
  sleeping(): number[]
  /** Resolves when a pause of at least so many ms is being slept. */
  untilSleeping(leastMs?: number): Promise<void>
  /** Resolves when nothing has moved for a while and nobody is busy. */
  quiet(): Promise<void>
  /** Something outside has moved; time waits for it to settle. */
  touch(): void
  /** When something last moved, in real ms. */
  movedAt(): number
}

/** How a virtual clock begins and moves. */
export interface VirtualClockOptions {
  /** Ms since 1970; default the beginning of 2026. */
  startMs?: number
  /** Whether nothing but `advance`, `pass` and `release` moves time; default false. */
  isManual?: boolean
  /** Whether somebody works who does not say so to `busy`; time stands still meanwhile, but not for ever. */
  isBusy?: () => boolean
  /** Turns of the event loop in which nothing moves before time does: an answer that is ready wins over a deadline; default 20. */
  calmTurns?: number
}

// Taken at import: a test may replace them.
const { setImmediate } = globalThis
const realNow = performance.now.bind(performance)
// An answer of which nothing has come for so long, in real time, will not come.
const longestBusyMs = 2_500
// A machine that has no time for us comes to fewer turns in that time, in which less could happen.
const longestBusyTurns = 5_000

/** Makes a clock of its own for each test. */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { startMs = Date.UTC(2026, 0, 1), isManual = false } = options
  const works = createWorks(() => moves.touch())
  const moves = createMoves(options, works.isAwake)
  const sleepers = createSleepers(moves.touch)
  let isHeld = isManual
  let isMoving = false

  async function move(): Promise<void> {
    if (isMoving) return
    isMoving = true
    while (!isHeld && sleepers.count() > 0) {
      await moves.quiet()
      const next = sleepers.earliest()
      // Whoever sleeps for ever is only woken by its signal.
      if (!next || next.at === Infinity || isHeld) break
      sleepers.wake(next)
    }
    isMoving = false
  }

  return {
    now: () => startMs + sleepers.elapsed(),
    elapsed: sleepers.elapsed,
    async sleep(ms, signal, isBackground = false) {
      // Whoever sleeps in the background goes on working meanwhile.
      const wakeUp = isBackground ? () => {} : works.pause()
      const slept = sleepers.sleep(ms, signal).finally(wakeUp)
      void move()
      await slept
    },
    busy: works.busy,
    advance(ms) {
      for (const due of sleepers.skip(ms)) due.wake()
    },
    async pass(ms) {
      const until = sleepers.elapsed() + ms
      for (;;) {
        await moves.quiet()
        const next = sleepers.earliest()
        if (!next || next.at > until) break
        sleepers.wake(next)
      }
      sleepers.skip(until - sleepers.elapsed())
      await moves.quiet()
    },
    hold: () => void (isHeld = true),
    release() {
      isHeld = false
      void move()
    },
    get sleepers() {
      return sleepers.count()
    },
    sleeping: sleepers.lengths,
    untilSleeping: (leastMs = 0) => moves.until(() => sleepers.lengths().some((ms) => ms >= leastMs)),
    quiet: moves.quiet,
    touch: moves.touch,
    movedAt: moves.movedAt,
  }
}

/** Work that takes real time, and the pauses in it. */
interface Works {
  busy<Value>(work: () => Promise<Value>): Promise<Value>
  /** The work that this is called in sleeps; the returned function says that it goes on. */
  pause(): () => void
  /** Whether some work does not sleep. */
  isAwake(): boolean
}

function createWorks(moved: () => void): Works {
  const works = new Set<{ pauses: number }>()
  const current = new AsyncLocalStorage<{ pauses: number }>()
  return {
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
    pause() {
      const work = current.getStore()
      if (!work) return () => {}
      work.pauses += 1
      return () => void (work.pauses -= 1)
    },
    isAwake: () => [...works].some(({ pauses }) => pauses === 0),
  }
}

/** What has moved, and for how long nothing has. */
interface Moves extends Pick<VirtualClock, 'quiet' | 'touch' | 'movedAt'> {
  /** Resolves when this is so. */
  until(isSo: () => boolean): Promise<void>
}

function createMoves({ isBusy = () => false, calmTurns = 20 }: VirtualClockOptions, isAwake: () => boolean): Moves {
  const watchers = new Set<() => void>()
  let moves = 0
  let movedAt = realNow()

  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isSo()) return
        watchers.delete(check)
        resolve()
      }
      watchers.add(check)
      check()
    })

  return {
    touch() {
      moves += 1
      movedAt = realNow()
      for (const watcher of watchers) watcher()
    },
    movedAt: () => movedAt,
    until,
    async quiet() {
      let seen = moves
      let busyTurns = 0
      const begin = realNow()
      const isHopeless = (): boolean =>
        busyTurns > longestBusyTurns && realNow() - Math.max(begin, movedAt) > longestBusyMs
      for (let calm = 0; calm < calmTurns && !isHopeless(); calm++) {
        const before = moves
        // Turns are not counted off while others work: that would only slow them down.
        await (isAwake() ? until(() => moves !== before) : turn())
        if (moves === seen && !isBusy()) continue
        busyTurns = moves === seen ? busyTurns + 1 : 0
        seen = moves
        calm = -1
      }
    },
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
