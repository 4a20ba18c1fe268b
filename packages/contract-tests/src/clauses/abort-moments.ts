import type { Job, VideoError } from '@reelay/core'
import { expectAborted, reasonOf, settledOf } from '../aborting.ts'
import { alone, callsOf } from '../calls.ts'
import { hang } from '../mutators.ts'
import { firstSubject, subjects } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import type { Operation } from '../tape.ts'

const moments = [
  { name: 'before the answer', when: 'before-headers' },
  { name: 'in the middle of the answer', when: 'mid-body' },
] as const

/** Aborts each operation while its answer is awaited, and in the middle of it. */
export async function abortCalls(stage: Stage, job: Job): Promise<void> {
  for (const call of callsOf(stage)) {
    for (const { name, when } of moments) {
      const bend = [steps(call.operation, [[hang(call.operation, when)]])]
      await stage.scene(alone(call, bend), async (scene) => {
        const what = `${call.operation} aborted ${name}`
        const isCreate = call.operation === 'create'
        await abortAt(scene, what, {
          run: (signal) => call.run(scene, job, signal),
          moment: () => reached(scene, call.operation),
          code: isCreate ? 'submission_unknown' : 'aborted',
          ...(call.operation === 'get' && { job }),
        })
      })
    }
  }
}

/** Aborts the calls that lead up to a create: it is never sent. */
export async function abortUploads(stage: Stage): Promise<void> {
  for (const { sample, story } of subjects(stage)) {
    if (!stage.tape(story).exchanges.some(({ operation }) => operation === 'upload')) continue
    for (const { name, when } of moments) {
      const options: SceneOptions = { tapes: story, only: ['upload'], isLoose: true, bend: [hang('upload', when)] }
      await stage.scene(options, async (scene) => {
        const error = await abortAt(scene, `upload aborted ${name}`, {
          run: (signal) => scene.client.create(sample, { signal }),
          moment: () => reached(scene, 'upload'),
          code: 'aborted',
        })
        scene.equal(error.submitted, 'no', `upload aborted ${name}: submitted`)
      })
    }
  }
}

/** Aborts whoever waits for a job: between two looks, during a look, during a stream, between the create and the wait. */
export async function abortWaiting(stage: Stage, job: Job): Promise<void> {
  const { sample, story } = firstSubject(stage)
  const get: SceneOptions = { tapes: story, only: ['get'], isLoose: true }
  await stage.scene(get, async (scene) => {
    await abortAt(scene, 'wait aborted during a pause', {
      run: (signal) => scene.poller.wait(job, { signal }),
      moment: () => scene.clock.untilSleeping(),
      code: 'aborted',
      job,
    })
    scene.equal(scene.requests.length, 0, 'number of looks of a wait that was aborted before the first one')
  })
  await stage.scene({ ...get, bend: [hang('get')] }, async (scene) => {
    const what = 'wait aborted during a look'
    await abortAt(scene, what, {
      run: (signal) => scene.poller.wait(job, { signal }),
      moment: () => reached(scene, 'get'),
      code: 'aborted',
      job,
      // The pause before the look has to pass.
      isTimeFree: true,
    })
  })
  const stream = callsOf(stage).find(({ operation }) => operation === 'watch')
  if (stream)
    await stage.scene(alone(stream, [hang('watch', 'mid-body')]), async (scene) => {
      await abortAt(scene, 'wait aborted during a stream', {
        run: (signal) => scene.client.wait(job, { signal }),
        moment: () => reached(scene, 'watch'),
        code: 'aborted',
        job,
      })
    })
  await stage.scene({ tapes: story, only: ['upload', 'create'] }, async (scene) => {
    const controller = new AbortController()
    const reason = reasonOf('waiting')
    let created: Job | undefined
    const onUpdate = (seen: Job): void => {
      created ??= seen
      controller.abort(reason)
    }
    scene.clock.hold()
    const what = 'generate aborted between the create and the wait'
    const running = scene.client.generate(sample, { signal: controller.signal, onUpdate })
    const error = await settledOf(scene, what, running)
    expectAborted(scene, what, error, { code: 'aborted', reason, job: created })
  })
}

interface Abortion {
  run: (signal: AbortSignal) => Promise<unknown>
  /** Resolves when it is time to abort. */
  moment: () => Promise<void>
  code: 'aborted' | 'submission_unknown'
  /** The job that must not be lost. */
  job?: Job
  /** Whether time may pass until then. */
  isTimeFree?: boolean
}

async function abortAt(
  scene: Scene,
  what: string,
  { run, moment, code, job, isTimeFree }: Abortion,
): Promise<VideoError> {
  const controller = new AbortController()
  const reason = reasonOf(what)
  if (!isTimeFree) scene.clock.hold()
  const running = run(controller.signal)
  running.catch(() => {})
  await moment()
  controller.abort(reason)
  const error = await settledOf(scene, what, running)
  expectAborted(scene, what, error, { code, reason, job })
  return error
}

/** Resolves when a call is on its way and as much of its answer has come as ever will; time stands still from then on. */
async function reached(scene: Scene, operation: Operation): Promise<void> {
  await scene.received(operation)
  scene.clock.hold()
  await scene.clock.quiet()
}
