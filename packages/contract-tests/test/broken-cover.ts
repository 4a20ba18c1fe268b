import type { BrokenProvider } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses } from '../src/index.ts'

/** What breaks more than this says little of each clause: it stands for one only where nothing breaks fewer. */
const fewClauses = 4

/** What judging it costs: a contract of the larger reference takes three times as long. */
const costOf = ({ of }: BrokenProvider): number => (of === 'lantern' ? 3 : 1)

/** A broken provider for each clause, as cheap together as a greedy choice makes them; the same each time. */
export function coverOf(): readonly BrokenProvider[] {
  const eligible = (clause: string): readonly BrokenProvider[] => {
    const killers = brokenProviders.filter(({ breaks }) => breaks.includes(clause))
    const most = Math.max(fewClauses, Math.min(...killers.map(({ breaks }) => breaks.length)))
    return killers.filter(({ breaks }) => breaks.length <= most)
  }
  const open = new Map(clauses.map(({ id }) => [id, new Set(eligible(id))]))
  const chosen: BrokenProvider[] = []
  while (open.size > 0) {
    const worth = (broken: BrokenProvider): number =>
      [...open.values()].filter((killers) => killers.has(broken)).length / costOf(broken)
    const best = brokenProviders.reduce((left, right) => (worth(right) > worth(left) ? right : left))
    if (worth(best) === 0) break
    chosen.push(best)
    for (const [clause, killers] of open) if (killers.has(best)) open.delete(clause)
  }
  return chosen
}
