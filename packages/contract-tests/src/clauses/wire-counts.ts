import { alone, callsOf, makeJob } from '../calls.ts'
import { subjects } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import type { Operation } from '../tape.ts'

/** Makes every call, and counts what it sends: what is on the tape for it, once, and nothing before, beside or after it. */
export async function countCalls(stage: Stage): Promise<void> {
  for (const { mode, sample, story } of subjects(stage)) {
    const uploads = stage.tape(story).exchanges.filter(({ operation }) => operation === 'upload').length
    await stage.scene({ tapes: story, only: ['upload', 'create'], isLoose: true }, async (scene) => {
      // What the models take, a client asks for once.
      await scene.accept('models', () => scene.client.models())
      for (const what of [`create of samples.${mode}`, `another create of samples.${mode}`]) {
        const sent = await sentBy(scene, what, () => scene.client.create(sample))
        scene.equal(sent, { ...(uploads > 0 && { upload: uploads }), create: 1 }, `what ${what} sends`)
      }
    })
  }
  const job = await makeJob(stage)
  const [, ...others] = callsOf(stage)
  for (const call of others) {
    const { operation } = call
    await stage.scene({ ...alone(call), isLoose: true }, async (scene) => {
      for (const what of [operation, `another ${operation}`])
        scene.equal(await sentBy(scene, what, () => call.run(scene, job)), { [operation]: 1 }, `what ${what} sends`)
    })
  }
}

async function sentBy(
  scene: Scene,
  what: string,
  act: () => Promise<unknown>,
): Promise<Partial<Record<Operation, number>>> {
  const before = scene.requests.length
  await scene.accept(what, act)
  await scene.clock.quiet()
  const counted: Partial<Record<Operation, number>> = {}
  for (const { operation } of scene.requests.slice(before))
    if (operation) counted[operation] = (counted[operation] ?? 0) + 1
  return counted
}
