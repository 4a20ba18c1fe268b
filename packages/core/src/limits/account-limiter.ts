import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import { createRate } from './rate.ts'
import { createSharedSlots, type NoRoom } from './shared-slots.ts'
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
  /** Gives the slot back although its record still counts: the store is to count it no more. */
  giveUp(id: string): void
  /** What the store may fill, and the ids that it is not to count; undefined without a limit. */
  room(): { slots: number; except: readonly string[] } | undefined
  /** Takes the step that fills a slot in the store again, until there is room for it. Rejects with the signal's reason. */
  untilRoom<Stored extends { holders?: undefined }>(step: () => Promise<Stored | NoRoom>, turn?: Turn): Promise<Stored>
  /** Waits until one more request is within the rate; undefined when it is now. Rejects with the signal's reason. */
  throttle(turn?: Turn): Promise<void> | undefined
  /** After a refusal for too many: no slot is given for `retryAfterMs`, or else for 1 s, doubled by each refusal in a row up to 64 s. */
  refused(retryAfterMs: number | undefined): void
  /** After an accepted create: the next refusal pauses for the shortest time again. */
  accepted(): void
  /** The delay that one poll is worth, in seconds, when so many are due: 1, and up to 10 as requests queue up. */
  pollCost(due: number): number
  /** Ids that hold a slot, those that others made included while a call waits for one of theirs. */
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
  const shared = createSharedSlots(options)
  const givenUp = new Set<string>()
  const rate = createRate(options)
  let refusals = 0
  function release(id: string): void {
    slots.release(id)
    shared.wake()
  }

  return {
    acquire: slots.acquire,
    hold: (id, untilMs) => {
      givenUp.delete(id)
      slots.hold(id, untilMs)
    },
    release,
    giveUp: (id) => {
      givenUp.add(id)
      release(id)
    },
    room: () =>
      options.concurrentJobs === Infinity ? undefined : { slots: options.concurrentJobs, except: [...givenUp] },
    untilRoom: shared.untilRoom,
    holders: () => [...new Set([...slots.holders(), ...shared.holders()])],
    isCrowded: () => slots.isCrowded() || shared.isWaiting(),
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
