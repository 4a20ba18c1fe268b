import { expect, it } from 'vitest'
import { configOf, type BrokenProvider } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'
import { redsOf } from './judge-broken.ts'

it('every clause is killed by a broken provider', () => {
  const killed = new Set(brokenProviders.flatMap(({ breaks }) => breaks))
  expect(clauses.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([])
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

it.each(['cancels-once', 'no-license', 'chokes-on-strangers'])(
  '%s breaks nothing that its tests leave out',
  async (name) => {
    const { red, text } = await redsOf(named(name), true)
    expect(red, text).toEqual(named(name).breaks)
  },
)
