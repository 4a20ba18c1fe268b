import type { Evidence } from '../fixtures/provenance.ts'
import type { Verdict } from '../config/verdict.ts'
import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { groups } from './groups.ts'

/** How each verdict is drawn and said. No two look alike, whatever the colours. */
export const marks: Readonly<Record<Verdict, { symbol: string; word: string }>> = {
  pass: { symbol: '✓', word: 'pass' },
  fail: { symbol: '✗', word: 'fail' },
  deviation: { symbol: '◐', word: 'deviation' },
  'unexpected-pass': { symbol: '⊕', word: 'unexpected pass' },
  'expired-deviation': { symbol: '⊗', word: 'expired deviation' },
  'not-declared': { symbol: '–', word: 'not declared' },
  'no-fixture': { symbol: '▢', word: 'no fixture' },
  vacuous: { symbol: '∅', word: 'vacuous' },
  'harness-error': { symbol: '‼', word: 'harness error' },
}

/** The letter of what a verdict rests on; none when it needed no exchange. */
export const letters: Readonly<Record<Evidence, string>> = {
  recorded: 'R',
  documented: 'D',
  simulated: 'S',
  none: '',
}

/** One clause of a matrix: what each report says of it, in the order of the reports; undefined where it was not judged. */
export interface Row {
  clause: JudgedClause
  cells: readonly (JudgedClause | undefined)[]
}

/** Every clause of several reports, by group; groups that have none are left out. */
export function rowsByGroup(reports: readonly ConformanceReport[]): { letter: string; name: string; rows: Row[] }[] {
  const known = new Map(reports.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause] as const)))
  const rows = [...known.values()].map((clause) => ({
    clause,
    cells: reports.map(({ clauses }) => clauses.find(({ id }) => id === clause.id)),
  }))
  const found = [...new Set(rows.map(({ clause }) => clause.group))].sort()
  return found.map((letter) => ({
    letter,
    name: groups.find((group) => group.letter === letter)?.name ?? '',
    rows: rows.filter(({ clause }) => clause.group === letter),
  }))
}

/** What each report is called: the provider, and its version where two reports are about the same one. */
export function columnNames(reports: readonly ConformanceReport[]): string[] {
  return reports.map(({ provider, plugin }, index) => {
    const isAlone = reports.every((other, at) => at === index || other.provider !== provider)
    return isAlone ? provider : `${provider} ${plugin.version}`
  })
}

/** A number of things, such as `1 clause` or `3 clauses`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
