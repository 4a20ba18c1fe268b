import type { Job } from '@reelay/core'
import { callsOf, type Call } from '../calls.ts'
import { firstSubject, subjects } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import type { Operation, Tape } from '../tape.ts'

/** Does what a tape tells, exchange for exchange; the scene ends the clause when one of them is never asked for. */
export async function playWhole(stage: Stage, tape: Tape, made: Job): Promise<void> {
  const calls = new Map<Operation, Call>(callsOf(stage).map((call) => [call.operation, call]))
  const { sample } = subjects(stage).find(({ story }) => story === tape.scenario) ?? firstSubject(stage)
  await stage.scene({ tapes: tape.scenario, wire: 'memory' }, async (scene) => {
    let job = made
    let cursor: string | undefined
    // An answer that may come several times in a row does: only then is it the turn of the next one.
    for (const { operation } of tape.exchanges.flatMap((one) => Array.from({ length: one.most }, () => one))) {
      // A vendor may refuse: that the call was made is all that counts here.
      const { value } = await scene.attempt(async () => {
        switch (operation) {
          case 'create':
            return { job: await scene.client.create(sample) }
          case 'get':
            return { job: await scene.client.get(job) }
          case 'list':
            return { cursor: (await scene.client.list({ cursor })).cursor }
          case 'download':
            return readClip(scene, job)
          case 'models':
            return void (await scene.provider.models(scene.call))
          case 'webhook':
            return void scene.inbound()
          // Made on the way to a create, or to a clip.
          case 'upload':
          case 'content':
            return undefined
          default:
            return void (await calls.get(operation)?.run(scene, job))
        }
      })
      job = value?.job ?? job
      cursor = value?.cursor ?? cursor
    }
  })
}

async function readClip(scene: Scene, job: Job): Promise<undefined> {
  const { body } = await scene.client.stream(job)
  for await (const _piece of body);
}
