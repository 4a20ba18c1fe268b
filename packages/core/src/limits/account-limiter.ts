import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import { createRate } from './rate.ts'
import { createSlots } from './slots.ts'
import type { Turn } from './waits.ts'

/** What one account at one vendor allows at once, shared by all its jobs. */
export interface AccountLimiter {
  /** Waits for a slot among the concurrent jobs; first come, first served. Rejects with the signal's reason. */
  acquire(id: string, turn?: Turn): Promise<void>
  /** Takes a slot at once, for a job that may run already; until `untilMs` on the elapsed clock, if that is given. */
  hold(id: string, untilMs?: number): void
  /** Gives the slot back; does nothing for an id that holds none. */
  release(id: string): void
  /** Waits until one more request is within the rate; undefined when it is now. Rejects with the signal's reason. */
  throttle(turn?: Turn): Promise<void> | undefined
  /** After a refusal for too many: no slot is given for `retryAfterMs`, or else for 1 s, doubled by each refusal in a row up to 64 s. */
  refused(retryAfterMs: number | undefined): void
  /** After an accepted create: the next refusal pauses for the shortest time again. */
  accepted(): void
  /** The delay that one poll is worth, in seconds, when so many are due: 1, and up to 10 as requests queue up. */
  pollCost(due: number): number
  /** Ids that hold a slot. */
  holders(): string[]
  /** Whether a call waits for a slot. */
  isCrowded(): boolean
}

/** What an account allows. */
export interface Limits {
  /** Most jobs at once. */
  concurrentJobs: number
  /** Most requests of any kind. */
  requestsPerMinute: number
  /** Longest pause after a refusal for too many, in ms. */
  longestPauseMs: number
}

/** What a limiter is made from. */
export interface AccountLimiterOptions extends Limits {
  clock: Clock
  timerHeap: TimerHeap
  /** Called when the first call waits for a slot, and when none waits any more. */
  onCrowd: () => void
}

// Above a cost of 10, polls would be too rare to see a job change.
const highestPollCost = 10

/** Makes the limiter of one account. */
export function createAccountLimiter(options: AccountLimiterOptions): AccountLimiter {
  const { clock, longestPauseMs } = options
  const slots = createSlots(options)
  const rate = createRate(options)
  let refusals = 0
  return {
    acquire: slots.acquire,
    hold: slots.hold,
    release: slots.release,
    holders: slots.holders,
    isCrowded: slots.isCrowded,
    throttle: rate.throttle,
    refused: (retryAfterMs) => {
      const pauseMs = Math.min(longestPauseMs, retryAfterMs ?? 1000 * 2 ** Math.min(refusals, 6))
      refusals += 1
      slots.pause(clock.elapsed() + pauseMs)
    },
    accepted: () => {
      refusals = 0
    },
    pollCost: (due) => Math.min(highestPollCost, 1 + rate.delayMs(due) / 1000),
  }
}
