import { memoryStore, type JobStore } from '../journal/job-store.ts'
import { createJournal, type Journal } from '../journal/journal.ts'
import { createReopen } from '../journal/reopen.ts'
import { createSubmissions, type Submissions } from '../journal/submissions.ts'
import { createEmit, type Emit } from '../model/client-event.ts'
import type { Job } from '../model/job.ts'
import type { CallOptions, ProviderCall } from '../model/video-provider.ts'
import { createPollSchedule } from '../polling/poll-schedule.ts'
import { createPoller } from '../polling/poller.ts'
import type { Poller } from '../polling/tracked-job.ts'
import { systemClock, type Clock } from '../time/clock.ts'
import { createTimerHeap, type TimerHeap } from '../time/timer-heap.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import type { ClientOptions } from './client.ts'
import { must } from './find-provider.ts'
import { createJobEnds, type JobEnds } from './job-ends.ts'
import { createModelCache, type ModelCache } from './plan.ts'
import { pollJob } from './poll-job.ts'
import { pollSlotHolders } from './poll-slot-holders.ts'

/** What the methods of one client share. Each part knows only those above it. */
export interface ClientContext extends Omit<ClientOptions, 'clock' | 'store' | 'onEvent'> {
  clock: Clock
  emit: Emit
  timerHeap: TimerHeap
  modelCache: ModelCache
  store: JobStore
  journal: Journal
  submissions: Submissions
  accounts: Accounts
  ends: JobEnds
  poller: Poller
  /** What a provider is called with. */
  callOf(options: CallOptions): ProviderCall
  /** Polls a job once, with all that is known of it, and gives what was seen to all who wait for the job. */
  pollNow(job: Job, call: ProviderCall): Promise<Job>
  /** Done before anything is stored: see `createReopen`. */
  reopen(): Promise<void>
}

/** Wires a client, from the parts that know nobody to those that know most. */
export function createClientContext(options: ClientOptions): ClientContext {
  const { providers, fetch, clock = systemClock, random = Math.random, store = memoryStore(), limits = {} } = options
  const callOf = ({ signal }: CallOptions): ProviderCall => ({ signal, fetch, clock })
  const emit = createEmit(options.onEvent, () => clock.now())
  const timerHeap = createTimerHeap(clock)
  const journal = createJournal(store, clock)
  const submissions = createSubmissions({ journal, clock, emit })
  const accounts = createAccounts({ providers, clock, timerHeap, limits })
  const ends = createJobEnds({ journal, clock, emit })
  const poll = (job: Job, call: ProviderCall): Promise<Job> => pollJob({ providers, clock, emit, ends }, job, call)
  const poller = createPoller({
    clock,
    timerHeap,
    schedule: createPollSchedule(random),
    accountOf: (job) => accounts.of(job.provider),
    poll,
    list: (provider, call) => must(provider, 'list')({}, call),
    call: callOf({}),
  })
  pollSlotHolders({ accounts, journal, poller })
  const reopen = createReopen({
    store,
    journal,
    clock,
    hold: (provider, id, untilMs) => {
      if (accounts.has(provider)) accounts.of(provider).limiter.hold(id, untilMs)
    },
  })
  return {
    ...options,
    clock,
    emit,
    timerHeap,
    store,
    journal,
    submissions,
    accounts,
    ends,
    poller,
    callOf,
    reopen,
    modelCache: createModelCache(() => clock.elapsed()),
    async pollNow(job, call) {
      const seen = await poll(poller.known(job), call)
      poller.tell(seen)
      return seen
    },
  }
}
