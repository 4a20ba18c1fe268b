import { describe, expect, it } from 'vitest'
import { createPollSchedule, type PollSchedule, type PacedJob } from '../src/polling/poll-schedule.ts'
import {
  atCostFor,
  boundOf,
  type Draw,
  durationsOf,
  either,
  fixed,
  fixedAtPolls,
  followed,
  lognormal,
  randomOf,
  resultOf,
} from './poll-simulation.ts'

const sigmas = [0.2, 0.35, 0.5, 0.8]
const polling = { firstMs: 8000, intervalMs: 5000, minimumMs: 2000 }
const fresh: PacedJob = { key: 'one', ageMs: 0, isFirst: true, advice: polling, pollCost: 1 }
const seen = (ageMs: number): PacedJob => ({ ...fresh, ageMs, isFirst: false })
const middle = (): number => 0.5

/** One that has seen so many jobs of about this many ms. */
function taught(jobs: number, ms: number, random = middle): PollSchedule {
  const schedule = createPollSchedule(random)
  const noise = randomOf(1)
  for (let job = 0; job < jobs; job++) {
    const tookMs = ms * (0.8 + 0.4 * noise())
    schedule.learn('one', { afterMs: tookMs - 1000, untilMs: tookMs })
  }
  return schedule
}

/** The first pause after so many jobs of a minute, and one more. */
function firstAfter(jobs: number): number {
  const schedule = taught(jobs, 60_000)
  schedule.learn('one', { afterMs: 59_000, untilMs: 60_000 })
  return schedule.pauseMs(fresh)
}

describe('before anything was learnt', () => {
  it.each([
    [0, 8000],
    [7999, 1],
    [8000, 0],
    [90_000, 0],
  ])('the first poll of a job of %i ms is in %i ms', (ageMs, pauseMs) => {
    expect(createPollSchedule(middle).pauseMs({ ...fresh, ageMs })).toBe(pauseMs)
  })

  it.each([
    [8000, 5000],
    [50_000, 5000],
    [200_000, 20_000],
    [3_600_000, 60_000],
  ])('one after a poll of %i ms is in %i ms', (ageMs, pauseMs) => {
    expect(createPollSchedule(middle).pauseMs(seen(ageMs))).toBe(pauseMs)
  })

  it('later polls stray by a tenth, but never below the floor', () => {
    expect(createPollSchedule(() => 0).pauseMs(seen(8000))).toBe(4500)
    expect(createPollSchedule(() => 0.999).pauseMs(seen(8000))).toBeCloseTo(5499)
    const advice = { firstMs: 5000, intervalMs: 5000, minimumMs: 5000 }
    expect(createPollSchedule(() => 0).pauseMs({ ...seen(8000), advice })).toBe(5000)
  })

  it('the price says nothing yet', () => {
    expect(createPollSchedule(middle).pauseMs({ ...seen(8000), pollCost: 100 })).toBe(5000)
  })

  it('it takes five jobs of the same key', () => {
    const schedule = taught(4, 60_000)
    for (let job = 0; job < 30; job++) schedule.learn('another', { afterMs: 59_000, untilMs: 60_000 })
    expect(schedule.pauseMs(fresh)).toBe(8000)
    schedule.learn('one', { afterMs: 59_000, untilMs: 60_000 })
    expect(schedule.pauseMs(fresh)).toBeGreaterThan(30_000)
  })
})

