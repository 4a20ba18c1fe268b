import { mergeJob } from '../model/merge-snapshot.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import { pollAfter, pollLater } from './poll-plan.ts'
import type { PollerContext } from './poller-context.ts'
import { readStream } from './read-stream.ts'
import type { TrackedJob } from './tracked-job.ts'
import { isLive, take } from './tracked-jobs.ts'

// At most 1000 streams of a client: each is an open connection.
const mostStreams = 1000
// A stream of a job is opened at most 3 times; then the job is polled.
const streamsForAJob = 3

/** How often a new job may be streamed: 0 where its vendor streams nothing, or where too many streams are open. */
export function streamAllowance({ openStreams }: PollerContext, provider: VideoProvider): number {
  return provider.watch && openStreams < mostStreams ? streamsForAJob : 0
}

/** Streams a job where it still may; otherwise plans its next poll. */
export function streamOrPoll(context: PollerContext, tracked: TrackedJob): void {
  const isRefused = context.accountOf(tracked.job).limiter.isRefused('poll')
  if (tracked.streamsLeft > 0 && !isRefused) void stream(context, tracked)
  else pollLater(context, tracked)
}

async function stream(context: PollerContext, tracked: TrackedJob): Promise<void> {
  const { clock, call } = context
  const controller = new AbortController()
  tracked.stop = () => controller.abort()
  context.openStreams += 1
  const given = { ...call, clock, signal: controller.signal }
  const hasStreamed = await readStream(tracked.job, tracked.provider, given, {
    onFailure: (error) => context.accountOf(tracked.job).limiter.failed('poll', error),
    onNews: (seen) => {
      if (isLive(context, tracked)) take(context, tracked, mergeJob(tracked.job, seen))
    },
  })
  context.openStreams -= 1
  tracked.streamsLeft = hasStreamed ? tracked.streamsLeft - 1 : 0
  // A listener that waits for a poll ends the stream, and its poll may have begun.
  if (!isLive(context, tracked) || tracked.isPolling) return
  const isAwaited = tracked.listeners.some(({ onPolled }) => onPolled)
  if (hasStreamed || isAwaited) pollAfter(context, tracked, 0)
  else pollLater(context, tracked)
}
