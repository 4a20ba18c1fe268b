import { parseRequest } from '../model/request.ts'
import { loadRare } from '../load.ts'
import { VideoError, type Recovery } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import type { ProviderCall } from '../model/video-provider.ts'
import type { JobRecord } from '../journal/record.ts'
import type { Resolver, Unresolved } from '../journal/unresolved.ts'
import { sendBillableCall } from './billable-call.ts'
import type { ClientContext } from './client-context.ts'
import type { Client, Generated, GenerateOptions } from './client.ts'
import { createJob, type Created } from './create-job.ts'
import { jobFrom } from './job-of.ts'
import { listRows } from './manage.ts'
import { openRecords } from './open-records.ts'
import { choose, considerAll } from './plan.ts'

type SubmitMethods = Pick<Client, 'create' | 'generate' | 'jobs' | 'history' | 'dismiss' | 'unresolved'>

/** The methods that spend money, and those that say what became of it. */
export function submitMethods(
  context: ClientContext,
  client: Pick<Client, 'wait' | 'download' | 'bytes' | 'stream'>,
): SubmitMethods {
  const { recordsIn, journal, clock } = context
  const recover = async (id: string): Promise<Recovery> => (await openResolver(context)).recover(id)
  return {
    create: async (input, options = {}) => (await createJob(context, recover, input, options)).job,
    async generate(input, options = {}) {
      const { timeoutMs = 1_800_000 } = options
      const beginMs = clock.elapsed()
      const created = await createJob(context, recover, input, { ...options, timeoutMs })
      const leftMs = Math.max(0, timeoutMs - (clock.elapsed() - beginMs))
      return generated(created, client, { ...options, timeoutMs: leftMs })
    },
    jobs: () => openRecords(context),
    history: () => recordsIn(['completed', 'ended'], 'newest'),
    async dismiss(job) {
      if (!(await journal.dismissed(job)))
        throw new VideoError('not_found', `nothing is left to do for job ${job.id} of ${job.provider}`)
    },
    async unresolved() {
      const resolver = await openResolver(context)
      const found: Unresolved[] = []
      for await (const record of recordsIn(['unresolved'])) found.push(resolver.unresolved(record))
      return found
    },
  }
}

/** What resolves the calls of a client whose outcome is not known; its code is fetched where one has to be. */
export async function openResolver(context: ClientContext): Promise<Resolver> {
  const { createResolver } = await loadRare()
  return createResolver({
    ...context,
    accountOf: (id) => context.accounts.of(id),
    replay: (record, call) => replay(context, record, call),
    list: (options) => listRows(context, options),
    get: async (job, options) => context.pollNow(jobFrom(job), context.callOf(options)),
  })
}

/** Sends the call of a record as it was, with the key that it had. */
async function replay(context: ClientContext, record: JobRecord, { signal }: ProviderCall): Promise<Job> {
  const request = parseRequest(record.request)
  const call = context.callOf({ signal })
  const candidates = await considerAll(context, [{ provider: record.provider }], request, { call })
  return sendBillableCall(context, record, choose(candidates), call)
}

async function generated(
  { job: created, attempts }: Created,
  client: Pick<Client, 'wait' | 'download' | 'bytes' | 'stream'>,
  options: GenerateOptions,
): Promise<Generated> {
  options.onUpdate?.(created)
  const job = await client.wait(created, options)
  if (job.status !== 'completed') {
    const { code = 'vendor_failure', message = `the job is ${job.status}`, charged } = { ...job.error }
    const what = `${job.provider}: job ${job.id} ${job.status}: ${message}`
    throw new VideoError(job.status === 'expired' ? 'expired' : code, what, { job, charged, operation: 'generate' })
  }
  return {
    job,
    attempts,
    video: {
      save: (path, more) => client.download(job, path, more),
      bytes: (more) => client.bytes(job, more),
      stream: (more) => client.stream(job, more),
    },
  }
}
