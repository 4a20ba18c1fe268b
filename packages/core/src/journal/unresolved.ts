import { invalidRequest, issue } from '../model/issues.ts'
import type { Job } from '../model/job.ts'
import type { Recovery } from '../model/errors.ts'
import type { JobRecord } from './record.ts'

/** A billable call whose outcome nobody knows: it may have made a job, and that may be billed. */
export interface Unresolved
  extends Pick<JobRecord, 'id' | 'key' | 'provider' | 'model' | 'sentAt' | 'attempt' | 'evidence' | 'fingerprint'> {
  /** Looks for its job, and takes it up where it is found. */
  recover(options?: { signal?: AbortSignal | undefined }): Promise<Recovery>
  /** Takes this job of the vendor for the one. Throws `conflict` where another call has it, `not_found` where the vendor does not know it. */
  adopt(jobId: string, options?: { signal?: AbortSignal | undefined }): Promise<Job>
  /** Sends it again, although there may be a job already and both may have to be paid. */
  resubmit(options: { accept: 'may-pay-twice'; signal?: AbortSignal | undefined }): Promise<Job>
  /** Gives it up: it is listed no more. */
  abandon(): Promise<void>
}

/** Anything but the words that say what may happen is refused. */
export function assertAccepts({ accept }: { accept: unknown }): void {
  if (accept !== 'may-pay-twice') throw invalidRequest([issue('accept', accept, '"may-pay-twice"')])
}
