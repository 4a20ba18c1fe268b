export type { Clause, ClauseMetadata, Gate } from './harness/clause.ts'
export { clauseMetadata as clauses } from './clauses/index.ts'
export type {
  Claims,
  ContractConfig,
  Deviation,
  Example,
  ProviderEnvironment,
  Samples,
  Waiver,
  Wire,
  WireCost,
  WirePointer,
} from './config/config.ts'
export type { Evidence, Provenance } from './fixtures/provenance.ts'
export { commandOf, type Rerun } from './run/rerun.ts'
export { runContract, type ClauseResult, type RunOptions, type ShownCall } from './run/run.ts'
export { readFixtureSet, type FixtureSet } from './fixtures/fixture-set.ts'
export {
  operations,
  parseFixture,
  scenarios,
  type Operation,
  type Scenario,
  type Fixture,
  type FixtureFinding,
} from './fixtures/fixture.ts'
export {
  exitCode,
  exitCodes,
  isFailure,
  verdicts,
  type Judged,
  type Level,
  type Verdict,
} from './config/verdict.ts'
