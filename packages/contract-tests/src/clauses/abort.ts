import type { Job } from '@reelay/core'
import { expectAborted, expectNobodyListens, methodsOf, reasonOf, settledOf } from '../aborting.ts'
import { alone, callsOf, expectError, makeJob, rejectionOf } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { hang, reset, status } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { abortCalls, abortUploads, abortWaiting } from './abort-moments.ts'

// Nobody waits longer than that for one answer, whatever a vendor needs for a clip.
const longestCallMs = 300_000

/** Group J: whoever has had enough is let go at once, and nobody waits for ever. */
export const abortClauses: readonly Clause[] = [
  {
    id: 'ABT-01',
    title: 'With a signal that has aborted already, every method rejects at once, and nothing is sent',
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'a caller who has given up must not be billed for a job that he will never see.',
    fix: 'send through http alone: it looks at the signal first.',
    async run(stage) {
      const job = await makeJob(stage)
      await stage.scene({}, async (scene) => {
        scene.clock.hold()
        for (const [name, run] of methodsOf(stage, scene, job)) {
          const reason = reasonOf(name)
          const what = `${name} with an aborted signal`
          const error = await settledOf(scene, what, run(AbortSignal.abort(reason)))
          expectAborted(scene, what, error, { code: 'aborted', reason })
          scene.equal(scene.requests.length, 0, `${what}: number of requests`)
        }
      })
    },
  },
  {
    id: 'ABT-02',
    title:
      'An abort ends a call at once wherever it is, with the reason and the job; a create that was sent is unknown',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'an abort that is not heard keeps a program alive; one that loses the job loses what was paid for it.',
    fix: 'let http and the client deal with the signal: catch nothing, wait for nothing of your own.',
    async run(stage) {
      const job = await makeJob(stage)
      await abortCalls(stage, job)
      await abortUploads(stage)
      await abortWaiting(stage, job)
    },
  },
  {
    id: 'ABT-03',
    title: 'When a call has settled, nobody listens to its signal any more, and nothing follows',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'one signal often lives as long as the program; each listener left on it is kept, with all that it holds.',
    fix: 'hand the signal to nobody but http; a listener of your own has to be removed in a finally.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of callsOf(stage)) {
        const { operation } = call
        const ends = [
          { name: 'a success', isFine: true, bend: steps(operation, [[]]) },
          { name: 'a refusal', isFine: false, bend: steps(operation, [[status(operation, 400, 'empty')]]) },
          { name: 'a broken line', isFine: false, bend: steps(operation, [[reset(operation, 'before-headers')]]) },
        ]
        for (const { name, isFine, bend } of ends) {
          await stage.scene(alone(call, [bend]), async (scene) => {
            const controller = new AbortController()
            const { error } = await scene.attempt(() => call.run(scene, job, controller.signal))
            const what = `${operation} after ${name}`
            scene.equal(error === undefined, isFine, `${what}: resolved`)
            expectNobodyListens(scene, what, controller.signal)
            const before = scene.requests.length
            controller.abort(reasonOf(what))
            await scene.clock.advance(600_000)
            scene.equal(scene.requests.length - before, 0, `${what}: number of requests after a late abort`)
          })
        }
      }
      await expectWaitLetsGo(stage, job)
    },
  },
  {
    id: 'ABT-04',
    title: 'A call that is never answered ends by itself within five minutes of the injected clock',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'a connection that dies in silence would hold a job, and whoever waits for it, for ever.',
    fix: 'call the vendor through http, which has a deadline; set requestTimeoutMs to no more than five minutes.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of callsOf(stage)) {
        const { operation } = call
        for (const when of ['before-headers', 'mid-body'] as const) {
          // Events come when they come: a stream is bounded by whoever follows it.
          if (operation === 'watch' && when === 'mid-body') continue
          const bend = [steps(operation, [[hang(operation, when)]])]
          await stage.scene(alone(call, bend), async (scene) => {
            const what = `${operation} that is never answered (${when})`
            const begin = scene.clock.elapsed()
            const error = await rejectionOf(scene, what, () => call.run(scene, job))
            const isCreate = operation === 'create'
            const code = isCreate ? 'submission_unknown' : 'timeout'
            expectError(scene, what, error, { code, retryable: !isCreate, operation })
            const tookMs = scene.clock.elapsed() - begin
            scene.check(tookMs <= longestCallMs, `${what}: ended only after ${tookMs / 1000} s`)
            scene.equal(scene.realSleeps, [], `${what}: pauses on the machine's own clock`)
          })
        }
      }
      await expectLookAfterSilence(stage, job)
    },
  },
]

/** Waiting is many calls with one signal. */
async function expectWaitLetsGo(stage: Stage, job: Job): Promise<void> {
  const options = { tapes: firstSubject(stage).story, only: ['get'], isLoose: true } as const
  await stage.scene({ ...options, bend: [steps('get', [[]])] }, async (scene) => {
    const { signal } = new AbortController()
    await scene.attempt(() => scene.poller.wait(job, { signal, timeoutMs: longestCallMs }))
    expectNobodyListens(scene, 'wait after its end', signal)
  })
}

/** A stream may say nothing for as long as it likes; whoever waits then has to look. */
async function expectLookAfterSilence(stage: Stage, job: Job): Promise<void> {
  if (!callsOf(stage).some(({ operation }) => operation === 'watch')) return
  for (const when of ['before-headers', 'mid-body'] as const) {
    await stage.scene({ tapes: 'watch', isLoose: true, bend: [hang('watch', when)] }, async (scene) => {
      await scene.attempt(() => scene.client.wait(job, { timeoutMs: longestCallMs }))
      scene.check(scene.sent('get').length > 0, `wait: never looks while the stream is silent (${when})`)
    })
  }
}
