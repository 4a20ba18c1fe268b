import type { DriftFinding } from './finding.ts'
import type { DriftCheck, DriftOutcome, DriftTier } from './outcome.ts'
import type { Spent } from './paid.ts'

/** What a check of one vendor has found. Neither the key nor a signed address is in it. */
export interface DriftReport {
  provider: string
  tier: DriftTier
  /** When it was checked, in UTC. */
  at: string
  outcome: DriftOutcome
  /** Names the findings whenever they were found: one change is one changeset. Absent when there are none. */
  changeset?: string
  findings: DriftFinding[]
  checks: DriftCheck[]
  /** Absent when no create was sent. */
  spent?: Spent
  /** Whether a simulator has answered. */
  simulated?: true
}
