import type { TimerHeap } from '../time/timer-heap.ts'
import type { Clock } from '../time/clock.ts'
import type { Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { PollSchedule } from './poll-schedule.ts'
import type { ProviderCall, SnapshotPage, VideoProvider } from '../model/video-provider.ts'
import type { Queue } from './poll-queue.ts'

/** A listener to the changes of one job. */
export interface Listener {
  onChange: (job: Job) => void
  /** Polling on cannot help, or has failed `maxFailures` times in a row. Called once, and nothing after it. */
  onFailure: (error: unknown) => void
  maxFailures: number
}

/** A job that at least one listener waits for. */
export interface TrackedJob {
  job: Job
  provider: VideoProvider
  /** Of its account. */
  queue: Queue<TrackedJob>
  /** Replaced, never changed, when a listener comes or goes; most jobs have one. */
  listeners: readonly Listener[]
  /** Ends the pause before the next poll, the poll itself, or the stream. */
  stop: () => void
  /** When it was created and when it was last seen running, on the elapsed clock: the other one may jump. */
  bornMs: number
  runningMs: number
  failures: number
  misses: number
  /** How often a stream may still be opened. */
  streamsLeft: number
  isPolling: boolean
  /** False until the vendor was asked once, by a poll or by its list. */
  hasPolled: boolean
  /** True when the list says that it has ended. */
  isEnding: boolean
}

/** What a listener holds: `job` is what is known of it by now. */
export interface Subscription {
  readonly job: Job
}

/** Polls the jobs of a client that have listeners: one poll of a job serves all its listeners. */
export interface Poller {
  /** Listens until `unsubscribe` is called with the subscription; a job without listeners is polled no more. */
  subscribe(job: Job, listener: Listener): Subscription
  /** Ends the listening. */
  unsubscribe(subscription: Subscription, listener: Listener): void
  /** The job with all that is known of it, where it has listeners. */
  known(job: Job): Job
  /** How long to wait before the next poll of a job that was just polled, in ms. */
  pauseMs(job: Job): number
  /** News from elsewhere, such as a webhook or a call of `get`. */
  tell(job: Job): void
}

export interface PollerOptions {
  clock: Clock
  timerHeap: TimerHeap
  schedule: PollSchedule
  /** The provider of a job, and its account. */
  accountOf: (job: Job) => { provider: VideoProvider; limiter: AccountLimiter }
  /** One poll of the vendor. */
  poll: (job: Job, call: ProviderCall) => Promise<Job>
  /** One page of the vendor's list. */
  list: (provider: VideoProvider, call: ProviderCall) => Promise<SnapshotPage>
  call: ProviderCall
}
