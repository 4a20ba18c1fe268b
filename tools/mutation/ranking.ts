/** Which clauses are worth asking first, learnt while mutants are judged. */
export interface Ranking {
  /** The clauses, those that have noticed most for their time first. */
  sort<Clause extends { id: string }>(clauses: readonly Clause[]): Clause[]
  /** Learns how long a clause took in ms, and whether it noticed a mutant. */
  learn(id: string, durationMs: number, hasNoticed: boolean): void
}

// A clause that has not run yet counts as a quick one, so that each gets its chance.
const guessMs = 20

/** A ranking that knows nothing yet. One that notices a mutant ends its run, so the order decides how long a run takes. */
export function createRanking(): Ranking {
  const known = new Map<string, { noticed: number; spentMs: number }>()
  const rank = ({ id }: { id: string }): number => {
    const { noticed, spentMs } = known.get(id) ?? { noticed: 0, spentMs: 0 }
    return (noticed + 1) / (spentMs + guessMs)
  }
  return {
    sort: (clauses) => clauses.toSorted((one, other) => rank(other) - rank(one)),
    learn(id, durationMs, hasNoticed) {
      const { noticed, spentMs } = known.get(id) ?? { noticed: 0, spentMs: 0 }
      known.set(id, { noticed: noticed + (hasNoticed ? 1 : 0), spentMs: spentMs + durationMs })
    },
  }
}
