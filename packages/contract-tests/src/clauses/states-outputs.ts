import { errorCodes, statuses, type Job } from '@reelay/core'
import { pointerFor } from '../config.ts'
import { dropField, setField, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { begin, looks, says, wordFor } from './looks.ts'

/** Holds what a job has against where it is: clips when completed, a reason when failed, neither otherwise. */
export async function judgeOutputs(stage: Stage): Promise<void> {
  const hasContent = stage.claims.capabilities.operations.includes('content')
  const place = hasContent ? pointerFor(stage.wire.resultUrl, 'get') : stage.pointer('resultUrl', 'get')
  await clipsOnlyWhenCompleted(stage, place)
  if (place !== undefined) await noSuccessWithoutClip(stage, withoutClip(place, hasContent))
  await reasonWhenFailed(stage)
}

async function noSuccessWithoutClip(stage: Stage, spoilt: readonly Mutation[]): Promise<void> {
  const told = spoilt.map((mutation) => [mutation])
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    for (const { label } of spoilt) {
      const what = `get of a completed job without a clip (${label})`
      const error = await scene.refuse(what, 'invalid_response', () => scene.client.get(job))
      scene.equal(error.job?.id, job.id, `${what}: the id of error.job`)
    }
  })
}

/** The same answer, clip and all, with each of the vendor's words. */
async function clipsOnlyWhenCompleted(stage: Stage, place: string | undefined): Promise<void> {
  const others = statuses.flatMap((status) => {
    const word = status === 'unknown' || status === 'completed' ? undefined : wordFor(stage, status)
    return word === undefined ? [] : [{ status, word }]
  })
  const told = [...others.map(({ word }) => [says(stage, word)]), []]
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    for (const { status, word } of others) {
      const seen = await scene.accept(`get of a job that is "${word}"`, () => scene.client.get(job))
      scene.equal(seen.outputs, [], `outputs of a job that is "${word}"`)
      if (status === 'failed') expectReason(scene, seen)
      else scene.equal(seen.error, undefined, `error of a job that is "${word}"`)
    }
    const done = await scene.accept('get of a completed job', () => scene.client.get(job))
    scene.check(done.outputs.length > 0, 'a completed job must have an output')
    const urls = done.outputs.flatMap(({ url }) => url ?? [])
    if (place !== undefined) scene.equal(urls, scene.taped('get', place).slice(-urls.length), 'URLs of the outputs')
  })
}

function withoutClip(place: string, hasContent: boolean): Mutation[] {
  const hostile = ['javascript:alert(1)', 'file:///etc/passwd', '/clip.mp4'].map((url) => setField('get', place, url))
  if (hasContent) return hostile
  const list = place.includes('/*') ? [setField('get', place.replace(/\/\*.*$/, ''), [])] : []
  return [dropField('get', place), setField('get', place, null), setField('get', place, ''), ...list, ...hostile]
}

/** A failure is a state: waiting resolves with it. */
async function reasonWhenFailed(stage: Stage): Promise<void> {
  const place = pointerFor(stage.wire.reason, 'get')
  await stage.scene({ tapes: 'fails', only: ['upload', 'create', 'get'] }, async (scene) => {
    const job = await scene.accept('create', () => scene.client.create(firstSubject(stage).sample))
    const failed = await scene.accept('wait for a job that fails', () => scene.poller.wait(job))
    scene.equal(failed.status, 'failed', 'job.status in the end')
    scene.equal(failed.outputs, [], 'outputs of a failed job')
    expectReason(scene, failed)
    if (place === undefined) return
    const [said, words] = [failed.error?.message, String(scene.taped('get', place).at(-1))]
    // Our own code or the vendor's may stand beside the vendor's words.
    scene.check(said?.includes(words) === true, `job.error.message must hold "${words}", but is "${said}"`)
  })
}

function expectReason(scene: Scene, { error }: Job): void {
  const { code, message = '', charged = '' } = { ...error }
  scene.check(
    errorCodes.some((one) => one === code),
    `the error of a failed job has the code ${String(code)}`,
  )
  scene.check(message.trim() !== '', 'the error of a failed job has no message')
  scene.check(['no', 'yes', 'unknown'].includes(charged), `the error of a failed job says charged: '${charged}'`)
}
