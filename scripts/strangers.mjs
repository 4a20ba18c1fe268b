// A stranger writes a provider: every package is packed and published into a registry on this machine, and the guide
// docs/write-a-provider.md is followed outside of the workspace, command by command, with npm alone.
// Usage: node scripts/strangers.mjs [--node DIR]   (DIR holds the `node` that the stranger has; default: the first in PATH)
// Needs the registry that npm is configured with, for everything that is not ours.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readGuide, unseen, write } from '../packages/create-provider/test/guide.ts'
import { root, run } from './check-process.mjs'
import { must, openRegistry, runIn } from './strangers-registry.mjs'

const { values: options } = parseArgs({ options: { node: { type: 'string' } } })
const temporary = mkdtempSync(join(tmpdir(), 'reelay-strangers-'))
let registry
try {
  await timed('build', () => must(run('turbo', ['run', 'build', '--output-logs=errors-only'])))
  registry = await timed('registry', () => openRegistry(join(temporary, 'registry')))
  await timed('pack and publish', publishAll)
  await follow(readGuide(readFileSync(join(root, 'docs', 'write-a-provider.md'), 'utf8')))
} finally {
  registry?.close()
  rmSync(temporary, { recursive: true, force: true })
}

async function publishAll() {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  for (const folder of folders) {
    const { private: isPrivate } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    if (isPrivate) continue
    const packed = await must(run('pnpm', ['pack', '--json', '--pack-destination', temporary], folder))
    const { filename } = JSON.parse(packed.slice(packed.indexOf('{')))
    await must(runIn(temporary, `npm publish ${filename}`, registry.environment))
  }
}

/** Does what the guide says, and demands to see what it shows. */
async function follow(steps) {
  let folder = join(temporary, 'work')
  mkdirSync(folder)
  const environment = {
    ...registry.environment,
    PATH: (options.node ? options.node + delimiter : '') + process.env.PATH,
  }
  const begin = performance.now()
  console.log(`node ${(await must(runIn(folder, 'node --version', environment))).trim()}`)
  let seen = { output: '' }
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'file' || step.kind === 'change') write(folder, step)
    else if (step.kind === 'shown') demand(unseen(step.lines, seen), seen.output)
    else {
      seen = { output: '' }
      // A command may fail where the guide goes on to show what is red.
      const mayFail = steps[index + 1]?.kind === 'shown'
      for (const command of step.commands) {
        if (command.startsWith('cd ')) folder = join(folder, command.slice(3))
        else seen = merge(seen, await timed(command, () => type(folder, command, environment, mayFail)))
      }
    }
  }
  await timed('npx tsc', () => must(runIn(folder, 'npx tsc', environment)))
  console.log(`followed the guide in ${((performance.now() - begin) / 1000).toFixed(0)} s`)
}

async function type(folder, command, environment, mayFail) {
  const { code, output } = await runIn(folder, command, environment)
  if (code !== 0 && !mayFail) throw new Error(`${command}:\n${output}`)
  const failed = [...output.matchAll(/^ *× \[([\w-]+)\]/gm)].map(([, clause]) => clause)
  const counted = /^ *Tests +(.+)$/m.exec(output)?.[1]
  if (counted) console.log(`  ${counted}${failed.length > 0 ? `: ${failed.join(', ')}` : ''}`)
  return { output, failed: command === 'npm test' ? failed : undefined }
}

function merge(before, { output, failed }) {
  return { output: before.output + output, failed: failed ?? before.failed }
}

function demand(missing, output) {
  if (missing.length > 0) throw new Error(`the guide shows what nobody sees:\n${missing.join('\n')}\nbut:\n${output}`)
}

async function timed(name, work) {
  const begin = performance.now()
  const result = await work()
  console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${name}`)
  return result
}
