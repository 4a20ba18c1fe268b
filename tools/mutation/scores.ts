import { fillRegion, table } from '../codegen/markdown.ts'
import type { Floors } from './floors.ts'

/** The README of the suite, with the table of what each provider has reached. */
export function fillScores(readme: string, floors: Floors): string {
  const names = Object.keys(floors).sort()
  const rows = names.flatMap((name) => {
    const floor = floors[name]
    if (!floor) return []
    const { score, killed, survived, uncovered, date } = floor
    return [[name, `${score.toFixed(1)} %`, ...[killed, survived, uncovered].map(String), date]]
  })
  const text = table(['provider', 'noticed', 'killed', 'survived', 'not covered', 'measured'], rows)
  return fillRegion(readme, { path: 'packages/contract-tests/README.md', name: 'mutants', text })
}
