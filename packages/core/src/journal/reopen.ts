import type { Clock } from '../time/clock.ts'
import type { JobStore } from './job-store.ts'
import type { Journal } from './journal.ts'
import { unresolvedHoldMs } from './submission.ts'
import { fingerprintOf } from './stored-request.ts'

/** What reopening needs of its client. */
export interface ReopenOptions {
  store: JobStore
  journal: Journal
  clock: Clock
  /** Holds a slot of a provider's account until `untilMs` on the elapsed clock; does nothing for a provider that this client does not have. */
  hold: (provider: string, id: string, untilMs: number) => void
}

/**
 * Makes what a client does once, before it stores anything: calls of processes that are gone become unresolved, and running
 * jobs hold their slots. A failure is thrown, and the next call tries again.
 */
export function createReopen(options: ReopenOptions): () => Promise<void> {
  let opening: Promise<void> | undefined
  return () =>
    (opening ??= reopen(options).catch((error: unknown) => {
      opening = undefined
      throw error
    }))
}

async function reopen({ store, journal, clock, hold }: ReopenOptions): Promise<void> {
  for await (const record of store.interrupted()) {
    const evidence = { code: 'crashed' as const, message: 'its process is gone' }
    const fingerprint = record.fingerprint ?? fingerprintOf(record.request)
    await journal.apply(record, { type: 'unresolved', evidence, fingerprint })
  }
  for await (const { id, provider, state, sentAt } of store.list(['running', 'unresolved'])) {
    // A clock that was wrong when the call was sent must not hold its slot for longer.
    const heldMs = Math.min(unresolvedHoldMs, Date.parse(sentAt) + unresolvedHoldMs - clock.now())
    hold(provider, id, state === 'running' ? Infinity : clock.elapsed() + heldMs)
  }
}
