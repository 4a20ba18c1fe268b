import type { ClauseContext } from '../harness/clause.ts'
import { makeJob } from './cases/calls.ts'
import { pointerFor } from '../config/config.ts'
import { setField } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'

const model = 'contract-model-1'

/** Polls a job of which nobody has kept the model: the vendor names it. */
export async function learnModel(context: ClauseContext): Promise<void> {
  const pointer = pointerFor(context.wire.model, 'get')
  if (pointer === undefined) return
  const { provider, id, handle } = await makeJob(context)
  const mutate = [steps('get', [[setField('get', pointer, model)]])]
  await context.sandbox({ fixtures: firstSubject(context).scenario, only: ['get'], mutate }, async (sandbox) => {
    const seen = await sandbox.accept('get', () => sandbox.client.get({ provider, id, ...(handle && { handle }) }))
    sandbox.equal(seen.model, model, 'job.model of a job of which only the id was kept')
  })
}
