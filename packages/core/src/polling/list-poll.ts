import type { Clock } from '../time/clock.ts'
import { isEnd, type Snapshot } from '../model/job.ts'
import type { SnapshotPage, VideoProvider } from '../model/video-provider.ts'

/** Polls many jobs of one vendor by the newest page of its list. */
export interface ListPoll<Tracked> {
  /** Whether the page says that this job still runs. Calls that come while it is read share it. */
  isRunning(tracked: Tracked): Promise<boolean>
}

/** What a list poll needs of its client. */
export interface ListPollOptions<Tracked> {
  clock: Clock
  list: (provider: VideoProvider) => Promise<SnapshotPage>
  /** The tracked job with this id. */
  find: (provider: string, id: string) => Tracked | undefined
  onNews: (tracked: Tracked, seen: Snapshot) => void
  onEnd: (tracked: Tracked) => void
}

// A list that failed is not read for 60 s; each job is polled meanwhile.
const respiteMs = 60_000

/** Makes the list poll of a client. */
export function createListPoll<Tracked extends { provider: VideoProvider }>(
  options: ListPollOptions<Tracked>,
): ListPoll<Tracked> {
  const { clock, list, find, onNews, onEnd } = options
  const pages = new Map<VideoProvider, { notBeforeMs: number; reading?: Promise<Set<Tracked>> }>()

  async function read(provider: VideoProvider): Promise<Set<Tracked>> {
    const running = new Set<Tracked>()
    for (const seen of (await list(provider)).jobs) {
      const tracked = find(provider.id, seen.id)
      if (!tracked) continue
      if (isEnd(seen)) onEnd(tracked)
      else {
        running.add(tracked)
        onNews(tracked, seen)
      }
    }
    return running
  }

  return {
    async isRunning(tracked) {
      const page = pages.get(tracked.provider) ?? { notBeforeMs: -Infinity }
      pages.set(tracked.provider, page)
      if (!page.reading && clock.elapsed() < page.notBeforeMs) return false
      page.reading ??= read(tracked.provider)
        .catch(() => {
          page.notBeforeMs = clock.elapsed() + respiteMs
          return new Set<Tracked>()
        })
        .finally(() => delete page.reading)
      return (await page.reading).has(tracked)
    },
  }
}
