import type { Job } from '@reelay/core'
import { expectAborted, reasonOf, settledOf } from '../aborting.ts'
import { alone, callsOf, makeJob } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { headers, reset, setField, status, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { answeredAs, bareHeaders, steps } from '../steps.ts'
import type { Operation } from '../tape.ts'
import { begin, looks, says, workingWord } from './looks.ts'

// Nobody is sent away for longer than that.
const longestPauseMs = 3_600_000
const maxFailures = 4
const longWait = 12

/** Group I: who tries again, how often and when. */
export const retryClauses: readonly Clause[] = [
  {
    id: 'RET-01',
    title: 'Each operation asks once: who tries again, and how often, is for the caller to say',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'retries below retries multiply: a vendor in trouble is asked a hundred times, and locks the key out.',
    fix: 'make one call for each member, and let its error pass: no loop, no retry, no state in place of a failed look.',
    async run(stage) {
      const job = await makeJob(stage)
      await askOnce(stage, job)
      await expectLooks(stage, job, status('get', 503, 'html'), { code: 'unavailable', looks: maxFailures })
      await expectLooks(stage, job, reset('get', 'before-headers'), { code: 'network', looks: maxFailures })
      await expectLooks(stage, job, status('get', 401, 'empty'), { code: 'authentication', looks: 1 })
    },
  },
  {
    id: 'RET-02',
    title: 'The pause that the vendor asks for is on the error in ms: seconds or a date, and never nonsense or a day',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'whoever comes back too early is refused for longer, and whoever takes seconds for ms comes back at once.',
    fix: 'leave the header to http; what only the body says, return from refusal() as retryAfterMs, in ms, and name it in wire.retryAfter.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const operation of ['create', 'get'] as const) await tellPauses(stage, job, operation)
    },
  },
  {
    id: 'RET-03',
    title: 'A wait that is aborted between a failed look and the next one ends at once, and nothing is sent any more',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'a caller who has given up is billed for every call that still goes out in his name.',
    fix: 'never wait inside a member: core pauses, and wakes up when the caller gives up.',
    async run(stage) {
      const job = await makeJob(stage)
      const options = { tapes: firstSubject(stage).story, only: ['get'] as const, isLoose: true }
      await stage.scene({ ...options, bend: [status('get', 503, 'empty')] }, async (scene) => {
        const what = 'wait aborted after a failed look'
        const controller = new AbortController()
        const reason = reasonOf(what)
        const running = scene.poller.wait(job, { signal: controller.signal })
        running.catch(() => {})
        await scene.received('get')
        scene.clock.hold()
        await scene.clock.quiet()
        controller.abort(reason)
        const error = await settledOf(scene, what, running)
        expectAborted(scene, what, error, { code: 'aborted', reason, job })
        await scene.clock.advance(longestPauseMs)
        scene.equal(scene.sent('get').length, 1, `number of looks of a ${what}`)
      })
    },
  },
  {
    id: 'RET-05',
    title: 'Whoever waits does so on the injected clock: no operation pauses by itself, on any clock',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'a pause that nobody can end outlives aborts and deadlines, and makes every test of it last as long.',
    fix: 'no setTimeout and no sleep in a provider: declare capabilities.polling, and core does the waiting.',
    async run(stage) {
      const job = await makeJob(stage)
      for (const call of callsOf(stage)) {
        await stage.scene(alone(call, [steps(call.operation, [[]])]), async (scene) => {
          await scene.accept(call.operation, () => call.run(scene, job))
          scene.equal(scene.realSleeps, [], `pauses of ${call.operation} on the machine's own clock`)
          scene.equal(scene.clock.elapsed(), 0, `how long ${call.operation} took on the injected clock, in ms`)
        })
      }
      const working = says(stage, workingWord(stage))
      const told = [...Array.from({ length: longWait }, () => [working]), []]
      await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
        await scene.accept('a long wait', async () => scene.poller.wait(await begin(scene, stage)))
        scene.equal(scene.sent('get').length, told.length, 'number of looks of a long wait')
        scene.equal(scene.realSleeps, [], "pauses of a long wait on the machine's own clock")
      })
    },
  },
]

