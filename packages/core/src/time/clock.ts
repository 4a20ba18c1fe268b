import { onAbort } from './abortable.ts'

/** The time source of a client; tests inject their own. */
export interface Clock {
  /** Wall time, ms since 1970. */
  now(): number
  /** Ms on a clock that never jumps; only differences mean anything. */
  elapsed(): number
  /** Resolves after `ms`; rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep,
}

/** Wall time, or what it would be had nobody set the clock since this was made, whichever is earlier: before it, nothing is surely over. */
export function earliestNow(clock: Clock): () => number {
  const offsetMs = clock.now() - clock.elapsed()
  return () => Math.min(clock.now(), offsetMs + clock.elapsed())
}

// setTimeout fires at once for a delay above 2^31 - 1 ms.
const longestTimerMs = 2 ** 31 - 1

/** Resolves after `ms` of the machine's own time; rejects with the signal's reason at once when it aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const cancel = after(ms, () => {
      ignore()
      resolve()
    })
    const ignore = onAbort(signal, () => {
      cancel()
      reject(signal?.reason)
    })
  })
}

/** Runs the work after `ms` of this clock; gives what cancels it. */
export function wake(clock: Clock, ms: number, work: () => void): () => void {
  // The system clock needs neither a signal nor a promise here.
  if (clock.sleep === sleep) return after(ms, work)
  const controller = new AbortController()
  clock.sleep(ms, controller.signal).then(work, () => {})
  // With a reason, because the default DOMException captures a stack trace.
  return () => controller.abort('no longer wanted')
}

function after(ms: number, work: () => void): () => void {
  let handle: ReturnType<typeof setTimeout>
  const wind = (leftMs: number): void => {
    const restMs = leftMs - longestTimerMs
    handle = setTimeout(() => (restMs > 0 ? wind(restMs) : work()), Math.min(leftMs, longestTimerMs))
  }
  wind(ms)
  return () => clearTimeout(handle)
}
