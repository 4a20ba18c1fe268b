// pnpm runtimes [--verbose]: what `create` says of every fault, in every runtime, against what the vendor has read.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, nodeRuntimes, otherRuntimes } from './runtimes.ts'
import { tableOf, tryCases, type Result } from './trial.ts'

const { values } = parseArgs({ options: { verbose: { type: 'boolean' } } })
const folder = mkdtempSync(join(tmpdir(), 'reelay-runtimes-'))
const columns = new Map<string, Result[]>()
const missing: string[] = []
try {
  const bundles = await bundle(folder)
  for (const runtime of [...nodeRuntimes(bundles), ...(await otherRuntimes(bundles))]) {
    if ('reason' in runtime) {
      missing.push(`not run: ${runtime.name}: ${runtime.reason}`)
      continue
    }
    const results = await tryCases(runtime).catch((error: unknown) => String(error))
    if (typeof results === 'string') {
      missing.push(`not run: ${runtime.name}: ${results}`)
      continue
    }
    columns.set(`${runtime.name} ${runtime.version}`, results)
    for (const { told, read } of values.verbose ? results : [])
      console.log(`${runtime.name}: ${JSON.stringify({ ...told, ...read })}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const all = [...columns.values()].flat()
const count = (verdict: Result['verdict']): number => all.filter((result) => result.verdict === verdict).length
console.log(tableOf(columns))
console.log(
  `\n${columns.size} transports: ${count('right')} right, ${count('careful')} careful (called unknown, but nothing arrived), ${count('wrong')} wrong`,
)
for (const line of missing) console.log(line)
process.exitCode = missing.length + count('wrong') > 0 ? 1 : 0
