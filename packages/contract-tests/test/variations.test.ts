import { describe, expect, it } from 'vitest'
import { outside, pairs, valuesOf, type VendorOption } from '../src/clauses/cases/variations.ts'

describe('the values that are tried', () => {
  it('hold every pair of values of any two options, in far fewer rows than all combinations', () => {
    const choices = new Map<VendorOption, unknown[]>([
      ['duration', [2, 4, 6]],
      ['fps', [24, 30]],
      ['audio', [true, false]],
      ['seed', [0, 1, 2]],
    ])
    const rows = pairs(choices)
    for (const [first, left] of choices)
      for (const [second, right] of choices)
        if (first !== second)
          for (const one of left)
            for (const other of right)
              expect(
                rows.some((row) => row[first] === one && row[second] === other),
                JSON.stringify([first, one, second, other]),
              ).toBe(true)
    expect(rows.length).toBeLessThan(18)
  })

  it('are none for one option alone, and for no option', () => {
    expect(pairs(new Map())).toEqual([])
    expect(pairs(new Map([['fps', [24, 30]]]))).toEqual([])
  })

  it('are the ends, the middle and the default of a range', () => {
    const sample = { model: 'm', prompt: 'p' }
    expect(valuesOf({ duration: { min: 2, max: 12, step: 2, default: 4 } }, 'duration', sample)).toEqual([2, 6, 4, 12])
    expect(valuesOf({ seed: null }, 'seed', sample)).toContain(0)
    expect(valuesOf({}, 'audio', sample)).toEqual([])
  })

  it('that must be refused lie just outside of what is declared', () => {
    const found = outside({ duration: { min: 2, max: 12, step: 2 }, n: 2 }, { model: 'm', prompt: 'p' }, true)
    const durations = found.flatMap(({ changes, isListed }) =>
      isListed && 'duration' in changes ? [changes['duration']] : [],
    )
    expect(durations).toEqual([14, 1, 3])
    expect(found.some(({ changes }) => changes['n'] === 3)).toBe(true)
    expect(outside({}, { model: 'm', prompt: 'p' }, false).some(({ field }) => field === 'model')).toBe(false)
  })
})
