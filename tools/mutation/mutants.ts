import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { formatFloors, isBelow, parseFloors, raise, scoreOf } from './floors.ts'
import { countOf, listOf } from './results.ts'
import { runStryker } from './run-stryker.ts'
import { fillScores } from './scores.ts'
import { readTargets, type Target } from './targets.ts'

// Breaks the named providers, or all, in every small way, and lists what no clause of the contract has noticed. Fails
// when a provider does worse than its floor.
// Usage: pnpm mutation [PROVIDER...] [--raise]
//   --raise   a provider that does better than its floor has a higher one from then on; nothing lowers one

const root = new URL('../../', import.meta.url)
const floorsFile = new URL('floors.json', import.meta.url)
const readmeFile = new URL('packages/contract-tests/README.md', root)

process.chdir(fileURLToPath(root))
const { values: options, positionals: names } = parseArgs({
  options: { raise: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const targets = await readTargets(root)
const unknown = names.filter((name) => !targets.some((target) => target.name === name))
const chosen = targets.filter(({ name }) => names.length === 0 || names.includes(name))

if (unknown.length > 0) {
  console.error(`no provider ${unknown.join(', ')}: there are ${targets.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
} else {
  const summary: string[] = []
  for (const target of chosen) summary.push(await measure(target))
  console.log(`\n${summary.join('\n')}`)
}

async function measure(target: Target): Promise<string> {
  const begin = performance.now()
  const mutants = await runStryker(target)
  const minutes = (performance.now() - begin) / 60_000
  for (const line of await listOf(mutants, fileURLToPath(root))) console.log(line)

  const count = countOf(mutants)
  const floors = parseFloors(await readFile(floorsFile, 'utf8'))
  const raised = raise(floors, target.name, count, new Date().toISOString().slice(0, 10))
  const isBetter = raised !== floors
  if (isBetter && options.raise) {
    await writeFile(floorsFile, formatFloors(raised))
    await writeFile(readmeFile, fillScores(await readFile(readmeFile, 'utf8'), raised))
  }
  const isWorse = isBelow(floors, target.name, count)
  if (isWorse) process.exitCode = 1

  const { killed, survived, uncovered } = count
  const counts = `${killed} killed, ${survived} survived, ${uncovered} not covered, ${minutes.toFixed(1)} min`
  const floor = `its floor of ${floors[target.name]?.score ?? 0} %`
  const verdict = isWorse
    ? count.killed + count.survived === 0
      ? ': nothing was broken, so nothing is proven'
      : `: BELOW ${floor}`
    : isBetter && !options.raise
      ? `: above ${floor}, which --raise lifts`
      : ''
  return `${target.name} ${scoreOf(count)} % (${counts})${verdict}`
}
