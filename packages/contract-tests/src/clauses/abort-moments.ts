import type { ClauseContext, Operation, Sandbox, SandboxOptions } from '../harness/clause.ts'
import type { Job, VideoError } from '@reelay/core'
import { expectAborted, reasonOf, settledOf } from './cases/aborting.ts'
import { alone, callsOf } from './cases/calls.ts'
import { hang } from '../replay/mutators.ts'
import { firstSubject, subjects } from './cases/samples.ts'
import { steps } from './cases/steps.ts'

const moments = [
  { name: 'before the answer', when: 'before-headers' },
  { name: 'in the middle of the answer', when: 'mid-body' },
] as const

/** Aborts each operation while its answer is awaited, and in the middle of it. */
export async function abortCalls(context: ClauseContext, job: Job): Promise<void> {
  for (const call of callsOf(context)) {
    for (const { name, when } of moments) {
      const mutate = [steps(call.operation, [[hang(call.operation, when)]])]
      await context.sandbox(alone(call, mutate), async (sandbox) => {
        const what = `${call.operation} aborted ${name}`
        await abortAt(sandbox, what, {
          run: (signal) => call.run(sandbox, job, signal),
          moment: () => reached(sandbox, call.operation),
          ...(call.operation === 'create' && { code: 'submission_unknown' }),
          ...(call.operation === 'get' && { job }),
        })
      })
    }
  }
}

/** Aborts the calls that lead up to a create: it is never sent. */
export async function abortUploads(context: ClauseContext): Promise<void> {
  for (const { sample, scenario } of subjects(context)) {
    if (!context.fixture(scenario).exchanges.some(({ operation }) => operation === 'upload')) continue
    for (const { name, when } of moments) {
      const mutate = [hang('upload', when)]
      await context.sandbox({ fixtures: scenario, only: ['upload'], isLoose: true, mutate }, async (sandbox) => {
        const what = `upload aborted ${name}`
        const error = await abortAt(sandbox, what, {
          run: (signal) => sandbox.client.create(sample, { signal }),
          moment: () => reached(sandbox, 'upload'),
        })
        sandbox.equal(error.submitted, 'no', `${what}: submitted`)
      })
    }
  }
}

/** Aborts whoever waits for a job: between two polls, during a poll, during a stream, between the create and the wait. */
export async function abortWaiting(context: ClauseContext, job: Job): Promise<void> {
  const { sample, scenario } = firstSubject(context)
  const get: SandboxOptions = { fixtures: scenario, only: ['get'], isLoose: true }
  await context.sandbox(get, async (sandbox) => {
    await abortAt(sandbox, 'wait aborted during a pause', {
      run: (signal) => sandbox.poller.wait(job, { signal }),
      moment: () => sandbox.clock.untilSleeping(),
      job,
    })
    sandbox.equal(sandbox.requests.length, 0, 'number of polls of a wait that was aborted before the first one')
  })
  await context.sandbox({ ...get, mutate: [hang('get')] }, async (sandbox) => {
    await abortAt(sandbox, 'wait aborted during a poll', {
      run: (signal) => sandbox.poller.wait(job, { signal }),
      moment: () => reached(sandbox, 'get'),
      job,
      // The pause before the poll has to pass.
      isTimeFree: true,
    })
  })
  const stream = callsOf(context).find(({ operation }) => operation === 'watch')
  if (stream)
    await context.sandbox(alone(stream, [hang('watch', 'mid-body')]), async (sandbox) => {
      await abortAt(sandbox, 'wait aborted during a stream', {
        run: (signal) => sandbox.client.wait(job, { signal }),
        moment: () => reached(sandbox, 'watch'),
        job,
      })
    })
  await context.sandbox({ fixtures: scenario, only: ['upload', 'create'] }, async (sandbox) => {
    const controller = new AbortController()
    const reason = reasonOf('waiting')
    let created: Job | undefined
    const onUpdate = (seen: Job): void => {
      created ??= seen
      controller.abort(reason)
    }
    sandbox.clock.hold()
    const what = 'generate aborted between the create and the wait'
    const running = sandbox.client.generate(sample, { signal: controller.signal, onUpdate })
    const error = await settledOf(sandbox, what, running)
    expectAborted(sandbox, what, error, { code: 'aborted', reason, job: created })
  })
}

interface Abortion {
  run: (signal: AbortSignal) => Promise<unknown>
  /** Resolves when it is time to abort. */
  moment: () => Promise<void>
  code?: 'submission_unknown'
  /** The job that must not be lost. */
  job?: Job
  /** Whether time may pass until then. */
  isTimeFree?: boolean
}

async function abortAt(
  sandbox: Sandbox,
  what: string,
  { run, moment, code, job, isTimeFree }: Abortion,
): Promise<VideoError> {
  const controller = new AbortController()
  const reason = reasonOf(what)
  if (!isTimeFree) sandbox.clock.hold()
  const running = run(controller.signal)
  running.catch(() => {})
  await moment()
  controller.abort(reason)
  const error = await settledOf(sandbox, what, running)
  expectAborted(sandbox, what, error, { code: code ?? 'aborted', reason, job })
  return error
}

/** Resolves when a call is on its way and as much of its answer has come as ever will; time stands still from then on. */
async function reached(sandbox: Sandbox, operation: Operation): Promise<void> {
  await sandbox.received(operation)
  sandbox.clock.hold()
  await sandbox.clock.quiet()
}
