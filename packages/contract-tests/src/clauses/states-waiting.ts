import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { body, hang, headers, reset, status, type Mutation } from '../replay/mutators.ts'
import { steps } from './cases/steps.ts'
import { begin, polls, says, withPolls, workingWord } from './polls.ts'

const hourMs = 3_600_000
const pauseSeconds = 37
// The poll that core makes at a deadline has so long.
const lastPollMs = 5_000

/** Holds the polls of a wait against the declared pace, and what comes between against what a job survives. */
export async function judgeWaiting(context: ClauseContext): Promise<void> {
  await keepsInterval(context)
  await livesOn(context)
  await leavesAtDeadline(context, says(context, workingWord(context)), 0)
  await leavesAtDeadline(context, hang('get'), lastPollMs)
}

async function keepsInterval(context: ClauseContext): Promise<void> {
  const working = says(context, workingWord(context))
  const { firstMs } = context.claims.capabilities.polling
  await withPolls(context, [steps('get', [[working], [working], []])], async (sandbox, job) => {
    const ageMs = Math.max(0, sandbox.clock.now() - Date.parse(job.createdAt ?? ''))
    const dueMs = sandbox.clock.elapsed() + Math.max(0, firstMs - ageMs)
    const done = await sandbox.accept('wait', () => sandbox.poller.wait(job))
    sandbox.equal(done.status, 'completed', 'job.status in the end')
    sandbox.equal(sandbox.sent('get')[0]?.atMs, dueMs, 'when the first poll was made, in ms')
    expectPauses(sandbox, context)
    await expectSilence(sandbox, 'after the end', done)
  })
}

/** None of these says anything about the job. */
async function livesOn(context: ClauseContext): Promise<void> {
  const trouble = [
    [status('get', 503, 'html')],
    [status('get', 429, 'empty'), headers('get', { 'retry-after': String(pauseSeconds) })],
    [reset('get', 'before-headers')],
    [reset('get', 'mid-body')],
    [body('get', 'html')],
    [body('get', 'truncated')],
    [status('get', 404, 'empty')],
  ]
  const working = says(context, workingWord(context))
  const told = [[working], ...trouble.slice(0, 4), [working], ...trouble.slice(4), []]
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    const what = 'wait through a 503, a 429, two broken lines, two broken answers and a 404'
    const done = await sandbox.accept(what, () => sandbox.poller.wait(job))
    sandbox.equal(done.status, 'completed', 'job.status in the end')
    const pausesMs = expectPauses(sandbox, context)
    const { minimumMs } = context.claims.capabilities.polling
    sandbox.equal(
      pausesMs[2],
      Math.max(minimumMs, pauseSeconds * 1000),
      `the pause after Retry-After: ${pauseSeconds}, in ms`,
    )
  })
}

/** Between two polls, or in the middle of one: the job is left as it is, once a last poll was made. */
async function leavesAtDeadline(context: ClauseContext, answer: Mutation, lastMs: number): Promise<void> {
  const timeoutMs = context.claims.capabilities.polling.firstMs + 30_000
  const options = polls(context, [steps('get', [[answer]])])
  await context.sandbox({ ...options, isLoose: true }, async (sandbox) => {
    const job = await begin(sandbox, context)
    const before = sandbox.clock.elapsed()
    const error = await sandbox.refuse('wait until a deadline', 'timeout', () =>
      sandbox.poller.wait(job, { timeoutMs }),
    )
    sandbox.equal(sandbox.clock.elapsed() - before, timeoutMs + lastMs, 'how long it waited, in ms')
    sandbox.equal(error.job?.id, job.id, 'the id of error.job')
    sandbox.check(sandbox.sent('get').length > 0, 'it never polled before the deadline')
    await expectSilence(sandbox, 'after the deadline')
  })
}

/** The pauses between polls, none of them below the vendor's floor; ms. */
function expectPauses(sandbox: Sandbox, context: ClauseContext): number[] {
  const { minimumMs } = context.claims.capabilities.polling
  const at = sandbox.sent('get').map(({ atMs }) => atMs)
  const pausesMs = at.slice(1).map((ms, index) => ms - (at[index] ?? 0))
  for (const pauseMs of pausesMs)
    sandbox.check(pauseMs >= minimumMs, `two polls are ${pauseMs} ms apart; the declared floor is ${minimumMs} ms`)
  return pausesMs
}

async function expectSilence(sandbox: Sandbox, when: string, ended?: Job): Promise<void> {
  const count = sandbox.requests.length
  await sandbox.clock.pass(hourMs)
  if (ended)
    sandbox.equal(
      await sandbox.accept('wait for an ended job', () => sandbox.poller.wait(ended)),
      ended,
      'the ended job',
    )
  const found = sandbox.requests.slice(count).map(({ method, path }) => `${method} ${path}`)
  sandbox.equal(found, [], `requests ${when}`)
}
