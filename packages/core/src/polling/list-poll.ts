import type { Clock } from '../time/clock.ts'
import { isEnd, type Snapshot } from '../model/job.ts'
import { likelyEndOf } from '../model/likely-end.ts'
import type { SnapshotPage, VideoProvider } from '../model/video-provider.ts'

/** Polls many jobs of one vendor by the newest page of its list. */
export interface ListPoll<Tracked> {
  /**
   * What the page says of this job: that it still runs, or nothing. Calls that come while it is read share it. `unproven`: so
   * it says, and a poll of the job is to prove it, because a list may be old.
   */
  stateOf(tracked: Tracked): Promise<'running' | 'unproven' | undefined>
  /** A poll has seen the end of a job that the page calls running: the list is old, and is not read for a while. */
  distrust(tracked: Tracked): void
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

// A list that failed, or is old, is not read for 60 s; each job is polled meanwhile.
const respiteMs = 60_000

// After so many lists a poll of one job proves what they say.
const leastTrust = 2
const mostTrust = 64

interface Page<Tracked> {
  notBeforeMs: number
  /** How many lists are believed without a proof; twice as many after each end that it has shown. */
  trust: number
  /** How many were read since the last proof. */
  unproven: number
  reading?: Promise<Set<Tracked>>
}

/** Makes the list poll of a client. */
export function createListPoll<Tracked extends { provider: VideoProvider }>(
  options: ListPollOptions<Tracked>,
): ListPoll<Tracked> {
  const { clock, list, find, onNews, onEnd } = options
  const pages = new Map<VideoProvider, Page<Tracked>>()

  async function read(provider: VideoProvider, page: Page<Tracked>): Promise<Set<Tracked>> {
    const running = new Set<Tracked>()
    const { jobs } = await list(provider)
    page.unproven += 1
    for (const seen of jobs) {
      const tracked = find(provider.id, seen.id)
      if (!tracked) continue
      if (isEnd(seen)) {
        page.trust = Math.min(mostTrust, page.trust * 2)
        onEnd(tracked)
      } else if (likelyEndOf(seen)) onEnd(tracked)
      else {
        running.add(tracked)
        onNews(tracked, seen)
      }
    }
    return running
  }

  return {
    async stateOf(tracked) {
      const page = pages.get(tracked.provider) ?? { notBeforeMs: -Infinity, trust: leastTrust, unproven: 0 }
      pages.set(tracked.provider, page)
      if (!page.reading && clock.elapsed() < page.notBeforeMs) return undefined
      page.reading ??= read(tracked.provider, page)
        .catch(() => {
          page.notBeforeMs = clock.elapsed() + respiteMs
          return new Set<Tracked>()
        })
        .finally(() => delete page.reading)
      if (!(await page.reading).has(tracked)) return undefined
      if (page.unproven < page.trust) return 'running'
      page.unproven = 0
      return 'unproven'
    },
    distrust(tracked) {
      pages.set(tracked.provider, { notBeforeMs: clock.elapsed() + respiteMs, trust: leastTrust, unproven: 0 })
    },
  }
}
