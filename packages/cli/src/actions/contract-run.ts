import { resolve } from 'node:path'
import type { ClauseResult } from '@reelay/contract-tests'
import type { ConformanceReport } from '@reelay/contract-tests/report'
import { VideoError } from '@reelay/core'
import type { reporters } from '../arguments.ts'
import { addToJobSummary, writeReport } from '../contract-output.ts'
import { loadConfig, loadSuite, type ContractConfig, type Suite } from '../contract-suite.ts'
import { messageOf } from '../load.ts'
import type { Session } from '../session.ts'

/** Options of `reelay contract run`. */
export interface JudgeFlags {
  clause?: readonly string[] | undefined
  /** Letters of groups, or prefixes of ids. */
  group?: readonly string[] | undefined
  seed?: number | undefined
  /** Id of a fixture. */
  fixture?: string | undefined
  reporter: (typeof reporters)[number]
  output?: string | undefined
}

/** Judges the provider of a configuration, writes one report, and ends with the suite's exit code. */
export async function judge(path: string, flags: JudgeFlags, session: Session): Promise<void> {
  const config = await loadConfig(path, session.cwd)
  const suite = await loadSuite(resolve(session.cwd, path))
  const { contract, reports } = suite
  checkFixture(flags.fixture, config, suite)
  const only = chosen(flags, suite)
  const asked = {
    ...config,
    ...(only && { only }),
    ...(flags.seed !== undefined && { seed: flags.seed }),
  }
  const results = await runAll(asked, path, suite, session)
  const { fixture } = flags
  const told = fixture === undefined ? results : results.filter(({ fixtures }) => fixtures.includes(fixture))
  if (told.length === 0)
    throw new VideoError('invalid_request', `--fixture ${fixture}: no clause that was asked for plays this fixture`)
  await write(reports.createReport(asked, told), flags, suite, session)
  session.end(contract.exitCode(told))
}

async function runAll(
  config: ContractConfig,
  path: string,
  { contract }: Suite,
  session: Session,
): Promise<ClauseResult[]> {
  const { terminal, signal } = session
  const rerun = (clause: string, seed: number): string =>
    contract.commandOf(['npx', 'reelay', 'contract', 'run', path, '--clause', clause, '--seed', String(seed)])
  const all = config.only?.length ?? contract.clauses.length
  const results: ClauseResult[] = []
  try {
    for await (const result of contract.runContract(config, { rerun })) {
      if (signal.aborted) throw new VideoError('aborted', 'stopped')
      results.push(result)
      if (terminal.isLive) terminal.draw(`\r\x1b[2K${results.length}/${all} ${result.clause.id}`)
    }
  } catch (error) {
    if (signal.aborted) throw error
    // The suite lists everything that is wrong, one finding a line.
    const findings = messageOf(error).split('\n')
    for (const finding of findings) terminal.note(finding)
    const more = terminal.isJson ? `: ${findings.join('; ')}` : ''
    throw new VideoError('invalid_request', `${path}: ${findings.length} found; nothing was judged${more}`)
  } finally {
    if (terminal.isLive) terminal.draw('\r\x1b[2K')
  }
  return results
}

async function write(report: ConformanceReport, flags: JudgeFlags, suite: Suite, session: Session): Promise<void> {
  const { terminal } = session
  const { reporter, output } = flags
  terminal.data(report)
  if (output !== undefined) return writeReport(output, textOf(report, reporter, suite), session)
  if (reporter === 'github' && (await addToJobSummary(suite.reports.toSummary([report]), session))) return
  if (reporter !== 'table') return terminal.result(textOf(report, reporter, suite).trimEnd())
  terminal.result(suite.reports.toTable([report], { columns: terminal.resultColumns, style: terminal.style }))
}

function textOf(report: ConformanceReport, reporter: JudgeFlags['reporter'], { reports }: Suite): string {
  switch (reporter) {
    case 'table':
      return `${reports.toTable([report])}\n`
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`
    case 'junit':
      return reports.toJUnit([report])
    case 'github':
      return reports.toSummary([report])
    case 'html':
      return reports.toHtml([report])
  }
}

/** Ids of the clauses that were asked for; undefined for all. Throws `invalid_request` for what there is not. */
function chosen({ clause = [], group = [] }: JudgeFlags, { contract, reports }: Suite): string[] | undefined {
  if (clause.length === 0 && group.length === 0) return undefined
  const ids = contract.clauses.map(({ id }) => id)
  const ofGroups = group.flatMap((name) => {
    const found = reports.clausesOf(name, ids)
    if (found && found.length > 0) return found
    const having = reports.groups.filter(({ letter }) => reports.clausesOf(letter, ids)?.length !== 0)
    const known = having.map(({ letter, name: title }) => `${letter} (${title})`)
    throw new VideoError('invalid_request', `--group ${name}: has no clause; allowed: ${known.join(', ')}`)
  })
  return [...new Set([...clause.map((id) => idOf(id, '--clause', ids)), ...ofGroups])]
}

/** The id that was meant, whatever its case. Throws `invalid_request` with those that come near. */
export function idOf(asked: string, where: string, ids: readonly string[]): string {
  const found = ids.find((id) => id.toLowerCase() === asked.toLowerCase())
  if (found !== undefined) return found
  const prefix = asked.toUpperCase().split('-', 1)[0]
  const near = ids.filter((id) => id.startsWith(`${prefix}-`))
  const shown = near.length > 0 ? near : [...new Set(ids.map((id) => `${id.split('-', 1)[0]}-…`))]
  throw new VideoError('invalid_request', `${where} ${asked}: there is no such clause; allowed: ${shown.join(', ')}`)
}

function checkFixture(fixture: string | undefined, { fixtures }: ContractConfig, { contract }: Suite): void {
  if (fixture === undefined) return
  const ids = contract.readFixtureSet(fixtures).fixtures.map(({ id }) => id)
  if (!ids.includes(fixture))
    throw new VideoError(
      'invalid_request',
      `--fixture ${fixture}: there is no such fixture; allowed: ${ids.join(', ')}`,
    )
}