describe('once it knows', () => {
  it('polls when jobs end, without chance', () => {
    const schedule = taught(100, 60_000, () => {
      throw new Error('chance')
    })
    const first = schedule.pauseMs(fresh)
    expect(first).toBeGreaterThan(40_000)
    expect(first).toBeLessThan(55_000)
    const next = schedule.pauseMs(seen(first))
    expect(next).toBeGreaterThan(2000)
    expect(next).toBeLessThan(6000)
  })

  it('a job that is taken up late is polled as if it had been followed, and at once when that is past', () => {
    const schedule = taught(100, 60_000)
    const first = schedule.pauseMs(fresh)
    expect(schedule.pauseMs({ ...fresh, ageMs: 20_000 })).toBeCloseTo(first - 20_000)
    expect(schedule.pauseMs({ ...fresh, ageMs: first + 1 })).toBe(0)
  })

  it('a higher price makes fewer polls, and none makes more than the floor allows', () => {
    const schedule = taught(100, 60_000)
    const pauses = [1e-9, 0.1, 1, 10].map((pollCost) => schedule.pauseMs({ ...seen(55_000), pollCost }))
    expect(pauses[0]).toBe(2000)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(pauses[3]).toBeGreaterThan(8000)
  })

  it('a price that allows one poll has it made when all have ended', () => {
    const first = taught(300, 60_000).pauseMs({ ...fresh, pollCost: 1e6 })
    expect(first).toBeGreaterThan(70_000)
    expect(first).toBeLessThan(85_000)
  })

  it('the first poll keeps the floor, too', () => {
    expect(taught(100, 1200).pauseMs({ ...fresh, pollCost: 0.01 })).toBe(2000)
  })

  it('a job that outlives all others is polled as the vendor advises', () => {
    expect(taught(300, 60_000).pauseMs(seen(300_000))).toBe(30_000)
  })

  it('only a first poll is more than a minute away', () => {
    const schedule = taught(100, 1_800_000)
    expect(schedule.pauseMs(fresh)).toBeGreaterThan(1_200_000)
    expect(schedule.pauseMs(seen(8000))).toBe(60_000)
    const advice = { ...polling, intervalMs: 90_000 }
    expect(schedule.pauseMs({ ...seen(8000), advice })).toBe(90_000)
  })

  it('jobs of many hours are not polled for two', () => {
    const schedule = createPollSchedule(middle)
    for (let job = 0; job < 100; job++) schedule.learn('one', { afterMs: 18_000_000, untilMs: 18_000_000 })
    expect(schedule.pauseMs(fresh)).toBeGreaterThan(7_200_000)
  })

  it('what thousands said is unlearnt when jobs take a sixth', () => {
    const schedule = taught(30_000, 60_000)
    for (let job = 0; job < 200; job++) {
      let [afterMs, untilMs] = [0, schedule.pauseMs(fresh)]
      while (untilMs < 10_000) [afterMs, untilMs] = [untilMs, untilMs + schedule.pauseMs(seen(untilMs))]
      schedule.learn('one', { afterMs, untilMs })
    }
    expect(schedule.pauseMs(fresh)).toBeLessThan(15_000)
  })

  it("takes the vendor's own figure as it is", () => {
    const schedule = createPollSchedule(middle)
    for (let job = 0; job < 400; job++) schedule.learn('one', { afterMs: 60_000, untilMs: 60_000 })
    const first = schedule.pauseMs(fresh)
    expect(first).toBeGreaterThan(50_000)
    expect(first).toBeLessThan(66_000)
  })

  it('forgets the keys that were not heard of for longest, and only these', () => {
    const schedule = taught(20, 60_000)
    const learn = (key: string): void => schedule.learn(key, { afterMs: 59_000, untilMs: 60_000 })
    for (let key = 0; key < 499; key++) learn(`key ${key}`)
    expect(schedule.pauseMs(fresh)).toBeGreaterThan(30_000)
    learn('one')
    for (let key = 0; key < 499; key++) learn(`other ${key}`)
    expect(schedule.pauseMs(fresh)).toBeGreaterThan(30_000)
    learn('one too many')
    expect(schedule.pauseMs(fresh)).toBe(8000)
  })
})

