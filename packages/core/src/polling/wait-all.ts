import { onAbort } from '../time/abortable.ts'
import { follow, type Follower, type FollowOptions } from './wait.ts'
import type { Job } from '../model/job.ts'

/** Options for following the unfinished jobs of an earlier process. */
export interface ResumeOptions extends FollowOptions {
  /** Called with the error of each job that cannot be followed further, while the others go on; default: the first such error is thrown when all have ended. */
  onFailure?: ((error: unknown) => void) | undefined
}

/** Yields every change of these jobs in the order of arrival. */
export async function* resumed(
  jobs: readonly Job[],
  follower: Follower,
  { signal, onFailure, ...options }: ResumeOptions,
): AsyncGenerator<Job> {
  const controller = new AbortController()
  const ignore = onAbort(signal, () => controller.abort(signal?.reason))
  const inbox: Job[] = []
  const errors: unknown[] = []
  const fail = onFailure ?? ((error: unknown) => void errors.push(error))
  let open = jobs.length
  let wake = (): void => {}
  for (const job of jobs) {
    void follow(job, follower, { ...options, signal: controller.signal }, (seen) => {
      inbox.push(seen)
      wake()
    })
      .catch(fail)
      .finally(() => {
        open -= 1
        wake()
      })
  }
  try {
    while (open > 0 || inbox.length > 0) {
      const job = inbox.shift()
      if (job) yield job
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (errors.length > 0) throw errors[0]
  } finally {
    controller.abort()
    ignore()
  }
}
