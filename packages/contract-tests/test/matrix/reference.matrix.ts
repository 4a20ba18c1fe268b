import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../../broken/references.ts'
import { judge, verdicts } from '../verdicts.ts'

/** In real time: every clause over nock takes a while on a machine that has much else to do. */
const timeoutMs = 180_000

describe('the reference providers', { timeout: timeoutMs }, () => {
  it('get the same verdicts where each clause has its own wire as without one', async () => {
    for (const config of [lanternContract, candleContract])
      expect(await judge(config)).toEqual(await verdicts(config, 'memory'))
  })

  it('get the same verdicts whatever the seed', async () => {
    for (const seed of [2, 3])
      expect(await judge({ ...lanternContract, seed }, 'memory')).toEqual(await verdicts(lanternContract, 'memory'))
  })
})
