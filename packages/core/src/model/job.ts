import * as z from 'zod/mini'
import { errorCodes } from './error-codes.ts'

/** The status of a job. `unknown`: the vendor's word is not listed; it is no end, and is kept in `vendorStatus`. */
export const statuses = ['queued', 'in_progress', 'completed', 'failed', 'cancelled', 'expired', 'unknown'] as const
export type Status = (typeof statuses)[number]

const certainty = z.enum(['no', 'yes', 'unknown'])
const ends: ReadonlySet<Status> = new Set<Status>(['completed', 'failed', 'cancelled', 'expired'])

/** Money: `amount` in units of `currency` (1.5 USD, not 150 cents). */
export const Cost = z.object({
  /** In whole units: 1.5 is one dollar fifty. */
  amount: z.number(),
  /** ISO 4217, such as `USD`. */
  currency: z.string(),
  /** Whether the vendor says the amount, or the price list does. */
  source: z.enum(['vendor', 'estimated']),
  /** False while the vendor may still change it. */
  final: z.boolean(),
})
export type Cost = z.output<typeof Cost>
/** An amount in whole units of a currency (ISO 4217). */
export type Money = Pick<Cost, 'amount' | 'currency'>

/** One video of a completed job. */
export const Output = z.object({
  /** URL of the video; absent where a further call gives it. Often signed and short-lived: treat it as a secret. */
  url: z.optional(z.string()),
  /** Further URLs that the vendor names for the same video, for when `url` leads nowhere; as secret. */
  fallbackUrls: z.optional(z.array(z.string())),
  /** Such as `video/mp4`, when the vendor says so. */
  mediaType: z.optional(z.string()),
})
export type Output = z.output<typeof Output>

/** A job: plain JSON that any process can take up again. Instants are ISO 8601 in UTC. */
export const Job = z.object({
  /** Id of the provider that the job belongs to. */
  provider: z.string().check(z.minLength(1)),
  /** The vendor's id of the model; empty where it is not known. */
  model: z.string(),
  /** The vendor's id. */
  id: z.string().check(z.minLength(1)),
  status: z.enum(statuses),
  /** The vendor's own word. */
  vendorStatus: z.optional(z.string()),
  /** 0 to 100, as the vendor says it; absent when it says nothing. */
  progress: z.optional(z.number()),
  /** Empty until completed. */
  outputs: z.array(Output),
  /** Why the job failed. */
  error: z.optional(
    z.object({
      code: z.enum(errorCodes),
      /** The vendor's own words, without key and without signed URLs. */
      message: z.string(),
      /** Whether the vendor charges for the failed job. */
      charged: certainty,
    }),
  ),
  /** The vendor's figure, an estimate until it is final. */
  cost: z.optional(Cost),
  /** When it was created, as the vendor says, or else by this machine's clock. */
  createdAt: z.optional(z.string()),
  /** When it ended, where the vendor says so. */
  completedAt: z.optional(z.string()),
  /** When the job or its result is gone at the vendor. */
  expiresAt: z.optional(z.string()),
  /**
   * The end that an `unknown` status seems to be, and how many polls in a row have shown it; after three the job has ended so.
   * Kept in an ended job, it says that its end was assumed.
   */
  likelyEnd: z.optional(z.object({ status: z.enum(['completed', 'failed']), polls: z.number() })),
  /** What the provider needs, beyond the id, to find the job again. */
  handle: z.optional(z.record(z.string(), z.string())),
  /** True when a simulator answered, not a vendor. */
  simulated: z.optional(z.literal(true)),
})
export type Job = z.output<typeof Job>

/** The least that finds a job again. */
export type JobReference = Pick<Job, 'provider' | 'id'> & Partial<Job>

/** Why a job failed, as a provider reads it. */
export interface Failure {
  /** The vendor's words. */
  message?: string | null | undefined
  /** The vendor's own code: gives `code` where the definition's `errorCodes` has it, and is added to the message otherwise. */
  vendorCode?: string | null | undefined
  code?: (typeof errorCodes)[number] | undefined
  charged?: z.output<typeof certainty> | undefined
}

