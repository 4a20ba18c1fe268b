import type { Clock } from '../time/clock.ts'
import { isEnd, type Snapshot } from '../model/job.ts'
import type { SnapshotPage, VideoProvider } from '../model/video-provider.ts'

/** What polls many jobs of one vendor by the newest page of its list. */
export interface Listing<One> {
  /** Reads the page, once for all who ask meanwhile; whether it says that this job still runs. */
  isTold(one: One): Promise<boolean>
}

/** What a listing needs. */
export interface ListingOptions<One> {
  clock: Clock
  list: (provider: VideoProvider) => Promise<SnapshotPage>
  /** The job that somebody waits for, by its vendor's id. */
  find: (provider: string, id: string) => One | undefined
  onNews: (one: One, seen: Snapshot) => void
  onEnd: (one: One) => void
}

// A list that fails is left alone for a while; polls go on.
const respiteMs = 60_000

/** Makes the listing of a client. */
export function createListing<One extends { provider: VideoProvider }>(options: ListingOptions<One>): Listing<One> {
  const { clock, list, find, onNews, onEnd } = options
  const pages = new Map<VideoProvider, { notBeforeMs: number; told?: Promise<Set<One>> }>()

  async function read(provider: VideoProvider): Promise<Set<One>> {
    const told = new Set<One>()
    for (const seen of (await list(provider)).jobs) {
      const one = find(provider.id, seen.id)
      if (!one) continue
      if (isEnd(seen)) onEnd(one)
      else {
        told.add(one)
        onNews(one, seen)
      }
    }
    return told
  }

  return {
    async isTold(one) {
      const page = pages.get(one.provider) ?? { notBeforeMs: -Infinity }
      pages.set(one.provider, page)
      if (!page.told && clock.elapsed() < page.notBeforeMs) return false
      page.told ??= read(one.provider)
        .catch(() => {
          page.notBeforeMs = clock.elapsed() + respiteMs
          return new Set<One>()
        })
        .finally(() => delete page.told)
      return (await page.told).has(one)
    },
  }
}
