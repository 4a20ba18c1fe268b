import type { JobStore } from '../journal/job-store.ts'
import type { Journal } from '../journal/journal.ts'
import type { JobRecord, RecordState } from '../journal/record.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import { isEnd } from '../model/job.ts'
import type { Listener, Poller } from '../polling/tracked-job.ts'
import type { Accounts } from './accounts.ts'

const slotless: ReadonlySet<RecordState> = new Set<RecordState>(['completed', 'ended', 'refused', 'abandoned'])

// A job whose polls fail so often in a row gives its slot back: the vendor still refuses a create that is too many.
const maxFailures = 10

/**
 * Keeps the slots of the accounts as the journal's steps say. While a call waits for a slot of an account, the jobs that hold
 * its slots are polled, so that a slot is free as soon as a job has ended, even where no caller waits for the job.
 */
export function pollSlotHolders({
  store,
  accounts,
  journal,
  poller,
}: {
  store: JobStore
  accounts: Accounts
  journal: Journal
  poller: Poller
}): void {
  const stops = new Map<string, () => void>()

  function poll(record: JobRecord | undefined, limiter: AccountLimiter): void {
    if (!record?.job || isEnd(record.job) || !limiter.isCrowded() || stops.has(record.id)) return
    const listener: Listener = {
      maxFailures,
      onChange: (job) => {
        if (isEnd(job)) stops.delete(record.id)
      },
      onFailure: () => {
        stops.delete(record.id)
        limiter.giveUp(record.id)
      },
    }
    const subscription = poller.subscribe(record.job, listener)
    stops.set(record.id, () => poller.unsubscribe(subscription, listener))
  }

  async function check(id: string, limiter: AccountLimiter): Promise<void> {
    try {
      const record = await store.find({ id })
      // Another process may have seen its end.
      if (record && slotless.has(record.state)) limiter.release(id)
      else poll(record, limiter)
    } catch {
      // A record that cannot be read says nothing of its job.
      limiter.giveUp(id)
    }
  }

  journal.onStep((effect, record) => {
    if (!accounts.has(record.provider)) return
    const { limiter } = accounts.of(record.provider)
    if (effect === 'release') return limiter.release(record.id)
    limiter.hold(record.id)
    poll(record, limiter)
  })
  accounts.onCrowd((limiter) => {
    for (const id of limiter.holders()) {
      if (limiter.isCrowded()) {
        void check(id, limiter)
      } else {
        stops.get(id)?.()
        stops.delete(id)
      }
    }
  })
}
