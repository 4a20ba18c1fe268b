import { isVideoError, type ErrorCode, type Job, type VideoError } from '@reelay/core'
import { describeThrown } from './failure.ts'
import { show } from './match.ts'
import { firstSubject } from './samples.ts'
import type { Scene } from './scene.ts'
import type { SceneOptions, Stage } from './stage.ts'
import type { Operation, Scenario } from './tape.ts'

/** One operation that asks the vendor, as a caller makes it. */
export interface Call {
  operation: Operation
  /** The story that it is on. */
  story: Scenario
  /** Makes the call; resolves when it is over. */
  run(scene: Scene, job: Job, signal?: AbortSignal): Promise<unknown>
}

/** Every operation with which the provider asks the vendor. Ends the clause with `no-tape` when one is on no tape. */
export function callsOf(stage: Stage): readonly [create: Call, ...others: Call[]] {
  const { sample, story } = firstSubject(stage)
  const offers = (operation: Operation): boolean =>
    stage.claims.capabilities.operations.some((one) => one === operation)
  const create: Call = {
    operation: 'create',
    story,
    run: (scene, _job, signal) => scene.client.create(sample, { signal }),
  }
  const others: Call[] = [
    { operation: 'get', story, run: (scene, job, signal) => scene.client.get(job, { signal }) },
    { operation: 'list', story: 'list', run: (scene, _job, signal) => scene.client.list({ signal }) },
    { operation: 'delete', story: 'delete', run: (scene, job, signal) => scene.client.delete(job, { signal }) },
    { operation: 'watch', story: 'watch', run: (scene, job, signal) => drain(scene, job, signal) },
    {
      operation: 'cancel',
      story: 'cancel',
      // Without the look that follows it in a client.
      run: async ({ provider, call }, job, signal) => provider.cancel?.(job, { ...call, signal }),
    },
    { operation: 'deleteAll', story: 'deleteAll', run: ({ client }, _job, signal) => client.deleteAll({ signal }) },
    {
      operation: 'setRetention',
      story: 'setRetention',
      run: ({ client }, job, signal) => client.setRetention(job, 1, { signal }),
    },
    { operation: 'balance', story: 'balance', run: ({ client }, _job, signal) => client.balance({ signal }) },
    {
      operation: 'models',
      story: 'models',
      run: ({ provider, call }, _job, signal) => provider.models({ ...call, signal }),
    },
  ]
  const asked = others.filter(({ operation }) => {
    if (operation === 'get') return true
    // A list of models that is data asks nobody.
    return operation === 'models' ? stage.has('models') : offers(operation)
  })
  for (const call of asked) stage.tape(call.story)
  return [create, ...asked]
}

/** A scene with nothing but this operation in it; for a create, with what leads up to it. */
export function alone({ operation, story }: Call, bend: SceneOptions['bend'] = []): SceneOptions {
  return { tapes: story, only: operation === 'create' ? ['upload', 'create'] : [operation], bend }
}

/** The job that the tapes are about, made in a scene of its own. */
export function makeJob(stage: Stage): Promise<Job> {
  const [create] = callsOf(stage)
  const { sample } = firstSubject(stage)
  return stage.scene(alone(create), (scene) => scene.accept('create of the sample', () => scene.client.create(sample)))
}

/** What an error has to say; without a `status` it must have none. */
export interface Expected {
  code: ErrorCode
  status?: number | undefined
  retryable: boolean
  operation: string
}

/** The VideoError of an action that must not succeed, or the clause fails. */
export async function rejectionOf(scene: Scene, what: string, action: () => Promise<unknown>): Promise<VideoError> {
  const { error, value } = await scene.attempt(action)
  if (isVideoError(error)) return error
  return scene.fail(
    error === undefined
      ? `${what}: must be refused, but resolved with ${show(value)}`
      : `${what}: threw ${describeThrown(error)}, which is no VideoError`,
  )
}

/** Holds an error against what it has to say. */
export function expectError(scene: Scene, what: string, error: VideoError, expected: Expected): void {
  scene.equal(error.code, expected.code, `${what}: code`)
  scene.equal(error.status, expected.status, `${what}: status`)
  scene.equal(error.retryable, expected.retryable, `${what}: retryable`)
  scene.equal(error.operation, expected.operation, `${what}: operation`)
  scene.equal(error.provider, scene.provider.id, `${what}: provider`)
}

async function drain({ provider, call }: Scene, job: Job, signal: AbortSignal | undefined): Promise<void> {
  const stream = provider.watch?.(job, { ...call, signal }) ?? []
  for await (const _seen of stream);
}
