import { ending } from './failure.ts'
import type { Expectation } from './match.ts'
import { mutateFixtures, type Mutation } from './mutators.ts'
import type { Evidence } from '../fixtures/provenance.ts'
import type { Operation, Fixture } from '../fixtures/fixture.ts'

/** What was played for a clause: which operations, on what evidence. */
export interface Playback {
  operation: Operation
  fixture: string
  evidence: Evidence
  mutations: readonly string[]
}

/** The fixtures after all mutations. Ends the clause when one of them finds nothing to change. */
export function mutateAll(
  fixtures: readonly Fixture[],
  mutations: readonly Mutation[],
  random: () => number,
): readonly Fixture[] {
  try {
    return mutateFixtures(fixtures, mutations, random)
  } catch (error) {
    throw ending({ kind: 'fail', found: error instanceof Error ? error.message : String(error) })
  }
}

/** A fixture with the exchanges of these operations alone. */
export function onlyOf(fixture: Fixture, only: readonly Operation[] | undefined): Fixture {
  return only
    ? { ...fixture, exchanges: fixture.exchanges.filter(({ operation }) => only.includes(operation)) }
    : fixture
}

/** What of a fixture may be played; `areFree`: any number of times, or never, as what has no `most` anyway. */
export function expectationsOf(fixture: Fixture, areFree: boolean): Expectation[] {
  return fixture.exchanges.map((exchange) => ({
    exchange: areFree ? { ...exchange, most: Infinity } : exchange,
    fixture,
    served: 0,
    isFree: areFree || exchange.most === Infinity,
  }))
}

/** What was played of an exchange. */
export function playbackOf({ exchange, fixture }: Expectation): Playback {
  const evidence = fixture.mutated.length > 0 ? 'simulated' : fixture.provenance.kind
  return { operation: exchange.operation, fixture: fixture.id, evidence, mutations: fixture.mutated }
}