describe('whatever it is told', () => {
  it.each([Number.NaN, Infinity, -Infinity, -86_400_000])('an age of %d ms is none', (ageMs) => {
    expect(createPollSchedule(middle).pauseMs({ ...fresh, ageMs })).toBe(8000)
    expect(createPollSchedule(middle).pauseMs(seen(ageMs))).toBe(5000)
    const schedule = taught(100, 60_000)
    expect(schedule.pauseMs({ ...fresh, ageMs })).toBe(schedule.pauseMs(fresh))
    expect(schedule.pauseMs(seen(ageMs))).toBe(5000)
  })

  it.each([Number.NaN, 0, -1, Infinity])('a price of %d still makes a pause', (pollCost) => {
    const pauseMs = taught(100, 60_000).pauseMs({ ...seen(55_000), pollCost })
    expect(pauseMs).toBeGreaterThanOrEqual(2000)
    expect(pauseMs).toBeLessThanOrEqual(60_000)
  })

  it.each([
    [Number.NaN, 60_000],
    [60_000, Number.NaN],
    [0, Infinity],
    [-Infinity, -1],
    [-1, 0],
  ])('a job that ended between %d and %d ms teaches nothing', (afterMs, untilMs) => {
    const schedule = taught(4, 60_000)
    for (let job = 0; job < 5; job++) schedule.learn('one', { afterMs, untilMs })
    expect(schedule.pauseMs(fresh)).toBe(8000)
    schedule.learn('one', { afterMs: 59_000, untilMs: 60_000 })
    expect(schedule.pauseMs(fresh)).toBe(firstAfter(4))
  })

  it('a bracket the wrong way round is turned', () => {
    const [schedule, turned] = [createPollSchedule(middle), createPollSchedule(middle)]
    for (let job = 0; job < 30; job++) {
      schedule.learn('one', { afterMs: 50_000, untilMs: 60_000 })
      turned.learn('one', { afterMs: 60_000, untilMs: 50_000 })
    }
    expect(turned.pauseMs(fresh)).toBe(schedule.pauseMs(fresh))
  })

  it.each([
    [0, 1],
    [-5000, 300],
    [0, 1e12],
    [1e12, 1e12],
  ])('jobs that ended between %d and %d ms leave a pause within bounds', (afterMs, untilMs) => {
    const schedule = createPollSchedule(middle)
    for (let job = 0; job < 1000; job++) schedule.learn('one', { afterMs, untilMs })
    for (let ageMs = 0; ageMs < 1e9; ageMs = ageMs * 1.5 + 1000) {
      const pauseMs = schedule.pauseMs(seen(ageMs))
      expect(pauseMs).toBeGreaterThanOrEqual(2000)
      expect(pauseMs).toBeLessThanOrEqual(60_000)
    }
  })

  it('one job cannot turn what hundreds said', () => {
    const schedule = taught(300, 60_000)
    const before = schedule.pauseMs(fresh)
    schedule.learn('one', { afterMs: 0, untilMs: 86_400_000 })
    schedule.learn('one', { afterMs: 1, untilMs: 1 })
    expect(Math.abs(schedule.pauseMs(fresh) - before)).toBeLessThan(0.05 * before)
  })
})

