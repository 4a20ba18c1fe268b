import type { Job } from '@reelay/core'
import { body, hang, headers, reset, status, type Mutation } from '../mutators.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { begin, looks, says, workingWord } from './looks.ts'

const hourMs = 3_600_000
const pauseSeconds = 37

/** Holds the looks of a wait against the declared pace, and what comes between against what a job survives. */
export async function judgeWaiting(stage: Stage): Promise<void> {
  await keepsPace(stage)
  await livesOn(stage)
  await leavesAtDeadline(stage, says(stage, workingWord(stage)))
  await leavesAtDeadline(stage, hang('get'))
}

async function keepsPace(stage: Stage): Promise<void> {
  const working = says(stage, workingWord(stage))
  const { firstMs } = stage.claims.capabilities.polling
  await stage.scene(looks(stage, [steps('get', [[working], [working], []])]), async (scene) => {
    const job = await begin(scene, stage)
    const ageMs = Math.max(0, scene.clock.now() - Date.parse(job.createdAt ?? ''))
    const dueMs = scene.clock.elapsed() + Math.max(0, firstMs - ageMs)
    const done = await scene.accept('wait', () => scene.poller.wait(job))
    scene.equal(done.status, 'completed', 'job.status in the end')
    scene.equal(scene.sent('get')[0]?.atMs, dueMs, 'when the first look was made, in ms')
    expectPauses(scene, stage)
    await expectSilence(scene, 'after the end', done)
  })
}

/** None of these says anything about the job. */
async function livesOn(stage: Stage): Promise<void> {
  const trouble = [
    [status('get', 503, 'html')],
    [status('get', 429, 'empty'), headers('get', { 'retry-after': String(pauseSeconds) })],
    [reset('get', 'before-headers')],
    [reset('get', 'mid-body')],
    [body('get', 'html')],
    [body('get', 'truncated')],
    [status('get', 404, 'empty')],
  ]
  const working = says(stage, workingWord(stage))
  const told = [[working], ...trouble.slice(0, 4), [working], ...trouble.slice(4), []]
  await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
    const job = await begin(scene, stage)
    const what = 'wait through a 503, a 429, two broken lines, two broken answers and a 404'
    const done = await scene.accept(what, () => scene.poller.wait(job))
    scene.equal(done.status, 'completed', 'job.status in the end')
    const pausesMs = expectPauses(scene, stage)
    const { minimumMs } = stage.claims.capabilities.polling
    scene.equal(
      pausesMs[2],
      Math.max(minimumMs, pauseSeconds * 1000),
      `the pause after Retry-After: ${pauseSeconds}, in ms`,
    )
  })
}

/** Between two looks, or in the middle of one: the job is left as it is. */
async function leavesAtDeadline(stage: Stage, answer: Mutation): Promise<void> {
  const timeoutMs = stage.claims.capabilities.polling.firstMs + 30_000
  const options = looks(stage, [steps('get', [[answer]])])
  await stage.scene({ ...options, isLoose: true }, async (scene) => {
    const job = await begin(scene, stage)
    const before = scene.clock.elapsed()
    const error = await scene.refuse('wait until a deadline', 'timeout', () => scene.poller.wait(job, { timeoutMs }))
    scene.equal(scene.clock.elapsed() - before, timeoutMs, 'how long it waited, in ms')
    scene.equal(error.job?.id, job.id, 'the id of error.job')
    scene.check(scene.sent('get').length > 0, 'it never looked before the deadline')
    await expectSilence(scene, 'after the deadline')
  })
}

/** The pauses between looks, none of them below the vendor's floor; ms. */
function expectPauses(scene: Scene, stage: Stage): number[] {
  const { minimumMs } = stage.claims.capabilities.polling
  const at = scene.sent('get').map(({ atMs }) => atMs)
  const pausesMs = at.slice(1).map((ms, index) => ms - (at[index] ?? 0))
  for (const pauseMs of pausesMs)
    scene.check(pauseMs >= minimumMs, `two looks are ${pauseMs} ms apart; the declared floor is ${minimumMs} ms`)
  return pausesMs
}

async function expectSilence(scene: Scene, when: string, ended?: Job): Promise<void> {
  const count = scene.requests.length
  await scene.clock.advance(hourMs)
  if (ended)
    scene.equal(await scene.accept('wait for an ended job', () => scene.poller.wait(ended)), ended, 'the ended job')
  const found = scene.requests.slice(count).map(({ method, path }) => `${method} ${path}`)
  scene.equal(found, [], `requests ${when}`)
}
