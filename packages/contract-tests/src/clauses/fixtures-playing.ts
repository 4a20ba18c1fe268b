import type { Job, ModelCapability, VideoRequestInput } from '@reelay/core'
import { callsOf, type Call } from '../calls.ts'
import type { Example } from '../config.ts'
import { deliveryOf, draftOf } from '../deliveries.ts'
import { firstSubject, subjects } from '../samples.ts'
import type { Outcome, Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { examplePrefix } from '../tape-format.ts'
import type { Operation, Tape } from '../tape.ts'

/** What a call gave. */
interface Given {
  job?: Job
  page?: { jobs: readonly Job[]; cursor?: string | undefined }
  models?: readonly ModelCapability[]
  /** What is read of the delivery on the tape, without the look that a client makes then. */
  delivery?: object | undefined
}

/** What calls are made with: what is asked for, and the job that they are about until there is another. */
interface Asked {
  request: VideoRequestInput
  job: Job
}

/** Does what a tape tells, exchange for exchange; the scene ends the clause when one of them is never asked for. */
export async function playWhole(stage: Stage, tape: Tape, made: Job): Promise<void> {
  const { sample } = subjects(stage).find(({ story }) => story === tape.scenario) ?? firstSubject(stage)
  const { request = sample, job = made, createProvider } = exampleOf(stage, tape) ?? {}
  await stage.scene({ tapes: tape.scenario, wire: 'memory', createProvider }, async (scene) => {
    await playCalls(stage, scene, operationsOn(tape), { request, job })
  })
}

/** The example that a tape tells. */
export function exampleOf({ config }: Stage, { scenario }: Tape): Example | undefined {
  return config.examples?.find(({ name }) => `${examplePrefix}${name}` === scenario)
}

/** The calls of a tape; an answer that may come several times in a row does: only then is it the turn of the next one. */
export function operationsOn({ exchanges }: Tape): Operation[] {
  return exchanges.flatMap(({ operation, most }) => Array.from({ length: most }, () => operation))
}

/** Makes calls in turn, whatever comes of them, and gives how the last one ended. */
export async function playCalls(
  stage: Stage,
  scene: Scene,
  operations: readonly Operation[],
  { request, job: first }: Asked,
): Promise<Outcome<Given>> {
  const calls = new Map<Operation, Call>(callsOf(stage).map((call) => [call.operation, call]))
  let last: Outcome<Given> = { value: {} }
  let job = first
  let cursor: string | undefined
  for (const operation of operations) {
    // Made on the way to a create, or to a clip.
    if (operation === 'upload' || operation === 'content') continue
    // A vendor may refuse: that the call was made is all that counts here.
    last = await scene.attempt(() => make(operation))
    job = last.value?.job ?? job
    cursor = last.value?.page?.cursor ?? cursor
  }
  return last

  async function make(operation: Operation): Promise<Given> {
    switch (operation) {
      case 'create':
        return { job: await scene.client.create(request) }
      case 'get':
        return { job: await scene.client.get(job) }
      case 'list':
        return { page: await scene.client.list({ cursor }) }
      case 'download':
        await readClip(scene, job)
        return {}
      case 'models':
        return { models: await scene.provider.models(scene.call) }
      case 'webhook':
        return { delivery: await scene.provider.webhook?.(deliveryOf(draftOf(scene)), scene.call) }
      default:
        await calls.get(operation)?.run(scene, job)
        return {}
    }
  }
}

async function readClip(scene: Scene, job: Job): Promise<void> {
  const { body } = await scene.client.stream(job)
  for await (const _piece of body);
}
