import { ending } from './failure.ts'
import type { Cue } from './match.ts'
import { bendTapes, type Mutation } from './mutators.ts'
import type { Evidence } from './provenance.ts'
import type { Operation, Tape } from './tape.ts'

/** What was played for a clause: which operations, on what evidence. */
export interface Playback {
  operation: Operation
  tape: string
  evidence: Evidence
  mutations: readonly string[]
}

/** The tapes after all mutations. Ends the clause when one of them finds nothing to change. */
export function bendAll(tapes: readonly Tape[], mutations: readonly Mutation[], random: () => number): readonly Tape[] {
  try {
    return bendTapes(tapes, mutations, random)
  } catch (error) {
    throw ending({ kind: 'fail', found: error instanceof Error ? error.message : String(error) })
  }
}

/** A tape with the exchanges of these operations alone. */
export function onlyOf(tape: Tape, only: readonly Operation[] | undefined): Tape {
  return only ? { ...tape, exchanges: tape.exchanges.filter(({ operation }) => only.includes(operation)) } : tape
}

/** What of a tape may be played; `isFree`: any number of times, or never. */
export function cuesOf(tape: Tape, isFree: boolean): Cue[] {
  return tape.exchanges.map((exchange) => ({
    exchange: isFree ? { ...exchange, most: Infinity } : exchange,
    tape,
    served: 0,
    isFree,
  }))
}

/** What was played of an exchange. */
export function playbackOf({ exchange, tape }: Cue): Playback {
  const evidence = tape.bent.length > 0 ? 'simulated' : tape.provenance.kind
  return { operation: exchange.operation, tape: tape.id, evidence, mutations: tape.bent }
}
