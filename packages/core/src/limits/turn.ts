import { aborted } from '../model/aborted.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import { onAbort } from '../time/abortable.ts'
import { deadline } from '../time/bounded.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import { closing, type Gate } from './gate.ts'
import type { TellWait } from './waits.ts'

/** What bounds the waits of one create, at however many providers. */
export interface TurnBounds {
  /** Aborts when the caller leaves and at the deadline. */
  signal: AbortSignal
  timeoutMs: number
  /** On the elapsed clock. */
  deadlineMs: number
}

/** Runs work that may wait for `timeoutMs`: its signal aborts then, and when the client is closed. With 0 nothing is waited for. */
export async function withinTurn<Result>(
  { clock, timerHeap, gate }: { clock: Clock; timerHeap: TimerHeap; gate: Gate },
  { signal, timeoutMs = 1_800_000 }: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined },
  work: (bounds: TurnBounds) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const deadlineMs = clock.elapsed() + timeoutMs
  const isTimed = timeoutMs > 0 && timeoutMs < Infinity
  const cancel = isTimed ? timerHeap.at(deadlineMs, () => controller.abort(deadline)) : undefined
  const ignore = onAbort(signal, () => controller.abort(signal?.reason))
  const stay = onAbort(gate.signal, () => controller.abort(closing))
  const bounds = { signal: controller.signal, timeoutMs, deadlineMs }
  try {
    return await gate.through(() => work(bounds))
  } finally {
    cancel?.()
    ignore()
    stay()
  }
}

/** Tells a wait, and throws `timeout` for one that cannot end in time. */
export function tellWithin(
  { timeoutMs, deadlineMs }: TurnBounds,
  clock: Clock,
  provider: string,
  tell: TellWait,
): TellWait {
  return (reason, untilMs) => {
    // A slot may be free before its holder's time is over; a rate and a pause end when they say.
    const isFirm = reason === 'rate' || reason === 'retry_after'
    if (clock.elapsed() >= deadlineMs || (isFirm && untilMs !== undefined && untilMs >= deadlineMs))
      throw late(timeoutMs, provider, reason)
    tell(reason, untilMs)
  }
}

/** The error of a call that lost its turn: `aborted` where the caller left, `timeout` at the deadline, `storage` where the client was closed, else as it is. */
export function turnError({ signal, timeoutMs }: TurnBounds, error: unknown, provider?: string): unknown {
  const isEnded = signal.aborted && (error === signal.reason || (isVideoError(error) && error.code === 'aborted'))
  if (!isEnded) return error
  if (signal.reason === closing)
    return new VideoError('storage', `create: ${closing}`, { provider, operation: 'create' })
  return signal.reason === deadline ? late(timeoutMs, provider) : aborted(signal, { provider, operation: 'create' })
}

function late(timeoutMs: number, provider: string | undefined, reason = 'its turn'): VideoError {
  const what = `create: not sent within ${timeoutMs} ms, as it would wait for ${reason}`
  return new VideoError('timeout', provider ? `${provider}: ${what}` : what, { provider, operation: 'create' })
}
