import { VideoError } from './errors.ts'
import { sleep, wake } from './timer.ts'

/** Time as this library sees it; inject another one in tests. */
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

/** The error for an abort by the caller; its `cause` is the signal's reason. */
export function aborted(signal: AbortSignal, details: ConstructorParameters<typeof VideoError>[2] = {}): VideoError {
  const { provider, operation, job } = details
  const what = [provider ?? job?.provider, operation].filter(Boolean).join(': ')
  const rest = job ? `; job ${job.id} may still be running` : ''
  return new VideoError('aborted', `${what}${what && ': '}aborted by the caller${rest}`, {
    ...details,
    cause: signal.reason,
  })
}
