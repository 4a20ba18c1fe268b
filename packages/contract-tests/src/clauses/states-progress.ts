import type { Job } from '@reelay/core'
import { pointerFor } from '../config.ts'
import { dropField, setField } from '../mutators.ts'
import { valuesAt } from '../pointer.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { begin, looks, says, workingWord } from './looks.ts'

/** What a job says after each of the vendor's figures: as said, within bounds, and never less than before. */
const course = [
  [-20, 0],
  [42, 42],
  [41, 42],
  [150, 100],
  [3, 100],
] as const

/** Holds the progress of a job against the vendor's figure, or its silence. */
export async function judgeProgress(stage: Stage): Promise<void> {
  const place = pointerFor(stage.wire.progress, 'get')
  const working = says(stage, workingWord(stage))
  if (place === undefined) {
    await stage.scene(looks(stage, [steps('get', [[working], []])]), (scene) => expectNone(scene, stage, 2))
    return
  }
  const form = formOf(stage, place)
  const told = course.map(([figure]) => [working, setField('get', place, form(figure))])
  await stage.scene(looks(stage, [steps('get', [...told, []])]), async (scene) => {
    const created = await begin(scene, stage)
    let job = created
    for (const [figure, expected] of course) {
      job = await scene.accept('get', () => scene.client.get(job))
      scene.equal(job.progress, expected, `job.progress when the vendor says ${figure}`)
    }
    const done = await scene.accept('get of a completed job', () => scene.client.get(created))
    scene.equal(done.progress, figureIn(tapedAt(stage, 'get', place).at(-1)), 'job.progress of a completed job')
  })
  // Present first, so that taking it out changes something.
  const silent = [working, setField('get', place, form(1)), dropField('get', place)]
  const atCreate = pointerFor(stage.wire.progress, 'create')
  const [said] = atCreate === undefined ? [] : tapedAt(stage, 'create', atCreate)
  const bend = [
    ...(atCreate !== undefined && said !== undefined ? [dropField('create', atCreate)] : []),
    steps('get', [silent]),
  ]
  await stage.scene(looks(stage, bend), (scene) => expectNone(scene, stage, 1))
}

async function expectNone(scene: Scene, stage: Stage, count: number): Promise<void> {
  let job: Job = await begin(scene, stage)
  scene.equal(job.progress, undefined, 'job.progress after the create, of which the vendor says nothing')
  for (let look = 1; look <= count; look++) {
    job = await scene.accept(`look ${look}`, () => scene.client.get(job))
    scene.equal(job.progress, undefined, 'job.progress, of which the vendor says nothing')
  }
}

/** How this vendor writes a figure: as a number, or within a text such as "42%". */
function formOf(stage: Stage, place: string): (figure: number) => number | string {
  const written = tapedAt(stage, 'get', place).at(-1)
  return (figure) => (typeof written === 'string' ? written.replace(/\d+(\.\d+)?/, String(figure)) : figure)
}

/** What a written figure says; undefined when nothing is written. */
function figureIn(written: unknown): number | undefined {
  if (typeof written === 'number') return written
  return typeof written === 'string' ? Number.parseFloat(written) : undefined
}

function tapedAt(stage: Stage, operation: 'create' | 'get', place: string): unknown[] {
  return stage
    .tape(firstSubject(stage).story)
    .exchanges.flatMap(({ operation: found, response: { body } }) =>
      found === operation && body.kind === 'json' ? valuesAt(body.value, place) : [],
    )
}
