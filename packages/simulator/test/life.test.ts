import { describe, expect, test } from 'vitest'
import { fateOf, lifeAt, planLife, type Fate, type Plan } from '../src/life.ts'
import { createRandom } from '../src/random.ts'

const timing = { queuedMs: [2_000, 10_000], totalMs: [30_000, 240_000], medianMs: 80_000 } as const
const expiresAfterMs = 86_400_000

function plan(seed: number, fate: Fate = 'completed', speed = 1): Plan {
  return planLife(createRandom(seed, 'job 1'), { timing, fate, speed, expiresAfterMs })
}

const plans = Array.from({ length: 2_000 }, (_, seed) => plan(seed))

describe('durations', () => {
  test('stay within what the vendor says', () => {
    for (const { startsAfterMs, endsAfterMs } of plans) {
      expect(startsAfterMs).toBeGreaterThanOrEqual(2_000)
      expect(startsAfterMs).toBeLessThanOrEqual(10_000)
      expect(endsAfterMs).toBeGreaterThanOrEqual(30_000)
      expect(endsAfterMs).toBeLessThanOrEqual(240_000)
    }
  })

  test('are log-normal around the median', () => {
    const logs = plans.map(({ endsAfterMs }) => Math.log(endsAfterMs)).sort((left, right) => left - right)
    const quantile = (share: number): number => logs[Math.floor(share * logs.length)]!
    // Cut at both ends, the distribution is a little narrower than the 0.5 it is drawn with.
    expect(Math.exp(quantile(0.5))).toBeGreaterThan(74_000)
    expect(Math.exp(quantile(0.5))).toBeLessThan(86_000)
    expect((quantile(0.84) - quantile(0.16)) / 2).toBeGreaterThan(0.4)
    expect((quantile(0.84) - quantile(0.16)) / 2).toBeLessThan(0.52)
  })
})

test('a job is queued, processes with progress that only rises, completes and expires', () => {
  for (const one of plans.slice(0, 50)) {
    const seen = [0, one.startsAfterMs, ...one.steps.map(({ afterMs }) => afterMs), one.endsAfterMs].map((age) =>
      lifeAt(one, age),
    )
    expect(seen[0]).toMatchObject({ phase: 'queued', progress: 0, changesAfterMs: one.startsAfterMs })
    expect(seen[1]).toMatchObject({ phase: 'processing', progress: 0 })
    expect(seen.at(-1)).toMatchObject({ phase: 'completed', progress: 100 })
    const progress = seen.slice(1).map(({ progress }) => progress)
    expect(new Set(progress).size).toBe(progress.length)
    expect(progress).toEqual(progress.toSorted((left, right) => left - right))
    expect(lifeAt(one, expiresAfterMs - 1).phase).toBe('completed')
    expect(lifeAt(one, expiresAfterMs)).toEqual({ phase: 'expired', progress: 100 })
  }
})

test('each life names its next change, and nothing changes before it', () => {
  const usual = (['completed', 'failed', 'stalled'] as const).map((fate) => plan(3, fate))
  const slow = plan(3, 'completed', 0.0001)
  for (const one of [...usual, slow]) {
    for (let life = lifeAt(one, 0), age = 0; life.changesAfterMs !== undefined; life = lifeAt(one, age)) {
      expect(life.changesAfterMs).toBeGreaterThan(age)
      expect(lifeAt(one, life.changesAfterMs - 1)).toEqual(life)
      expect(lifeAt(one, life.changesAfterMs)).not.toEqual(life)
      age = life.changesAfterMs
    }
  }
})

test('a failed job fails once and stays failed', () => {
  const one = plan(4, 'failed')
  expect(lifeAt(one, one.endsAfterMs - 1).phase).toBe('processing')
  for (const age of [one.endsAfterMs, expiresAfterMs, 2 * expiresAfterMs]) {
    expect(lifeAt(one, age)).toMatchObject({ phase: 'failed' })
    expect(lifeAt(one, age).progress).toBeLessThan(100)
  }
})

test('a stalled job processes until it expires', () => {
  const one = plan(5, 'stalled')
  expect(lifeAt(one, expiresAfterMs - 1).phase).toBe('processing')
  expect(lifeAt(one, expiresAfterMs).phase).toBe('expired')
})

test('a job that would end after its lifetime expires instead', () => {
  const slow = plan(6, 'failed', 0.0001)
  expect(lifeAt(slow, expiresAfterMs).phase).toBe('expired')
  expect(lifeAt(slow, slow.endsAfterMs).phase).toBe('expired')
})

test('speed divides every duration but the lifetime', () => {
  const [usual, fast] = [plan(9), plan(9, 'completed', 100)]
  expect(fast.endsAfterMs).toBe(Math.round(usual.endsAfterMs / 100))
  expect(fast.startsAfterMs).toBeCloseTo(usual.startsAfterMs / 100, -1)
  expect(fast.expiresAfterMs).toBe(usual.expiresAfterMs)
})

test.each<[string, Fate]>([
  ['a fox', 'completed'],
  ['', 'completed'],
  ['a fox [fail]', 'failed'],
  ['[stall] a fox', 'stalled'],
  ['[stall] [fail]', 'failed'],
])('the prompt "%s" asks to be %s', (prompt, fate) => {
  expect(fateOf(prompt)).toBe(fate)
})
