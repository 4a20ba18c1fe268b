import type { Clock } from '../time/clock.ts'
import { isEnd, type Snapshot } from '../model/job.ts'
import type { SnapshotPage, VideoProvider } from '../model/video-provider.ts'

/** Polls many jobs of one vendor by the newest page of its list. */
export interface ListPoll<One> {
  /** Whether the page says that this job still runs. Calls that come while it is read share it. */
  isRunning(one: One): Promise<boolean>
}

/** What a list poll needs of its client. */
export interface ListPollOptions<One> {
  clock: Clock
  list: (provider: VideoProvider) => Promise<SnapshotPage>
  /** The tracked job with this id. */
  find: (provider: string, id: string) => One | undefined
  onNews: (one: One, seen: Snapshot) => void
  onEnd: (one: One) => void
}

// A list that fails is not asked again for a minute; each job is polled meanwhile.
const respiteMs = 60_000

/** Makes the list poll of a client. */
export function createListPoll<One extends { provider: VideoProvider }>(options: ListPollOptions<One>): ListPoll<One> {
  const { clock, list, find, onNews, onEnd } = options
  const pages = new Map<VideoProvider, { notBeforeMs: number; reading?: Promise<Set<One>> }>()

  async function read(provider: VideoProvider): Promise<Set<One>> {
    const running = new Set<One>()
    for (const seen of (await list(provider)).jobs) {
      const one = find(provider.id, seen.id)
      if (!one) continue
      if (isEnd(seen)) onEnd(one)
      else {
        running.add(one)
        onNews(one, seen)
      }
    }
    return running
  }

  return {
    async isRunning(one) {
      const page = pages.get(one.provider) ?? { notBeforeMs: -Infinity }
      pages.set(one.provider, page)
      if (!page.reading && clock.elapsed() < page.notBeforeMs) return false
      page.reading ??= read(one.provider)
        .catch(() => {
          page.notBeforeMs = clock.elapsed() + respiteMs
          return new Set<One>()
        })
        .finally(() => delete page.reading)
      return (await page.reading).has(one)
    },
  }
}
