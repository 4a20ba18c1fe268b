import { onAbort } from '../time/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'

/** The slots for concurrent jobs of one account. */
export interface Slots {
  /** Waits for a slot; first come, first served. Rejects with the signal's reason. */
  acquire(id: string, signal?: AbortSignal): Promise<void>
  /** Takes a slot at once, even where none is free; until `untilMs` on the elapsed clock, if that is given. */
  hold(id: string, untilMs?: number): void
  release(id: string): void
  /** Gives no slot before this time on the elapsed clock. */
  pause(untilMs: number): void
  holders(): string[]
  /** Whether a call waits for a slot. */
  isCrowded(): boolean
}

/** What slots are made from. */
export interface SlotsOptions {
  clock: Clock
  timerHeap: TimerHeap
  /** How many there are. */
  concurrentJobs: number
  /** Called when the first call waits for a slot, and when none waits any more. */
  onCrowd: () => void
}

/** Makes the slots of one account, all free. */
export function createSlots({ clock, timerHeap, concurrentJobs, onCrowd }: SlotsOptions): Slots {
  const holders = new Set<string>()
  // Until when a slot is held, on the elapsed clock; most are held until they are released, and have no entry.
  const expiries = new Map<string, number>()
  const queue = new Set<{ id: string; admit: () => void }>()
  let pausedUntilMs = -Infinity
  let cancelTimer = (): void => {}

  const isOpen = (): boolean => holders.size < concurrentJobs && clock.elapsed() >= pausedUntilMs
  function hold(id: string, untilMs = Infinity): void {
    holders.add(id)
    if (untilMs < Infinity) expiries.set(id, untilMs)
    else expiries.delete(id)
  }

  function free(id: string): boolean {
    expiries.delete(id)
    return holders.delete(id)
  }

  /** Admits calls while slots are free, and runs again when a hold or the pause expires. */
  function pump(): void {
    const nowMs = clock.elapsed()
    for (const [id, untilMs] of expiries) if (untilMs <= nowMs) free(id)
    for (const waiter of queue) {
      if (!isOpen()) break
      queue.delete(waiter)
      hold(waiter.id)
      waiter.admit()
    }
    cancelTimer()
    // Without a waiting call there is no timer: it would keep a process alive.
    if (queue.size === 0) return
    let nextMs = pausedUntilMs > nowMs ? pausedUntilMs : Infinity
    for (const untilMs of expiries.values()) nextMs = Math.min(nextMs, untilMs)
    if (nextMs < Infinity) cancelTimer = timerHeap.at(nextMs, pump)
  }

  async function enqueue(id: string, signal: AbortSignal | undefined): Promise<void> {
    let ignore = (): void => {}
    const admitted = new Promise<void>((resolve, reject) => {
      const waiter = { id, admit: resolve }
      queue.add(waiter)
      ignore = onAbort(signal, () => {
        queue.delete(waiter)
        reject(signal?.reason)
      })
    })
    if (queue.size === 1) onCrowd()
    pump()
    try {
      await admitted
    } finally {
      ignore()
      if (queue.size === 0) {
        cancelTimer()
        onCrowd()
      }
    }
  }

  return {
    async acquire(id, signal) {
      signal?.throwIfAborted()
      pump()
      if (queue.size === 0 && isOpen()) hold(id)
      else await enqueue(id, signal)
    },
    hold,
    release: (id) => {
      if (free(id) && queue.size > 0) pump()
    },
    pause: (untilMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, untilMs)
    },
    holders: () => [...holders],
    isCrowded: () => queue.size > 0,
  }
}
