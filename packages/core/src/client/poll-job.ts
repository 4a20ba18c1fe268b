import type { Clock } from '../time/clock.ts'
import { isVideoError, withJob } from '../model/errors.ts'
import { submissionUnknown } from '../http/classify-failure.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { isEnd, type Job, type JobReference, type Snapshot } from '../model/job.ts'
import { assertOutputs, mergeJob } from '../model/merge-snapshot.ts'
import type { Emit } from '../model/client-event.ts'
import type { Choice } from './plan.ts'
import { findProvider } from './find-provider.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import { webhookUrlOf, type WebhookAddress } from '../webhook/callback-url.ts'

/** How a client turns what vendors say into jobs. */
export interface Polls {
  /** A job of which little may be known. */
  known(reference: JobReference): Job
  /** What a vendor's answer makes of a job; `madeMs` stands in where it does not say when, for what was made just now. */
  jobOf(provider: VideoProvider, seen: Snapshot & { id: string }, model: string, madeMs?: number): Job
  /** One poll. */
  poll(job: Job, call: ProviderCall): Promise<Job>
  /** The billable call. */
  send(record: JobRecord, choice: Choice, call: ProviderCall): Promise<Job>
  /** How long the last completed job of a model took, in ms. */
  tookMs(provider: string, model: string): number | undefined
}

/** What polls need. */
export interface PollsOptions {
  providers: readonly VideoProvider[]
  clock: Clock
  emit: Emit
  /** Where vendors call back, if they may. */
  webhooks?: WebhookAddress | undefined
  /** Told of each end that was seen, before anybody else. */
  onEnd: (job: Job) => Promise<void>
}

// Of so many jobs it is remembered that their end was told.
const mostTold = 10_000

/** Makes the polls of a client. */
export function createPolls({ providers, clock, emit, webhooks, onEnd }: PollsOptions): Polls {
  const took = new Map<string, number>()
  const told = new Set<string>()
  const nameOf = (provider: string, model: string): string => `${provider}\n${model}`

  const jobOf: Polls['jobOf'] = (provider, seen, model, madeMs) => {
    const job = mergeJob({ provider: provider.id, model, id: seen.id, status: 'queued', outputs: [] }, seen)
    const { resultLifetimeMs } = provider.capabilities
    const createdAt = job.createdAt ?? (madeMs === undefined ? undefined : new Date(madeMs).toISOString())
    if (createdAt === undefined) return job
    if (job.expiresAt !== undefined || resultLifetimeMs === null) return { ...job, createdAt }
    const goneAt = new Date(Date.parse(createdAt) + resultLifetimeMs)
    // A vendor's time may lie where no other comes after it.
    return { ...job, createdAt, ...(Number.isFinite(goneAt.getTime()) && { expiresAt: goneAt.toISOString() }) }
  }

  /** Whether its end was not told yet: several may see it at once, or ask again later. */
  function isNews({ provider, id }: Job): boolean {
    const name = nameOf(provider, id)
    if (told.has(name)) return false
    const [oldest] = told.add(name)
    if (told.size > mostTold && oldest !== undefined) told.delete(oldest)
    return true
  }

  async function ended(job: Job): Promise<Job> {
    const { provider, model, id, status, error, cost, createdAt, completedAt } = job
    const endMs = completedAt === undefined ? clock.now() : Date.parse(completedAt)
    const durationMs = createdAt === undefined ? undefined : endMs - Date.parse(createdAt)
    if (status === 'completed' && durationMs !== undefined) took.set(nameOf(provider, model), durationMs)
    if (isNews(job))
      emit({
        type: 'ended',
        provider,
        model,
        job: id,
        status,
        ...(error && { code: error.code }),
        ...(cost && { cost }),
        ...(durationMs !== undefined && { durationMs }),
      })
    await onEnd(job)
    return job
  }

  async function asked(job: Job, call: ProviderCall): Promise<Job> {
    const provider = findProvider(providers, job.provider)
    try {
      return assertOutputs(mergeJob(job, await provider.get(job, call)), provider.content !== undefined)
    } catch (error) {
      const isGone = isVideoError(error) && error.code === 'not_found' && job.expiresAt !== undefined
      if (isGone && Date.parse(job.expiresAt ?? '') <= clock.now()) return mergeJob(job, { status: 'expired' })
      throw job.createdAt === undefined ? error : withJob(error, job)
    }
  }

  return {
    jobOf,
    known(reference) {
      if (reference.id === '') throw invalidRequest([issue('id', undefined, 'the id of a job')], { operation: 'job' })
      return { model: '', status: 'unknown', outputs: [], ...reference }
    },
    async poll(job, call) {
      const begin = clock.elapsed()
      const base = { provider: job.provider, model: job.model, job: job.id }
      try {
        const seen = await asked(job, call)
        const { status, progress } = seen
        const durationMs = clock.elapsed() - begin
        emit({ type: 'polled', ...base, status, ...(progress !== undefined && { progress }), durationMs })
        return isEnd(seen) && !isEnd(job) ? await ended(seen) : seen
      } catch (error) {
        const code = isVideoError(error) ? error.code : 'invalid_response'
        emit({ type: 'poll_failed', ...base, code, durationMs: clock.elapsed() - begin })
        throw error
      }
    },
    async send({ id, idempotencyKey }, { provider, request, cost }, call) {
      // Who signs calls back at an address of the account, not of the call.
      const isCalledBack = provider.webhook !== undefined && provider.environment.webhookSecret === undefined
      const isOurs = webhooks && isCalledBack && request.webhookUrl === undefined
      const webhookUrl = isOurs ? await webhookUrlOf(webhooks, provider.id, id) : request.webhookUrl
      const seen = await provider.create({ ...request, idempotencyKey, webhookUrl }, call)
      if (seen.id === '') {
        const context = { provider: provider.id, operation: 'create' }
        throw submissionUnknown(`${provider.id}: create: the answer names no job`, context)
      }
      // The estimate stands until the vendor names a figure.
      const job = jobOf(provider, { ...seen, cost: seen.cost ?? cost }, request.model, clock.now())
      return isEnd(job) ? ended(job) : job
    },
    tookMs: (provider, model) => took.get(nameOf(provider, model)),
  }
}
