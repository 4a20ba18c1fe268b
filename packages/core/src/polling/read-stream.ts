import { onAbort } from '../time/abortable.ts'
import { bounded } from '../time/bounded.ts'
import type { Clock } from '../time/clock.ts'
import { isEnd, type Job, type Snapshot } from '../model/job.ts'
import { likelyEndOf } from '../model/likely-end.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'

// After 60 s without an event the job is polled instead: a dead connection sends no event either.
const silenceMs = 60_000

/** Passes on each snapshot of a vendor's stream until the stream or the job ends; resolves to whether any came. Never rejects. */
export async function readStream(
  job: Job,
  provider: VideoProvider,
  { clock, signal, ...call }: ProviderCall & { clock: Clock; signal: AbortSignal },
  { onNews, onFailure }: { onNews: (seen: Snapshot) => void; onFailure: (error: unknown) => void },
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
      // An end is taken from a poll only, because a stream may leave out fields of the job.
      if (isEnd(next.value) || likelyEndOf(next.value)) break
      onNews(next.value)
    }
  } catch (error) {
    // A failed stream is no failure of the job: polls follow.
    onFailure(error)
  } finally {
    ignore()
    controller.abort()
    // Not awaited, because a stream that hangs would block here.
    source?.return?.().catch(() => {})
  }
  return hasNews
}
