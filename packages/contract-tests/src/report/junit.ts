import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { groups } from './groups.ts'
import { columnNames } from './show.ts'

/** One or several reports as JUnit XML, one suite each; what was skipped is skipped with its reason. */
export function toJUnit(reports: readonly ConformanceReport[]): string {
  const names = columnNames(reports)
  const all = reports.flatMap(({ clauses }) => clauses)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'contract', ...countsOf(all) })}>`,
    ...reports.flatMap((report, index) => suite(report, names[index] ?? '')),
    '</testsuites>',
    '',
  ].join('\n')
}

function suite(report: ConformanceReport, name: string): string[] {
  const { plugin, suite: asker, seed, node, level, score, clauses } = report
  const properties = {
    plugin: `${plugin.name} ${plugin.version}`,
    suite: `${asker.name} ${asker.version}`,
    node,
    seed,
    level,
    score: `${score.pass}/${score.applicable}`,
    wording: score.wording,
  }
  return [
    `  <testsuite${attributes({ name, ...countsOf(clauses) })}>`,
    '    <properties>',
    ...Object.entries(properties).map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...clauses.flatMap((clause) => testcase(clause, name)),
    '  </testsuite>',
  ]
}

function testcase(clause: JudgedClause, suiteName: string): string[] {
  const group = groups.find(({ letter }) => letter === clause.group)?.name ?? clause.group
  const name = `[${clause.id}] ${clause.title}`
  const open = `    <testcase${attributes({ name, classname: `${suiteName}.${group}`, time: clause.durationMs / 1000 })}>`
  const properties = [
    '      <properties>',
    ...Object.entries({ verdict: clause.verdict, provenance: clause.provenance, level: clause.level }).map(
      ([key, value]) => `        <property${attributes({ name: key, value })}/>`,
    ),
    '      </properties>',
  ]
  const notes = clause.warnings.map((warning) => `      <system-out>${escaped(warning)}</system-out>`)
  return [open, ...properties, ...outcome(clause), ...notes, '    </testcase>']
}

function outcome({ verdict, isFailure, reason = '', message = reason }: JudgedClause): string[] {
  if (verdict === 'pass') return []
  if (!isFailure) return [`      <skipped${attributes({ message: `${verdict}: ${reason}` })}/>`]
  const element = verdict === 'harness-error' ? 'error' : 'failure'
  return [`      <${element}${attributes({ type: verdict, message: reason })}>${escaped(message)}</${element}>`]
}

function countsOf(clauses: readonly JudgedClause[]): Record<string, number> {
  const failed = clauses.filter(({ isFailure }) => isFailure)
  const errors = failed.filter(({ verdict }) => verdict === 'harness-error').length
  const passed = clauses.filter(({ verdict }) => verdict === 'pass').length
  return {
    tests: clauses.length,
    failures: failed.length - errors,
    errors,
    skipped: clauses.length - passed - failed.length,
    time: clauses.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${escaped(String(value)).replaceAll(/[\t\n]/g, (sign) => `&#${sign.codePointAt(0)};`)}"`,
    )
    .join('')
}

/** Text for XML: characters that XML 1.0 has no place for are replaced. */
function escaped(text: string): string {
  const known = text.toWellFormed().replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/g, '\ufffd')
  return known.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
