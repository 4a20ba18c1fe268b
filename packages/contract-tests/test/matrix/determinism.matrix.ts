import { describe, it } from 'vitest'
import { candleContract, lanternContract } from '../../broken/references.ts'
import { expectSame, runs } from '../same-findings.ts'

// In real time: on a machine that has much else to do.
const timeoutMs = 180_000

describe('the same is found, whatever the order and the load', () => {
  it('in 20 runs of the smallest provider', { timeout: timeoutMs }, () => expectSame(candleContract, runs(20)))

  it('in 5 runs of the whole one', { timeout: timeoutMs }, () => expectSame(lanternContract, runs(5)))
})