/** What an answer says of the request that made the job, in the request's own terms; `recover` compares it, and no job keeps it. */
export interface Echo {
  prompt?: string | null | undefined
  /** Seconds. */
  duration?: number | null | undefined
  /** Such as "16:9". */
  aspectRatio?: string | null | undefined
  /** Such as "720p" or "1280x720". */
  resolution?: string | null | undefined
  /** The `correlationId` that the request carried. */
  correlationId?: string | null | undefined
  /** The idempotency key that the request carried. */
  idempotencyKey?: string | null | undefined
}

/** What a provider reads from one answer. A field left out says nothing: what was known stays. */
export interface Snapshot {
  id?: string | undefined
  model?: string | undefined
  status: Status
  vendorStatus?: string | undefined
  progress?: number | null | undefined
  outputs?: readonly Output[] | undefined
  error?: Failure | undefined
  cost?: Cost | undefined
  createdAt?: string | undefined
  completedAt?: string | undefined
  expiresAt?: string | undefined
  handle?: Record<string, string> | undefined
  simulated?: true | undefined
  /** What the vendor repeats of the request. */
  echo?: Echo | undefined
}

/** Whether a job has ended, for good or ill. */
export function isEnd({ status }: { status: Status }): boolean {
  return ends.has(status)
}

/** Whether a job can be asked for by this id: not one that is blank, a step of a path, or holds control characters. */
export function isJobId(id: string): boolean {
  return !/^\s*$|^\.\.?$|\p{Cc}/u.test(id)
}

/** An instant so many ms later, or earlier where `ms` is below 0; nothing for none. */
export function shifted(at: string | undefined, ms: number): string | undefined {
  return at === undefined ? undefined : instant(Date.parse(at) + ms)
}

/** Status words that many vendors use, for a vendor without a list of its own: spread it into `statusMap`. */
export const commonStatusWords = {
  queued: 'queued',
  queueing: 'queued',
  in_queue: 'queued',
  pending: 'queued',
  submitted: 'queued',
  created: 'queued',
  waiting: 'queued',
  in_progress: 'in_progress',
  processing: 'in_progress',
  running: 'in_progress',
  generating: 'in_progress',
  completed: 'completed',
  complete: 'completed',
  succeeded: 'completed',
  succeed: 'completed',
  success: 'completed',
  finished: 'completed',
  done: 'completed',
  failed: 'failed',
  failure: 'failed',
  error: 'failed',
  rejected: 'failed',
  moderated: 'failed',
  timeout: 'failed',
  timed_out: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  expired: 'expired',
} as const satisfies Readonly<Record<string, Status>>

/**
 * Reads a vendor's status word: exhaustive over the spec's words at compile time, `unknown` for any other, and without a word.
 * Case, spaces and hyphens make no difference: `In Progress` is `in_progress`.
 */
export function statusMap<Word extends string>(
  table: Readonly<Record<Word, Status>>,
): (word: string | null | undefined) => { status: Status; vendorStatus?: string } {
  const plain = (word: string): string =>
    word
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_')
  const known = new Map<string, Status>(Object.entries<Status>(table).map(([word, status]) => [plain(word), status]))
  return (word) =>
    typeof word === 'string'
      ? { status: known.get(plain(word)) ?? 'unknown', vendorStatus: word }
      : { status: 'unknown' }
}

/** An instant as ISO 8601 in UTC: from seconds or milliseconds since 1970, as a number or a text, or from a date string, in UTC unless it names a zone; 0 stands for none. */
export function instant(value: number | string | null | undefined): string | undefined {
  // Eight digits may be a date.
  const told = typeof value === 'string' && /^\d{9,}(\.\d+)?$/.test(value) ? Number(value) : value
  if (told === null || told === undefined || told === 0) return undefined
  // No vendor dates before 1973 in ms, none after 5138 in s.
  const known = typeof told === 'string' ? told.replace(/^([\d-]{10})[T ]([\d:.]+)$/, '$1T$2Z') : told
  const date = new Date(typeof known === 'number' && known < 1e11 ? known * 1000 : known)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Cents as a cost in dollars. */
export function usdFromCents(cents: number | null | undefined, final: boolean): Cost | undefined {
  if (cents === null || cents === undefined || !Number.isFinite(cents)) return undefined
  return { amount: Number((cents / 100).toFixed(6)), currency: 'USD', source: 'vendor', final }
}
