import { onAbort } from './abortable.ts'
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
      const cancel = wake(clock, timeoutMs, () => stop(deadline))
      const ignore = onAbort(signal, () => stop(signal?.reason))
      over = () => {
        cancel()
        ignore()
      }
      work(controller.signal).then(resolve, reject)
    })
  } finally {
    over()
  }
}
