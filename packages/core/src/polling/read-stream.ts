import { onAbort } from '../time/abortable.ts'
import { bounded } from '../time/bounded.ts'
import type { Clock } from '../time/clock.ts'
import { isEnd, type Job, type Snapshot } from '../model/job.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'

// A stream that says nothing for this long is given up for polling.
const silenceMs = 60_000

/** Passes on what a vendor's stream says, to its end or the job's; resolves to whether it said anything. Never rejects: polls go on. */
export async function readStream(
  job: Job,
  provider: VideoProvider,
  { clock, signal, ...call }: ProviderCall & { clock: Clock; signal: AbortSignal },
  onNews: (seen: Snapshot) => void,
): Promise<boolean> {
  const controller = new AbortController()
  const ignore = onAbort(signal, () => controller.abort())
  const source = provider.watch?.(job, { ...call, clock, signal: controller.signal })[Symbol.asyncIterator]()
  let hasNews = false
  try {
    while (source) {
      const next = await bounded({ clock, timeoutMs: silenceMs, signal }, () => source.next())
      if (next.done) break
      hasNews = true
      // The end is only believed, and only complete, from a poll.
      if (isEnd(next.value)) break
      onNews(next.value)
    }
  } catch {
    // Whatever became of the stream, polls find the rest.
  } finally {
    ignore()
    controller.abort()
    // Not awaited: a stream that hangs must not hold up its end.
    source?.return?.().catch(() => {})
  }
  return hasNews
}
