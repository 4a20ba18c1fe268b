import type { Claims, ContractConfig } from '../config/config.ts'
import type { ClauseContext } from './clause-context.ts'
import type { Operation } from '../fixtures/fixture.ts'

/** Who has to answer: `only` those whose claims, or whose configuration, fit; told in words for the README. */
export interface Gate {
  name: string
  isOpen(claims: Claims, config: ContractConfig): boolean
}

/** One promise, and how it is put to the test. */
export interface Clause {
  /** Such as `REQ-01`; never used again for anything else. */
  id: string
  /** What is demanded, as a sentence. */
  title: string
  /** Version of the suite that brought it. */
  since: string
  /** Only a `required` clause can fail a provider. */
  level: 'required' | 'experimental'
  /** Default: every provider has to answer. */
  gate?: Gate
  /** Operations that must occur for the verdict to mean anything; none for promises about what is not sent. */
  subject: readonly Operation[]
  /** What it costs a user when this is broken. */
  why: string
  /** What its author has to do. */
  fix: string
  run(context: ClauseContext): Promise<void>
}

/** What is known of a clause without running it. */
export type ClauseMetadata = Omit<Clause, 'run' | 'gate'> & { gate?: string }

/** A clause without its code. */
export function metadataOf({ run: _run, gate, ...rest }: Clause): ClauseMetadata {
  return { ...rest, ...(gate && { gate: gate.name }) }
}
