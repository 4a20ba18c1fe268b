import type { ErrorCode } from '../model/error-codes.ts'
import { VideoError, type Submission } from '../model/errors.ts'
import type { JobRecord } from './record.ts'

/** How long an unresolved call holds a slot of its account, in ms. A create that comes too early is refused and pauses for as long at most. */
export const unresolvedHoldMs = 60_000

/** A stored intent, or why nothing was stored. */
export type StoredIntent<Taken> =
  | { record: JobRecord; taken?: undefined; holders?: undefined }
  | { taken: Taken; record?: undefined; holders?: undefined }

/** What a caller is told of a submission: enough to find it again. */
export function submissionOf({ id, key, sentAt, fingerprint = '' }: JobRecord): Submission {
  return { id, sentAt, fingerprint, ...(key !== undefined && { key }) }
}

/** An error of the billable call, before or without an answer of the vendor. */
export function createError(code: ErrorCode, provider: string, what: string, cause?: unknown): VideoError {
  return new VideoError(code, `${provider}: create: ${what}`, { provider, operation: 'create', cause })
}
