import { describe, expect, it } from 'vitest'
import { prepareRun } from '../src/run.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/index.ts'

async function verdicts(config: ContractConfig, wire: 'nock' | 'memory'): Promise<Record<string, string>> {
  const { findings, run } = prepareRun(config, wire)
  expect(findings).toEqual([])
  const found: Record<string, string> = {}
  for (const clause of run.clauses) {
    const { verdict, message, reason } = await run.judge(clause)
    found[clause.id] = verdict === 'pass' || verdict === 'not-declared' ? verdict : `${verdict}: ${message ?? reason}`
  }
  return found
}

describe('the reference providers', () => {
  it('the whole one passes every clause', async () => {
    const found = await verdicts(lanternContract, 'nock')
    expect(Object.values(found).filter((verdict) => verdict !== 'pass')).toEqual([])
  })

  it('the smallest one passes, and does not declare what is optional', async () => {
    const found = await verdicts(candleContract, 'nock')
    expect(new Set(Object.values(found))).toEqual(new Set(['pass', 'not-declared']))
  })

  it('get the same verdicts without a wire as from nock', async () => {
    for (const config of [lanternContract, candleContract])
      expect(await verdicts(config, 'memory')).toEqual(await verdicts(config, 'nock'))
  })

  it('get the same verdicts whatever the seed', async () => {
    for (const seed of [2, 3]) {
      const seeded = { ...lanternContract, seed }
      expect(await verdicts(seeded, 'memory')).toEqual(await verdicts(lanternContract, 'memory'))
    }
  })
})
