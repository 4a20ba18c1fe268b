import { existsSync, readdirSync } from 'node:fs'
import { runContract, type ClauseResult, type ContractConfig } from '../src/index.ts'
import { commandOf } from '../src/run/rerun.ts'
import { createReport, type ConformanceReport } from '../src/report/index.ts'

const packages = new URL('../../', import.meta.url)

/** Judges every provider of this repository; by all clauses, or by these alone. */
export async function realReports(only?: readonly string[]): Promise<ConformanceReport[]> {
  const reports: ConformanceReport[] = []
  for (const name of readdirSync(packages).filter((one) => one.startsWith('provider-'))) {
    const path = `${name}/test/contract.config.ts`
    const file = new URL(path, packages)
    if (!existsSync(file)) continue
    const { default: config }: { default: ContractConfig } = await import(file.href)
    const asked = { ...config, ...(only && { only }) }
    const rerun = (clause: string, seed: number): string =>
      commandOf(['npx', 'reelay', 'contract', 'run', `packages/${path}`, '--clause', clause, '--seed', String(seed)])
    const results: ClauseResult[] = []
    for await (const result of runContract(asked, { rerun })) results.push(result)
    reports.push(createReport(asked, results))
  }
  return reports
}
