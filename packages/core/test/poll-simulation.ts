// Jobs of a made-up vendor, followed in no time of ours: what a pace costs in polls and in seconds of delay.
import { createPollSchedule } from '../src/polling/poll-schedule.ts'

export const advice = { firstMs: 10_000, intervalMs: 10_000, minimumMs: 1000 }

/** How one job went: polls made, and s from its end to the poll that saw it. */
export interface Followed {
  polls: number
  delay: number
}

/** How jobs went on average, and the delay that 95 of 100 stay below. */
export interface Result extends Followed {
  p95: number
}

/** Mulberry32: 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The duration of the job of this number, in s. */
export type Draw = (random: () => number, index: number) => number

/** Durations whose logarithms are normal. */
export function lognormal(median: number, sigma: number): Draw {
  return (random) =>
    median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

/** One or the other, the first with this chance. */
export function either(chance: number, first: Draw, second: Draw): Draw {
  return (random, index) => (random() < chance ? first : second)(random, index)
}

export function durationsOf(draw: Draw, count: number, seed = 1): number[] {
  const random = randomOf(seed)
  return Array.from({ length: count }, (_, index) => draw(random, index))
}

/** One client follows one job after the other, and knows of each only between which polls it ended. */
export function followed(durations: number[], pollCost: number): Followed[] {
  const schedule = createPollSchedule(randomOf(99))
  return durations.map((seconds) => {
    let [ageMs, afterMs, polls] = [0, 0, 0]
    while (polls === 0 || ageMs < seconds * 1000) {
      afterMs = ageMs
      ageMs += schedule.pauseMs({ key: 'one', ageMs, isFirst: polls === 0, advice, pollCost })
      polls += 1
    }
    schedule.learn('one', { afterMs, untilMs: ageMs })
    return { polls, delay: ageMs / 1000 - seconds }
  })
}

/** The same jobs, polled every so many seconds. */
export function fixed(durations: number[], interval: number): Result {
  return resultOf(
    durations.map((seconds) => {
      const polls = Math.max(1, Math.ceil(seconds / interval))
      return { polls, delay: polls * interval - seconds }
    }),
  )
}

/** The fixed interval that makes as many polls. */
export function fixedAtPolls(durations: number[], polls: number): Result {
  let [low, high] = [0.1, 10_000]
  for (let step = 0; step < 40; step++) {
    const interval = Math.sqrt(low * high)
    if (fixed(durations, interval).polls > polls) low = interval
    else high = interval
  }
  return fixed(durations, high)
}

/** What the jobs after the first 200 cost at the price that makes one of both about this much. */
export function atCostFor(durations: number[], what: 'polls' | 'delay', wanted: number): Result {
  let pollCost = 0.4
  for (let step = 0; ; step++) {
    const result = resultOf(followed(durations, pollCost).slice(200))
    if (step === 2) return result
    // Polls go with one over the root of the price, delay with the root.
    pollCost *= (what === 'polls' ? result.polls / wanted : wanted / result.delay) ** 2
  }
}

export function resultOf(jobs: Followed[]): Result {
  const mean = (of: (job: Followed) => number): number => jobs.reduce((sum, job) => sum + of(job), 0) / jobs.length
  const delays = jobs.map(({ delay }) => delay).sort((a, b) => a - b)
  return {
    polls: mean(({ polls }) => polls),
    delay: mean(({ delay }) => delay),
    p95: delays[Math.floor(jobs.length * 0.95)] ?? 0,
  }
}

/** Keller's bound on mean delay times mean polls, in s: ½ (∫ √(f S) dt)², for a median of 60 s. */
export function boundOf(sigma: number): number {
  const width = 0.01
  let [alive, integral] = [1, 0]
  for (let z = -8; z < 8; z += width) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    alive -= density * width
    integral +=
      Math.sqrt(density * Math.max(0, alive + (density * width) / 2) * sigma * 60 * Math.exp(sigma * z)) * width
  }
  return integral ** 2 / 2
}
