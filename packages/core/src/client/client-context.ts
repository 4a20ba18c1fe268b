import { memoryStore, type DamagedRecord, type JobStore } from '../journal/job-store.ts'
import { createJournal } from '../journal/journal.ts'
import type { JobRecord, RecordState } from '../journal/record.ts'
import { createCatchUp } from '../journal/catch-up.ts'
import { createSubmissions, type Submissions } from '../journal/submissions.ts'
import { createEmit } from '../model/client-event.ts'
import type { Job } from '../model/job.ts'
import type { CallOptions, ProviderCall, SnapshotPage, VideoProvider } from '../model/video-provider.ts'
import { createPollSchedule } from '../polling/poll-schedule.ts'
import { createPoller } from '../polling/poller.ts'
import type { Poller } from '../polling/tracked-job.ts'
import { earliestNow, systemClock } from '../time/clock.ts'
import { createGate, type Gate } from '../limits/gate.ts'
import { createWaits, type Waits } from '../limits/waits.ts'
import { createTimerHeap, type TimerHeap } from '../time/timer-heap.ts'
import { createAccounts, type Accounts } from './accounts.ts'
import type { ClientOptions } from './client.ts'
import { checkDoubts } from './check-doubts.ts'
import { must } from './member.ts'
import type { EndContext } from './job-ends.ts'
import { createModelCache, type ModelCache } from './plan.ts'
import { pollJob } from './poll-job.ts'
import { pollSlotHolders } from './poll-slot-holders.ts'

/** What the methods of one client share. Each part knows only those above it. */
export interface ClientContext extends Omit<ClientOptions, 'clock' | 'store' | 'onEvent'>, EndContext {
  timerHeap: TimerHeap
  waits: Waits
  modelCache: ModelCache
  store: JobStore
  submissions: Submissions
  accounts: Accounts
  poller: Poller
  /** What a provider is called with. */
  callOf(options: CallOptions): ProviderCall
  /** Polls a job once, with all that is known of it, and gives what was seen to its listeners. */
  pollNow(job: Job, call: ProviderCall): Promise<Job>
  gate: Gate
  /** Done before anything is read or stored: see `createCatchUp`. */
  catchUp(): Promise<void>
  /** Tells once that a key is known to this process alone, where the store is gone with it. */
  keyIsSingle(of: { provider: string; model: string }): void
  /** Records in one of these states. */
  recordsIn(states: readonly RecordState[], order?: 'oldest' | 'newest'): AsyncGenerator<JobRecord>
}

/** Wires a client: each part gets only parts that were made before it. */
export function createClientContext(options: ClientOptions): ClientContext {
  const { providers, fetch, clock = systemClock, random = Math.random, store = memoryStore(), limits = {} } = options
  const callOf = ({ signal }: CallOptions): ProviderCall => ({ signal, fetch, clock })
  const emit = createEmit(options.onEvent, () => clock.now())
  const timerHeap = createTimerHeap(clock)
  const journal = createJournal(store, clock, options)
  const waits = createWaits(clock, emit)
  const gate = createGate()
  let isKeyKept = store.isDurable !== false
  const setAside = new Set<string>()
  const onDamaged = ({ id, reason }: DamagedRecord): void => {
    if (!setAside.has(id)) emit({ type: 'record_set_aside', id, reason })
    setAside.add(id)
  }
  const catchUp = createCatchUp({ store, journal, onDamaged })
  const submissions = createSubmissions({ store, journal, clock, emit, waits, catchUp })
  const accounts = createAccounts({ providers, clock, timerHeap, limits })
  const surelyMs = earliestNow(clock)
  const ends = { journal, clock, surelyMs, emit, emittedEnds: new Set<string>(), tookMs: new Map<string, number>() }
  const poll = (job: Job, call: ProviderCall): Promise<Job> =>
    accounts.heeded(job.provider, pollJob({ ...ends, providers }, job, call))
  const list = (provider: VideoProvider, given: ProviderCall): Promise<SnapshotPage> =>
    accounts.heeded(provider.id, must({ providers }, provider.id, 'list')({}, given))
  const poller = createPoller({
    clock,
    timerHeap,
    waits,
    schedule: createPollSchedule(random),
    accountOf: (job) => accounts.of(job.provider),
    poll,
    list,
    call: callOf({}),
  })
  checkDoubts({ store, accounts, clock, timerHeap, list: (provider) => list(provider, callOf({})) })
  pollSlotHolders({ store, accounts, journal, poller })
  return {
    ...options,
    timerHeap,
    waits,
    store,
    submissions,
    accounts,
    ...ends,
    poller,
    callOf,
    gate,
    catchUp,
    keyIsSingle(of) {
      if (!isKeyKept) emit({ type: 'key_not_kept', ...of })
      isKeyKept = true
    },
    modelCache: createModelCache(() => clock.elapsed()),
    async *recordsIn(states, order) {
      await catchUp()
      yield* store.list(states, order, onDamaged)
    },
    async pollNow(job, call) {
      const seen = await poll(poller.known(job), call)
      poller.tell(seen)
      return seen
    },
  }
}
