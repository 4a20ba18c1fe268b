import type { ListedJob } from '../journal/compare-row.ts'
import { isVideoError, withJob } from '../model/errors.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { isEnd, type Job, type JobReference } from '../model/job.ts'
import type { CallOptions } from '../model/video-provider.ts'
import type { ClientContext } from './client-context.ts'
import type { ChoiceOptions, Client } from './client.ts'
import { findProvider } from './find-provider.ts'
import { must, onlyProvider } from './member.ts'
import { jobFrom, jobOf } from './job-of.ts'
import { considerAll, preferListed, type Alternative } from './plan.ts'
import { readRequest } from './read-request.ts'

type ManageMethods = Pick<
  Client,
  'models' | 'plan' | 'list' | 'cancel' | 'delete' | 'deleteAll' | 'setRetention' | 'balance' | 'waits' | 'close'
>

/** The methods that ask a vendor for something else than a video. */
export function manageMethods(context: ClientContext): ManageMethods {
  const { providers, callOf, modelCache, store, gate } = context
  return {
    async models(options = {}) {
      const call = callOf(options)
      const found = await Promise.all(
        alternatives(context, options.provider).map(async ({ provider }) =>
          (await modelCache.of(findProvider(providers, provider), call)).map((model) => ({ provider, ...model })),
        ),
      )
      return found.flat()
    },
    async plan(input, options = {}) {
      const request = await readRequest(input)
      const given = { call: callOf(options), withPreview: true }
      const found = await considerAll(context, alternatives(context, options.provider), request, given)
      const candidates = preferListed(found)
      return { candidates: candidates.map(({ choice: _choice, has: _has, ...candidate }) => candidate) }
    },
    async list(options) {
      const { rows, ...page } = await listRows(context, options)
      return { ...page, jobs: rows.map(({ job }) => job) }
    },
    cancel: (job, options) => cancelJob(context, job, options),
    async delete(job, options = {}) {
      await must(context, job.provider, 'delete')(job, callOf(options))
    },
    async deleteAll({ provider, signal } = {}) {
      return must(context, provider, 'deleteAll')(callOf({ signal }))
    },
    async setRetention(job, days, options = {}) {
      const { longestRetentionDays: most = Infinity } = findProvider(providers, job.provider).capabilities
      const isRight = Number.isInteger(days) && days >= 1 && days <= most
      if (!isRight)
        throw invalidRequest([issue('days', days, `a whole number from 1${most < Infinity ? ` to ${most}` : ''}`)])
      const changed = await must(context, job.provider, 'setRetention')(job, days, callOf(options))
      return { ...job, ...(changed.expiresAt !== undefined && { expiresAt: changed.expiresAt }) }
    },
    async balance({ provider, signal } = {}) {
      return must(context, provider, 'balance')(callOf({ signal }))
    },
    waits: async () => context.waits.list(),
    close: async () => {
      await gate.close()
      await store.close()
    },
  }
}

/** The provider with this id, or all. */
export function alternatives({ providers }: ClientContext, id: string | undefined): readonly Alternative[] {
  return id === undefined ? providers.map((provider) => ({ provider: provider.id })) : [{ provider: id }]
}

/** A page of the vendor's list, each job with what the vendor repeats of its request. */
export async function listRows(
  context: ClientContext,
  { provider: id, cursor, signal }: ChoiceOptions & { cursor?: string | undefined } = {},
): Promise<{ rows: ListedJob[]; cursor?: string }> {
  const provider = onlyProvider(context.providers, id)
  const page = await must(context, provider.id, 'list')({ cursor }, context.callOf({ signal }))
  const rows = page.jobs.map((seen) => ({ job: jobOf(provider, seen, seen.model ?? ''), echo: seen.echo }))
  return { rows, ...(page.cursor !== undefined && { cursor: page.cursor }) }
}

/** Asks the vendor to stop a job, and polls it; a job that has ended is given back as it is. */
export async function cancelJob(
  context: ClientContext,
  reference: JobReference,
  options: CallOptions = {},
): Promise<Job> {
  const job = jobFrom(reference)
  if (isEnd(job)) return job
  const call = context.callOf(options)
  try {
    await must(context, job.provider, 'cancel')(job, call)
  } catch (error) {
    // A conflict means that the job ended before the vendor could stop it; the poll says how.
    if (!isVideoError(error) || error.code !== 'conflict') throw withJob(error, job)
  }
  return context.pollNow(job, call)
}
