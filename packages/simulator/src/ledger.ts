import type { JobRecord } from './jobs.ts'
import type { DeliveryRecord } from './webhooks.ts'

/** One request a simulator saw. */
export interface RequestRecord {
  /** From the spec; `media` for result URLs; null when the spec has no such path. */
  operationId: string | null
  method: string
  /** Without the query, which may hold a signature. */
  path: string
  /** Ms since 1970. */
  at: number
  /** What was answered; null when the client got no answer. */
  status: number | null
}

/** Something a client did that the spec forbids. */
export interface ViolationRecord {
  operationId: string | null
  method: string
  path: string
  /** Such as `body/duration_seconds must be integer`. */
  what: string
}

/** The vendor's own ledger, for tests. */
export interface Ledger {
  /** As they stand now, oldest first; also those that were deleted from a history. */
  readonly jobs: readonly JobRecord[]
  readonly requests: readonly RequestRecord[]
  readonly violations: readonly ViolationRecord[]
  /** Attempts to call back. */
  readonly deliveries: readonly DeliveryRecord[]
}
