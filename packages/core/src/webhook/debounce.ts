import { abortable } from '../time/abortable.ts'
import { aborted } from '../model/aborted.ts'
import type { Clock } from '../time/clock.ts'
import type { Job } from '../model/job.ts'
import type { ProviderCall } from '../model/video-provider.ts'

type Poll = (job: Job, call: ProviderCall) => Promise<Job>

// At most one poll of a job in 1000 ms, because a delivery can be replayed any number of times.
const calmMs = 1000

/** Polls for deliveries: the first of a job at once; all others within 1 s share the next poll. */
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
    // The model and handle are in the name, because a forged delivery may change them.
    const name = JSON.stringify([job.provider, job.id, job.model, job.handle])
    const last = asked.get(name)
    if (!last) return ask(name, job, { signal, ...call })
    // Without a signal, because one caller's abort must not end a shared poll.
    last.next ??= clock.sleep(Math.max(0, last.atMs + calmMs - nowMs)).then(() => ask(name, job, call))
    return abortable(last.next, signal).catch((error: unknown) => {
      throw signal?.aborted ? aborted(signal, { job, operation: 'webhook' }) : error
    })
  }
}
