import { isVideoError } from '../model/errors.ts'
import { isEnd, type Job } from '../model/job.ts'
import { resumed } from '../polling/wait-all.ts'
import { follow } from '../polling/wait.ts'
import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { findProvider } from './find-provider.ts'
import { must } from './member.ts'
import { jobFrom } from './job-of.ts'
import { openRecords } from './open-records.ts'
import { cancelJob } from './manage.ts'

/** The methods that poll jobs: once, or until they end. */
export function pollMethods(context: ClientContext): Pick<Client, 'get' | 'check' | 'watch' | 'wait' | 'resume'> {
  const { providers, callOf, pollNow, poller } = context
  return {
    get: async (job, options = {}) => pollNow(jobFrom(job), callOf(options)),
    async check(reference, options = {}) {
      const job = await pollNow(jobFrom(reference), callOf(options))
      const hasEnded = isEnd(job)
      return { job, hasEnded, waitMs: hasEnded ? 0 : poller.pauseMs(job) }
    },
    async *watch(reference, options = {}) {
      findProvider(providers, reference.provider)
      yield* resumed([jobFrom(reference)], context, options)
    },
    async wait(reference, { onUpdate = ignore, onTimeout = 'keep', ...options } = {}) {
      findProvider(providers, reference.provider)
      // Returned and not awaited: a suspended frame for each waiting job is most of what the job costs in memory.
      if (onTimeout === 'keep') return follow(jobFrom(reference), context, options, onUpdate)
      must(context, reference.provider, 'cancel')
      return follow(jobFrom(reference), context, options, onUpdate).catch(async (error: unknown) => {
        const isLate = isVideoError(error) && error.code === 'timeout' && error.operation === 'wait'
        if (isLate) await cancelJob(context, error.job ?? reference).catch(ignore)
        throw error
      })
    },
    async *resume(options = {}) {
      const jobs: Job[] = []
      for await (const { job } of openRecords(context)) if (job) jobs.push(job)
      yield* resumed(jobs, context, options)
    },
  }
}

function ignore(): void {}
