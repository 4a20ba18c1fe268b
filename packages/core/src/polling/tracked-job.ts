import type { Agenda } from '../time/timer-heap.ts'
import type { Clock } from '../time/clock.ts'
import type { Job } from '../model/job.ts'
import type { Lane } from '../limits/account-limiter.ts'
import type { Pace } from './poll-schedule.ts'
import type { ProviderCall, SnapshotPage, VideoProvider } from '../model/video-provider.ts'
import type { Queue } from './poll-queue.ts'

/** Who wants to hear of a job. */
export interface Listener {
  onChange: (job: Job) => void
  /** Looking on cannot help, or has failed `maxFailures` times in a row. Called once, and nothing after it. */
  onFailure: (error: unknown) => void
  maxFailures: number
}

/** A job that somebody waits for. */
export interface Watched {
  job: Job
  provider: VideoProvider
  /** Of its account. */
  queue: Queue<Watched>
  /** Replaced whenever somebody comes or goes; most jobs have one. */
  listeners: readonly Listener[]
  /** Ends the pause before the next look, the look itself, or the stream. */
  stop: () => void
  /** When it was created and when it was last seen running, on the elapsed clock: the other one may jump. */
  bornMs: number
  runningMs: number
  failures: number
  misses: number
  /** How often a stream may still be opened. */
  streamsLeft: number
  isLooking: boolean
  /** False until the vendor was asked once, by a look or by its list. */
  hasLooked: boolean
  /** True when the list says that it has ended. */
  isEnding: boolean
}

/** What a listener holds: `job` is what is known of it by now. */
export interface Seat {
  readonly job: Job
}

/** Looks after all jobs of a client that somebody waits for: one look at a job serves all who wait for it. */
export interface Waiting {
  /** Listens until `leave` is called with the seat that it gives; then, unless others listen, nobody looks any more. */
  join(job: Job, listener: Listener): Seat
  /** Ends the listening. */
  leave(seat: Seat, listener: Listener): void
  /** The job with all that is known of it, where somebody waits for it. */
  known(job: Job): Job
  /** How long to wait before the next look at a job that was just looked at, in ms. */
  pauseMs(job: Job): number
  /** News from elsewhere, such as a webhook or a call of `get`. */
  tell(job: Job): void
}

export interface WaitingOptions {
  clock: Clock
  agenda: Agenda
  pace: Pace
  /** The provider of a job, and its account. */
  home: (job: Job) => { provider: VideoProvider; lane: Lane }
  /** One look at the vendor. */
  look: (job: Job, call: ProviderCall) => Promise<Job>
  /** One page of the vendor's list. */
  list: (provider: VideoProvider, call: ProviderCall) => Promise<SnapshotPage>
  call: ProviderCall
}
