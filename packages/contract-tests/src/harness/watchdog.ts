import type { GuardedFetch } from '../replay/guarded-fetch.ts'
import type { RealTimers } from './real-timers.ts'
import type { VirtualClock } from '@reelay/simulator/clock'

// Taken at import, before a test replaces them.
const { setInterval, clearInterval } = globalThis
const longestMs = 30_000
// A machine that has no time for us brings fewer ticks: they are what is counted, and not its clock.
const tickMs = 50

/** What the watchdog watches. */
export interface Guarded {
  clock: VirtualClock
  guardedFetch: GuardedFetch
  timers: RealTimers
  /** How long nothing may move, in real ms. */
  stillMs: number
  failed: (found: string) => Error
}

/** Runs an act that must not stand still: time is virtual, so nobody has a reason to wait. */
export async function guard<Value>(
  { clock, guardedFetch, timers, stillMs, failed }: Guarded,
  action: () => Promise<Value>,
): Promise<Value> {
  let [ticks, still, seen] = [0, 0, clock.movedAt()]
  let timer: ReturnType<typeof setInterval> | undefined
  const barked = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      ticks += 1
      still = clock.movedAt() === seen ? still + 1 : 0
      seen = clock.movedAt()
      if (still * tickMs > stillMs) reject(failed(`${stood(stillMs)} ${reason(clock, guardedFetch, timers)}`))
      else if (ticks * tickMs > longestMs)
        reject(
          failed(
            `it was still busy after ${longestMs / 1000} s, with ${guardedFetch.calls.length} calls: is this a loop without an end?`,
          ),
        )
    }, tickMs)
  })
  try {
    return await Promise.race([action(), barked])
  } finally {
    clearInterval(timer)
  }
}

function stood(stillMs: number): string {
  return `nothing moved for ${stillMs / 1000} s of real time:`
}

function reason(clock: VirtualClock, guardedFetch: GuardedFetch, timers: RealTimers): string {
  const slept = timers.pending() > 0 ? timers.sleeps.at(-1) : undefined
  if (slept)
    return `the provider sleeps ${slept.ms} ms on a real timer, at ${slept.place}: time goes through the injected clock`
  const open = guardedFetch.calls.filter(({ state }) => state === 'waiting').length
  const asleep = clock.sleeping().length
  if (open > 0)
    return `${open} call(s) wait for an answer that never comes: give each a deadline from the injected clock`
  if (asleep > 0) return `${asleep} sleep(s) are pending on the injected clock, which the clause holds still`
  return 'is the provider sleeping on real timers? Time goes through the injected clock'
}
