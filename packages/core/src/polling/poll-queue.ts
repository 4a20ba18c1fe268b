import type { AccountLimiter } from '../limits/account-limiter.ts'

/** The jobs of one account that are due for a poll: first come first served, so many at once, and within the rate. */
export interface Queue<Item> {
  add(item: Item): void
  /** Takes one out that still waits. */
  remove(item: Item): void
  /** What a poll costs, in seconds of delay that it is worth: 1, and more as jobs queue up. */
  pollCost(): number
}

/** What a queue needs. */
export interface QueueOptions<Item> {
  limiter: AccountLimiter
  /** Most polls once: more would wait for each other's connections, and cost memory meanwhile. */
  most: number
  /** Must not reject. */
  poll: (item: Item) => Promise<void>
}

/** Makes an empty queue. */
export function createQueue<Item>({ limiter, most, poll }: QueueOptions<Item>): Queue<Item> {
  const due = new Set<Item>()
  // Kept from one to the next: a new one would pass over all that have left before it comes to the first.
  let order = due.values()
  let polling = 0
  let pumping: AbortController | undefined

  async function pump(): Promise<void> {
    if (pumping) return
    const controller = new AbortController()
    pumping = controller
    try {
      while (due.size > 0 && polling < most) {
        await limiter.throttle(controller.signal)
        const item = controller.signal.aborted ? undefined : first()
        if (item === undefined) break
        due.delete(item)
        polling += 1
        void poll(item).finally(settled)
      }
    } catch {
      // Everybody has left meanwhile.
    } finally {
      if (pumping === controller) pumping = undefined
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
      // A turn that nobody needs must not keep a process alive.
      pumping?.abort()
      pumping = undefined
    },
    pollCost: () => limiter.pollCost(due.size),
  }
}
