import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { evidenceShares, verdictCounts } from './score.ts'
import { columnNames, countOf, letters, marks, rowsByGroup } from './show.ts'

/** One or several reports as Markdown, for the summary of a GitHub job. */
export function toSummary(reports: readonly ConformanceReport[]): string {
  const names = columnNames(reports)
  return `${[
    '## Conformance',
    table(['Provider', 'Score', 'Rests on R / D / S', 'Verdicts', 'Result'], reports.map(overview(names))),
    ...failures(reports, names),
    ...warnings(reports, names),
    ...skipped(reports, names),
    details('Every clause', everyClause(reports, names)),
    'R: recorded at the live vendor, D: documented by the vendor, S: simulated. Score: pass out of applicable.',
  ].join('\n\n')}\n`
}

function overview(names: readonly string[]): (report: ConformanceReport, index: number) => string[] {
  return ({ plugin, score, clauses }, index) => {
    const { recorded, documented, simulated } = evidenceShares(clauses)
    const counts = verdictCounts(clauses).map(([verdict, count]) => `${marks[verdict].symbol} ${count}`)
    return [
      `**${plain(names[index] ?? '')}** ${plain(plugin.version)}`,
      `${score.pass}/${score.applicable}`,
      `${recorded} / ${documented} / ${simulated} %`,
      counts.join(' · '),
      plain(score.wording),
    ]
  }
}

// GitHub takes a mebibyte, and throws away a summary that has more.
const mostFailureCharacters = 500_000

function failures(reports: readonly ConformanceReport[], names: readonly string[]): string[] {
  const all = listed(reports, names, ({ isFailure }) => isFailure).map(({ clause, name }) =>
    details(
      `${marks[clause.verdict].symbol} ${clause.id} ${name}: ${clause.title}`,
      fenced(clause.message ?? clause.reason ?? ''),
    ),
  )
  let room = mostFailureCharacters
  const shown = all.filter((text) => (room -= text.length) >= 0)
  return shown.length === all.length ? shown : [...shown, `And ${countOf(all.length - shown.length, 'failure')} more.`]
}

function warnings(reports: readonly ConformanceReport[], names: readonly string[]): string[] {
  const rows = listed(reports, names, (clause) => clause.warnings.length > 0).map(({ clause, name }) => [
    plain(clause.id),
    plain(name),
    plain(clause.warnings.join('; ')),
  ])
  return rows.length === 0
    ? []
    : [details(countOf(rows.length, 'warning'), table(['Clause', 'Provider', 'Warning'], rows))]
}

function skipped(reports: readonly ConformanceReport[], names: readonly string[]): string[] {
  const found = listed(reports, names, ({ verdict, isFailure }) => verdict !== 'pass' && !isFailure)
  if (found.length === 0) return []
  const rows = found.map(({ clause, name }) => [
    plain(clause.id),
    plain(name),
    marks[clause.verdict].word + (clause.level === 'experimental' ? ' (experimental)' : ''),
    plain(clause.reason ?? ''),
  ])
  return [
    details(`Neither passed nor failed: ${found.length}`, table(['Clause', 'Provider', 'Verdict', 'Reason'], rows)),
  ]
}

function listed(
  reports: readonly ConformanceReport[],
  names: readonly string[],
  wanted: (clause: JudgedClause) => boolean,
): { clause: JudgedClause; name: string }[] {
  return reports.flatMap(({ clauses }, index) =>
    clauses.filter(wanted).map((clause) => ({ clause, name: names[index] ?? '' })),
  )
}

function everyClause(reports: readonly ConformanceReport[], names: readonly string[]): string {
  const rows = rowsByGroup(reports).flatMap(({ letter, name, rows }) => [
    [`**${plain(letter)}**`, `**${plain(name)}**`, ...names.map(() => '')],
    ...rows.map(({ clause, cells }) => [
      plain(clause.id),
      plain(clause.title),
      ...cells.map((cell) => (cell ? `${marks[cell.verdict].symbol} ${letters[cell.provenance]}`.trim() : '')),
    ]),
  ])
  return table(['Clause', 'Demands', ...names.map(plain)], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function details(title: string, body: string): string {
  return `<details><summary>${plain(title)}</summary>\n\n${body}\n\n</details>`
}

/** Text that neither Markdown nor HTML reads anything into: within HTML a backslash would be shown. */
function plain(text: string): string {
  return text.replaceAll(/[&<>\\`*_[\]|~]/g, (sign) => `&#${sign.codePointAt(0)};`).replaceAll(/\s+/g, ' ')
}

/** Text as it is, behind a fence that is longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}text\n${text}\n${ticks}`
}
