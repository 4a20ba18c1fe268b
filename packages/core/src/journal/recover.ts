import type { Recovery } from '../model/errors.ts'
import type { Clock } from '../time/clock.ts'
import { isVideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from './record.ts'

/** What a search needs. */
export interface Search {
  clock: Clock
  /** The same call with the same key. */
  replay: (record: JobRecord) => Promise<Job>
  /** One page of the vendor's jobs, newest first. */
  page: (provider: VideoProvider, cursor: string | undefined) => Promise<{ jobs: Job[]; cursor?: string }>
  /** Whether another record has this job already. */
  isTaken: (job: Job) => Promise<boolean>
  /** Records of this provider whose jobs are not known yet. */
  open: () => Promise<readonly JobRecord[]>
}

// Vendors that know keys do not say for how long; a retry within a quarter of an hour is what keys are for.
const keyLifetimeMs = 900_000
// The vendor's clock and ours.
const skewMs = 60_000
// A call that was lost may have been taken up to so long after it was sent.
const latestMs = 300_000
const mostPages = 10

/** Searches for the job of an unresolved record. Throws what the vendor's list throws. */
export async function recover(record: JobRecord, provider: VideoProvider, search: Search): Promise<Recovery> {
  const sentMs = Date.parse(record.sentAt)
  const unclear = (because: string, candidates: Job[] = []): Recovery => ({ outcome: 'unclear', candidates, because })
  const isYoung = search.clock.now() - sentMs <= keyLifetimeMs
  const hasKey = provider.capabilities.idempotency === 'key' && record.idempotencyKey !== undefined
  if (hasKey && record.request && isYoung) {
    try {
      const job = await search.replay(record)
      return { outcome: 'found', job, confidence: 'certain', because: 'the same key' }
    } catch (error) {
      // The repeat was lost, too: the list may have the job.
      if (!isVideoError(error) || !provider.list) throw error
    }
  }
  if (!provider.list) {
    const more = hasKey ? `, and its key is older than ${keyLifetimeMs / 60_000} minutes` : ' and knows no keys'
    return unclear(`${provider.id} lists no jobs${more}: see its own pages`)
  }
  const candidates: Job[] = []
  let cursor: string | undefined
  let seen = 0
  for (let pages = 0; pages < mostPages; pages++) {
    const found = await search.page(provider, cursor)
    seen += found.jobs.length
    for (const job of found.jobs) if (fits(job, record, sentMs) && !(await search.isTaken(job))) candidates.push(job)
    const last = found.jobs.at(-1)?.createdAt
    cursor = found.cursor
    if (cursor === undefined || (last !== undefined && Date.parse(last) < sentMs - skewMs)) break
  }
  const [only] = candidates
  // Vendors do not say what a job was made from: of two calls that were lost, either may be the one.
  const rivals = (await search.open()).filter(
    (other) => only && other.id !== record.id && fits(only, other, Date.parse(other.sentAt)),
  )
  const window = `${record.model}, created about ${record.sentAt}, among the newest ${seen}`
  if (only && candidates.length === 1 && rivals.length === 0)
    return { outcome: 'found', job: only, confidence: 'likely', because: `the one job of ${window}` }
  const calls = rivals.length > 0 ? `, and ${rivals.length + 1} unresolved calls that fit` : ''
  if (only) return unclear(`${candidates.length} of ${window}${calls}`, candidates)
  return unclear(`no job of ${window}; it may still appear`)
}

function fits({ createdAt, model }: Job, record: JobRecord, sentMs: number): boolean {
  if (createdAt === undefined) return false
  const afterMs = Date.parse(createdAt) - sentMs
  return afterMs >= -skewMs && afterMs <= latestMs && (model === '' || model === record.model)
}
