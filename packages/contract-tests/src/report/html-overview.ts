import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { escaped } from './html-text.ts'
import { evidenceShares, verdictCounts } from './score.ts'
import { columnNames, countOf, letters, marks, rowsByGroup } from './show.ts'

const kinds = ['recorded', 'documented', 'simulated'] as const

/** One card for each provider: its score, in words too, and what it rests on. */
export function cards(reports: readonly ConformanceReport[]): string {
  const names = columnNames(reports)
  return `<section class="cards" aria-label="Providers">\n${reports.map((report, index) => card(report, names[index] ?? '')).join('\n')}\n</section>`
}

function card(report: ConformanceReport, name: string): string {
  const { plugin, score, clauses, fixtures, level } = report
  const shares = evidenceShares(clauses)
  const segments = kinds.filter((kind) => shares[kind] > 0)
  const key = kinds.map(
    (kind) => `<li title="${kind}"><i class="${kind}"></i>${letters[kind]} <b>${shares[kind]}</b>\u00a0%</li>`,
  )
  const other = verdictCounts(clauses.filter(({ verdict, isFailure }) => verdict !== 'pass' && !isFailure))
  const notes = [
    ...other.map(([verdict, count]) => `${marks[verdict].symbol} ${count} ${marks[verdict].word}`),
    `${countOf(fixtures.length, 'fixture')}: ${kinds.flatMap((kind) => kindOf(fixtures, kind)).join(', ')}`,
    ...(level === 'draft' ? ['draft: a missing fixture fails nothing'] : []),
  ]
  return `<article class="card">
<h2>${escaped(name)}</h2><p class="soft package">${escaped(`${plugin.name} ${plugin.version}`)}</p>
<p class="score">${score.pass}<small>/${score.applicable}</small>${outcome(report)}</p>
<div class="bar" role="img" aria-label="rests on: ${kinds.map((kind) => `${kind} ${shares[kind]}\u00a0%`).join(', ')}">${segments.map((kind) => `<span class="${kind}" style="width:${shares[kind]}%"></span>`).join('')}</div>
<ul class="shares" aria-hidden="true">${key.join('')}</ul>
<p class="wording">${escaped(score.wording)}</p>
<p class="soft notes">${notes.map((note) => `<span>${escaped(note)}</span>`).join('')}</p>
</article>`
}

/** The result in one word and one sign. */
function outcome({ clauses, isComplete }: ConformanceReport): string {
  const failed = clauses.filter(({ isFailure }) => isFailure).length
  if (failed > 0) return chip('fail', `${marks.fail.symbol} ${failed} failed`)
  return isComplete ? chip('pass', `${marks.pass.symbol} conformant`) : chip('not-declared', 'only in part')
}

function chip(verdict: JudgedClause['verdict'], text: string): string {
  return `<span class="chip" data-verdict="${verdict}">${text}</span>`
}

function kindOf(fixtures: ConformanceReport['fixtures'], kind: string): string[] {
  const count = fixtures.filter(({ provenance }) => provenance === kind).length
  return count > 0 ? [`${count} ${kind}`] : []
}

/** What somebody has to look at, by clause: failures, and clauses that ran without asking anything. */
export function first(reports: readonly ConformanceReport[]): string {
  const names = columnNames(reports)
  const items = rowsByGroup(reports)
    .flatMap(({ rows }) => rows)
    .flatMap(({ clause, cells }) => {
      const buttons = cells.flatMap((cell, column) => (cell && isWorth(cell) ? [button(cell, column, names)] : []))
      if (buttons.length === 0) return []
      return `<li><span class="id">${escaped(clause.id)}</span><span>${escaped(clause.title)}</span><span class="whose">${buttons.join('')}</span></li>`
    })
  if (items.length === 0) return ''
  return `<section class="first"><h2>Look at these first</h2><ul>${items.join('\n')}</ul></section>`
}

function isWorth({ isFailure, verdict }: JudgedClause): boolean {
  return isFailure || verdict === 'vacuous' || verdict === 'no-fixture'
}

function button({ id, verdict }: JudgedClause, column: number, names: readonly string[]): string {
  const name = names[column] ?? ''
  const label = `${id}, ${name}: ${marks[verdict].word}`
  return `<button type="button" class="chip" data-verdict="${verdict}" data-open="${escaped(id)}" data-column="${column}" aria-haspopup="dialog" aria-label="${escaped(label)}" title="${marks[verdict].word}">${marks[verdict].symbol} ${escaped(name)}</button>`
}
