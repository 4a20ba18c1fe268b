/**
 * Why something waits inside a client. `concurrency`: the account runs as many jobs as it may. `unresolved`: so it seems, because
 * of a call whose outcome is not known. `rate`: as many requests went out as it may send. `retry_after`: the vendor asked for
 * a pause, or refused for too many. `key`: another client sends the call with this key.
 */
export type WaitReason = 'concurrency' | 'unresolved' | 'rate' | 'retry_after' | 'key'

/** Something that waits inside a client before a request is sent. */
export interface Wait {
  provider: string
  /** Id of the record of a call that waits; absent for the polls of the account. */
  id?: string | undefined
  /** The caller's name for the video. */
  key?: string | undefined
  reason: WaitReason
  /** When it began to wait for this reason: ISO 8601 in UTC. */
  since: string
  /** When the reason ends, where that is known: ISO 8601 in UTC. Others may be first in the line. */
  until?: string | undefined
}
