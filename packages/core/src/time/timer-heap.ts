import type { Clock } from './clock.ts'
import { wake } from './clock.ts'

/** Work scheduled by time, with a single timer for all entries. */
export interface TimerHeap {
  /** Runs the work once `elapsed()` has reached `atMs`; gives what cancels it. */
  at(atMs: number, work: () => void): () => void
}

interface Entry {
  atMs: number
  /** Entries of the same instant run in the order of their creation. */
  order: number
  work: (() => void) | undefined
}

/** Makes an empty timer heap; it has no timer as long as it is empty. */
export function createTimerHeap(clock: Clock): TimerHeap {
  let heap: Entry[] = []
  let dead = 0
  let order = 0
  let timer: { atMs: number; cancel: () => void } | undefined

  function wind(): void {
    const [next] = heap
    if (timer && next && timer.atMs <= next.atMs) return
    timer?.cancel()
    timer = undefined
    if (!next) return
    const mine = { atMs: next.atMs, cancel: (): void => {} }
    timer = mine
    const rung = (): void => {
      if (timer !== mine) return
      timer = undefined
      ring(mine.atMs)
    }
    mine.cancel = wake(clock, Math.max(0, next.atMs - clock.elapsed()), rung)
  }

  /** Runs what is due. A timer that fires early counts as on time. */
  function ring(atMs: number): void {
    const nowMs = Math.max(atMs, clock.elapsed())
    for (let [next] = heap; next && next.atMs <= nowMs; [next] = heap) {
      pop(heap)
      const { work } = next
      next.work = undefined
      if (work) work()
      else dead -= 1
    }
    wind()
  }

  /** Removes cancelled entries once they are more than half of the heap. */
  function sweep(): void {
    if (dead * 2 <= heap.length) return
    const living = heap.filter(({ work }) => work !== undefined)
    heap = []
    dead = 0
    for (const entry of living) push(heap, entry)
    wind()
  }

  return {
    at(atMs, work) {
      const entry: Entry = { atMs, order: order++, work }
      push(heap, entry)
      wind()
      return () => {
        if (entry.work === undefined) return
        entry.work = undefined
        dead += 1
        sweep()
      }
    },
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length
  for (;;) {
    const up = (at - 1) >> 1
    const parent = at > 0 ? heap[up] : undefined
    if (!parent || !isBefore(entry, parent)) break
    heap[at] = parent
    at = up
  }
  heap[at] = entry
}

function pop(heap: Entry[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let at = 0
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]]
    if (!left) break
    const isRight = right !== undefined && isBefore(right, left)
    const child = isRight ? right : left
    if (!isBefore(child, last)) break
    heap[at] = child
    at = 2 * at + (isRight ? 2 : 1)
  }
  heap[at] = last
}
