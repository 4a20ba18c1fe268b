import { onAbort } from '../time/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { Turn } from './waits.ts'

/** A step that had no room: ids of the records that hold the slots. */
export interface NoRoom {
  holders: readonly string[]
}

/** The slots of an account as the store counts them, those of other processes and of earlier ones included. */
export interface SharedSlots {
  /** Takes the step again until it has room: after each slot that is given back here, and every second. Rejects with the signal's reason. */
  untilRoom<Stored extends { holders?: undefined }>(step: () => Promise<Stored | NoRoom>, turn?: Turn): Promise<Stored>
  /** Lets those who wait try now. */
  wake(): void
  /** Ids that the store named last; none while nobody waits. */
  holders(): readonly string[]
  isWaiting(): boolean
}

// Another process gives a slot back without a word.
const pauseMs = 1000

/** Makes the shared slots of one account; `onCrowd` is called after each refusal, and when nobody waits any more. */
export function createSharedSlots({
  clock,
  timerHeap,
  onCrowd,
}: {
  clock: Clock
  timerHeap: TimerHeap
  onCrowd: () => void
}): SharedSlots {
  const pauses = new Set<() => void>()
  let waiting = 0
  let holders: readonly string[] = []

  const pause = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      let ignore = (): void => {}
      const end = (): void => {
        cancel()
        ignore()
        pauses.delete(end)
        resolve()
      }
      const cancel = timerHeap.at(clock.elapsed() + pauseMs, end)
      pauses.add(end)
      ignore = onAbort(signal, end)
    })

  return {
    async untilRoom(step, { signal, tell } = {}) {
      let result = await step()
      if (hasRoom(result)) return result
      waiting += 1
      try {
        while (!hasRoom(result)) {
          holders = result.holders
          onCrowd()
          tell?.('concurrency')
          await pause(signal)
          signal?.throwIfAborted()
          result = await step()
        }
        return result
      } finally {
        waiting -= 1
        if (waiting === 0) {
          holders = []
          onCrowd()
        }
      }
    },
    wake: () => {
      for (const end of pauses) end()
    },
    holders: () => holders,
    isWaiting: () => waiting > 0,
  }
}

function hasRoom<Stored extends { holders?: undefined }>(result: Stored | NoRoom): result is Stored {
  return result.holders === undefined
}
