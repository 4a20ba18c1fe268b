// Every case in one runtime, judged.
import { cases, type Case } from './cases.ts'
import { judge, type Verdict } from './judge.ts'
import type { Told } from './probe.ts'
import type { Runtime } from './runtimes.ts'
import { openVendor, type Read } from './vendor.ts'

/** What came of one case. */
export interface Result extends Verdict {
  case: string
  told: Told | undefined
  read: Read
}

/** Plays every case to a runtime, each on a port of its own. */
export async function tryCases(runtime: Runtime): Promise<Result[]> {
  const vendor = await openVendor(cases)
  try {
    const planned = cases.map((one) => ({ ...one, baseUrl: vendor.played.get(one.name)?.baseUrl ?? '' }))
    const printed = await runtime.run({ control: vendor.control, cases: planned })
    const lines: Told[] = printed.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
    return cases.map((one) => resultOf(one, lines, vendor.played.get(one.name)?.read))
  } finally {
    await vendor.close()
  }
}

function resultOf(
  one: Case,
  lines: readonly Told[],
  read: Read = { connections: 0, heads: 0, wholes: 0, kept: 0, odd: [] },
): Result {
  const told = lines.find((line) => line.case === one.name)
  return { case: one.name, ...judge(one, told, read), told, read }
}

/** A table of Markdown: a row for each case, a column for each runtime. */
export function tableOf(columns: ReadonlyMap<string, readonly Result[]>): string {
  const rows = cases.map(({ name }, row) => [name, ...[...columns.values()].map((results) => cell(results[row]))])
  const lines = [['case', ...columns.keys()], ['---', ...[...columns].map(() => '---')], ...rows]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cell(result: Result | undefined): string {
  if (!result) return 'not run'
  const { verdict, outcome, reason } = result
  return verdict === 'wrong' ? `**WRONG: ${reason}**` : verdict === 'careful' ? `${outcome} (careful)` : `${outcome}`
}
