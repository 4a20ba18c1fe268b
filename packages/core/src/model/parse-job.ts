import { Job } from './job.ts'
import { invalidRequest } from './issues.ts'
import { issue } from './issues.ts'
import { issuesOf } from './issues.ts'
/** Checks a stored or received job, of this release or an earlier one. Throws `invalid_request` with every issue. */
export function parseJob(value: unknown): Job {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : 1
  // A job has no version as long as there is one form only; a later release will say so in what it stores.
  if (version !== 1)
    throw invalidRequest([issue('version', version, '1: a later release has stored it')], { operation: 'job' })
  const parsed = Job.safeParse(value)
  if (!parsed.success) throw invalidRequest(issuesOf(parsed.error, value), { operation: 'job' })
  return parsed.data
}
