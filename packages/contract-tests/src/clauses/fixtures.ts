import { makeJob } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { formsOf } from '../secrets.ts'
import type { Stage } from '../stage.ts'
import { examplePrefix } from '../tape-format.ts'
import type { TapeFinding } from '../tape.ts'
import { todayOf } from '../config.ts'
import { coverageOf } from './fixtures-coverage.ts'
import { exampleOf, playWhole } from './fixtures-playing.ts'

const oldDays = 90
const oldestDays = 180
const dayMs = 86_400_000

/** Group Q: what the author's tapes are worth. */
export const fixtureClauses: readonly Clause[] = [
  {
    id: 'FIX-01',
    title: 'Every tape is well-formed, tells a story of its own, and is played to its end',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'a tape that cannot be read, or that nothing asks for, looks like evidence and is none.',
    fix: 'mend what is named; delete a tape, or an exchange, that belongs to nothing the provider claims.',
    async run(stage) {
      stage.expectNone([...about(stage, 'form'), ...orphansOf(stage)])
      const job = await makeJob(stage)
      for (const tape of stage.shelf.tapes) await playWhole(stage, tape, job)
    },
  },
  {
    id: 'FIX-02',
    title: 'Every tape says truthfully where it comes from; an invented success says why there is nothing better',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'every verdict rests on tapes: one that is made up proves that the provider agrees with its author.',
    fix: 'record it, or quote the page and hash the quote; only where neither can be had, say in why_not_real what was missing.',
    async run(stage) {
      stage.expectNone([...about(stage, 'provenance'), ...futureFindings(stage)])
    },
  },
  {
    id: 'FIX-03',
    title: 'No tape, and no file beside it, holds a secret in any form, nor the key of this machine',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'tapes are committed and published; a key that was there once has to be revoked.',
    fix: 'put "[redacted]" in its place, and revoke it if it was ever pushed.',
    async run(stage) {
      const keys = await keysOfMachine(stage)
      const found = [...stage.shelf.texts].flatMap(([file, text]) =>
        [...keys].flatMap(([variable, key]) => {
          const form = Object.entries(formsOf(key)).find(([, one]) => text.includes(one))?.[0]
          return form === undefined
            ? []
            : [`${file}: holds the value of ${variable} ${form}: redact it, and revoke the key`]
        }),
      )
      stage.expectNone([...about(stage, 'secrets'), ...found])
    },
  },
  {
    id: 'FIX-04',
    title: `No recording is older than ${oldestDays} days`,
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'vendors change without notice; what was true then says little about today.',
    fix: 'record the tape again.',
    async run(stage) {
      const today = Date.parse(todayOf(stage.config))
      const ages = stage.shelf.tapes.flatMap(({ id, provenance }) =>
        provenance.kind === 'recorded'
          ? [{ id, days: Math.floor((today - Date.parse(provenance.recorder.at)) / dayMs) }]
          : [],
      )
      if (ages.length === 0) stage.notDeclared('only for providers with a recorded tape')
      const told = ({ id, days }: { id: string; days: number }): string => `${id} was recorded ${days} days ago`
      stage.expectNone(ages.filter(({ days }) => days > oldestDays).map(told))
      for (const age of ages) if (age.days > oldDays) stage.warn(`${told(age)}: record it again soon`)
    },
  },
  {
    id: 'FIX-05',
    title: 'Everything that the provider claims is on a tape, and the create and the look also with a refusal',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'what is on no tape was never tried; the report would not show it.',
    fix: 'add the tapes that are named; where the vendor documents nothing, simulate one and say so.',
    async run(stage) {
      const { missing, holes } = coverageOf(stage)
      if (missing.length > 0) stage.noTape(missing.join('\n'))
      stage.expectNone([])
      for (const hole of holes) stage.warn(hole)
    },
  },
]

function about({ shelf }: Stage, what: TapeFinding['about']): string[] {
  return shelf.findings.filter((one) => one.about === what).map(({ text }) => text)
}

/** Tapes of examples that the configuration does not have. */
function orphansOf(stage: Stage): string[] {
  const tapes = stage.shelf.tapes.filter((tape) => tape.scenario.startsWith(examplePrefix) && !exampleOf(stage, tape))
  return tapes.map(({ id, scenario }) => `${id}: tells "${scenario}", and the configuration has no such example`)
}

/** What claims to be from a day that has not come. */
function futureFindings({ shelf, config }: Stage): string[] {
  const today = todayOf(config)
  return shelf.tapes.flatMap(({ id, provenance }) => {
    if (provenance.kind === 'simulated') return []
    const day = provenance.kind === 'documented' ? provenance.retrieved : provenance.recorder.at.slice(0, 10)
    return day > today ? [`${id}: is from ${day}, and today is ${today}`] : []
  })
}

/** The values of the provider's own variables, where they are set. */
async function keysOfMachine(stage: Stage): Promise<Map<string, string>> {
  const { apiKey, webhookSecret } = await stage.scene({}, async ({ provider }) => provider.environment)
  const variables = [apiKey, webhookSecret].flatMap((name) => name ?? [])
  return new Map(
    variables.flatMap((name) => {
      const value = process.env[name]
      // Shorter ones are placeholders, and would be found in any text.
      return value !== undefined && value.length >= 8 ? [[name, value] as const] : []
    }),
  )
}
