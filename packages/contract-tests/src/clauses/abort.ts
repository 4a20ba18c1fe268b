import type { ClauseContext, ClauseDefinitions } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { expectAborted, expectNobodyListens, methodsOf, reasonOf, settledOf } from './cases/aborting.ts'
import { alone, callsOf, expectError, makeJob, rejectionOf } from './cases/calls.ts'
import { hang, reset, status } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { abortCalls, abortUploads, abortWaiting } from './abort-moments.ts'

// Nobody waits longer than that for one answer, whatever a vendor needs for a video.
const longestCallMs = 300_000

/** Group J: whoever has had enough is let go at once, and nobody waits for ever. */
export const abortClauses: ClauseDefinitions = {
  'ABT-01': {
    title: 'With a signal that has aborted already, every method rejects at once, and nothing is sent',
    why: 'a caller who has given up must not be billed for a job that he will never see.',
    fix: 'send through http alone: it looks at the signal first.',
    async run(context) {
      const job = await makeJob(context)
      await context.sandbox({}, async (sandbox) => {
        sandbox.clock.hold()
        for (const [name, run] of methodsOf(context, sandbox, job)) {
          const reason = reasonOf(name)
          const what = `${name} with an aborted signal`
          const error = await settledOf(sandbox, what, run(AbortSignal.abort(reason)))
          expectAborted(sandbox, what, error, { code: 'aborted', reason })
          sandbox.equal(sandbox.requests.length, 0, `${what}: number of requests`)
        }
      })
    },
  },
  'ABT-02': {
    title:
      'An abort ends a call at once wherever it is, with the reason and the job; a create that was sent is unknown',
    why: 'an abort that is not heard keeps a program alive; one that loses the job loses what was paid for it.',
    fix: 'let http and the client deal with the signal: catch nothing, wait for nothing of your own.',
    async run(context) {
      const job = await makeJob(context)
      await abortCalls(context, job)
      await abortUploads(context)
      await abortWaiting(context, job)
    },
  },
  'ABT-03': {
    title: 'When a call has settled, nobody listens to its signal any more, and nothing follows',
    why: 'one signal often lives as long as the program; each listener left on it is kept, with all that it holds.',
    fix: 'hand the signal to nobody but http; a listener of your own has to be removed in a finally.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of callsOf(context)) {
        const { operation } = call
        const ends = [
          { name: 'a success', isFine: true, mutate: steps(operation, [[]]) },
          { name: 'a refusal', isFine: false, mutate: steps(operation, [[status(operation, 400, 'empty')]]) },
          { name: 'a broken line', isFine: false, mutate: steps(operation, [[reset(operation, 'before-headers')]]) },
        ]
        for (const { name, isFine, mutate } of ends) {
          await context.sandbox(alone(call, [mutate]), async (sandbox) => {
            const controller = new AbortController()
            const { error } = await sandbox.attempt(() => call.run(sandbox, job, controller.signal))
            const what = `${operation} after ${name}`
            sandbox.equal(error === undefined, isFine, `${what}: resolved`)
            expectNobodyListens(sandbox, what, controller.signal)
            const before = sandbox.requests.length
            controller.abort(reasonOf(what))
            await sandbox.clock.pass(600_000)
            sandbox.equal(sandbox.requests.length - before, 0, `${what}: number of requests after a late abort`)
          })
        }
      }
      await expectWaitLetsGo(context, job)
    },
  },
  'ABT-04': {
    title: 'A call that is never answered ends by itself within five minutes of the injected clock',
    why: 'a connection that dies in silence would hold a job, and whoever waits for it, for ever.',
    fix: 'call the vendor through http, which has a deadline; set requestTimeoutMs to no more than five minutes.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of callsOf(context)) {
        const { operation } = call
        for (const when of ['before-headers', 'mid-body'] as const) {
          // Events come when they come: a stream is bounded by whoever follows it.
          if (operation === 'watch' && when === 'mid-body') continue
          const mutate = [steps(operation, [[hang(operation, when)]])]
          await context.sandbox(alone(call, mutate), async (sandbox) => {
            const what = `${operation} that is never answered (${when})`
            const begin = sandbox.clock.elapsed()
            const error = await rejectionOf(sandbox, what, () => call.run(sandbox, job))
            const isCreate = operation === 'create'
            const code = isCreate ? 'submission_unknown' : 'timeout'
            expectError(sandbox, what, error, { code, retryable: !isCreate, operation })
            const tookMs = sandbox.clock.elapsed() - begin
            sandbox.check(tookMs <= longestCallMs, `${what}: ended only after ${tookMs / 1000} s`)
            sandbox.equal(sandbox.realSleeps, [], `${what}: pauses on the machine's own clock`)
          })
        }
      }
      await expectPollAfterSilence(context, job)
    },
  },
}

/** Waiting is many calls with one signal. */
async function expectWaitLetsGo(context: ClauseContext, job: Job): Promise<void> {
  const options = { fixtures: firstSubject(context).scenario, only: ['get'], isLoose: true } as const
  await context.sandbox({ ...options, mutate: [steps('get', [[]])] }, async (sandbox) => {
    const { signal } = new AbortController()
    await sandbox.attempt(() => sandbox.poller.wait(job, { signal, timeoutMs: longestCallMs }))
    expectNobodyListens(sandbox, 'wait after its end', signal)
  })
}

/** A stream may say nothing for as long as it likes; whoever waits then has to poll. */
async function expectPollAfterSilence(context: ClauseContext, job: Job): Promise<void> {
  if (!callsOf(context).some(({ operation }) => operation === 'watch')) return
  for (const when of ['before-headers', 'mid-body'] as const) {
    await context.sandbox({ fixtures: 'watch', isLoose: true, mutate: [hang('watch', when)] }, async (sandbox) => {
      await sandbox.attempt(() => sandbox.client.wait(job, { timeoutMs: longestCallMs }))
      sandbox.check(sandbox.sent('get').length > 0, `wait: never polls while the stream is silent (${when})`)
    })
  }
}
