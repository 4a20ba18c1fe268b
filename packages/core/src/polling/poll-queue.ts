import type { AccountLimiter } from '../limits/account-limiter.ts'
import type { Waiting } from '../limits/waits.ts'

/** The jobs of one account that are due for a poll: first in, first out, at most `most` at once, and within the rate. */
export interface Queue<Item> {
  add(item: Item): void
  /** Removes a job that is still queued. */
  remove(item: Item): void
  /** The delay that one poll is worth, in seconds: 1, and up to 10 as jobs queue up. */
  pollCost(): number
}

/** What a queue is made from. */
export interface QueueOptions<Item> {
  limiter: AccountLimiter
  /** Most concurrent polls: each holds a connection and memory. */
  most: number
  /** Must not reject. */
  poll: (item: Item) => Promise<void>
  waiting: Waiting
}

/** Makes an empty queue. */
export function createQueue<Item>({ limiter, most, poll, waiting }: QueueOptions<Item>): Queue<Item> {
  const due = new Set<Item>()
  // The iterator is kept: a new one would skip every removed entry again before it finds the first.
  let order = due.values()
  let polling = 0
  let pumping: AbortController | undefined

  async function pump(): Promise<void> {
    if (pumping) return
    const controller = new AbortController()
    pumping = controller
    const turn = { signal: controller.signal, tell: waiting.tell }
    try {
      // After a refusal for too many, one poll finds out whether the others may follow.
      while (due.size > 0 && polling < (limiter.isRefused('poll') ? 1 : most)) {
        await limiter.throttle(turn)
        const item = controller.signal.aborted ? undefined : first()
        if (item === undefined) break
        due.delete(item)
        polling += 1
        void poll(item).finally(settled)
      }
    } catch {
      // The queue was emptied, which aborts `throttle`.
    } finally {
      if (pumping === controller) pumping = undefined
      if (due.size === 0) waiting.end()
    }
  }

  function first(): Item | undefined {
    const { value, done } = order.next()
    if (done !== true) return value
    order = due.values()
    return order.next().value
  }

  function settled(): void {
    polling -= 1
    void pump()
  }

  return {
    add(item) {
      due.add(item)
      void pump()
    },
    remove(item) {
      if (!due.delete(item) || due.size > 0) return
      // The timer of an empty queue must not keep a process alive.
      pumping?.abort()
      pumping = undefined
    },
    pollCost: () => limiter.pollCost(due.size),
  }
}
