import type { ClauseContext, ClauseDefinitions, FixtureFinding } from '../harness/clause.ts'
import { makeJob } from './cases/calls.ts'
import { formsOf } from '../fixtures/secrets.ts'
import { examplePrefix } from '../fixtures/fixture-format.ts'
import { todayOf } from '../config/config.ts'
import { coverageOf } from './fixtures-coverage.ts'
import { exampleOf, playWhole } from './fixtures-playing.ts'

const oldDays = 90
const oldestDays = 180
const dayMs = 86_400_000

/** Group Q: what the author's fixtures are worth. */
export const fixtureClauses: ClauseDefinitions = {
  'FIX-01': {
    title: 'Every fixture is well-formed, tells a scenario of its own, and is played to its end',
    why: 'a fixture that cannot be read, or that nothing asks for, looks like evidence and is none.',
    fix: 'mend what is named; delete a fixture, or an exchange, that belongs to nothing the provider claims.',
    async run(context) {
      context.expectNone([...about(context, 'form'), ...unusedFixturesOf(context)])
      const job = await makeJob(context)
      for (const fixture of context.fixtureSet.fixtures) await playWhole(context, fixture, job)
    },
  },
  'FIX-02': {
    title: 'Every fixture says truthfully where it comes from; an invented success says why there is nothing better',
    why: 'every verdict rests on fixtures: one that is made up proves that the provider agrees with its author.',
    fix: 'record it, or quote the page and hash the quote; only where neither can be had, say in why_not_real what was missing.',
    async run(context) {
      context.expectNone([...about(context, 'provenance'), ...futureFindings(context)])
    },
  },
  'FIX-03': {
    title: 'No fixture, and no file beside it, holds a secret in any form, nor the key of this machine',
    why: 'fixtures are committed and published; a key that was there once has to be revoked.',
    fix: 'put "[redacted]" in its place, and revoke it if it was ever pushed.',
    async run(context) {
      const keys = await keysOfMachine(context)
      const found = [...context.fixtureSet.texts].flatMap(([file, text]) =>
        [...keys].flatMap(([variable, key]) => {
          const form = Object.entries(formsOf(key)).find(([, one]) => text.includes(one))?.[0]
          const told = `${file}: holds the value of ${variable} ${form}: redact it, and revoke the key`
          return form === undefined ? [] : [told]
        }),
      )
      context.expectNone([...about(context, 'secrets'), ...found])
    },
  },
  'FIX-04': {
    title: `No recording is older than ${oldestDays} days`,
    why: 'vendors change without notice; what was true then says little about today.',
    fix: 'record the fixture again.',
    async run(context) {
      const today = Date.parse(todayOf(context.config))
      const ages = context.fixtureSet.fixtures.flatMap(({ id, provenance }) =>
        provenance.kind === 'recorded'
          ? [{ id, days: Math.floor((today - Date.parse(provenance.recorder.at)) / dayMs) }]
          : [],
      )
      if (ages.length === 0) context.notDeclared('only for providers with a recorded fixture')
      const told = ({ id, days }: { id: string; days: number }): string => `${id} was recorded ${days} days ago`
      context.expectNone(ages.filter(({ days }) => days > oldestDays).map(told))
      for (const age of ages) if (age.days > oldDays) context.warn(`${told(age)}: record it again soon`)
    },
  },
  'FIX-05': {
    title: 'Everything that the provider claims is on a fixture, and the create and the poll also with a refusal',
    why: 'what is on no fixture was never tried; the report would not show it.',
    fix: 'add the fixtures that are named; where the vendor documents nothing, simulate one and say so.',
    async run(context) {
      const { missing, holes } = coverageOf(context)
      if (missing.length > 0) context.noFixture(missing.join('\n'))
      context.expectNone([])
      for (const hole of holes) context.warn(hole)
    },
  },
}

function about({ fixtureSet }: ClauseContext, what: FixtureFinding['about']): string[] {
  return fixtureSet.findings.filter((one) => one.about === what).map(({ text }) => text)
}

/** Fixtures of examples that the configuration does not have. */
function unusedFixturesOf(context: ClauseContext): string[] {
  const fixtures = context.fixtureSet.fixtures.filter(
    (fixture) => fixture.scenario.startsWith(examplePrefix) && !exampleOf(context, fixture),
  )
  return fixtures.map(({ id, scenario }) => `${id}: tells "${scenario}", and the configuration has no such example`)
}

/** What claims to be from a day that has not come. */
function futureFindings({ fixtureSet, config }: ClauseContext): string[] {
  const today = todayOf(config)
  return fixtureSet.fixtures.flatMap(({ id, provenance }) => {
    if (provenance.kind === 'simulated') return []
    const day = provenance.kind === 'documented' ? provenance.retrieved : provenance.recorder.at.slice(0, 10)
    return day > today ? [`${id}: is from ${day}, and today is ${today}`] : []
  })
}

/** The values of the provider's own variables, where they are set. */
async function keysOfMachine(context: ClauseContext): Promise<Map<string, string>> {
  const { apiKey, webhookSecret } = await context.sandbox({}, async ({ provider }) => provider.environment)
  const variables = [apiKey, webhookSecret].flatMap((name) => name ?? [])
  return new Map(
    variables.flatMap((name) => {
      const value = process.env[name]
      // Shorter ones are placeholders, and would be found in any text.
      return value !== undefined && value.length >= 8 ? [[name, value] as const] : []
    }),
  )
}
