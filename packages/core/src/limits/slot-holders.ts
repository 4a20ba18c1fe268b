/** Who holds the slots of one account. */
export interface SlotHolders {
  /** Takes a slot, even where none is free; until `untilMs` on the elapsed clock, if that is given. */
  hold(id: string, untilMs?: number): void
  /** Gives the slot back; false for an id that holds none. */
  free(id: string): boolean
  /** Gives back what was held until now. */
  expire(nowMs: number): void
  /** When the next slot is given back by its time; `Infinity` where none is. */
  nextMs(): number
  /** How many hold a slot. */
  count(): number
  ids(): string[]
  has(id: string): boolean
  /** Those that hold one for a time, and until when: oldest first. */
  temporary(): [id: string, untilMs: number][]
}

/** Makes the holders of one account: none. */
export function createSlotHolders(): SlotHolders {
  const holders = new Set<string>()
  // Until when a slot is held; most are held until they are released, and have no entry.
  const expiries = new Map<string, number>()
  const free = (id: string): boolean => {
    expiries.delete(id)
    return holders.delete(id)
  }
  return {
    free,
    hold(id, untilMs = Infinity) {
      holders.add(id)
      if (untilMs < Infinity) expiries.set(id, untilMs)
      else expiries.delete(id)
    },
    expire(nowMs) {
      for (const [id, untilMs] of expiries) if (untilMs <= nowMs) free(id)
    },
    nextMs() {
      let nextMs = Infinity
      for (const untilMs of expiries.values()) nextMs = Math.min(nextMs, untilMs)
      return nextMs
    },
    count: () => holders.size,
    ids: () => [...holders],
    has: (id) => holders.has(id),
    temporary: () => [...expiries],
  }
}
