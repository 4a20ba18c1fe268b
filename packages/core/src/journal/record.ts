import * as z from 'zod/mini'
import { errorCodes } from '../model/error-codes.ts'
import { Job } from '../model/job.ts'

/**
 * States of a submission. `completed`: the vendor has made the video, and it is not saved yet. `ended`: nothing more is to be
 * done. `unresolved`: the vendor may have accepted it and may bill it, and no job of it is known.
 */
export const recordStates = [
  'submitting',
  'running',
  'completed',
  'ended',
  'refused',
  'unresolved',
  'abandoned',
] as const
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

/** An earlier attempt of a call whose outcome is not known: it may have made a job of its own. */
export const Doubt = z.object({
  attempt: z.int().check(z.positive()),
  sentAt: z.string(),
  evidence: Evidence,
  /** The idempotency key that this attempt was sent with. */
  idempotencyKey: z.optional(z.string()),
  /** True once a person gave it up. */
  isAbandoned: z.optional(z.literal(true)),
})
export type Doubt = z.output<typeof Doubt>

/** One billable call, from before it is sent to the end of its job: plain JSON. Instants are ISO 8601 in UTC. */
export const JobRecord = z.object({
  /** Version of this shape. */
  version: z.literal(1),
  /** Ours; made before anything is sent. */
  id: z.string().check(z.minLength(1)),
  /** The caller's name for this call; no two records have the same. */
  key: z.optional(z.string()),
  /** Tells its request from another, in hex; there for a record with a key, with evidence, or without its request. */
  fingerprint: z.optional(z.string()),
  state: z.enum(recordStates),
  /** How often it was sent, from 1. */
  attempt: z.int().check(z.positive()),
  provider: z.string(),
  model: z.string(),
  /** The idempotency key that was sent, where the vendor takes one. */
  idempotencyKey: z.optional(z.string()),
  /** The request; without its images once it needs to be neither sent nor looked for again. */
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
  /** Earlier attempts that may have made a job, too; oldest first. */
  doubts: z.optional(z.array(Doubt)),
})
export type JobRecord = z.output<typeof JobRecord>
