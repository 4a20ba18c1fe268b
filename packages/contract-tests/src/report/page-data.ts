import { verdicts } from '../config/verdict.ts'
import type { ConformanceReport, JudgedClause } from './conformance.ts'
import { columnNames, marks, rowsByGroup } from './show.ts'

/** What the page shows of one clause and one provider when somebody asks. */
export type PageCell = Pick<
  JudgedClause,
  'verdict' | 'provenance' | 'mutations' | 'requests' | 'calls' | 'durationMs' | 'warnings' | 'rerun'
> & {
  fixtures: readonly string[]
  reason: string
  message: string
}

/** What the page says of one clause; one cell for each provider, null where it was not judged. */
export interface PageClause {
  title: string
  why: string
  fix: string
  about: string
  cells: readonly (PageCell | null)[]
}

/** All that the page needs besides what it shows at once; it lies in the page as JSON. */
export interface PageData {
  providers: readonly { name: string; plugin: string; seed: number }[]
  clauses: Readonly<Record<string, PageClause>>
  verdicts: Readonly<Record<string, { symbol: string; word: string; meaning: string }>>
}

/** Puts together what the page needs. */
export function pageData(reports: readonly ConformanceReport[]): PageData {
  const names = columnNames(reports)
  const rows = rowsByGroup(reports).flatMap((group) => group.rows)
  return {
    providers: reports.map(({ plugin, seed }, index) => ({
      name: names[index] ?? '',
      plugin: `${plugin.name} ${plugin.version}`,
      seed,
    })),
    clauses: Object.fromEntries(
      rows.map(({ clause: { id, title, why, fix, since, level, gate }, cells }) => [
        id,
        {
          title,
          why,
          fix,
          about: [`since ${since}`, level, gate ?? 'every provider'].join(' · '),
          cells: cells.map((cell, index) => (cell ? pageCell(cell, reports[index]?.fixtures ?? []) : null)),
        },
      ]),
    ),
    verdicts: Object.fromEntries(
      Object.entries(marks).map(([name, mark]) => [name, { ...mark, meaning: meaningOf(name) }]),
    ),
  }
}

function pageCell(clause: JudgedClause, fixtures: ConformanceReport['fixtures']): PageCell {
  const { verdict, provenance, mutations, requests, calls, durationMs } = clause
  const { warnings, rerun, reason = '', message = '' } = clause
  const used = clause.fixtures.map((id) => {
    const origin = fixtures.find((fixture) => fixture.id === id)?.origin
    return origin === undefined ? id : `${id} (${origin})`
  })
  const told = { fixtures: used, mutations, warnings, rerun, reason, message }
  return { verdict, provenance, requests, calls, durationMs, ...told }
}

function meaningOf(verdict: string): string {
  return Object.entries(verdicts).find(([name]) => name === verdict)?.[1] ?? ''
}
