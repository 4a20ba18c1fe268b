import { clauses } from '@reelay/contract-tests'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { namedAfter, readGuide, unseen, write, type Seen } from './guide.ts'
import { build, checkTypes, createProvider, install, judge, openFolder, runNode, type Judged } from './workshop.ts'

const page = readFileSync(new URL('../../../docs/write-a-provider.md', import.meta.url), 'utf8')
const place = openFolder()
const steps = readGuide(page)
let folder = place.folder
let last: Judged = { output: '', failed: [], passed: 0, clauses: [] }

beforeAll(async () => {
  let seen: Seen = { output: '' }
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'commands') seen = await typeAll(step.commands, namedAfter(steps, index))
    else if (step.kind === 'shown') expect(unseen(step.lines, seen), seen.output).toEqual([])
    else write(folder, step)
  }
}, 600_000)

afterAll(place.remove)

it('the guide leads to a provider of which every clause passes, or is about something that the vendor does not offer', () => {
  expect(last.clauses.map(({ clause }) => clause)).toEqual(clauses.map(({ id }) => id))
  expect(last.clauses.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-declared')).toEqual([])
  expect(last.clauses.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(75)
})

it('every question that the generator leaves open is answered', () => {
  for (const path of [
    'src/index.ts',
    'src/simulator.ts',
    'test/contract.config.ts',
    'test/fixtures/text.fixture.jsonc',
  ])
    expect(readFileSync(join(folder, path), 'utf8')).not.toContain('TODO')
})

it('what a fixture quotes stands on the page of the vendor', () => {
  const quoted = page.split('\n').flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : []))
  const fixtures = steps.flatMap((step) =>
    step.kind === 'file' && step.path.includes('/fixtures/') ? [step.text] : [],
  )
  const quotes = fixtures.flatMap((text) => [...text.matchAll(/"quote": \[(".*")\]/g)].map(([, quote = '']) => quote))
  expect(quotes).toHaveLength(6)
  for (const quote of quotes) expect(quoted).toContain(JSON.parse(quote))
})

async function typeAll(commands: readonly string[], named: readonly string[]): Promise<Seen> {
  let seen: Seen = { output: '' }
  for (const command of commands) {
    const { output, failed } = await type(command, named)
    seen = { output: seen.output + output, failed }
  }
  return seen
}

/** What a reader's command does, with what this workspace has in place of what npm would fetch. */
async function type(command: string, named: readonly string[]): Promise<Seen> {
  const [, directory, options] = /^npm create @reelay\/provider@latest (\S+) -- (.+)$/.exec(command) ?? []
  const [, entered] = /^cd (\S+)$/.exec(command) ?? []
  const [, only] = /^npx vitest run test\/contract\.test\.ts -t (\S+)$/.exec(command) ?? []
  const [, script] = /^node (\S+)$/.exec(command) ?? []
  if (directory !== undefined && options !== undefined)
    return succeeded(await createProvider(folder, [directory, ...options.split(' ')]))
  if (entered !== undefined) {
    folder = join(folder, entered)
    return { output: '' }
  }
  if (command === 'npm install') return succeeded(await install(folder))
  if (only !== undefined) return judge(folder, clause(only))
  if (script !== undefined) return succeeded(await runNode(folder, ['--conditions=@reelay/source', script]))
  expect(command).toBe('npm test')
  // What the page shows as red is judged alone here; scripts/strangers.mjs sees to it that nothing else is.
  if (named.length === 0) for (const outcome of [await checkTypes(folder), await build(folder)]) succeeded(outcome)
  last = await judge(folder, named.length > 0 ? clause(named.join('|')) : [])
  return last
}

function clause(pattern: string): string[] {
  return ['test/contract.test.ts', '-t', pattern]
}

function succeeded(outcome: { code: number; output: string }): Seen {
  expect(outcome.code, outcome.output).toBe(0)
  return outcome
}
