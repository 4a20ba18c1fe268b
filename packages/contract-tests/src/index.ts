export type { Clause, ClauseMetadata, Claims, Gate } from './clause.ts'
export { clauseMetadata as clauses } from './clauses/index.ts'
export type {
  ContractConfig,
  Example,
  ProviderEnvironment,
  Samples,
  Waiver,
  Wire,
  WireCost,
  WirePointer,
} from './config.ts'
export type { Evidence, Provenance } from './provenance.ts'
export { commandOf, type Rerun } from './rerun.ts'
export { runContract, type ClauseResult, type RunOptions, type ShownCall } from './run.ts'
export { readShelf, type Shelf } from './shelf.ts'
export { operations, parseTape, scenarios, type Operation, type Scenario, type Tape, type TapeFinding } from './tape.ts'
export {
  exitCode,
  exitCodes,
  isFailure,
  verdicts,
  type Deviation,
  type Judged,
  type Level,
  type Verdict,
} from './verdict.ts'