/** Every operation, refused in every way that may pass. */
async function askOnce(stage: Stage, job: Job): Promise<void> {
  for (const call of callsOf(stage)) {
    const { operation } = call
    const troubles: readonly (readonly Mutation[])[] = [
      [status(operation, 503, 'empty')],
      [status(operation, 429, 'empty'), headers(operation, { 'retry-after': '1' })],
      [reset(operation, 'before-headers')],
    ]
    for (const trouble of troubles) {
      await stage.scene({ ...alone(call, [...trouble]), isLoose: true }, async (scene) => {
        await scene.attempt(() => call.run(scene, job))
        const [{ label } = { label: '' }] = trouble
        scene.equal(scene.sent(operation).length, 1, `number of calls of one ${operation} (${label})`)
      })
    }
  }
}

/** A wait that fails at every look. */
async function expectLooks(
  stage: Stage,
  job: Job,
  trouble: Mutation,
  expected: { code: 'unavailable' | 'network' | 'authentication'; looks: number },
): Promise<void> {
  const options: SceneOptions = { tapes: firstSubject(stage).story, only: ['get'], isLoose: true, bend: [trouble] }
  await stage.scene(options, async (scene) => {
    const what = `wait with nothing but ${trouble.label}`
    const error = await scene.refuse(what, expected.code, () => scene.poller.wait(job, { maxFailures }))
    scene.equal(error.job?.id, job.id, `${what}: id of the job on the error`)
    scene.equal(scene.sent('get').length, expected.looks, `${what}: number of looks`)
  })
}

/** Refusals that ask for a pause, in the header and in the body. */
async function tellPauses(stage: Stage, job: Job, operation: 'create' | 'get'): Promise<void> {
  const call = callsOf(stage).find((one) => one.operation === operation)
  const { startMs } = stage.tape(firstSubject(stage).story)
  const date = new Date(Math.floor(startMs / 1000) * 1000 + 90_000)
  const told: readonly (readonly [string, number | undefined])[] = [
    ['37', 37_000],
    ['0', 0],
    [date.toUTCString(), date.getTime() - startMs],
    ['soon', undefined],
    ['-5', undefined],
  ]
  const refused = (header: string): Mutation[] => [
    status(operation, 429, 'empty'),
    headers(operation, { 'retry-after': header }),
  ]
  const inBody = bodiesOf(stage, operation)
  const answers = [...told.map(([header]) => refused(header)), refused('1000000000'), ...inBody.map(({ bend }) => bend)]
  await stage.scene(alone(call ?? callsOf(stage)[0], [steps(operation, answers)]), async (scene) => {
    const ask = (what: string): Promise<{ retryAfterMs?: number }> =>
      scene.refuse(what, 'rate_limited', async () => call?.run(scene, job))
    for (const [header, expected] of told) {
      const what = `${operation} refused with Retry-After: ${header}`
      scene.equal((await ask(what)).retryAfterMs, expected, `retryAfterMs of ${what}`)
    }
    const { retryAfterMs: longMs = 0 } = await ask(`${operation} refused for thirty years`)
    scene.check(longMs <= longestPauseMs, `a pause of thirty years is on the error as ${longMs} ms; it may be an hour`)
    for (const { seconds } of inBody) {
      const what = `${operation} refused with ${seconds} s in the body`
      scene.equal((await ask(what)).retryAfterMs, seconds * 1000, `retryAfterMs of ${what}`)
    }
  })
}

/** The vendor's own refusal, with a pause in its body and in no header. */
function bodiesOf(stage: Stage, operation: Operation): { seconds: number; bend: Mutation[] }[] {
  const { retryAfter } = stage.wire
  if (retryAfter === undefined) return []
  const [taped] = stage.tape('refused.rate_limited').exchanges
  if (!taped) return []
  return [7, 0].map((seconds) => ({
    seconds,
    bend: [answeredAs(operation, taped), bareHeaders(operation), setField(operation, retryAfter, seconds)],
  }))
}
