import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { configOf, type BrokenProvider } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'
import { coverOf } from './broken-cover.ts'

it('every clause is killed by a broken provider', () => {
  const killed = new Set(brokenProviders.flatMap(({ breaks }) => breaks))
  expect(clauses.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([])
})

it('every clause is killed by one of those that are judged each time, and by few clauses at once where it can be', () => {
  const cover = coverOf()
  const killed = new Set(cover.flatMap(({ breaks }) => breaks))
  expect(clauses.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([])
  expect(cover.length).toBeLessThan(brokenProviders.length / 3)
})

it('the matrix judges the broken providers of every group', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const groups = [...read('../broken/index.ts').matchAll(/import { (broken\w+) } from '\.\/(.+)\.ts'/g)]
  expect(groups.length).toBeGreaterThan(0)
  for (const [, name, file] of groups)
    expect(read(`matrix/broken-${file}.matrix.ts`)).toBe(
      `import { ${name} } from '../../broken/${file}.ts'\nimport { judgeBroken } from '../judge-broken.ts'\n\njudgeBroken(${name})\n`,
    )
})

it('no two broken providers have the same name', () => {
  const names = brokenProviders.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

const named = (name: string): BrokenProvider => brokenProviders.find((one) => one.name.split(':')[0] === name)!

it.each([
  'trims-prompt',
  'follows-redirects',
  'reads-it-all',
  'walks-it-all',
  'takes-what-came',
  'knows-only-resets',
  'keeps-only-codes',
])('%s is found over nock and on a socket as well', async (name) => {
  const broken = named(name)
  const { run } = prepareRun({ ...configOf(broken), only: broken.breaks })
  for (const clause of run.clauses) expect(await run.judge(clause)).toMatchObject({ verdict: 'fail', isFailure: true })
})
