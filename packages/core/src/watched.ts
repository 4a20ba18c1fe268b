import type { Job } from './job.ts'
import type { Lane } from './lane.ts'
import type { VideoProvider } from './provider.ts'

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
  lane: Lane
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
