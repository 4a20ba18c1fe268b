import type { ClauseContext } from '../harness/clause.ts'
import { makeJob } from './cases/calls.ts'
import { pointerFor } from '../config/config.ts'
import { instantForm } from '../harness/instants.ts'
import { setField } from '../replay/mutators.ts'
import { valuesAt } from '../fixtures/pointer.ts'
import { steps } from './cases/steps.ts'

/** Has the vendor say several counts of removed jobs, and no other answer. */
export async function countRemoved(context: ClauseContext): Promise<void> {
  const { removed } = context.wire
  const counts = removed === undefined ? [undefined] : [0, 1, 57]
  const told = counts.map((count) => (removed === undefined ? [] : [setField('deleteAll', removed, count)]))
  await context.sandbox(
    { fixtures: 'deleteAll', only: ['deleteAll'], mutate: [steps('deleteAll', told)] },
    async (sandbox) => {
      for (const [index, count] of counts.entries()) {
        const seen = await sandbox.accept('deleteAll', () => sandbox.client.deleteAll())
        sandbox.equal(seen, count, `what deleteAll gives when the vendor says ${count ?? 'no number'}`)
        sandbox.equal(sandbox.sent('deleteAll').length, index + 1, 'number of calls')
      }
    },
  )
}

/** Has the vendor say until when a video is kept, in every way in which it may write that. */
export async function keepLonger(context: ClauseContext): Promise<void> {
  const job = await makeJob(context)
  const pointer = pointerFor(context.wire.expiresAt, 'setRetention')
  await context.sandbox(
    { fixtures: 'setRetention', only: ['setRetention'], bodies: 'fixtureValues' },
    async (sandbox) => {
      const kept = await sandbox.accept('setRetention', () => sandbox.client.setRetention(job, 1))
      const { expiresAt: _kept, ...after } = kept
      const { expiresAt: _made, ...before } = job
      sandbox.equal(after, before, 'the rest of the job after setRetention')
    },
  )
  if (pointer === undefined) return
  const answers = context
    .fixture('setRetention')
    .exchanges.flatMap(({ response: { body } }) => (body.kind === 'json' ? valuesAt(body.value, pointer) : []))
  const [form] = answers.flatMap((sample) => instantForm(sample) ?? [])
  if (!form) return context.noFixture('no answer on setRetention shows how expiresAt is written')
  const told = form.pitfalls.map(({ written }) => [setField('setRetention', pointer, written)])
  const mutate = [steps('setRetention', told)]
  await context.sandbox({ fixtures: 'setRetention', only: ['setRetention'], mutate }, async (sandbox) => {
    for (const { written, instant } of form.pitfalls) {
      const kept = await sandbox.accept('setRetention', () => sandbox.client.setRetention(job, 1))
      sandbox.equal(kept.expiresAt, instant, `job.expiresAt when the vendor says ${written}`)
    }
  })
}

/** Has the vendor say that it has not done what it was asked. */
export async function expectDone(context: ClauseContext, operation: 'cancel' | 'delete'): Promise<void> {
  const pointer = pointerFor(context.wire.done, operation)
  if (pointer === undefined) return
  const job = await makeJob(context)
  const mutate = [setField(operation, pointer, false)]
  await context.sandbox({ fixtures: operation, only: [operation], mutate }, async (sandbox) => {
    await sandbox.refuse(`${operation} that the vendor says was not done`, 'invalid_response', () =>
      sandbox.client[operation](job),
    )
  })
}
