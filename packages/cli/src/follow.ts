import { isVideoError, VideoError, type Client, type Job } from '@reelay/core'
import { startProgress } from './progress.ts'
import type { Session } from './session.ts'

/** How a job is followed. */
export interface FollowSettings {
  session: Session
  client: Client
  /** In seconds of the machine's time. A last poll of up to 5 s of the vendor's follows. */
  timeout: number
  /** How much of `timeout` is over; default 0. */
  spent?: number | undefined
  /** Told of every change. */
  onUpdate?: ((job: Job) => void) | undefined
}

/** Follows a job to its end and shows how it gets on. Throws with the job when it does not end well. */
export async function followJob(start: Job, settings: FollowSettings): Promise<Job> {
  const { session, client, timeout, spent = 0, onUpdate } = settings
  const { signal, timeScale } = session
  const progress = startProgress(session)
  try {
    progress.update(start)
    const job = await client.wait(start, {
      signal,
      timeoutMs: Math.round(Math.max(0, timeout - spent) * 1000 * timeScale),
      onUpdate: (seen) => {
        progress.update(seen)
        onUpdate?.(seen)
      },
    })
    if (job.status === 'completed') return job
    throw endedBadly(job)
  } catch (error) {
    throw isVideoError(error) && error.code === 'timeout' && error.job ? timedOut(error.job, timeout) : error
  } finally {
    progress.stop()
  }
}

/** The time that was given, and not what was left of it after the create. */
function timedOut(job: Job, timeout: number): VideoError {
  const what = `job ${job.id} was still ${job.status} after ${timeout} s; the job goes on`
  return new VideoError('timeout', `${job.provider}: ${what}`, { job, operation: 'wait' })
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
