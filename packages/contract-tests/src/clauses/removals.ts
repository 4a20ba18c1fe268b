import { makeJob } from '../calls.ts'
import { pointerFor } from '../config.ts'
import { instantForm } from '../instants.ts'
import { setField } from '../mutators.ts'
import { valuesAt } from '../pointer.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'

/** Has the vendor say several counts of removed jobs, and no other answer. */
export async function countRemoved(stage: Stage): Promise<void> {
  const { removed } = stage.wire
  const counts = removed === undefined ? [undefined] : [0, 1, 57]
  const told = counts.map((count) => (removed === undefined ? [] : [setField('deleteAll', removed, count)]))
  await stage.scene({ tapes: 'deleteAll', only: ['deleteAll'], bend: [steps('deleteAll', told)] }, async (scene) => {
    for (const [index, count] of counts.entries()) {
      const seen = await scene.accept('deleteAll', () => scene.client.deleteAll())
      scene.equal(seen, count, `what deleteAll gives when the vendor says ${count ?? 'no number'}`)
      scene.equal(scene.sent('deleteAll').length, index + 1, 'number of calls')
    }
  })
}

/** Has the vendor say until when a clip is kept, in every way in which it may write that. */
export async function keepLonger(stage: Stage): Promise<void> {
  const job = await makeJob(stage)
  const pointer = pointerFor(stage.wire.expiresAt, 'setRetention')
  await stage.scene({ tapes: 'setRetention', only: ['setRetention'], bodies: 'taped' }, async (scene) => {
    const kept = await scene.accept('setRetention', () => scene.client.setRetention(job, 1))
    const { expiresAt: _kept, ...after } = kept
    const { expiresAt: _made, ...before } = job
    scene.equal(after, before, 'the rest of the job after setRetention')
  })
  if (pointer === undefined) return
  const answers = stage
    .tape('setRetention')
    .exchanges.flatMap(({ response: { body } }) => (body.kind === 'json' ? valuesAt(body.value, pointer) : []))
  const [form] = answers.flatMap((sample) => instantForm(sample) ?? [])
  if (!form) return stage.noTape('no answer on setRetention shows how expiresAt is written')
  const told = form.pitfalls.map(({ written }) => [setField('setRetention', pointer, written)])
  const bend = [steps('setRetention', told)]
  await stage.scene({ tapes: 'setRetention', only: ['setRetention'], bend }, async (scene) => {
    for (const { written, instant } of form.pitfalls) {
      const kept = await scene.accept('setRetention', () => scene.client.setRetention(job, 1))
      scene.equal(kept.expiresAt, instant, `job.expiresAt when the vendor says ${written}`)
    }
  })
}

/** Has the vendor say that it has not done what it was asked. */
export async function expectDone(stage: Stage, operation: 'cancel' | 'delete'): Promise<void> {
  const pointer = pointerFor(stage.wire.done, operation)
  if (pointer === undefined) return
  const job = await makeJob(stage)
  const bend = [setField(operation, pointer, false)]
  await stage.scene({ tapes: operation, only: [operation], bend }, async (scene) => {
    await scene.refuse(`${operation} that the vendor says was not done`, 'invalid_response', () =>
      scene.client[operation](job),
    )
  })
}
