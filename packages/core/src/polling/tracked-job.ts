import type { TimerHeap } from '../time/timer-heap.ts'
import type { Clock } from '../time/clock.ts'
import type { VideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Waits } from '../limits/waits.ts'
import type { PollSchedule } from './poll-schedule.ts'
import type { ProviderCall, SnapshotPage, VideoProvider } from '../model/video-provider.ts'
import type { Queue } from './poll-queue.ts'

/** Receives the changes of a job, or the error that ends its tracking. */
export interface Listener {
  onChange: (job: Job) => void
  /** Called once, as the last call: further polls cannot help, or `maxFailures` polls in a row have failed. */
  onFailure: (error: unknown) => void
  maxFailures: number
  /** Called after each poll, whatever came of it; not for a listener that the poll has ended. */
  onPolled?: () => void
}

/** A job with at least one listener. */
export interface TrackedJob {
  job: Job
  provider: VideoProvider
  /** The poll queue of its account. */
  queue: Queue<TrackedJob>
  /** Replaced, never changed, when a listener is added or removed; most jobs have one listener. */
  listeners: readonly Listener[]
  /** Ends the pause before the next poll, the poll itself, or the stream. */
  stop: () => void
  /** When the job was created and last seen running, in ms of the elapsed clock: wall time may jump. */
  bornMs: number
  runningMs: number
  failures: number
  misses: number
  /** Code of the last failed poll. */
  missed?: VideoError['code'] | undefined
  /** Number of times that a stream may still be opened. */
  streamsLeft: number
  isPolling: boolean
  /** False until the first poll, of the job itself or of the vendor's list. */
  hasPolled: boolean
  /** How many pages of the vendor's list have called it running since its last poll. */
  listed: number
  /** True once the vendor's list shows that the job has ended. */
  isEnding: boolean
}

/** Result of `subscribe`; `job` is the latest known state. */
export interface Subscription {
  readonly job: Job
}

/** Tracks all jobs of a client that have listeners: one poll of a job serves all its listeners. */
export interface Poller {
  /** Adds a listener until `unsubscribe` is called with the result; a job without listeners is no longer polled. */
  subscribe(job: Job, listener: Listener): Subscription
  /** Removes the listener; does nothing for a subscription that has ended. */
  unsubscribe(subscription: Subscription, listener: Listener): void
  /** Polls the job as soon as its account allows, unless a poll of it is under way. */
  hasten(subscription: Subscription): void
  /** The latest known state of a tracked job; any other job as it is given. */
  known(job: Job): Job
  /** Ms until the next poll of a job that was just polled. */
  pauseMs(job: Job): number
  /** Merges a state that was read elsewhere, such as by a webhook or a call of `get`. */
  tell(job: Job): void
}

/** The provider of a job, and the limiter of its account. */
export interface Account {
  provider: VideoProvider
  limiter: AccountLimiter
}

/** What a poller is made from. */
export interface PollerOptions {
  clock: Clock
  timerHeap: TimerHeap
  waits: Waits
  schedule: PollSchedule
  accountOf: (job: Job) => Account
  /** Reads the status of one job at the vendor. */
  poll: (job: Job, call: ProviderCall) => Promise<Job>
  /** Reads the newest page of the vendor's list. */
  list: (provider: VideoProvider, call: ProviderCall) => Promise<SnapshotPage>
  call: ProviderCall
}
