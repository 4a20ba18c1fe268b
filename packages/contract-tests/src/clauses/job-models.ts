import { makeJob } from '../calls.ts'
import { pointerFor } from '../config.ts'
import { setField } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'

const model = 'contract-model-1'

/** Looks at a job of which nobody has kept the model: the vendor names it. */
export async function learnModel(stage: Stage): Promise<void> {
  const pointer = pointerFor(stage.wire.model, 'get')
  if (pointer === undefined) return
  const { provider, id, handle } = await makeJob(stage)
  const bend = [steps('get', [[setField('get', pointer, model)]])]
  await stage.scene({ tapes: firstSubject(stage).story, only: ['get'], bend }, async (scene) => {
    const seen = await scene.accept('get', () => scene.client.get({ provider, id, ...(handle && { handle }) }))
    scene.equal(seen.model, model, 'job.model of a job of which only the id was kept')
  })
}
