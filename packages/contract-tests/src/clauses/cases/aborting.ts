import type { Job, VideoError } from '@reelay/core'
import { getEventListeners } from 'node:events'
import type { ClauseContext, Sandbox } from '../../harness/clause.ts'
import { callsOf, rejectionOf } from './calls.ts'
import { firstSubject } from './samples.ts'

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
export async function settledOf(sandbox: Sandbox, what: string, running: Promise<unknown>): Promise<VideoError> {
  let isOver = false
  const ended = running.finally(() => {
    isOver = true
  })
  ended.catch(() => {})
  await sandbox.clock.quiet()
  sandbox.check(isOver, `${what}: goes on as if nothing had happened`)
  return rejectionOf(sandbox, what, () => ended)
}

/** Holds the error of an aborted call against what it has to say. */
export function expectAborted(sandbox: Sandbox, what: string, error: VideoError, expected: ExpectedAbort): void {
  sandbox.equal(error.code, expected.code, `${what}: code`)
  sandbox.check(error.cause === expected.reason, `${what}: the cause is not the reason of the signal`)
  if (expected.code === 'submission_unknown') sandbox.equal(error.submitted, 'unknown', `${what}: submitted`)
  if (expected.job) sandbox.equal(error.job?.id, expected.job.id, `${what}: id of the job on the error`)
}

/** The clause fails when somebody still listens to a signal. */
export function expectNobodyListens(sandbox: Sandbox, what: string, signal: AbortSignal): void {
  sandbox.equal(getEventListeners(signal, 'abort').length, 0, `${what}: listeners left on the signal`)
}

/** Every method that takes a signal, by name. */
export function methodsOf(
  context: ClauseContext,
  sandbox: Sandbox,
  job: Job,
): [name: string, run: (signal: AbortSignal) => Promise<unknown>][] {
  const { client } = sandbox
  const { sample } = firstSubject(context)
  const done: Job = { ...job, status: 'completed', outputs: [{ url: `${sandbox.origin}/video.mp4` }] }
  return [
    ['models', (signal) => client.models({ signal })],
    ['plan', (signal) => client.plan(sample, { signal })],
    ['generate', (signal) => client.generate(sample, { signal })],
    ['wait', (signal) => client.wait(job, { signal })],
    ['stream', (signal) => client.stream(done, { signal })],
    ...callsOf(context).map(({ operation, run }): [string, (signal: AbortSignal) => Promise<unknown>] => [
      operation,
      (signal) => run(sandbox, job, signal),
    ]),
  ]
}
