import * as z from 'zod/mini'
import { errorCodes } from '../model/error-codes.ts'
import { Job } from '../model/job.ts'

/** States of a submission. `unresolved`: the vendor may have accepted it and may bill it, and no job of it is known. */
export const recordStates = ['submitting', 'running', 'ended', 'refused', 'unresolved', 'abandoned'] as const
export type RecordState = (typeof recordStates)[number]

/** What is known of a call whose outcome is not known. */
export const Evidence = z.object({
  /** Code of what went wrong, or `crashed` where its process is gone. */
  code: z.union([z.enum(errorCodes), z.literal('crashed')]),
  /** A sentence, without key and without signed URLs. */
  message: z.string(),
  /** HTTP status, when there was an answer. */
  status: z.optional(z.number()),
  /** The vendor's id for the request, when there was an answer. */
  requestId: z.optional(z.string()),
})
export type Evidence = z.output<typeof Evidence>

/** One billable call, from before it is sent to the end of its job: plain JSON. Instants are ISO 8601 in UTC. */
export const JobRecord = z.object({
  /** Version of this shape. */
  version: z.literal(1),
  /** Ours; made before anything is sent. */
  id: z.string().check(z.minLength(1)),
  /** The caller's name for this call; no two records have the same. */
  key: z.optional(z.string()),
  /** Tells its request from another, in hex; there for a record with a key or with evidence. */
  fingerprint: z.optional(z.string()),
  state: z.enum(recordStates),
  /** How often it was sent, from 1. */
  attempt: z.int().check(z.positive()),
  provider: z.string(),
  model: z.string(),
  /** The idempotency key that was sent, where the vendor takes one. */
  idempotencyKey: z.optional(z.string()),
  /** The request, as long as it may have to be sent or looked for again. */
  request: z.optional(z.record(z.string(), z.unknown())),
  /** When the call was stored first. */
  createdAt: z.string(),
  /** When this attempt was stored, which is before it was sent. */
  sentAt: z.string(),
  /** When the record was changed last. */
  changedAt: z.string(),
  /** The job, once the vendor has named it. */
  job: z.optional(Job),
  /** Why the outcome is not known. */
  evidence: z.optional(Evidence),
})
export type JobRecord = z.output<typeof JobRecord>
