import { isFailure as isFailing } from '../config/verdict.ts'
import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { evidenceShares, verdictCounts } from './score.ts'
import { columnNames, letters, marks, rowsByGroup } from './show.ts'

/** How a table is drawn. */
export interface TableOptions {
  /** Longest line in characters; default: as long as it takes. */
  columns?: number | undefined
  /** Makes a piece of text stand out; default: leaves it as it is. */
  style?: ((text: string, format: 'bold' | 'dim' | 'green' | 'red' | 'cyan') => string) | undefined
}

type Style = NonNullable<TableOptions['style']>

/** One or several reports for a terminal: every clause, what was skipped and why, every failure, and the score. */
export function toTable(
  reports: readonly ConformanceReport[],
  { columns = Infinity, style = (text) => text }: TableOptions = {},
): string {
  const names = columnNames(reports).map(oneLine)
  const parts = [
    matrix(reports, names, columns, style),
    ...skipped(reports, names, style),
    ...warnings(reports, names, style),
    ...failures(reports, names, style),
    ...reports.map((report, index) => summary(report, names[index] ?? '', style)),
  ]
  return parts.join('\n\n')
}

function matrix(
  reports: readonly ConformanceReport[],
  names: readonly string[],
  columns: number,
  style: Style,
): string {
  const several = reports.length > 1
  const head = several ? names.map((name, index) => `  ${index + 1}  ${name}`) : []
  const numbers = several ? [`${' '.repeat(15)}${names.map((_, index) => String(index + 1).padEnd(3)).join('')}`] : []
  const body = rowsByGroup(reports).flatMap(({ letter, name, rows }) => [
    style(oneLine(`${letter}  ${name}`), 'bold'),
    ...rows.map(({ clause, cells }) => {
      const title = `${oneLine(clause.title)}${clause.level === 'experimental' ? ' (experimental)' : ''}`
      const room = columns - 15 - 3 * cells.length
      return `   ${oneLine(clause.id).padEnd(12)}${cells.map((cell) => drawn(cell, style)).join('')}${cut(title, room)}`
    }),
  ])
  return [...head, ...numbers, ...body].map((line) => line.trimEnd()).join('\n')
}

function drawn(cell: JudgedClause | undefined, style: Style): string {
  if (!cell) return '   '
  const symbol = marks[cell.verdict].symbol
  const colour = cell.isFailure ? 'red' : cell.verdict === 'pass' ? 'green' : 'dim'
  return `${style(symbol, colour)}${letters[cell.provenance].padEnd(2)}`
}

/** Text that cannot begin a line of its own, and look like something that we say. */
function oneLine(text: string): string {
  return text.replaceAll(/(?<!\s)\s*[\n\r\u2028\u2029]\s*/g, ' ')
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`
}

/** What is neither a pass nor a failure, with its reasons. */
function skipped(reports: readonly ConformanceReport[], names: readonly string[], style: Style): string[] {
  const found = reports.flatMap(({ clauses }, index) =>
    clauses
      .filter(({ verdict, isFailure }) => verdict !== 'pass' && !isFailure)
      .map((clause) => ({ clause, name: names[index] ?? '' })),
  )
  const reasons = new Map<string, { ids: Set<string>; whose: Set<string> }>()
  for (const { clause, name } of found) {
    const { symbol, word } = marks[clause.verdict]
    const note = isFailing(clause.verdict) ? `, ${clause.level === 'experimental' ? 'experimental' : 'draft'}` : ''
    const why = `${symbol} ${word}${note}: ${clause.reason ?? ''}`
    const who = reasons.get(why) ?? { ids: new Set(), whose: new Set() }
    reasons.set(why, { ids: who.ids.add(clause.id), whose: who.whose.add(name) })
  }
  if (reasons.size === 0) return []
  const lines = [...reasons].map(([why, { ids, whose }]) => {
    const of = reports.length > 1 ? ` of ${[...whose].join(', ')}` : ''
    return `   ${oneLine(`${why} (${[...ids].join(', ')}${of})`)}`
  })
  return [[style('Neither passed nor failed', 'bold'), ...lines].join('\n')]
}

/** What is no failure, but should be known. */
function warnings(reports: readonly ConformanceReport[], names: readonly string[], style: Style): string[] {
  const lines = reports.flatMap(({ clauses }, index) =>
    clauses.flatMap(({ id, warnings: found }) =>
      found.map((warning) => `   ${oneLine(`${id}${reports.length > 1 ? ` ${names[index]}` : ''}: ${warning}`)}`),
    ),
  )
  return lines.length === 0 ? [] : [[style('Should be known', 'bold'), ...lines].join('\n')]
}

function failures(reports: readonly ConformanceReport[], names: readonly string[], style: Style): string[] {
  return reports.flatMap(({ clauses }, index) =>
    clauses
      .filter(({ isFailure }) => isFailure)
      .map(({ id, message, reason }) => {
        const [first = '', ...rest] = (message ?? `✗ ${id}  ${reason ?? ''}`).split('\n')
        const whose = reports.length > 1 ? `${names[index]}: ` : ''
        return [style(whose + first, 'red'), ...rest].join('\n')
      }),
  )
}

function summary(report: ConformanceReport, name: string, style: Style): string {
  const { suite, plugin, seed, score, clauses, level } = report
  const { recorded, documented, simulated } = evidenceShares(clauses)
  const counts = verdictCounts(clauses).map(([verdict, count]) => `${marks[verdict].word} ${count}`)
  const hasFailed = clauses.some(({ isFailure }) => isFailure)
  return [
    `${style(name, 'bold')}  ${oneLine(`${plugin.name} ${plugin.version} · ${suite.name} ${suite.version}`)} · ${level} · seed ${seed}`,
    `   applicable ${score.applicable} · ${counts.join(' · ')}`,
    `   rests on: recorded ${recorded} % · documented ${documented} % · simulated ${simulated} %`,
    `   ${score.pass}/${score.applicable} ${style(score.wording, hasFailed ? 'red' : 'green')}`,
  ].join('\n')
}
