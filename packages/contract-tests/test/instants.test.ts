import { describe, expect, it } from 'vitest'
import { instantForm, instantOf } from '../src/harness/instants.ts'

const at = '2026-03-01T09:59:59.000Z'

describe('the writing of a vendor', () => {
  it.each([
    [1_715_000_000, 1_772_359_199],
    [1_715_000_000_922, 1_772_359_199_000],
    ['1715000000', '1772359199'],
    ['2026-01-01T10:00:00Z', at],
    ['2026-01-01T10:00:00+08:00', at],
    ['2026-01-01 10:00:00', '2026-03-01 09:59:59'],
    ['2026-01-01T10:00:00', '2026-03-01T09:59:59'],
  ])('is told from %s', (sample, written) => {
    expect(instantForm(sample)?.write(Date.parse(at))).toBe(written)
  })

  it.each([[0], [null], [undefined], ['soon'], [''], [{}]])('is not told from %j', (sample) => {
    expect(instantForm(sample)).toBeUndefined()
    expect(instantOf(sample)).toBeUndefined()
  })

  it.each([1_715_000_000, 1_715_000_000_922, '1715000000', '2026-01-01T10:00:00Z', '2026-01-01 10:00:00'])(
    'has pitfalls that are read back: %s',
    (sample) => {
      const { pitfalls = [] } = instantForm(sample) ?? {}
      expect(pitfalls.length).toBeGreaterThan(1)
      for (const { written, instant } of pitfalls) expect(instantOf(written)).toBe(instant)
    },
  )
})