describe('against the least that is possible', () => {
  const cost = ({ polls, delay }: { polls: number; delay: number }): number => polls * delay

  it.each(sigmas)('after 200 jobs of sigma %d: 1.10 times at 8 polls a job, 1.25 times at 4.5', (sigma) => {
    const durations = durationsOf(lognormal(60, sigma), 1600)
    const many = atCostFor(durations, 'polls', 8.2)
    expect(many.polls).toBeGreaterThanOrEqual(8)
    expect(cost(many) / boundOf(sigma)).toBeLessThanOrEqual(1.1)
    const few = atCostFor(durations, 'polls', 4.5)
    expect(Math.abs(few.polls - 4.5)).toBeLessThan(0.5)
    expect(cost(few) / boundOf(sigma)).toBeLessThanOrEqual(1.25)
  })

  // Jobs that are much alike cost up to three times the bound at the pace of the vendor, which the first five keep.
  it.each([
    [0.2, 1.5],
    [0.35, 1.4],
    [0.5, 1.4],
    [0.8, 1.4],
  ])('within the first 50 jobs of sigma %d: %d times', (sigma, most) => {
    const clients = Array.from({ length: 40 }, (_, seed) => durationsOf(lognormal(60, sigma), 50, seed))
    const jobs = clients.flatMap((durations) => followed(durations, 0.5))
    expect(cost(resultOf(jobs)) / boundOf(sigma)).toBeLessThanOrEqual(most)
  })

  it.each([
    [0.2, 0.42],
    [0.35, 0.6],
  ])('as soon as with a fixed 5 s, jobs of sigma %d take %d times the polls', (sigma, most) => {
    const durations = durationsOf(lognormal(60, sigma), 1600)
    const usual = fixed(durations.slice(200), 5)
    const learnt = atCostFor(durations, 'delay', usual.delay)
    expect(learnt.delay).toBeLessThan(usual.delay * 1.01)
    expect(learnt.polls / usual.polls).toBeLessThanOrEqual(most)
  })
})

describe('against a fixed interval with as many polls', () => {
  const queued: Draw = (random, index) => (random() < 0.4 ? lognormal(180, 0.4)(random, index) : 0)
  const rendered = lognormal(60, 0.2)
  const cases: [string, Draw][] = [
    ...sigmas.map((sigma): [string, Draw] => [`sigma ${sigma}`, lognormal(60, sigma)]),
    ['a queue before some', (random, index) => queued(random, index) + rendered(random, index)],
    ['a queue before every other fifty', (random, index) => (index % 100 < 50 ? 0 : 120) + rendered(random, index)],
    ['a few that take ten times as long', either(0.9, rendered, lognormal(600, 0.2))],
    ['a few that take a tenth', either(0.1, lognormal(30, 0.1), lognormal(300, 0.1))],
    [
      'twice as long from one day to the next',
      (random, index) => lognormal(index < 400 ? 60 : 120, 0.2)(random, index),
    ],
    ['half as long', (random, index) => lognormal(index < 400 ? 60 : 30, 0.2)(random, index)],
    ['a tenth as long', (random, index) => lognormal(index < 400 ? 600 : 60, 0.2)(random, index)],
    ['ten times as long', (random, index) => lognormal(index < 400 ? 60 : 600, 0.2)(random, index)],
    [
      'now longer, now shorter',
      (random, index) => lognormal(60 * Math.exp(0.5 * Math.sin(index / 80)), 0.2)(random, index),
    ],
  ]
  it.each(cases)('jobs with %s are never seen later, from the first job on', (_, draw) => {
    const durations = durationsOf(draw, 1000)
    for (const pollCost of [0.2, 2]) {
      const learnt = resultOf(followed(durations, pollCost))
      const usual = fixedAtPolls(durations, learnt.polls)
      expect(learnt.delay / usual.delay).toBeLessThanOrEqual(1.05)
      expect(learnt.p95 / usual.p95).toBeLessThanOrEqual(1)
    }
  })

  it('and where nothing can be learnt, hardly later', () => {
    const durations = durationsOf((random) => 5 - 60 * Math.log(1 - random()), 1200)
    const learnt = resultOf(followed(durations, 0.5))
    const usual = fixedAtPolls(durations, learnt.polls)
    expect(learnt.delay / usual.delay).toBeLessThanOrEqual(1.05)
    expect(learnt.p95 / usual.p95).toBeLessThanOrEqual(1.05)
  })

  it.each([30, 120])('200 jobs after a median of 60 s became %i s, little of that is left', (median) => {
    const durations = durationsOf((random, index) => lognormal(index < 400 ? 60 : median, 0.2)(random, index), 1200)
    const { polls, delay } = resultOf(followed(durations, 0.25).slice(600))
    expect((polls * delay) / (boundOf(0.2) * (median / 60))).toBeLessThanOrEqual(1.5)
  })
})
