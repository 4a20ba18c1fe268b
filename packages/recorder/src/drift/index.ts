export { checkDrift, driftSettings, type DriftOptions } from './check-drift.ts'
export type { DriftReport } from './report.ts'
export { driftKinds, type DriftFinding, type DriftKind, type DriftSeverity } from './finding.ts'
export {
  checkResults,
  driftExitCode,
  driftOutcomes,
  type DriftCheck,
  type DriftOutcome,
  type DriftTier,
} from './outcome.ts'
export type { Spent } from './paid.ts'
export { toText } from './text.ts'
