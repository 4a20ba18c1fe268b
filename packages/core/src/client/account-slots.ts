import type { TimerHeap } from '../time/timer-heap.ts'
import type { AccountLimits, ClientOptions } from './client.ts'
import type { Clock } from '../time/clock.ts'
import { isEnd } from '../model/job.ts'
import { createAccountLimiter, type AccountLimiter, type Limits } from '../limits/account-limiter.ts'
import type { Effect } from '../journal/state-machine.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import type { Listener, Poller } from '../polling/tracked-job.ts'

/** The limiters of a client: one for each provider, which has one account. */
export interface Accounts {
  of(provider: VideoProvider): AccountLimiter
  /** Takes the place of a job that is there now, or frees it; nothing for a provider that this client has not got. */
  perform(effect: Exclude<Effect, 'send'>, record: JobRecord): void
}

/** What the accounts need. */
export interface AccountsOptions {
  providers: readonly VideoProvider[]
  clock: Clock
  timerHeap: TimerHeap
  poller: () => Poller
  limits: NonNullable<ClientOptions['limits']>
  /** The record that holds a place. */
  find: (id: string) => Promise<JobRecord | undefined>
}

/** Makes the limiters. As long as somebody waits for a place, the jobs that hold one are looked after, whoever else does. */
export function createAccounts({ providers, clock, timerHeap, poller, limits, find }: AccountsOptions): Accounts {
  const limiters = new Map<VideoProvider, AccountLimiter>()
  const chased = new Map<string, () => void>()

  function chase(record: JobRecord | undefined, limiter: AccountLimiter): void {
    if (!record?.job || isEnd(record.job) || !limiter.isCrowded() || chased.has(record.id)) return
    const listener: Listener = {
      maxFailures: 10,
      onChange: (job) => {
        if (isEnd(job)) chased.delete(record.id)
      },
      // A job that cannot be polled says nothing of its place; the vendor still says no when it is taken.
      onFailure: () => {
        chased.delete(record.id)
        limiter.release(record.id)
      },
    }
    const subscription = poller().subscribe(record.job, listener)
    chased.set(record.id, () => poller().unsubscribe(subscription, listener))
  }

  function crowd(limiter: AccountLimiter): void {
    for (const id of limiter.holders()) {
      if (limiter.isCrowded())
        find(id).then(
          (record) => chase(record, limiter),
          () => {},
        )
      else chased.get(id)?.()
      if (!limiter.isCrowded()) chased.delete(id)
    }
  }

  const accounts: Accounts = {
    of(provider) {
      const found = limiters.get(provider)
      if (found) return found
      const limiter: AccountLimiter = createAccountLimiter({
        clock,
        timerHeap,
        ...limitsOf(provider, limits[provider.id]),
        onCrowd: () => crowd(limiter),
      })
      limiters.set(provider, limiter)
      return limiter
    },
    perform(effect, record) {
      const provider = providers.find(({ id }) => id === record.provider)
      if (!provider) return
      const limiter = accounts.of(provider)
      if (effect === 'release') return limiter.release(record.id)
      limiter.hold(record.id)
      // Somebody may be waiting for its place.
      chase(record, limiter)
    },
  }
  return accounts
}

function limitsOf({ capabilities }: VideoProvider, given: AccountLimits | false = {}): Limits {
  if (given === false) return { concurrentJobs: Infinity, requestsPerMinute: Infinity, longestPauseMs: 0 }
  const { concurrentJobs = capabilities.concurrentJobs, requestsPerMinute = capabilities.requestsPerMinute } = given
  return {
    concurrentJobs: concurrentJobs ?? Infinity,
    requestsPerMinute: requestsPerMinute ?? Infinity,
    longestPauseMs: 3_600_000,
  }
}
