import type { ClauseContext, ClauseDefinitions, Sandbox, Scenario } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { makeJob } from './cases/calls.ts'
import type { Mutation } from '../replay/mutators.ts'
import { plainEnvelope, refusedWith } from './cases/refusals.ts'
import { firstSubject } from './cases/samples.ts'
import { answeredAs, steps } from './cases/steps.ts'
import { lastOn } from './fixtures-playing.ts'
import { says, workingWord } from './polls.ts'
import { countRemoved, expectDone, keepLonger } from './removals.ts'

// Nobody does it more often by accident.
const often = 10
const asOften = Array.from({ length: often }, () => [])

/** Group K, second part: jobs that are stopped or removed. */
export const cancelClauses: ClauseDefinitions = {
  'CAN-01': {
    title: 'A cancel is one call; then the job is as the vendor says it is, and a cancel may be repeated',
    why: 'a vendor may stop a job later, or not at all; who is told that it has stopped does not poll what he pays for.',
    fix: 'send one call and remember nothing: whether the job has stopped, the next poll tells.',
    async run(context) {
      const job = await makeJob(context)
      await context.sandbox({ fixtures: 'cancel', only: ['cancel', 'get'] }, async (sandbox) => {
        const after = await sandbox.accept('cancel', () => sandbox.client.cancel(job))
        expectAsTold(sandbox, context, after, 'cancel')
        sandbox.equal(sandbox.sent('cancel').length, 1, 'number of cancels sent')
      })
      const goesOn = says(context, workingWord(context))
      const mutate = [steps('cancel', asOften), steps('get', [...asOften.map(() => [goesOn]), []])]
      await context.sandbox({ fixtures: 'cancel', only: ['cancel', 'get'], mutate }, async (sandbox) => {
        const first = await sandbox.accept('cancel 1', () => sandbox.client.cancel(job))
        expectWord(sandbox, context, first, { word: workingWord(context), when: 'a cancel of a job that goes on' })
        for (let time = 2; time <= often; time++) {
          const again = await sandbox.accept(`cancel ${time}`, () => sandbox.client.cancel(job))
          sandbox.equal(again, first, `cancel ${time}`)
        }
        const last = await sandbox.accept('get', () => sandbox.client.get(first))
        expectAsTold(sandbox, context, last, 'a poll later on')
      })
      await expectDone(context, 'cancel')
    },
  },
  'CAN-02': {
    title: 'A cancel that comes too late gives the job as it ended, and is no error',
    why: 'jobs end while somebody reaches for the button; the video is paid for, and an error would hide it.',
    fix: "let http refuse a 409; where the vendor says 'too late' in another way, give it the code 'conflict' in refusal().",
    async run(context) {
      const job = await makeJob(context)
      const ended = lastOn(context, firstSubject(context).scenario, 'get')
      const poll = ended ? [answeredAs('get', ended)] : []
      for (const { name, mutate } of refusedWith(409, plainEnvelope(context)))
        await cancelLate(context, job, { scenario: 'cancel', name, mutate: [...mutate('cancel'), ...poll] })
      if (context.has('cancel.late'))
        await cancelLate(context, job, { scenario: 'cancel.late', name: "the vendor's own words", mutate: [] })
    },
  },
  'CAN-03': {
    title: "A cancel of a job that the vendor does not know is 'not_found'",
    why: 'who cancels with the wrong account or id is told that all is well, while the job runs on and is billed.',
    fix: 'catch nothing in cancel().',
    async run(context) {
      const job = await makeJob(context)
      const [unknown] = context.fixture('refused.not_found').exchanges
      const mutate = unknown ? [answeredAs('cancel', unknown)] : []
      await context.sandbox({ fixtures: 'cancel', only: ['cancel'], mutate }, async (sandbox) => {
        const error = await sandbox.refuse('cancel of an unknown job', 'not_found', () => sandbox.client.cancel(job))
        sandbox.equal(error.operation, 'cancel', 'the operation on the error')
        sandbox.equal(error.job?.id, job.id, 'the id of the job on the error')
        sandbox.equal(sandbox.requests.length, 1, 'number of requests')
      })
    },
  },
  'DEL-01': {
    title: "A delete is one call and may be repeated; a job that was deleted is 'not_found'",
    why: 'a delete that fails at the second try, or a job that lives on after it, leaves nobody sure of what is gone.',
    fix: 'send one call, keep nothing of a job, and let the answer of the vendor pass.',
    async run(context) {
      const job = await makeJob(context)
      const [unknown] = context.fixture('refused.not_found').exchanges
      const gone = unknown ? [answeredAs('get', unknown)] : []
      const mutate = [steps('get', [[], gone]), steps('delete', asOften)]
      const fixtures = [firstSubject(context).scenario, 'delete'] as const
      await context.sandbox({ fixtures, only: ['delete', 'get'], mutate }, async (sandbox) => {
        await sandbox.accept('get before', () => sandbox.client.get(job))
        for (let time = 1; time <= often; time++) {
          await sandbox.accept(`delete ${time}`, () => sandbox.client.delete(job))
          sandbox.equal(sandbox.sent('delete').length, time, `number of deletes sent after delete ${time}`)
        }
        await sandbox.refuse('get of a deleted job', 'not_found', () => sandbox.client.get(job))
      })
      await expectDone(context, 'delete')
    },
  },
  'DEL-02': {
    title: 'A delete of everything is one call, and gives the number of jobs that the vendor says',
    why: 'the number is all that tells whether anything was removed.',
    fix: 'return the number in the answer, 0 as well, and nothing where there is none; say in wire.removed where it is.',
    run: countRemoved,
  },
  'DEL-03': {
    title: 'A job whose video is kept longer says until when, as the vendor tells, and is otherwise as it was',
    why: 'a video that is believed to be kept is fetched when it is gone.',
    fix: 'send the days as they are, pass what the answer says through instant(), and say in wire.expiresAt where it is.',
    run: keepLonger,
  },
}

/** Cancels a job that has ended, which the vendor says in this way. */
async function cancelLate(
  context: ClauseContext,
  job: Job,
  { scenario, name, mutate }: { scenario: Scenario; name: string; mutate: readonly Mutation[] },
): Promise<void> {
  await context.sandbox({ fixtures: scenario, only: ['cancel', 'get'], mutate }, async (sandbox) => {
    const what = `cancel that comes too late, told with ${name}`
    expectAsTold(sandbox, context, await sandbox.accept(what, () => sandbox.client.cancel(job)), what)
    sandbox.equal(sandbox.sent('cancel').length, 1, `${what}: number of cancels sent`)
  })
}

/** The job is as the last poll on the fixture has it. */
function expectAsTold(sandbox: Sandbox, context: ClauseContext, job: Job, what: string): void {
  const word = sandbox.fixtureValues('get', context.pointer('status', 'get')).at(-1)
  expectWord(sandbox, context, job, { word, when: what })
}

function expectWord(
  sandbox: Sandbox,
  context: ClauseContext,
  job: Job,
  { word, when }: { word: unknown; when: string },
): void {
  const [meaning] = Object.entries(context.wire.words).find(([, words]) => words.some((one) => one === word)) ?? []
  sandbox.equal(job.vendorStatus, word, `job.vendorStatus after ${when}`)
  sandbox.equal(job.status, meaning, `job.status after ${when}`)
}
