import type { JobRecord } from '../journal/record.ts'
import type { ClientContext } from './client-context.ts'

// A clock that runs fast must not hide a video that can be had.
const graceMs = 86_400_000

/** Records that something is left to do for, oldest first; a completed job counts until a day after its video is gone at the vendor. */
export async function* openRecords({ recordsIn, surelyMs }: ClientContext): AsyncGenerator<JobRecord> {
  for await (const record of recordsIn(['submitting', 'running', 'completed', 'unresolved'])) {
    const { state, job } = record
    const isGone = state === 'completed' && Date.parse(job?.expiresAt ?? '') + graceMs < surelyMs()
    if (!isGone) yield record
  }
}
