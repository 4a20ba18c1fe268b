import type { Lane } from '../limits/account-limiter.ts'

/** The jobs of one account that are due for a look: first come first served, so many at once, and within the rate. */
export interface Queue<One> {
  add(one: One): void
  /** Takes one out that still waits. */
  remove(one: One): void
  /** What a look costs, in seconds of delay that it is worth: 1, and more as jobs queue up. */
  price(): number
}

/** What a queue needs. */
export interface QueueOptions<One> {
  lane: Lane
  /** Most looks at once: more would wait for each other's connections, and cost memory meanwhile. */
  most: number
  /** Must not reject. */
  look: (one: One) => Promise<void>
}

/** Makes an empty queue. */
export function createQueue<One>({ lane, most, look }: QueueOptions<One>): Queue<One> {
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
        await lane.turn(controller.signal)
        const one = controller.signal.aborted ? undefined : first()
        if (one === undefined) break
        due.delete(one)
        busy += 1
        void look(one).finally(settled)
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
      // A turn that nobody needs must not keep a process alive.
      pumping?.abort()
      pumping = undefined
    },
    price: () => lane.price(due.size),
  }
}
