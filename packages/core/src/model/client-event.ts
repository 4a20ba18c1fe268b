import type { ErrorCode } from './error-codes.ts'
import type { Cost, Status } from './job.ts'
import type { WaitReason } from './wait.ts'

interface OfCall {
  /** Id of the record. */
  id: string
  provider: string
  model: string
  /** How often this call was sent, from 1. */
  attempt: number
}

interface OfJob {
  provider: string
  model: string
  /** The vendor's id of the job. */
  job: string
}

/** What happened. Holds ids, codes and numbers: never a key, a prompt or an address. */
export type ClientEventDetails =
  /** The intent is kept; the billable call goes out now. */
  | ({ type: 'submitting' } & OfCall)
  /** There is a job; `cost` is the vendor's figure, or else the estimate. */
  | ({ type: 'accepted'; job: string; cost?: Cost; durationMs: number } & OfCall)
  /** There is none. */
  | ({ type: 'refused'; code: ErrorCode; status?: number; durationMs: number } & OfCall)
  /** The outcome is not known. */
  | ({ type: 'unresolved'; code: ErrorCode; status?: number; durationMs: number } & OfCall)
  | ({ type: 'polled'; status: Status; progress?: number; durationMs: number } & OfJob)
  | ({ type: 'poll_failed'; code: ErrorCode; durationMs: number } & OfJob)
  /** Three polls in a row showed a word that nobody lists beside a result or an error: it is taken for this end. */
  | ({ type: 'status_assumed'; status: Status; vendorStatus?: string } & OfJob)
  /** Once for a job. `durationMs` since its creation, where that is known; `cost` is for the journal: the vendor's figure, or else the estimate. */
  | ({ type: 'ended'; status: Status; code?: ErrorCode; cost?: Cost; durationMs?: number } & OfJob)
  /**
   * A call waits for its turn before it is sent; without `id`, the polls of the account wait. Once for each wait and reason, and
   * for none below 1 s. `until` is when the reason ends, where that is known: ISO 8601 in UTC.
   */
  | { type: 'waiting'; provider: string; model?: string | undefined; id?: string; reason: WaitReason; until?: string }
  /** A record in the store cannot be read, or is of a later version: it was left where it is, and left out. Once for a record. */
  | { type: 'record_set_aside'; id: string; reason: string }
  /** A `key` is known to this process alone: neither the store nor the vendor keeps it. Once for a client. */
  | { type: 'key_not_kept'; provider: string; model: string }
  | ({ type: 'downloaded'; bytes: number; durationMs: number } & OfJob)

/** What happened, and when: ISO 8601 in UTC. */
export type ClientEvent = { at: string } & ClientEventDetails

/** Tells an event. */
export type Emit = (event: ClientEventDetails) => void

/** Tells events to a listener; what it throws is its own affair. */
export function createEmit(onEvent: ((event: ClientEvent) => void) | undefined, nowMs: () => number): Emit {
  if (!onEvent) return () => {}
  return (event) => {
    try {
      onEvent({ at: new Date(nowMs()).toISOString(), ...event })
    } catch {
      // A listener that fails must not cost a job.
    }
  }
}
