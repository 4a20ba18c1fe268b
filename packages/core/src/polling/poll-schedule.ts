import type { Capabilities } from '../model/capabilities.ts'

/** A job whose next poll is to be scheduled. */
export interface PacedJob {
  /** Groups jobs of similar duration: provider and model, as one string. */
  key: string
  /** Ms since the job was created, now. */
  ageMs: number
  /** Whether the job was never polled. */
  isFirst: boolean
  /** The provider's `capabilities.polling`. */
  advice: Capabilities['polling']
  /** The delay that one poll is worth, in seconds; four times the cost gives about half the polls. */
  pollCost: number
}

/** When to poll jobs, learnt from how long others took. It makes no call and has no clock. */
export interface PollSchedule {
  /**
   * Ms from now to the next poll. Before a key has 5 jobs: the vendor's advice. A first poll is due at an age, and at
   * once where that has passed; every other one is at least `minimumMs` and at most about a minute away.
   */
  pauseMs(job: PacedJob): number
  /** Whether a job is half as old again as those of its kind were at their end, as far as is known. */
  isOverdue(key: string, ageMs: number): boolean
  /**
   * A job of this kind was last seen running at the age of `afterMs` and first seen ended at `untilMs`; both the same
   * where the vendor says when it ended. What cannot be a duration is ignored.
   */
  learn(key: string, ended: { afterMs: number; untilMs: number }): void
}

// A histogram, not a bell curve: a queue before the rendering makes two humps, and a curve fitted to both suits neither.
const bins = 120
const shortestMs = 1000
const ratio = 1.08
const longestMs = shortestMs * ratio ** bins
const longestPauseMs = 60_000
const mostKeys = 500
const fewestJobs = 5
// Half the weight lies on the last 200 jobs.
const smallestGain = 1 - 2 ** (-1 / 200)
// 2 % of a job is spread evenly over its bracket, so that durations never seen stay possible.
const surprise = 0.02
// Once the share of jobs still running is below one job, or below 1 in 1000, the vendor's advice is better.
const mostJobs = 1000
// Some jobs take longer than any before them: past this part of the longest time, one is late.
const late = 1.5
// A share below 0.0001 of a bin is a remainder of the uniform start, and is worth no poll.
const faint = 0.0001

/** `random` is 0 to 1. */
export function createPollSchedule(random: () => number): PollSchedule {
  const learnt = new Map<string, { count: number; shares: Float32Array }>()
  return {
    pauseMs({ key, ageMs, isFirst, advice: { firstMs, intervalMs, minimumMs }, pollCost }) {
      const age = ageMs > 0 && ageMs < Infinity ? ageMs : 0
      const { count, shares } = learnt.get(key) ?? { count: 0 }
      // A job that was seen and has no age has a clock that cannot be trusted.
      const isKnown = shares && count >= fewestJobs && (isFirst || age > 0)
      const dueMs = isKnown ? nextPoll(shares, rareOf(count), isFirst ? 0 : age, pollCost) : undefined
      if (isFirst) return Math.max(0, (dueMs === undefined ? firstMs : Math.max(minimumMs, dueMs)) - age)
      if (dueMs !== undefined) return Math.max(minimumMs, Math.min(dueMs - age, Math.max(intervalMs, longestPauseMs)))
      const steadyMs = Math.max(intervalMs, Math.min(longestPauseMs, age * 0.1))
      return Math.max(minimumMs, steadyMs * (0.9 + 0.2 * random()))
    },
    isOverdue(key, ageMs) {
      const { count, shares } = learnt.get(key) ?? { count: 0 }
      return (
        shares !== undefined && count >= fewestJobs && nextPoll(shares, rareOf(count), ageMs / late, 1) === undefined
      )
    },
    learn(key, { afterMs, untilMs }) {
      if (!(afterMs < Infinity && untilMs < Infinity && Math.max(afterMs, untilMs) > 0)) return
      const inside = (ms: number): number => Math.min(Math.max(ms, shortestMs), longestMs - 1)
      const lowMs = inside(Math.min(afterMs, untilMs))
      const highMs = Math.max(lowMs + 1, inside(Math.max(afterMs, untilMs)))
      const { count, shares } = learnt.get(key) ?? { count: 0, shares: new Float32Array(bins).fill(1 / bins) }
      absorb(shares, lowMs, highMs, Math.max(1 / (count + 2), smallestGain))
      learnt.delete(key)
      learnt.set(key, { count: count + 1, shares })
      for (const oldest of learnt.keys()) {
        if (learnt.size <= mostKeys) break
        learnt.delete(oldest)
      }
    },
  }
}

/** The share of jobs below which an end is not expected any more. */
function rareOf(count: number): number {
  return 1 / Math.min(count, mostJobs)
}

/** Age at which the density of polls, √(hazard ÷ 2 cost), adds up to one; `undefined` past what was ever seen (Keller 1974). */
function nextPoll(shares: Float32Array, rare: number, ageMs: number, pollCost: number): number | undefined {
  let [alive, fromMs, left] = [1, shortestMs, 1]
  for (const share of shares) {
    const untilMs = fromMs * ratio
    const still = alive - share
    if (untilMs > ageMs) {
      // The last expected bin is waited for, if an earlier bin had any share.
      if (still <= rare) return left < 1 ? untilMs : undefined
      const beginMs = Math.max(fromMs, ageMs)
      const pollsPerMs = Math.sqrt(
        Math.log(alive / Math.min(alive, still + faint)) / (untilMs - fromMs) / 2000 / pollCost,
      )
      const polls = pollsPerMs * (untilMs - beginMs)
      if (polls >= left) return beginMs + left / pollsPerMs
      left -= polls
    }
    alive = still
    fromMs = untilMs
  }
  return undefined
}

/** Adds a job to the histogram: within its bracket where the others ended, and a part to neighbours, as a few are no pattern. */
function absorb(shares: Float32Array, lowMs: number, highMs: number, gain: number): void {
  const weights: number[] = []
  let [fromMs, total] = [shortestMs, 0]
  for (const share of shares) {
    const widthMs = fromMs * (ratio - 1)
    const commonMs = Math.max(0, Math.min(fromMs + widthMs, highMs) - Math.max(fromMs, lowMs))
    const weight = commonMs * (share / widthMs + surprise / (highMs - lowMs))
    weights.push(weight)
    total += weight
    fromMs += widthMs
  }
  weights.forEach((here, bin) => {
    const around = ((weights[bin - 1] ?? here) + 2 * here + (weights[bin + 1] ?? here)) / 4
    const share = shares[bin] ?? 0
    shares[bin] = share + gain * (around / total - share)
  })
}
