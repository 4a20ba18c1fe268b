import { describe, expect, it } from 'vitest'
import { prepareRun } from '../src/run/run.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/index.ts'

type Verdicts = Record<string, string>

/** In real time: every clause over nock takes a while on a machine that has much else to do. */
const timeoutMs = 60_000
const references = [lanternContract, candleContract]
const judged = {
  nock: new Map<ContractConfig, Promise<Verdicts>>(),
  memory: new Map<ContractConfig, Promise<Verdicts>>(),
}

/** What each clause says of a provider, judged once in a process for each wire. */
function verdicts(config: ContractConfig, wire: keyof typeof judged): Promise<Verdicts> {
  const found = judged[wire].get(config) ?? judge(config, wire)
  judged[wire].set(config, found)
  return found
}

async function judge(config: ContractConfig, wire?: keyof typeof judged): Promise<Verdicts> {
  const { findings, run } = prepareRun(config, wire)
  expect(findings).toEqual([])
  const found: Verdicts = {}
  for (const clause of run.clauses) {
    const { verdict, message, reason } = await run.judge(clause)
    found[clause.id] = verdict === 'pass' || verdict === 'not-declared' ? verdict : `${verdict}: ${message ?? reason}`
  }
  return found
}

describe('the reference providers', { timeout: timeoutMs }, () => {
  it('the whole one passes every clause', async () => {
    const found = await verdicts(lanternContract, 'nock')
    expect(Object.values(found).filter((verdict) => verdict !== 'pass')).toEqual([])
  })

  it('the smallest one passes, and does not declare what is optional', async () => {
    const found = await verdicts(candleContract, 'nock')
    expect(new Set(Object.values(found))).toEqual(new Set(['pass', 'not-declared']))
  })

  it('get the same verdicts without a wire as from nock, and where each clause has its own', async () => {
    for (const config of references) {
      expect(await verdicts(config, 'memory')).toEqual(await verdicts(config, 'nock'))
      expect(await judge(config)).toEqual(await verdicts(config, 'nock'))
    }
  })

  it('get the same verdicts whatever the seed', async () => {
    for (const seed of [2, 3])
      expect(await judge({ ...lanternContract, seed }, 'memory')).toEqual(await verdicts(lanternContract, 'memory'))
  })
})
