import type { AccountLimiter } from '../limits/account-limiter.ts'

/** The jobs of one account that are due for a poll: first come first served, so many at once, and within the rate. */
export interface Queue<One> {
  add(one: One): void
  /** Takes one out that still waits. */
  remove(one: One): void
  /** What a poll costs, in seconds of delay that it is worth: 1, and more as jobs queue up. */
  pollCost(): number
}

/** What a queue needs. */
export interface QueueOptions<One> {
  limiter: AccountLimiter
  /** Most polls once: more would wait for each other's connections, and cost memory meanwhile. */
  most: number
  /** Must not reject. */
  poll: (one: One) => Promise<void>
}

/** Makes an empty queue. */
export function createQueue<One>({ limiter, most, poll }: QueueOptions<One>): Queue<One> {
  const due = new Set<One>()
  // Kept from one to the next: a new one would pass over all that have left before it comes to the first.
  let line = due.values()
  let busy = 0
  let pumping: AbortController | undefined

  async function pump(): Promise<void> {
    if (pumping) return
    const controller = new AbortController()
    pumping = controller
    try {
      while (due.size > 0 && busy < most) {
        await limiter.throttle(controller.signal)
        const one = controller.signal.aborted ? undefined : first()
        if (one === undefined) break
        due.delete(one)
        busy += 1
        void poll(one).finally(settled)
      }
    } catch {
      // Everybody has left meanwhile.
    } finally {
      if (pumping === controller) pumping = undefined
    }
  }

  function first(): One | undefined {
    const { value, done } = line.next()
    if (done !== true) return value
    line = due.values()
    return line.next().value
  }

  function settled(): void {
    busy -= 1
    void pump()
  }

  return {
    add(one) {
      due.add(one)
      void pump()
    },
    remove(one) {
      if (!due.delete(one) || due.size > 0) return
      // A throttled request that no job needs must not keep a process alive.
      pumping?.abort()
      pumping = undefined
    },
    pollCost: () => limiter.pollCost(due.size),
  }
}
