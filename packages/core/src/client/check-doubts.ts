import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { JobStore } from '../journal/job-store.ts'
import { unresolvedHoldMs } from '../journal/submission.ts'
import { isEnd } from '../model/job.ts'
import type { SnapshotPage, VideoProvider } from '../model/video-provider.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { Accounts } from './accounts.ts'

/** What checking doubts needs of its client. */
export interface DoubtContext {
  accounts: Accounts
  store: JobStore
  clock: Clock
  timerHeap: TimerHeap
  list: (provider: VideoProvider) => Promise<SnapshotPage>
}

// A vendor may list a job a moment after it took the call, and a call may reach it after its answer was lost.
const youngMs = 5000

/**
 * While a call waits for a slot that a doubt holds, the vendor's list says how many jobs run that are not known here: so many
 * doubts keep their slots, and the others give them back. Where nothing can be listed, a doubt ends by its time.
 */
export function checkDoubts({ accounts, store, clock, timerHeap, list }: DoubtContext): void {
  // What cancels the next check.
  const watched = new Map<AccountLimiter, () => void>()

  /** The running jobs on the newest page that no record names. */
  async function strangers(provider: VideoProvider): Promise<number> {
    let count = 0
    for (const seen of (await list(provider)).jobs)
      if (!isEnd(seen) && !(await store.find({ provider: provider.id, jobId: seen.id }))) count += 1
    return count
  }

  /** Records that hold a slot, and whose calls have had the time to become jobs; oldest first. */
  async function doubtsOf(limiter: AccountLimiter): Promise<string[]> {
    const own = new Map(limiter.doubts())
    const old: string[] = []
    for (const id of limiter.holders()) {
      const untilMs = own.get(id)
      if (untilMs !== undefined && untilMs - unresolvedHoldMs + youngMs <= clock.elapsed()) old.push(id)
      if (untilMs !== undefined || !limiter.isShared(id)) continue
      // A call of another process, or of an earlier one.
      const record = await store.find({ id })
      if (record?.state === 'unresolved' && Date.parse(record.changedAt) + youngMs <= clock.now()) old.push(id)
    }
    return old
  }

  async function check(limiter: AccountLimiter, provider: VideoProvider): Promise<void> {
    const known = await doubtsOf(limiter)
    if (known.length === 0) return
    await limiter.throttle()
    const count = await strangers(provider)
    const untilMs = clock.elapsed() + unresolvedHoldMs
    // Calls that were resolved meanwhile hold no slot as a doubt.
    const still = new Set(await doubtsOf(limiter))
    known
      .filter((id) => still.has(id))
      .toReversed()
      .forEach((id, index) => {
        if (index < count) limiter.hold(id, untilMs)
        else limiter.giveUp(id, untilMs)
      })
  }

  function watch(limiter: AccountLimiter, provider: VideoProvider): void {
    const pauseMs = Math.max(youngMs, provider.capabilities.polling.intervalMs)
    check(limiter, provider)
      .catch(() => {})
      .finally(() => {
        const again = (): void => watch(limiter, provider)
        if (watched.has(limiter)) watched.set(limiter, timerHeap.at(clock.elapsed() + pauseMs, again))
      })
  }

  accounts.onCrowd((limiter, provider) => {
    watched.get(limiter)?.()
    watched.delete(limiter)
    if (!provider.list || !limiter.isCrowded()) return
    watched.set(limiter, () => {})
    watch(limiter, provider)
  })
}
