import { VideoError } from '../model/errors.ts'

/** Lets calls in until it is closed. */
export interface Gate {
  /** Aborts with `closing` when it is closed: who still waits for a turn leaves. */
  readonly signal: AbortSignal
  /** Does the work; throws `storage`, and does nothing, once it is closed. */
  through<Result>(work: () => Promise<Result>): Promise<Result>
  /** Lets nobody in any more, and resolves once all who are in have left. */
  close(): Promise<void>
}

/** The reason of a call that came too late. */
export const closing = 'the client was closed, so nothing was sent'

/** Makes an open gate. */
export function createGate(): Gate {
  const controller = new AbortController()
  const inside = new Set<Promise<unknown>>()
  return {
    signal: controller.signal,
    async through(work) {
      if (controller.signal.aborted) throw new VideoError('storage', closing)
      const passing = work()
      inside.add(passing)
      return passing.finally(() => inside.delete(passing))
    },
    async close() {
      controller.abort(closing)
      await Promise.allSettled(inside)
    },
  }
}
