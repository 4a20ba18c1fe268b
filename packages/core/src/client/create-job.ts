import type { Accounts } from './account-slots.ts'
import type { Alternative, CreateOptions } from './client.ts'
import type { Attempt } from '../model/errors.ts'
import { isVideoError, recoverable, VideoError, withAttempts } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import type { Job } from '../model/job.ts'
import type { StoredJobs } from '../journal/reopen.ts'
import { choose, considerProvider, type Candidate, type Choice, type ModelCache } from './plan.ts'
import { findProvider } from './find-provider.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import { parseRequest, type VideoRequestInput } from '../model/request.ts'
import { fingerprintOf, storedRequest } from '../journal/stored-request.ts'
import type { Journal } from '../journal/submit.ts'

/** What creating needs of its client. */
export interface CreationOptions {
  providers: readonly VideoProvider[]
  modelCache: ModelCache
  accounts: Accounts
  journal: Journal
  kept: StoredJobs
  callOf: (options: CreateOptions) => ProviderCall
  send: (record: JobRecord, choice: Choice, call: ProviderCall) => Promise<Job>
  /** How long the last job of a model took. */
  tookMs: (provider: string, model: string) => number | undefined
}

/** A job, and everything that was tried for it. */
export interface Created {
  job: Job
  attempts: Attempt[]
}

// No other vendor can do better: it is ours, or the caller's.
const final: ReadonlySet<string> = new Set(['aborted', 'storage', 'conflict', 'submission_unknown'])

/** The billable call, made once; a further vendor is asked only when one has definitely refused. */
export async function createJob(
  input: VideoRequestInput,
  options: CreateOptions,
  { providers, modelCache, accounts, journal, kept, callOf, send, tookMs }: CreationOptions,
): Promise<Created> {
  const { key, maxCost, among, rank, provider: id, signal, onAttempt = () => {} } = options
  const request = parseRequest(input)
  if (key === '') throw invalidRequest([issue('key', key, 'a name for this video')], { operation: 'create' })
  if (among?.length === 0)
    throw invalidRequest([issue('among', 'none', 'at least one provider')], { operation: 'create' })
  const call = callOf(options)
  const alternatives: readonly Alternative[] =
    among ?? (id === undefined ? providers : [findProvider(providers, id)]).map((one) => ({ provider: one.id }))
  const candidates = await Promise.all(
    alternatives.map(({ provider, model = request.model }) =>
      considerProvider(
        findProvider(providers, provider),
        { ...request, model },
        { modelCache, call, withPreview: false, maxCost },
      ),
    ),
  )
  const attempts: Attempt[] = []
  const tried = (attempt: Attempt): void => {
    attempts.push(attempt)
    try {
      onAttempt(attempt)
    } catch {
      // A listener that fails must neither cost a job nor send another one.
    }
  }
  const choices = among || rank ? ranked(candidates, rank ?? 'order', tookMs) : [choose(candidates)]
  if (choices.length === 0) choose(candidates)
  for (const { provider, model, problems } of candidates)
    if (problems.length > 0) tried({ provider, model, outcome: 'excluded', problems })

  await kept.open()
  const stored = storedRequest(request)
  const fingerprint = key === undefined ? undefined : fingerprintOf(among ? { ...stored, among } : stored)
  for (const [index, choice] of choices.entries()) {
    const { provider, request: finished } = choice
    const base = { provider: provider.id, model: finished.model }
    // One key for one logical call: with it, the vendor itself tells a repeat from a new job.
    const hasKey = provider.capabilities.idempotency === 'key'
    const idempotencyKey = request.idempotencyKey ?? (hasKey ? (key ?? crypto.randomUUID()) : undefined)
    const intent = {
      ...base,
      id: crypto.randomUUID(),
      request: { ...stored, model: finished.model },
      ...(idempotencyKey !== undefined && { idempotencyKey }),
      ...(key !== undefined && { key, fingerprint }),
    }
    try {
      const job = await journal.submit(intent, {
        limiter: accounts.of(provider),
        signal,
        send: (record) => send(record, choice, call),
      })
      tried({ ...base, outcome: 'accepted', job: job.id })
      return { job, attempts }
    } catch (error) {
      const { code, message, submitted } = isVideoError(error)
        ? error
        : new VideoError('invalid_response', String(error))
      const isRefused = submitted === 'no' && !final.has(code)
      tried({ ...base, outcome: isRefused ? 'refused' : 'failed', code, message })
      if (!isRefused || index === choices.length - 1) throw withAttempts(recoverable(error, kept.recover), attempts)
    }
  }
  throw new VideoError('unsupported', 'no provider was asked')
}

/** Who can do it, in the order in which they are asked; who has no price or was never seen comes last. */
function ranked(
  candidates: readonly (Candidate & { choice?: Choice })[],
  rank: NonNullable<CreateOptions['rank']>,
  tookMs: CreationOptions['tookMs'],
): Choice[] {
  const weight = ({ provider, request, cost }: Choice): number => {
    if (rank === 'price') return cost?.amount ?? Infinity
    return rank === 'speed' ? (tookMs(provider.id, request.model) ?? Infinity) : 0
  }
  const able = candidates.flatMap(({ choice }) => choice ?? [])
  return able
    .map((choice) => ({ choice, by: weight(choice) }))
    .sort((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0))
    .map(({ choice }) => choice)
}
