import type { ClauseContext, ClauseDefinitions, Operation, SandboxOptions } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { expectAborted, reasonOf, settledOf } from './cases/aborting.ts'
import { alone, callsOf, makeJob } from './cases/calls.ts'
import { headers, reset, setField, status, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { answeredAs, bareHeaders, steps } from './cases/steps.ts'
import { begin, polls, says, workingWord } from './polls.ts'

// Nobody is sent away for longer than that.
const longestPauseMs = 3_600_000
const maxFailures = 4
const longWait = 12

/** Group I: who tries again, how often and when. */
export const retryClauses: ClauseDefinitions = {
  'RET-01': {
    title: 'Each operation asks once: who tries again, and how often, is for the caller to say',
    why: 'retries below retries multiply: a vendor in trouble is asked a hundred times, and locks the key out.',
    fix: 'make one call for each member, and let its error pass: no loop, no retry, no state in place of a failed poll.',
    async run(context) {
      const job = await makeJob(context)
      await askOnce(context, job)
      await expectPolls(context, job, status('get', 503, 'html'), { code: 'unavailable', polls: maxFailures })
      await expectPolls(context, job, reset('get', 'before-headers'), { code: 'network', polls: maxFailures })
      await expectPolls(context, job, status('get', 401, 'empty'), { code: 'authentication', polls: 1 })
    },
  },
  'RET-02': {
    title: 'The pause that the vendor asks for is on the error in ms: seconds or a date, and never nonsense or a day',
    why: 'whoever comes back too early is refused for longer, and whoever takes seconds for ms comes back at once.',
    fix: 'leave the header to http; what only the body says, return from refusal() as retryAfterMs, in ms, and name it in wire.retryAfter.',
    async run(context) {
      const job = await makeJob(context)
      for (const operation of ['create', 'get'] as const) await tellPauses(context, job, operation)
    },
  },
  'RET-03': {
    title: 'A wait that is aborted between a failed poll and the next one ends at once, and nothing is sent any more',
    why: 'a caller who has given up is billed for every call that still goes out in his name.',
    fix: 'never wait inside a member: core pauses, and wakes up when the caller gives up.',
    async run(context) {
      const job = await makeJob(context)
      const options = { fixtures: firstSubject(context).scenario, only: ['get'] as const, isLoose: true }
      await context.sandbox({ ...options, mutate: [status('get', 503, 'empty')] }, async (sandbox) => {
        const what = 'wait aborted after a failed poll'
        const controller = new AbortController()
        const reason = reasonOf(what)
        const running = sandbox.poller.wait(job, { signal: controller.signal })
        running.catch(() => {})
        await sandbox.received('get')
        sandbox.clock.hold()
        await sandbox.clock.quiet()
        controller.abort(reason)
        const error = await settledOf(sandbox, what, running)
        expectAborted(sandbox, what, error, { code: 'aborted', reason, job })
        await sandbox.clock.pass(longestPauseMs)
        sandbox.equal(sandbox.sent('get').length, 1, `number of polls of a ${what}`)
      })
    },
  },
  'RET-05': {
    title: 'Whoever waits does so on the injected clock: no operation pauses by itself, on any clock',
    why: 'a pause that nobody can end outlives aborts and deadlines, and makes every test of it last as long.',
    fix: 'no setTimeout and no sleep in a provider: declare capabilities.polling, and core does the waiting.',
    async run(context) {
      const job = await makeJob(context)
      for (const call of callsOf(context)) {
        await context.sandbox(alone(call, [steps(call.operation, [[]])]), async (sandbox) => {
          await sandbox.accept(call.operation, () => call.run(sandbox, job))
          sandbox.equal(sandbox.realSleeps, [], `pauses of ${call.operation} on the machine's own clock`)
          sandbox.equal(sandbox.clock.elapsed(), 0, `how long ${call.operation} took on the injected clock, in ms`)
        })
      }
      const working = says(context, workingWord(context))
      const told = [...Array.from({ length: longWait }, () => [working]), []]
      await context.sandbox(polls(context, [steps('get', told)]), async (sandbox) => {
        await sandbox.accept('a long wait', async () => sandbox.poller.wait(await begin(sandbox, context)))
        sandbox.equal(sandbox.sent('get').length, told.length, 'number of polls of a long wait')
        sandbox.equal(sandbox.realSleeps, [], "pauses of a long wait on the machine's own clock")
      })
    },
  },
}

/** Every operation, refused in every way that may pass. */
async function askOnce(context: ClauseContext, job: Job): Promise<void> {
  for (const call of callsOf(context)) {
    const { operation } = call
    const troubles: readonly (readonly Mutation[])[] = [
      [status(operation, 503, 'empty')],
      [status(operation, 429, 'empty'), headers(operation, { 'retry-after': '1' })],
      [reset(operation, 'before-headers')],
    ]
    for (const trouble of troubles) {
      await context.sandbox({ ...alone(call, [...trouble]), isLoose: true }, async (sandbox) => {
        await sandbox.attempt(() => call.run(sandbox, job))
        const [{ label } = { label: '' }] = trouble
        sandbox.equal(sandbox.sent(operation).length, 1, `number of calls of one ${operation} (${label})`)
      })
    }
  }
}

/** A wait that fails at every poll. */
async function expectPolls(
  context: ClauseContext,
  job: Job,
  trouble: Mutation,
  expected: { code: 'unavailable' | 'network' | 'authentication'; polls: number },
): Promise<void> {
  const options: SandboxOptions = {
    fixtures: firstSubject(context).scenario,
    only: ['get'],
    isLoose: true,
    mutate: [trouble],
  }
  await context.sandbox(options, async (sandbox) => {
    const what = `wait with nothing but ${trouble.label}`
    const error = await sandbox.refuse(what, expected.code, () => sandbox.poller.wait(job, { maxFailures }))
    sandbox.equal(error.job?.id, job.id, `${what}: id of the job on the error`)
    sandbox.equal(sandbox.sent('get').length, expected.polls, `${what}: number of polls`)
  })
}

/** Refusals that ask for a pause, in the header and in the body. */
async function tellPauses(context: ClauseContext, job: Job, operation: 'create' | 'get'): Promise<void> {
  const call = callsOf(context).find((one) => one.operation === operation)
  const { startMs } = context.fixture(firstSubject(context).scenario)
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
  const inBody = bodiesOf(context, operation)
  const answers = [
    ...told.map(([header]) => refused(header)),
    refused('1000000000'),
    ...inBody.map(({ mutate }) => mutate),
  ]
  await context.sandbox(alone(call ?? callsOf(context)[0], [steps(operation, answers)]), async (sandbox) => {
    const ask = (what: string, isOwn = false): Promise<{ retryAfterMs?: number }> =>
      // Without a body of the vendor's, nobody knows who has answered a create so.
      sandbox.refuse(what, operation === 'create' && !isOwn ? 'submission_unknown' : 'rate_limited', async () =>
        call?.run(sandbox, job),
      )
    for (const [header, expected] of told) {
      const what = `${operation} refused with Retry-After: ${header}`
      sandbox.equal((await ask(what)).retryAfterMs, expected, `retryAfterMs of ${what}`)
    }
    const { retryAfterMs: longMs = 0 } = await ask(`${operation} refused for thirty years`)
    sandbox.check(
      longMs <= longestPauseMs,
      `a pause of thirty years is on the error as ${longMs} ms; it may be an hour`,
    )
    for (const { seconds } of inBody) {
      const what = `${operation} refused with ${seconds} s in the body`
      sandbox.equal((await ask(what, true)).retryAfterMs, seconds * 1000, `retryAfterMs of ${what}`)
    }
  })
}

/** The vendor's own refusal, with a pause in its body and in no header. */
function bodiesOf(context: ClauseContext, operation: Operation): { seconds: number; mutate: Mutation[] }[] {
  const { retryAfter } = context.wire
  if (retryAfter === undefined) return []
  const [fixtureValues] = context.fixture('refused.rate_limited').exchanges
  if (!fixtureValues) return []
  return [7, 0].map((seconds) => ({
    seconds,
    mutate: [answeredAs(operation, fixtureValues), bareHeaders(operation), setField(operation, retryAfter, seconds)],
  }))
}
