import type { Agenda } from '../time/timer-heap.ts'
import type { AccountLimits, ClientOptions } from './client.ts'
import type { Clock } from '../time/clock.ts'
import { isEnd } from '../model/job.ts'
import { createLane, type Lane, type Limits } from '../limits/account-limiter.ts'
import type { Effect } from '../journal/state-machine.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import type { Listener, Waiting } from '../polling/tracked-job.ts'

/** The lanes of a client: one for each provider, which has one account. */
export interface Accounts {
  of(provider: VideoProvider): Lane
  /** Takes the place of a job that is there now, or frees it; nothing for a provider that this client has not got. */
  perform(effect: Exclude<Effect, 'send'>, record: JobRecord): void
}

/** What the accounts need. */
export interface AccountsOptions {
  providers: readonly VideoProvider[]
  clock: Clock
  agenda: Agenda
  waiting: () => Waiting
  limits: NonNullable<ClientOptions['limits']>
  /** The record that holds a place. */
  find: (id: string) => Promise<JobRecord | undefined>
}

/** Makes the lanes. As long as somebody waits for a place, the jobs that hold one are looked after, whoever else does. */
export function createAccounts({ providers, clock, agenda, waiting, limits, find }: AccountsOptions): Accounts {
  const lanes = new Map<VideoProvider, Lane>()
  const chased = new Map<string, () => void>()

  function chase(record: JobRecord | undefined, lane: Lane): void {
    if (!record?.job || isEnd(record.job) || !lane.isCrowded() || chased.has(record.id)) return
    const listener: Listener = {
      maxFailures: 10,
      onChange: (job) => {
        if (isEnd(job)) chased.delete(record.id)
      },
      // A job that cannot be looked at says nothing of its place; the vendor still says no when it is taken.
      onFailure: () => {
        chased.delete(record.id)
        lane.leave(record.id)
      },
    }
    const seat = waiting().join(record.job, listener)
    chased.set(record.id, () => waiting().leave(seat, listener))
  }

  function crowd(lane: Lane): void {
    for (const id of lane.holders()) {
      if (lane.isCrowded())
        find(id).then(
          (record) => chase(record, lane),
          () => {},
        )
      else chased.get(id)?.()
      if (!lane.isCrowded()) chased.delete(id)
    }
  }

  const accounts: Accounts = {
    of(provider) {
      const found = lanes.get(provider)
      if (found) return found
      const lane: Lane = createLane({
        clock,
        agenda,
        ...limitsOf(provider, limits[provider.id]),
        onCrowd: () => crowd(lane),
      })
      lanes.set(provider, lane)
      return lane
    },
    perform(effect, record) {
      const provider = providers.find(({ id }) => id === record.provider)
      if (!provider) return
      const lane = accounts.of(provider)
      if (effect === 'release') return lane.leave(record.id)
      lane.occupy(record.id)
      // Somebody may be waiting for its place.
      chase(record, lane)
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
