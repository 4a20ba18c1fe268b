import type { Mode, VideoRequestInput } from '@reelay/core'
import { pointerFor, type Claims, type ContractConfig, type Wire } from '../config/config.ts'
import type { FixtureSet } from '../fixtures/fixture-set.ts'
import type { Fixture, Operation, Scenario } from '../fixtures/fixture.ts'
import { ending } from '../replay/failure.ts'
import type { ReplayerOptions } from '../replay/replayer.ts'
import { runSandbox, type ContextRecord } from './run-sandbox.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import type { Sandbox } from './sandbox.ts'

/** Where a clause acts: what is known of the provider, and sandboxes to try it in. */
export interface ClauseContext {
  claims: Claims
  wire: Wire
  samples: ContractConfig['samples']
  seed: number
  spec: ContractConfig['spec']
  /** Jobs that earlier versions have stored. */
  jobs: readonly unknown[]
  /** The whole configuration. */
  config: ContractConfig
  /** Every fixture, and what is wrong with the files. */
  fixtureSet: FixtureSet
  /** What of the process has changed since the first provider of the run was made. */
  traces: () => string[]
  /** A pointer of `wire` for one operation. Ends the clause as a failure of the configuration when it is missing. */
  pointer(name: 'id' | 'status' | 'progress' | 'resultUrl' | 'reason', operation: Operation): string
  /** The sample of a mode. Ends the clause with `no-fixture` when there is none. */
  sample(mode: Mode): VideoRequestInput
  /** The fixture of a scenario. Ends the clause with `no-fixture` when there is none. */
  fixture(scenario: Scenario): Fixture
  has(scenario: Scenario): boolean
  /** Ends the clause: the provider does not claim the thing. */
  notDeclared(reason: string): never
  /** Ends the clause: what it needs is on no fixture. */
  noFixture(reason: string): never
  /** Ends the clause: the configuration or the fixtures contradict themselves. */
  misconfigured(found: string): never
  /** The clause fails with all of these, unless there are none. */
  expectNone(findings: readonly string[]): void
  /** Notes what is no failure, but should be known. */
  warn(found: string): void
  /** Opens a sandbox, acts in it, and sees to it that nothing is left over, went astray or goes on afterwards; never inside another. */
  sandbox<Value>(options: SandboxOptions, action: (sandbox: Sandbox) => Promise<Value>): Promise<Value>
}

/** What a context is built from. */
export interface ContextParts {
  config: ContractConfig
  fixtureSet: FixtureSet
  seed: number
  claims: Claims
  traces?: () => string[]
  wire?: ReplayerOptions['wire'] | undefined
}

/** Builds the context of one clause. */
export function createClauseContext(
  clause: string,
  { config, fixtureSet, seed, claims, traces = () => [], wire = 'nock' }: ContextParts,
): { context: ClauseContext; record: ContextRecord } {
  const record: ContextRecord = { playback: [], fixtures: [], requests: [], checks: 0, warnings: [] }
  let count = 0

  const context: ClauseContext = {
    claims,
    wire: config.wire,
    samples: config.samples,
    seed,
    spec: config.spec,
    jobs: config.jobs ?? [],
    config,
    fixtureSet,
    traces,
    pointer: (name, operation) =>
      pointerFor(config.wire[name], operation) ??
      context.misconfigured(`the configuration has no wire.${name} for ${operation}`),
    sample: (mode) => config.samples[mode] ?? context.noFixture(`samples.${mode} is missing`),
    fixture: (scenario) => fixtureSet.find(scenario) ?? context.noFixture(`no fixture tells "${scenario}"`),
    has: (scenario) => fixtureSet.find(scenario) !== undefined,
    notDeclared(reason) {
      throw ending({ kind: 'not-declared', found: reason })
    },
    noFixture(reason) {
      throw ending({ kind: 'no-fixture', found: reason })
    },
    misconfigured(found) {
      throw ending({ kind: 'fail', found })
    },
    expectNone(findings) {
      record.checks += 1
      if (findings.length > 0) throw ending({ kind: 'fail', found: findings.join('\n') })
    },
    warn: (found) => void record.warnings.push(found),
    sandbox(options, action) {
      count += 1
      return runSandbox(
        { clause, count, config, fixtureSet, seed, wire, record, fixture: context.fixture },
        options,
        action,
      )
    },
  }

  return { context, record }
}
