import { asVideoError, isVideoError, type Recovery, type RecoveryCandidate } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { VideoProvider } from '../model/video-provider.ts'
import { compareRow, sentTimes, skewMs, type Comparison, type ListedJob } from './compare-row.ts'
import type { JobRecord } from './record.ts'

/** What a search needs. */
export interface Search {
  /** Now, by the wall clock. */
  nowMs: number
  /** Ms since the call was sent; below 0 where a clock was wrong. */
  ageMs: number
  /** The same call with the same key. */
  replay: (record: JobRecord) => Promise<Job>
  /** One page of the vendor's jobs, newest first. */
  page: (cursor: string | undefined) => Promise<{ rows: ListedJob[]; cursor?: string }>
  /** Whether another record has this job already. */
  isTaken: (job: Job) => Promise<boolean>
  /** Records of this provider whose jobs are not known yet. */
  open: () => Promise<readonly JobRecord[]>
}

interface Found extends ListedJob {
  fit: Comparison
}

/** What was read of the vendor's list. */
interface Listed {
  found: Found[]
  /** Rows that were read. */
  count: number
  /** Why no more of it was read. */
  failure?: unknown
}

// Vendors that know keys do not say for how long; a retry within a quarter of an hour is what keys are for.
const keyLifetimeMs = 900_000
const mostPages = 10
const mostCandidates = 20

/**
 * Searches for the job of an unresolved record. Certain is what answers to the same key, what carries our id or key, and the
 * one job that was made from the same words alone at that time. Throws what the vendor's list throws, where nothing else is known.
 */
export async function recover(record: JobRecord, provider: VideoProvider, search: Search): Promise<Recovery> {
  const { id, capabilities, list } = provider
  const unclear = (because: string[], candidates: RecoveryCandidate[] = []): Recovery => ({
    outcome: 'unclear',
    candidates,
    because: because.join('; '),
  })
  const hasKey = capabilities.idempotency === 'key' && record.idempotencyKey !== undefined
  const isYoung = search.ageMs >= 0 && search.ageMs <= keyLifetimeMs
  const told: string[] = []
  if (hasKey && record.request && isYoung) {
    try {
      return { outcome: 'found', job: await search.replay(record), because: 'the same key' }
    } catch (error) {
      if (!isVideoError(error) || error.code === 'aborted') throw error
      const known = error.status === 409 ? '. It knows the key: the first call has arrived' : ''
      told.push(`asked again with the same key, the vendor answers: ${error.message}${known}`)
    }
  } else if (hasKey)
    told.push(`its key is not surely younger than ${keyLifetimeMs / 60_000} minutes, and was not sent again`)
  if (!list) return unclear([...told, `${id} lists no jobs${hasKey ? '' : ' and knows no keys'}: see its own pages`])

  const { found, count, failure } = await searchList(record, search)
  if (failure !== undefined) {
    const { code, message } = asVideoError(failure)
    if (code === 'aborted' || (told.length === 0 && found.length === 0)) throw failure
    told.push(`the list could not be read: ${message}`)
  }
  const proven = found.filter(({ fit }) => fit.proof)
  const near = proven.length > 0 ? proven : found.filter(({ fit }) => !fit.isFar)
  const [only] = near
  const isOnly = only && near.length === 1 && (proven.length === 1 || only.fit.hasSamePrompt)
  const rivals = isOnly && proven.length === 0 ? await rivalsOf(only, record, search) : 0
  if (isOnly && rivals === 0 && (failure === undefined || only.fit.proof))
    return { outcome: 'found', job: only.job, because: only.fit.proof ?? only.fit.reasons.join(', ') }

  const window = `${record.model}, sent at ${record.sentAt}, among the newest ${count}`
  const calls = rivals > 0 ? `, and ${rivals + 1} unresolved calls that it fits` : ''
  if (found.length === 0) return unclear([...told, `no job of ${window}; it may still appear`])
  const candidates = found.toSorted((one, other) => other.fit.weight - one.fit.weight).slice(0, mostCandidates)
  return unclear(
    [...told, `${found.length} that may be the job of ${window}${calls}; none is certain`],
    candidates.map(({ job, fit }) => ({ job, reasons: fit.reasons })),
  )
}

/** Reads the list as far as it may hold the job. */
async function searchList(record: JobRecord, { nowMs, page, isTaken }: Search): Promise<Listed> {
  const { sentMs, isSound } = sentTimes(record, nowMs)
  const oldestMs = Math.min(...sentMs) - skewMs
  const found: Found[] = []
  let count = 0
  let isPast = false
  let cursor: string | undefined
  try {
    for (let pages = 0; pages < mostPages; pages++) {
      const next = await page(cursor)
      count += next.rows.length
      for (const row of next.rows) {
        const createdMs = Date.parse(row.job.createdAt ?? '')
        isPast ||= isSound && createdMs < oldestMs
        // Newest first: what follows an older job is older, too.
        if (isPast && Number.isNaN(createdMs)) continue
        const fit = compareRow(row, record, nowMs)
        if (fit && !(await isTaken(row.job))) found.push({ ...row, fit })
      }
      cursor = next.cursor
      if (cursor === undefined || isPast) break
    }
  } catch (failure) {
    return { found, count, failure }
  }
  return { found, count }
}

/** How many other calls of this client may have made the job. */
async function rivalsOf(row: ListedJob, record: JobRecord, { open, nowMs }: Search): Promise<number> {
  const fits = (other: JobRecord): boolean => other.id !== record.id && compareRow(row, other, nowMs) !== undefined
  return (await open()).filter(fits).length
}
