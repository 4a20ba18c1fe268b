import { isVideoError } from '../model/errors.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import { createRate } from './rate.ts'
import { createSharedSlots, type NoRoom } from './shared-slots.ts'
import { createSlots } from './slots.ts'
import type { Turn } from './waits.ts'

/** Requests that a vendor may refuse for too many of their kind. */
export type RequestKind = 'create' | 'poll'

/** What one account at one vendor allows at once, shared by all its jobs. */
export interface AccountLimiter {
  /** Waits for a slot among the concurrent jobs; first come, first served. Rejects with the signal's reason. */
  acquire(id: string, turn?: Turn): Promise<void>
  /** Takes a slot at once, for a job that may run already; until `untilMs` on the elapsed clock, if that is given. */
  hold(id: string, untilMs?: number): void
  /** Gives the slot back; does nothing for an id that holds none. */
  release(id: string): void
  /** Gives the slot back although its record still counts: the store is not to count it, until this time on the elapsed clock if that is given. */
  giveUp(id: string, untilMs?: number): void
  /** What the store may fill, and the ids that it is not to count; undefined without a limit. */
  room(): { slots: number; except: readonly string[] } | undefined
  /** Takes the step that fills a slot in the store again, until there is room for it. Rejects with the signal's reason. */
  untilRoom<Stored extends { holders?: undefined }>(step: () => Promise<Stored | NoRoom>, turn?: Turn): Promise<Stored>
  /** Waits until one more request is within the rate; undefined when it is now. Rejects with the signal's reason. */
  throttle(turn?: Turn): Promise<void> | undefined
  /**
   * Heeds the error of a request. A pause that the vendor asks for with a 429 or a 503 is one of the whole account. A 429 that
   * names none pauses creates, after a poll also polls. It lasts for 1 s at least, doubled by each in a row up to 64 s.
   */
  failed(kind: RequestKind, error: unknown): void
  /** A request went well: the next refusal of its kind pauses for the shortest time again. */
  succeeded(kind: RequestKind): void
  /** Whether the last request of this kind was refused for too many. */
  isRefused(kind: RequestKind): boolean
  /** Until when no create is sent, on the elapsed clock; undefined where the account never pauses. */
  pausedUntilMs(): number | undefined
  /** The delay that one poll is worth, in seconds, when so many are due: 1, and up to 10 as requests queue up. */
  pollCost(due: number): number
  /** Ids that hold a slot, those that others made included while a call waits for one of theirs. */
  holders(): string[]
  /** Ids that hold a slot until a time on the elapsed clock, oldest first. */
  doubts(): [id: string, untilMs: number][]
  /** Whether only the store says that this id holds a slot. */
  isShared(id: string): boolean
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
  const givenUp = new Map<string, number>()
  const rate = createRate(options)
  const kinds = { create: { refusals: 0, untilMs: -Infinity }, poll: { refusals: 0, untilMs: -Infinity } }
  function release(id: string): void {
    slots.release(id)
    shared.wake()
  }

  return {
    acquire: slots.acquire,
    hold: (id, untilMs) => {
      givenUp.delete(id)
      slots.holders.hold(id, untilMs)
    },
    release,
    giveUp: (id, untilMs = Infinity) => {
      givenUp.set(id, untilMs)
      release(id)
    },
    room() {
      for (const [id, untilMs] of givenUp) if (untilMs <= clock.elapsed()) givenUp.delete(id)
      const { concurrentJobs } = options
      return concurrentJobs === Infinity ? undefined : { slots: concurrentJobs, except: [...givenUp.keys()] }
    },
    untilRoom: shared.untilRoom,
    holders: () => [...new Set([...slots.holders.ids(), ...shared.holders()])],
    doubts: slots.holders.temporary,
    isShared: (id) => !slots.holders.has(id),
    isCrowded: () => slots.isCrowded() || shared.isWaiting(),
    throttle: rate.throttle,
    failed(kind, error) {
      const { code, status, retryAfterMs } = isVideoError(error) ? error : {}
      const isLimited = code === 'rate_limited' || status === 429
      const isStated = retryAfterMs !== undefined && retryAfterMs >= 0
      const known = kinds[kind]
      if (longestPauseMs === 0 || !(isLimited || (status === 503 && isStated))) return void (known.refusals = 0)
      const nowMs = clock.elapsed()
      // Answers to requests that were under way when the pause began say nothing new.
      const isOld = known.untilMs > nowMs
      if (isOld && !isStated) return
      const leastMs = 1000 * 2 ** Math.min(known.refusals, 6)
      const pauseMs = Math.min(longestPauseMs, Math.max(leastMs, isStated ? retryAfterMs : 0))
      known.untilMs = Math.max(known.untilMs, nowMs + pauseMs)
      if (!isOld) known.refusals += 1
      slots.pause(known.untilMs)
      if (isStated || kind === 'poll') rate.pause(known.untilMs)
    },
    succeeded(kind) {
      kinds[kind].refusals = 0
    },
    isRefused: (kind) => kinds[kind].refusals > 0,
    pausedUntilMs: () => (longestPauseMs > 0 ? slots.pausedUntilMs() : undefined),
    pollCost: (due) => Math.min(highestPollCost, 1 + rate.delayMs(due) / 1000),
  }
}
