import { expect } from 'vitest'
import type { ContractConfig } from '../src/index.ts'
import { createRandom } from '@reelay/simulator/random'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'

/** What a run is judged under. */
export interface Conditions {
  wire: 'memory' | 'nock'
  /** Of the order; 0: as registered. */
  shuffle: number
  /** How long, of every 10 ms, nobody else gets a turn. */
  loadMs?: number
  /** Clauses that are not judged this time. */
  without?: readonly string[]
}

/** Everything that a run has found but how long it took, by clause. */
async function judged(
  config: ContractConfig,
  { wire, shuffle, loadMs = 0, without = [] }: Conditions,
): Promise<Map<string, Omit<ClauseResult, 'durationMs'>>> {
  const { findings, run } = prepareRun(config, wire)
  expect(findings).toEqual([])
  const random = createRandom(shuffle)
  const drawn = run.clauses.map((clause) => ({ clause, place: shuffle === 0 ? 0 : random() }))
  const load = loadMs > 0 ? setInterval(() => hog(loadMs), 10) : undefined
  const found = new Map<string, Omit<ClauseResult, 'durationMs'>>()
  try {
    for (const { clause } of drawn.toSorted((left, right) => left.place - right.place)) {
      if (without.includes(clause.id)) continue
      const { durationMs: _durationMs, ...rest } = await run.judge(clause)
      found.set(clause.id, rest)
    }
  } finally {
    clearInterval(load)
  }
  return found
}

function hog(forMs: number): void {
  const end = performance.now() + forMs
  while (performance.now() < end);
}

/** Judges a provider under each of these conditions: every clause says the same, in the same words. */
export async function expectSame(config: ContractConfig, all: readonly Conditions[]): Promise<void> {
  const [first] = all
  const expected = await judged(config, first!)
  for (const conditions of all.slice(1)) {
    const found = await judged(config, conditions)
    expect(found.size).toBeGreaterThanOrEqual(expected.size - (conditions.without?.length ?? 0))
    for (const [id, result] of found) expect(result, `${id}, ${JSON.stringify(conditions)}`).toEqual(expected.get(id))
  }
}

/** So many runs in memory, each in an order of its own; load, and the megabytes of HOS-04, a third of the time, are in few. */
export const runs = (count: number): Conditions[] =>
  Array.from({ length: count }, (_, index) => ({
    wire: 'memory',
    shuffle: index,
    ...(count > 5 && index % 10 === 3 ? { loadMs: 3 } : {}),
    ...(index % 10 === 0 ? {} : { without: ['HOS-04'] }),
  }))
