import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { dropField, setField } from '../replay/mutators.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { begin, polls, says, withPolls, workingWord } from './polls.ts'

/** What a job says after each of the vendor's figures: as said, within bounds, and never less than before. */
const course = [
  [-20, 0],
  [42, 42],
  [41, 42],
  [150, 100],
  [3, 100],
] as const

/** Holds the progress of a job against the vendor's figure, or its silence. */
export async function judgeProgress(context: ClauseContext): Promise<void> {
  const place = pointerFor(context.wire.progress, 'get')
  const working = says(context, workingWord(context))
  if (place === undefined) {
    await context.sandbox(polls(context, [steps('get', [[working], []])]), (sandbox) => expectNone(sandbox, context, 2))
    return
  }
  const form = formOf(context, place)
  const told = course.map(([figure]) => [working, setField('get', place, form(figure))])
  await withPolls(context, [steps('get', [...told, []])], async (sandbox, created) => {
    let job = created
    for (const [figure, expected] of course) {
      job = await sandbox.accept('get', () => sandbox.client.get(job))
      sandbox.equal(job.progress, expected, `job.progress when the vendor says ${figure}`)
    }
    const done = await sandbox.accept('get of a completed job', () => sandbox.client.get(created))
    sandbox.equal(done.progress, figureIn(fixtureAt(context, 'get', place).at(-1)), 'job.progress of a completed job')
  })
  // Present first, so that taking it out changes something.
  const silent = [working, setField('get', place, form(1)), dropField('get', place)]
  const atCreate = pointerFor(context.wire.progress, 'create')
  const [said] = atCreate === undefined ? [] : fixtureAt(context, 'create', atCreate)
  const mutate = [
    ...(atCreate !== undefined && said !== undefined ? [dropField('create', atCreate)] : []),
    steps('get', [silent]),
  ]
  await context.sandbox(polls(context, mutate), (sandbox) => expectNone(sandbox, context, 1))
}

async function expectNone(sandbox: Sandbox, context: ClauseContext, count: number): Promise<void> {
  let job: Job = await begin(sandbox, context)
  sandbox.equal(job.progress, undefined, 'job.progress after the create, of which the vendor says nothing')
  for (let poll = 1; poll <= count; poll++) {
    job = await sandbox.accept(`poll ${poll}`, () => sandbox.client.get(job))
    sandbox.equal(job.progress, undefined, 'job.progress, of which the vendor says nothing')
  }
}

/** How this vendor writes a figure: as a number, or within a text such as "42%". */
function formOf(context: ClauseContext, place: string): (figure: number) => number | string {
  const written = fixtureAt(context, 'get', place).at(-1)
  return (figure) => (typeof written === 'string' ? written.replace(/\d+(\.\d+)?/, String(figure)) : figure)
}

/** What a written figure says; undefined when nothing is written. */
function figureIn(written: unknown): number | undefined {
  if (typeof written === 'number') return written
  return typeof written === 'string' ? Number.parseFloat(written) : undefined
}

function fixtureAt(context: ClauseContext, operation: 'create' | 'get', place: string): unknown[] {
  return context
    .fixture(firstSubject(context).scenario)
    .exchanges.flatMap(({ operation: found, response: { body } }) =>
      found === operation && body.kind === 'json' ? valuesAt(body.value, place) : [],
    )
}
