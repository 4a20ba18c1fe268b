import type { Job, VideoError } from '@reelay/core'
import { getEventListeners } from 'node:events'
import { callsOf, rejectionOf } from './calls.ts'
import { firstSubject } from './samples.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'

/** What an aborted call has to end with. */
export interface ExpectedAbort {
  code: 'aborted' | 'submission_unknown'
  reason: unknown
  /** The job that must not be lost. */
  job?: Job | undefined
}

/** What a caller aborts with: an object that nobody else has. */
export function reasonOf(what: string): object {
  return { reason: `had enough of ${what}` }
}

/** How a call ends by itself, while time stands still. The clause fails when it goes on. */
export async function settledOf(scene: Scene, what: string, running: Promise<unknown>): Promise<VideoError> {
  let isOver = false
  const ended = running.finally(() => {
    isOver = true
  })
  ended.catch(() => {})
  await scene.clock.quiet()
  scene.check(isOver, `${what}: goes on as if nothing had happened`)
  return rejectionOf(scene, what, () => ended)
}

/** Holds the error of an aborted call against what it has to say. */
export function expectAborted(scene: Scene, what: string, error: VideoError, expected: ExpectedAbort): void {
  scene.equal(error.code, expected.code, `${what}: code`)
  scene.check(error.cause === expected.reason, `${what}: the cause is not the reason of the signal`)
  if (expected.code === 'submission_unknown') scene.equal(error.submitted, 'unknown', `${what}: submitted`)
  if (expected.job) scene.equal(error.job?.id, expected.job.id, `${what}: id of the job on the error`)
}

/** The clause fails when somebody still listens to a signal. */
export function expectNobodyListens(scene: Scene, what: string, signal: AbortSignal): void {
  scene.equal(getEventListeners(signal, 'abort').length, 0, `${what}: listeners left on the signal`)
}

/** Every method that takes a signal, by name. */
export function methodsOf(
  stage: Stage,
  scene: Scene,
  job: Job,
): [name: string, run: (signal: AbortSignal) => Promise<unknown>][] {
  const { client } = scene
  const { sample } = firstSubject(stage)
  const done: Job = { ...job, status: 'completed', outputs: [{ url: `${scene.origin}/clip.mp4` }] }
  return [
    ['models', (signal) => client.models({ signal })],
    ['plan', (signal) => client.plan(sample, { signal })],
    ['generate', (signal) => client.generate(sample, { signal })],
    ['wait', (signal) => client.wait(job, { signal })],
    ['stream', (signal) => client.stream(done, { signal })],
    ...callsOf(stage).map(({ operation, run }): [string, (signal: AbortSignal) => Promise<unknown>] => [
      operation,
      (signal) => run(scene, job, signal),
    ]),
  ]
}
