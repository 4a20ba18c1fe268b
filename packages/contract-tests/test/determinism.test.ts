import { describe, expect, it } from 'vitest'
import openaiVideosConfig from '../../provider-openai-videos/test/contract.config.ts'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import { expectSame, runs } from './same-findings.ts'

// In real time: on a machine that has much else to do.
const timeoutMs = 180_000

describe('the same is found, whatever the order and the load', () => {
  it('in 5 runs of the smallest provider', { timeout: timeoutMs }, () =>
    expectSame(
      candleContract,
      runs(5).map((one) => ({ ...one, loadMs: one.shuffle === 3 ? 3 : 0 })),
    ),
  )

  it('in 2 runs of the whole one', { timeout: timeoutMs }, () => expectSame(lanternContract, runs(2)))

  it('in a run of a real one over nock, and in one in memory', { timeout: timeoutMs }, () =>
    expectSame(openaiVideosConfig, [
      { wire: 'nock', shuffle: 1, without: ['HOS-04'] },
      // The address of a socket is another one than that of none.
      { wire: 'memory', shuffle: 2, without: ['HOS-04', 'HOS-05'] },
    ]),
  )

  it.each(['real-timers', 'ignores-signal', 'leaves-a-heartbeat', 'counts-over-udp'])(
    'in 5 runs of the broken provider %s, with the same reasons',
    async (name) => {
      const broken = brokenProviders.find((one) => one.name.startsWith(name))
      expect(broken, name).toBeDefined()
      const config = configOf(broken!)
      const only = [...broken!.breaks, 'SUB-01', 'STA-01', 'ABT-01']
      await expectSame(
        { ...config, only },
        runs(5).map(({ wire, shuffle }) => ({ wire, shuffle, loadMs: shuffle === 3 ? 3 : 0 })),
      )
    },
  )
})
