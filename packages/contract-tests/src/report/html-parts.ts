import { verdicts } from '../config/verdict.ts'
import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { escaped } from './html-text.ts'
import { isApplicable, verdictCounts } from './score.ts'
import { columnNames, letters, marks, rowsByGroup, type Row } from './show.ts'

/** By text, group, provider, verdict, and whether experimental clauses are shown; hidden until the script is there. */
export function filters(reports: readonly ConformanceReport[]): string {
  const all = reports.flatMap(({ clauses }) => clauses)
  const pills = verdictCounts(all).map(
    ([verdict, count]) =>
      `<label class="pill"><input class="hidden" type="checkbox" name="verdict" value="${verdict}">${marks[verdict].symbol} ${marks[verdict].word} <b>${count}</b></label>`,
  )
  const groups = rowsByGroup(reports).map(
    ({ letter, name }) => `<option value="${escaped(letter)}">${escaped(`${letter} · ${name}`)}</option>`,
  )
  const providers = columnNames(reports).map((name, column) => `<option value="${column}">${escaped(name)}</option>`)
  const choice =
    reports.length > 1
      ? `\n<select name="provider" aria-label="Provider"><option value="">All providers</option>${providers.join('')}</select>`
      : ''
  const experimental = all.some(({ level }) => level === 'experimental')
    ? '<label class="pill"><input class="hidden" type="checkbox" name="experimental" value="experimental">only experimental</label>'
    : ''
  return `<form class="filters" id="filters" role="search" hidden>
<input type="search" name="text" placeholder="Search clauses" aria-label="Search clauses" aria-keyshortcuts="/">
<select name="group" aria-label="Group"><option value="">All groups</option>${groups.join('')}</select>${choice}
<fieldset><legend class="hidden">Verdict</legend>${pills.join('')}${experimental}</fieldset>
<output id="shown" aria-live="polite"></output>
</form>`
}

/** Every clause by group, one column for each provider. */
export function matrix(reports: readonly ConformanceReport[]): string {
  const names = columnNames(reports)
  const heads = reports.map(
    ({ score }, index) =>
      `<th scope="col">${escaped(names[index] ?? '')}<br><span class="soft">${score.pass}/${score.applicable}</span></th>`,
  )
  const bodies = rowsByGroup(reports).map(({ letter, name, rows }) => {
    const kept = reports.map((_, column) => {
      const having = rows.flatMap(({ cells }) => cells[column] ?? []).filter(isApplicable)
      return `<td>${having.length > 0 ? `${having.filter(({ verdict }) => verdict === 'pass').length}/${having.length}` : ''}</td>`
    })
    return `<tbody data-group="${escaped(letter)}">
<tr class="group"><th scope="rowgroup"><span class="letter-box">${escaped(letter)}</span>${escaped(name)}</th>${kept.join('')}</tr>
${rows.map((row) => rowOf(row, names)).join('\n')}
</tbody>`
  })
  return `<div class="scroll"><table class="matrix" id="matrix">
<thead><tr><th scope="col">Clause</th>${heads.join('')}</tr></thead>
${bodies.join('\n')}
</table></div>`
}

function rowOf({ clause, cells }: Row, names: readonly string[]): string {
  const tag = clause.level === 'experimental' ? ' <span class="tag">experimental</span>' : ''
  const drawn = cells.map((cell, column) => cellOf(cell, column, names[column] ?? ''))
  return `<tr data-clause="${escaped(clause.id)}" data-level="${clause.level}"><th scope="row"><span class="id">${escaped(clause.id)}</span><span>${escaped(clause.title)}${tag}</span></th>${drawn.join('')}</tr>`
}

function cellOf(cell: JudgedClause | undefined, column: number, name: string): string {
  if (!cell) return '<td><span class="soft" title="not judged">·</span></td>'
  const { symbol, word } = marks[cell.verdict]
  const rests = cell.provenance === 'none' ? '' : `, rests on ${cell.provenance} exchanges`
  const label = escaped(`${cell.id}, ${name}: ${word}${rests}`)
  return `<td><button type="button" class="cell" data-verdict="${cell.verdict}" data-column="${column}" aria-haspopup="dialog" aria-label="${label}" title="${escaped(word + rests)}">${symbol}<span class="letter">${letters[cell.provenance]}</span></button></td>`
}

/** What every sign means, and how to get around. */
export function legend(): string {
  const signs = Object.entries(verdicts).map(([verdict, meaning]) => {
    const { symbol, word } = markOf(verdict)
    return `<div><dt data-verdict="${verdict}">${symbol}</dt><dd><b>${word}</b>: ${escaped(meaning)}</dd></div>`
  })
  const origins = [
    ['recorded', 'from the live vendor'],
    ['documented', 'as the vendor’s pages show it'],
    ['simulated', 'written by hand, or mutated by the suite to see what happens'],
  ] as const
  const letterOf = origins.map(
    ([kind, meaning]) =>
      `<div><dt>${letters[kind]}</dt><dd><i class="${kind}"></i><b>${kind}</b>: ${escaped(meaning)}</dd></div>`,
  )
  return `<h2 class="hidden">Legend</h2>
<dl class="legend">${[...signs, ...letterOf].join('')}</dl>
<p>Score: pass out of applicable; what a provider does not declare, and what is experimental, does not count. A verdict rests on
the weakest exchange that its clause is about. Keys: <kbd>/</kbd> searches, arrows move between verdicts, Enter opens one, Esc closes it.</p>`
}

function markOf(verdict: string): { symbol: string; word: string } {
  return Object.entries(marks).find(([name]) => name === verdict)?.[1] ?? { symbol: '', word: verdict }
}
