import { VideoError, type Client, type Job } from '@reelay/core'
import { startProgress } from './progress.ts'
import type { Session } from './session.ts'

/** How a job is followed. */
export interface FollowSettings {
  session: Session
  client: Client
  /** In seconds of the machine's time. */
  timeout: number
  /** Told of every change. */
  onUpdate?: ((job: Job) => void) | undefined
}

/** Follows a job to its end and shows how it gets on. Throws with the job when it does not end well. */
export async function followJob(start: Job, { session, client, timeout, onUpdate }: FollowSettings): Promise<Job> {
  const { signal, timeScale } = session
  const progress = startProgress(session)
  try {
    progress.update(start)
    const job = await client.wait(start, {
      signal,
      timeoutMs: Math.round(timeout * 1000 * timeScale),
      onUpdate: (seen) => {
        progress.update(seen)
        onUpdate?.(seen)
      },
    })
    if (job.status === 'completed') return job
    throw endedBadly(job)
  } finally {
    progress.stop()
  }
}

function endedBadly(job: Job): VideoError {
  const { code = 'vendor_failure', message = 'the vendor gives no reason', charged } = { ...job.error }
  const why = job.status === 'expired' ? 'expired' : code
  return new VideoError(why, `${job.provider}: job ${job.id} ${job.status}: ${message}`, {
    job,
    charged,
    operation: 'wait',
  })
}
