import type { VideoProvider, ProviderCall } from '../model/video-provider.ts'
import { mergeJob } from '../model/merge-snapshot.ts'
import type { Clock } from '../time/clock.ts'
import type { PollPlan } from './poll-plan.ts'
import { readStream } from './read-stream.ts'
import type { TrackedJob } from './tracked-job.ts'
import type { TrackedJobs } from './tracked-jobs.ts'

// A stream is an open connection for each job.
const mostStreams = 1000
// A stream that breaks off is opened again, so often.
const streamsForAJob = 3

/** The streams of a client's jobs, where vendors offer them. */
export interface JobStreams {
  /** How often a new job may be streamed: 0 where its vendor streams nothing, or where there are too many streams. */
  allowance(provider: VideoProvider): number
  /** Streams a job, where it still may; otherwise plans its next poll. */
  next(tracked: TrackedJob): void
}

/** Makes the streams of one client. */
export function createJobStreams({
  clock,
  jobs,
  plan,
  call,
}: {
  clock: Clock
  jobs: TrackedJobs
  plan: PollPlan
  call: ProviderCall
}): JobStreams {
  let open = 0

  async function stream(tracked: TrackedJob): Promise<void> {
    const controller = new AbortController()
    tracked.stop = () => controller.abort()
    open += 1
    const given = { ...call, clock, signal: controller.signal }
    const hasStreamed = await readStream(tracked.job, tracked.provider, given, (seen) => {
      if (jobs.isLive(tracked)) jobs.take(tracked, mergeJob(tracked.job, seen))
    })
    open -= 1
    if (!jobs.isLive(tracked)) return
    tracked.streamsLeft = hasStreamed ? tracked.streamsLeft - 1 : 0
    if (hasStreamed) plan.after(tracked, 0)
    else plan.paused(tracked)
  }

  return {
    allowance: (provider) => (provider.watch && open < mostStreams ? streamsForAJob : 0),
    next(tracked) {
      if (tracked.streamsLeft > 0) void stream(tracked)
      else plan.paused(tracked)
    },
  }
}
