import { pointerFor } from '../config.ts'
import { jsonText } from '../json-text.ts'
import { body, elsewhere, reset, setField, status, type Mutation } from '../mutators.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { refusal, steps } from '../steps.ts'
import { clipReader, clipScene, completedJob, hasContent } from './clips.ts'
import { textOfError } from './leaks.ts'
import { begin, looks, says, wordFor } from './looks.ts'

const mark = 'signed-c0ffee'
const signed = `${elsewhere}/clip.mp4?X-Amz-Signature=${mark}&Expires=60`

/** Has fetching, looking and failing go wrong around a signed address, and reads what is said of it. */
export async function keepAddressesSecret(stage: Stage): Promise<void> {
  for (const trouble of [
    status('download', 403, 'empty'),
    status('download', 500, 'html'),
    reset('download', 'before-headers'),
    reset('download', 'mid-body'),
    body('download', 'html'),
  ]) {
    // The client looks again for an address that has run out.
    await stage.scene({ ...clipScene(stage, [trouble], () => signed), isLoose: true }, async (scene) => {
      const job = await completedJob(scene, stage)
      const { error } = await scene.attempt(() => clipReader(scene).read(job))
      scene.check(error !== undefined, 'a clip that does not come must be an error')
      const asked = scene.sent('download').map(({ url }) => new URL(url).search.slice(1))
      expectNoQuery(scene, 'the error of a download', textOfError(error), [mark, ...asked])
    })
  }
  await lookAround(stage)
}

/** The vendor names the address where it should not: in refusals, in reasons, in place of something else. */
async function lookAround(stage: Stage): Promise<void> {
  const place = hasContent(stage) ? pointerFor(stage.wire.resultUrl, 'get') : stage.pointer('resultUrl', 'get')
  const reason = pointerFor(stage.wire.reason, 'get')
  const failed = wordFor(stage, 'failed')
  const told: Mutation[][] = [
    [refusal('get', 400, `the upload to ${signed} failed`)],
    [setField('get', stage.pointer('status', 'get'), { at: signed })],
    ...(place === undefined
      ? []
      : [[setField('get', place, [signed])], [setField('get', place, signed.replace('https', 's3'))]]),
    ...(failed === undefined || reason === undefined
      ? []
      : [[says(stage, failed), setField('get', reason, `the upload to ${signed} failed`)]]),
  ]
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    for (const _answer of told) {
      const { value, error } = await scene.attempt(() => scene.client.get(job))
      expectNoQuery(scene, 'an error of get', textOfError(error), [mark])
      expectNoQuery(scene, 'job.error', jsonText(value?.error), [mark])
    }
  })
  if (place === undefined) return
  const completed = [setField('get', place, signed)]
  await stage.scene(looks(stage, [steps('get', [completed, [status('get', 503, 'empty')]])]), async (scene) => {
    const job = await begin(scene, stage)
    const done = await scene.accept('get of a completed job', () => scene.client.get(job))
    const { error } = await scene.attempt(() => scene.client.get(done))
    expectNoQuery(scene, 'an error of get with a completed job', textOfError(error), [mark])
  })
}

function expectNoQuery(scene: Scene, what: string, text: string, queries: readonly string[]): void {
  const all = { [what]: text, 'what was written to the console': scene.console.join('\n') }
  for (const [where, said] of Object.entries(all)) {
    const isShown = queries.some((query) => query !== '' && said.includes(query))
    scene.check(!isShown, `${where} shows the query of an address`)
  }
}
