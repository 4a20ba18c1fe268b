import { createAccountLimiter, type AccountLimiter, type Limits } from '../limits/account-limiter.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import type { Account } from '../polling/tracked-job.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { AccountLimits, ClientOptions } from './client.ts'
import { findProvider } from './find-provider.ts'

/** The accounts of a client: one for each of its providers. */
export interface Accounts {
  /** Throws `invalid_request` for a provider that this client does not have. */
  of(provider: string): Account
  has(provider: string): boolean
  /** The result of a poll or a list; what its failure says of the account is heeded. */
  heeded<Result>(provider: string, work: Promise<Result>): Promise<Result>
  /** Calls the listener when the first call waits for a slot of an account, and when no call waits any more. */
  onCrowd(listener: (limiter: AccountLimiter, provider: VideoProvider) => void): void
}

/** What accounts need of their client. */
export interface AccountsOptions {
  providers: readonly VideoProvider[]
  clock: Clock
  timerHeap: TimerHeap
  limits: NonNullable<ClientOptions['limits']>
}

/** Makes the accounts; a limiter is made at the first call that needs it. */
export function createAccounts({ providers, clock, timerHeap, limits }: AccountsOptions): Accounts {
  const accounts = new Map<string, Account>()
  const listeners: ((limiter: AccountLimiter, provider: VideoProvider) => void)[] = []
  function of(id: string): Account {
    const found = accounts.get(id)
    if (found) return found
    const provider = findProvider(providers, id)
    const limiter: AccountLimiter = createAccountLimiter({
      clock,
      timerHeap,
      ...limitsOf(provider, limits[id]),
      onCrowd: () => {
        for (const listener of listeners) listener(limiter, provider)
      },
    })
    const account = { provider, limiter }
    accounts.set(id, account)
    return account
  }

  return {
    of,
    async heeded(provider, work) {
      try {
        const result = await work
        of(provider).limiter.succeeded('poll')
        return result
      } catch (error) {
        of(provider).limiter.failed('poll', error)
        throw error
      }
    },
    has: (id) => providers.some((provider) => provider.id === id),
    onCrowd: (listener) => void listeners.push(listener),
  }
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
