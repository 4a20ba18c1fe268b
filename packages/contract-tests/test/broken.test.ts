import { expect, it } from 'vitest'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses } from '../src/index.ts'
import { prepareRun } from '../src/run.ts'

it('every clause is killed by a broken provider', () => {
  const killed = new Set(brokenProviders.flatMap(({ breaks }) => breaks))
  expect(clauses.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([])
})

it('no two broken providers have the same name', () => {
  const names = brokenProviders.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})

it('a broken provider is found over nock as well', async () => {
  for (const name of ['trims-prompt', 'follows-redirects']) {
    const broken = brokenProviders.find((one) => one.name === name)!
    const { run } = prepareRun({ ...configOf(broken), only: broken.breaks })
    for (const clause of run.clauses)
      expect(await run.judge(clause)).toMatchObject({ verdict: 'fail', isFailure: true })
  }
})
