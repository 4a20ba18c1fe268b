import { onAbort } from '../time/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { TimerHeap } from '../time/timer-heap.ts'
import type { WaitReason } from '../model/wait.ts'
import { createSlotHolders, type SlotHolders } from './slot-holders.ts'
import type { Turn } from './waits.ts'

/** The slots for concurrent jobs of one account. */
export interface Slots {
  /** Waits for a slot; first come, first served. Rejects with the signal's reason. */
  acquire(id: string, turn?: Turn): Promise<void>
  readonly holders: SlotHolders
  release(id: string): void
  /** Gives no slot before this time on the elapsed clock. */
  pause(untilMs: number): void
  pausedUntilMs(): number
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

type Obstacle = [WaitReason, number?]

interface Waiter extends Turn {
  id: string
  admit: () => void
  leave: (error: unknown) => void
}

/** Tells a waiter why it waits; one that cannot come in time leaves. */
function tellOne({ tell, leave }: Waiter, obstacle: Obstacle): void {
  try {
    tell?.(...obstacle)
  } catch (error) {
    leave(error)
  }
}

/** Makes the slots of one account, all free. */
export function createSlots({ clock, timerHeap, concurrentJobs, onCrowd }: SlotsOptions): Slots {
  const holders = createSlotHolders()
  const queue = new Set<Waiter>()
  let pausedUntilMs = -Infinity
  let cancelTimer = (): void => {}
  let told = ''

  const isOpen = (): boolean => holders.count() < concurrentJobs && clock.elapsed() >= pausedUntilMs

  /** Why no slot is free, and when the next one is at the latest. */
  function obstacle(): Obstacle {
    if (clock.elapsed() < pausedUntilMs) return ['retry_after', pausedUntilMs]
    const nextMs = holders.nextMs()
    return nextMs < Infinity ? ['unresolved', nextMs] : ['concurrency']
  }

  /** Admits calls while slots are free, and runs again when a hold or the pause expires. */
  function pump(): void {
    holders.expire(clock.elapsed())
    for (const waiter of queue) {
      if (!isOpen()) break
      queue.delete(waiter)
      holders.hold(waiter.id)
      waiter.admit()
    }
    cancelTimer()
    // Without a waiting call there is no timer: it would keep a process alive.
    if (queue.size === 0) return
    const found = obstacle()
    const [reason, nextMs = Infinity] = found
    if (nextMs < Infinity) cancelTimer = timerHeap.at(nextMs, pump)
    const news = `${reason} ${nextMs}`
    if (news !== told) for (const waiter of queue) tellOne(waiter, found)
    told = news
  }

  async function enqueue(id: string, { signal, tell }: Turn): Promise<void> {
    let ignore = (): void => {}
    const admitted = new Promise<void>((admit, reject) => {
      const leave = (error: unknown): void => {
        queue.delete(waiter)
        reject(error)
      }
      const waiter: Waiter = { id, admit, leave, tell }
      queue.add(waiter)
      tellOne(waiter, obstacle())
      ignore = onAbort(signal, () => leave(signal?.reason))
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
    async acquire(id, turn = {}) {
      turn.signal?.throwIfAborted()
      pump()
      if (queue.size === 0 && isOpen()) holders.hold(id)
      else await enqueue(id, turn)
    },
    holders,
    release: (id) => {
      if (holders.free(id) && queue.size > 0) pump()
    },
    pause: (untilMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, untilMs)
      if (queue.size > 0) pump()
    },
    pausedUntilMs: () => pausedUntilMs,
    isCrowded: () => queue.size > 0,
  }
}
