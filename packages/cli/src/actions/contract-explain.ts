import { join } from 'node:path'
import { loadSuite } from '../contract-suite.ts'
import type { Session } from '../session.ts'
import { showFacts } from '../show.ts'
import { idOf } from './contract-run.ts'

/** Says all that is known of a clause. */
export async function explain(asked: string, { terminal, cwd }: Session): Promise<void> {
  const { contract, reports } = await loadSuite(join(cwd, 'conformance.json'))
  const id = idOf(
    asked,
    'explain',
    contract.clauses.map((one) => one.id),
  )
  const clause = contract.clauses.find((one) => one.id === id)
  if (!clause) return
  const { letter, name } = reports.groupOf(id)
  terminal.data({ ...clause, group: letter })
  terminal.result(`${terminal.style(id, 'bold')}  ${clause.title}\n`)
  terminal.result(
    showFacts([
      ['of', clause.gate ?? 'every provider'],
      ['why', clause.why],
      ['fix', clause.fix],
      ['group', `${letter}, ${name}`],
      ['since', `${clause.since}, ${clause.level}`],
      ['about', clause.subject.join(', ') || 'what is not sent'],
      ['documented', `docs/clauses/${id}.md in the repository`],
    ]),
  )
}
