import type { TrackedJob, PollerOptions } from './tracked-job.ts'

/** What the functions of one poller share. */
export interface PollerContext extends PollerOptions {
  /** By provider and id. */
  tracked: Map<string, Map<string, TrackedJob>>
  /** Streams that are open now. */
  openStreams: number
}
