import { abortable } from '../time/abortable.ts'
import { aborted } from '../model/aborted.ts'
import type { Clock } from '../time/clock.ts'
import type { Job } from '../model/job.ts'
import type { ProviderCall } from '../model/video-provider.ts'

type Poll = (job: Job, call: ProviderCall) => Promise<Job>

// A delivery that is repeated a thousand times must not cause a thousand polls.
const calmMs = 1000

/** Polls that deliveries ask for: the first of a job at once, and all that come within a second of one share the next. */
export function createWebhookDebounce(clock: Clock, poll: Poll): Poll {
  const asked = new Map<string, { atMs: number; next?: Promise<Job> }>()

  function ask(name: string, job: Job, call: ProviderCall): Promise<Job> {
    asked.delete(name)
    asked.set(name, { atMs: clock.elapsed() })
    return poll(job, call)
  }

  return (job, { signal, ...call }) => {
    const nowMs = clock.elapsed()
    for (const [name, { atMs, next }] of asked) {
      if (nowMs - atMs < calmMs || next) break
      asked.delete(name)
    }
    // A forged delivery may name another model: it gets a poll of its own, and does not replace the true one.
    const name = JSON.stringify([job.provider, job.id, job.model, job.handle])
    const last = asked.get(name)
    if (!last) return ask(name, job, { signal, ...call })
    // The poll is shared, so no caller's signal may end it.
    last.next ??= clock.sleep(Math.max(0, last.atMs + calmMs - nowMs)).then(() => ask(name, job, call))
    return abortable(last.next, signal).catch((error: unknown) => {
      throw signal?.aborted ? aborted(signal, { job, operation: 'webhook' }) : error
    })
  }
}
