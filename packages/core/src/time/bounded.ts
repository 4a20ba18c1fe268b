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

// A timer that rings late was held up by a busy process, and so was what came meanwhile: it is read in these turns.
const lateTurns = 2
const turnMs = 10

/**
 * Runs work that settles at once when the signal aborts (with its reason) or time is up (with `deadline`). Time is not up
 * before what was there in time could be read.
 */
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
      let cancel = (): void => {}
      const wind = (ms: number, turns: number): void => {
        const dueMs = clock.elapsed() + ms
        const ring = (): void => (turns > 0 && clock.elapsed() > dueMs ? wind(turnMs, turns - 1) : stop(deadline))
        cancel = wake(clock, ms, ring)
      }
      wind(timeoutMs, lateTurns)
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
