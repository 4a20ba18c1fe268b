import type { Clock } from './clock.ts'
import { wake } from './clock.ts'
/** What bounds a piece of work. */
export interface Bounds {
  clock: Clock
  /** The work's own deadline, in ms. */
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** Thrown by `bounded` when its deadline passed; never leaves this package. */
export const deadline = Symbol('deadline')

/** Runs work that settles at once when the signal aborts (with its reason) or time is up (with `deadline`). */
export async function bounded<T>(
  { clock, timeoutMs, signal }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  let over = (): void => {}
  try {
    return await new Promise<T>((resolve, reject) => {
      const stop = (reason: unknown): void => {
        reject(reason)
        controller.abort(reason)
      }
      const abort = (): void => stop(signal?.reason)
      signal?.addEventListener('abort', abort, { once: true })
      const cancel = wake(clock, timeoutMs, () => stop(deadline))
      over = () => {
        cancel()
        signal?.removeEventListener('abort', abort)
      }
      work(controller.signal).then(resolve, reject)
    })
  } finally {
    over()
  }
}

/** What work of others resolves to, unless the signal aborts first; the work goes on. Rejects with the signal's reason. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  if (signal.aborted) {
    // It may still fail, with nobody left to hear of it.
    work.catch(() => {})
    throw signal.reason
  }
  let abort = (): void => {}
  const stopped = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  return Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', abort))
}
