import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import { errorCodes, statuses, type Job } from '@reelay/core'
import { pointerFor } from '../config/config.ts'
import { dropField, setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { says, withPolls, wordFor } from './polls.ts'

/** Holds what a job has against where it is: videos when completed, a reason when failed, neither otherwise. */
export async function judgeOutputs(context: ClauseContext): Promise<void> {
  const hasContent = context.claims.capabilities.operations.includes('content')
  const place = hasContent ? pointerFor(context.wire.resultUrl, 'get') : context.pointer('resultUrl', 'get')
  await videosOnlyWhenCompleted(context, place)
  if (place !== undefined) await noSuccessWithoutVideo(context, withoutVideo(place, hasContent))
  await reasonWhenFailed(context)
}

async function noSuccessWithoutVideo(context: ClauseContext, spoilt: readonly Mutation[]): Promise<void> {
  const told = spoilt.map((mutation) => [mutation])
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    for (const { label } of spoilt) {
      const what = `get of a completed job without a video (${label})`
      const error = await sandbox.refuse(what, 'invalid_response', () => sandbox.client.get(job))
      sandbox.equal(error.job?.id, job.id, `${what}: the id of error.job`)
    }
  })
}

/** The same answer, video and all, with each of the vendor's words. */
async function videosOnlyWhenCompleted(context: ClauseContext, place: string | undefined): Promise<void> {
  const others = statuses.flatMap((status) => {
    const word = status === 'unknown' || status === 'completed' ? undefined : wordFor(context, status)
    return word === undefined ? [] : [{ status, word }]
  })
  const told = [...others.map(({ word }) => [says(context, word)]), []]
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    for (const { status, word } of others) {
      const seen = await sandbox.accept(`get of a job that is "${word}"`, () => sandbox.client.get(job))
      sandbox.equal(seen.outputs, [], `outputs of a job that is "${word}"`)
      if (status === 'failed') expectReason(sandbox, seen)
      else sandbox.equal(seen.error, undefined, `error of a job that is "${word}"`)
    }
    const done = await sandbox.accept('get of a completed job', () => sandbox.client.get(job))
    sandbox.check(done.outputs.length > 0, 'a completed job must have an output')
    const urls = done.outputs.flatMap(({ url }) => url ?? [])
    if (place !== undefined)
      sandbox.equal(urls, sandbox.fixtureValues('get', place).slice(-urls.length), 'URLs of the outputs')
  })
}

function withoutVideo(place: string, hasContent: boolean): Mutation[] {
  const hostile = ['javascript:alert(1)', 'file:///etc/passwd', '/video.mp4'].map((url) => setField('get', place, url))
  if (hasContent) return hostile
  const list = place.includes('/*') ? [setField('get', place.replace(/\/\*.*$/, ''), [])] : []
  return [dropField('get', place), setField('get', place, null), setField('get', place, ''), ...list, ...hostile]
}

/** A failure is a state: waiting resolves with it. */
async function reasonWhenFailed(context: ClauseContext): Promise<void> {
  const place = pointerFor(context.wire.reason, 'get')
  await context.sandbox({ fixtures: 'fails', only: ['upload', 'create', 'get'] }, async (sandbox) => {
    const job = await sandbox.accept('create', () => sandbox.client.create(firstSubject(context).sample))
    const failed = await sandbox.accept('wait for a job that fails', () => sandbox.poller.wait(job))
    sandbox.equal(failed.status, 'failed', 'job.status in the end')
    sandbox.equal(failed.outputs, [], 'outputs of a failed job')
    expectReason(sandbox, failed)
    if (place === undefined) return
    const [said, words] = [failed.error?.message, String(sandbox.fixtureValues('get', place).at(-1))]
    // Our own code or the vendor's may stand beside the vendor's words.
    sandbox.check(said?.includes(words) === true, `job.error.message must hold "${words}", but is "${said}"`)
  })
}

function expectReason(sandbox: Sandbox, { error }: Job): void {
  const { code, message = '', charged = '' } = { ...error }
  sandbox.check(
    errorCodes.some((one) => one === code),
    `the error of a failed job has the code ${String(code)}`,
  )
  sandbox.check(message.trim() !== '', 'the error of a failed job has no message')
  sandbox.check(['no', 'yes', 'unknown'].includes(charged), `the error of a failed job says charged: '${charged}'`)
}
