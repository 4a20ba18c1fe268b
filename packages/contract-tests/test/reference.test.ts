import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../broken/references.ts'
import { verdicts } from './verdicts.ts'

/** In real time: every clause over nock takes a while on a machine that has much else to do. */
const timeoutMs = 60_000

describe('the reference providers', { timeout: timeoutMs }, () => {
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
})
