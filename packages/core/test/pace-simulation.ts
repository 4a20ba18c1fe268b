// Jobs of a made-up vendor, followed in no time of ours: what a pace costs in looks and in seconds of delay.
import { createPace } from '../src/polling/poll-schedule.ts'

export const advice = { firstMs: 10_000, intervalMs: 10_000, minimumMs: 1000 }

/** How one job went: looks made, and s from its end to the look that saw it. */
export interface Followed {
  looks: number
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

/** One client follows one job after the other, and knows of each only between which looks it ended. */
export function followed(durations: number[], price: number): Followed[] {
  const pace = createPace(randomOf(99))
  return durations.map((seconds) => {
    let [ageMs, afterMs, looks] = [0, 0, 0]
    while (looks === 0 || ageMs < seconds * 1000) {
      afterMs = ageMs
      ageMs += pace.pauseMs({ key: 'one', ageMs, isFirst: looks === 0, advice, price })
      looks += 1
    }
    pace.learn('one', { afterMs, untilMs: ageMs })
    return { looks, delay: ageMs / 1000 - seconds }
  })
}

/** The same jobs, looked at every so many seconds. */
export function fixed(durations: number[], interval: number): Result {
  return resultOf(
    durations.map((seconds) => {
      const looks = Math.max(1, Math.ceil(seconds / interval))
      return { looks, delay: looks * interval - seconds }
    }),
  )
}

/** The fixed interval that makes as many looks. */
export function fixedAtLooks(durations: number[], looks: number): Result {
  let [low, high] = [0.1, 10_000]
  for (let step = 0; step < 40; step++) {
    const interval = Math.sqrt(low * high)
    if (fixed(durations, interval).looks > looks) low = interval
    else high = interval
  }
  return fixed(durations, high)
}

/** What the jobs after the first 200 cost at the price that makes one of both about this much. */
export function atPriceFor(durations: number[], what: 'looks' | 'delay', wanted: number): Result {
  let price = 0.4
  for (let step = 0; ; step++) {
    const result = resultOf(followed(durations, price).slice(200))
    if (step === 2) return result
    // Looks go with one over the root of the price, delay with the root.
    price *= (what === 'looks' ? result.looks / wanted : wanted / result.delay) ** 2
  }
}

export function resultOf(jobs: Followed[]): Result {
  const mean = (of: (job: Followed) => number): number => jobs.reduce((sum, job) => sum + of(job), 0) / jobs.length
  const delays = jobs.map(({ delay }) => delay).sort((a, b) => a - b)
  return {
    looks: mean(({ looks }) => looks),
    delay: mean(({ delay }) => delay),
    p95: delays[Math.floor(jobs.length * 0.95)] ?? 0,
  }
}

/** Keller's bound on mean delay times mean looks, in s: ½ (∫ √(f S) dt)², for a median of 60 s. */
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
