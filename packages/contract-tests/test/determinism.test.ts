import { afterEach, describe, expect, it } from 'vitest'
import openaiVideosConfig from '../../provider-openai-videos/test/contract.config.ts'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/index.ts'
import { createRandom } from '@reelay/simulator/random'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'

// In real time: on a machine that has much else to do.
const timeoutMs = 180_000

interface Conditions {
  wire: 'memory' | 'nock'
  /** Of the order; 0: as registered. */
  shuffle: number
  /** How long, of every 10 ms, nobody else gets a turn. */
  loadMs?: number
  /** Clauses that are not judged this time. */
  without?: readonly string[]
}

let load: ReturnType<typeof setInterval> | undefined
afterEach(() => clearInterval(load))

/** Everything that a run has found but how long it took, by clause. */
async function judged(
  config: ContractConfig,
  { wire, shuffle, loadMs = 0, without = [] }: Conditions,
): Promise<Map<string, Omit<ClauseResult, 'durationMs'>>> {
  const { findings, run } = prepareRun(config, wire)
  expect(findings).toEqual([])
  const random = createRandom(shuffle)
  const drawn = run.clauses.map((clause) => ({ clause, place: shuffle === 0 ? 0 : random() }))
  clearInterval(load)
  if (loadMs > 0) load = setInterval(() => hog(loadMs), 10)
  const found = new Map<string, Omit<ClauseResult, 'durationMs'>>()
  for (const { clause } of drawn.toSorted((left, right) => left.place - right.place)) {
    if (without.includes(clause.id)) continue
    const { durationMs: _durationMs, ...rest } = await run.judge(clause)
    found.set(clause.id, rest)
  }
  clearInterval(load)
  return found
}

function hog(forMs: number): void {
  const end = performance.now() + forMs
  while (performance.now() < end);
}

async function expectSame(config: ContractConfig, all: readonly Conditions[]): Promise<void> {
  const [first] = all
  const expected = await judged(config, first!)
  for (const conditions of all.slice(1)) {
    const found = await judged(config, conditions)
    expect(found.size).toBeGreaterThanOrEqual(expected.size - (conditions.without?.length ?? 0))
    for (const [id, result] of found) expect(result, `${id}, ${JSON.stringify(conditions)}`).toEqual(expected.get(id))
  }
}

/** So many runs in memory, each in an order of its own; load, and the megabytes of HOS-04, a third of the time, are in few. */
const runs = (count: number): Conditions[] =>
  Array.from({ length: count }, (_, index) => ({
    wire: 'memory',
    shuffle: index,
    ...(count > 5 && index % 10 === 3 ? { loadMs: 3 } : {}),
    ...(index % 10 === 0 ? {} : { without: ['HOS-04'] }),
  }))

describe('the same is found, whatever the order and the load', () => {
  it('in 20 runs of the smallest provider', { timeout: timeoutMs }, () => expectSame(candleContract, runs(20)))

  it('in 5 runs of the whole one', { timeout: timeoutMs }, () => expectSame(lanternContract, runs(5)))

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
