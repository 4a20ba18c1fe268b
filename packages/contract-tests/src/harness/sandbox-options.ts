import type { Job } from '@reelay/core'
import type { ContractConfig } from '../config/config.ts'
import type { Operation, Scenario } from '../fixtures/fixture.ts'
import type { BodyRule } from '../replay/match.ts'
import type { Mutation } from '../replay/mutators.ts'

/** What is played in a sandbox, and how strictly. */
export interface SandboxOptions {
  /** The fixtures, one after the other; none for a sandbox in which nothing may be sent. */
  fixtures?: Scenario | readonly Scenario[]
  /** Plays only the exchanges of these operations. */
  only?: readonly Operation[]
  /** Applied to every fixture of the sandbox, in order; a function where they need the canary or the origin. */
  mutate?: readonly Mutation[] | ((sandbox: { apiKey: string; origin: string }) => readonly Mutation[])
  /** Whether a request needs the body that is on the fixture; default `any`. */
  bodies?: BodyRule
  /** Whether exchanges may be played any number of times, or never. */
  isLoose?: boolean
  /** What carries requests; default what the run has. `memory`: only the meaning of bodies counts; `loopback`: a server on 127.0.0.1, which a run in memory imitates. */
  wire?: 'memory' | 'loopback'
  /** Makes the provider; default that of the configuration. */
  createProvider?: ContractConfig['createProvider'] | undefined
  /** Jobs that the clients know from the start, as if they had made them. */
  jobs?: readonly Job[]
  /** Added to the canary, such as characters that are written differently in JSON and in a URL. */
  keySuffix?: string
}
