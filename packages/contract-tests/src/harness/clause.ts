import type { Claims, ContractConfig } from '../config/config.ts'
import type { ClauseLevel } from '../config/contract-pin.ts'
import type { ClauseContext } from './clause-context.ts'
import type { Operation } from '../fixtures/fixture.ts'

// The types that a clause is written with come from here.
export type { Body, Exchange, Fixture, FixtureFinding, Operation, Scenario } from '../fixtures/fixture.ts'
export type { ClauseContext } from './clause-context.ts'
export type { SandboxOptions } from './sandbox-options.ts'
export type { Outcome, Sandbox } from './sandbox.ts'

/** Who has to answer: `only` those whose claims, or whose configuration, fit; told in words for the README. */
export interface Gate {
  name: string
  isOpen(claims: Claims, config: ContractConfig): boolean
}

/** What the file of a clause says of it. */
export interface ClauseDefinition {
  /** What is demanded, as a sentence. */
  title: string
  /** Version of the suite that brought it; default `1.0`. */
  since?: string
  /** Default `required`. */
  level?: ClauseLevel
  /** What it costs a user when this is broken. */
  why: string
  /** What its author has to do. */
  fix: string
  run(context: ClauseContext): Promise<void>
}

/** The clauses of one file, by id. */
export type ClauseDefinitions = Readonly<Record<string, ClauseDefinition>>

/** One promise, and how it is put to the test. */
export interface Clause extends Required<ClauseDefinition> {
  /** Such as `REQ-01`; never used again for anything else. */
  id: string
  /** Default: every provider has to answer. */
  gate?: Gate
  /** Operations that must occur for the verdict to mean anything; none for promises about what is not sent. */
  subject: readonly Operation[]
}

/** What is known of a clause without running it. */
export type ClauseMetadata = Omit<Clause, 'run' | 'gate'> & { gate?: string }

/** A clause without its code. */
export function metadataOf({ run: _run, gate, ...rest }: Clause): ClauseMetadata {
  return { ...rest, ...(gate && { gate: gate.name }) }
}
