import type { ClauseContext, ClauseDefinitions } from '../harness/clause.ts'
import { isEnd } from '@reelay/core'
import { setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { judgeBalance, judgeCosts } from './costs.ts'
import { begin, polls, says, withPolls, workingWord } from './polls.ts'
import { judgeInstants, placesOf } from './times-told.ts'

const dayMs = 86_400_000

/** Group G: instants and money, which every vendor counts in its own way. */
export const timeClauses: ClauseDefinitions = {
  'TIM-01': {
    title: 'Every instant of a job is the one that the vendor says, in UTC and to the millisecond, or is not there',
    why: 'a video is fetched too late when its end is misread by an hour, and a job is polled wrongly when its age is.',
    fix: 'pass what the answer says through instant(), name the places in wire.createdAt, completedAt and expiresAt, and make up none.',
    run: judgeInstants,
  },
  'TIM-02': {
    title:
      'A cost is in whole units of its currency, as the vendor says it and final when it is; where it says none, it is the estimate, or absent',
    why: 'cents that are read as dollars make every budget stop at a hundredth, or spend a hundredfold.',
    fix: 'return cost in whole units with its ISO 4217 code and source "vendor"; say in wire.cost where it stands, in what it is counted, when it is final and when nothing is charged.',
    run: judgeCosts,
  },
  'TIM-03': {
    title: "A job is followed to its end, and left at the caller's deadline, even when the vendor's clock is a day off",
    why: 'clocks differ; a job that is given up because of it was paid for nothing.',
    fix: 'compare no instant with a clock of your own: get() reads what the vendor says, and nothing else.',
    async run(context) {
      await expectOrder(context)
      for (const skewMs of [-dayMs, dayMs]) await waitWithSkew(context, skewMs)
    },
  },
  'TIM-04': {
    title: 'The balance is the number of whole units of its currency that the vendor says, and a debt is negative',
    why: 'whoever spends what is left spends a hundredfold when cents are read as dollars.',
    fix: 'return the figure in whole units with its ISO 4217 code; say in wire.balance where it stands and in what it is counted.',
    run: judgeBalance,
  },
}

/** Nothing is over before it has begun. */
async function expectOrder(context: ClauseContext): Promise<void> {
  await withPolls(context, [steps('get', [[]])], async (sandbox, job) => {
    const done = await sandbox.accept('get of a completed job', () => sandbox.client.get(job))
    const told = [done.createdAt, done.completedAt, done.expiresAt].flatMap((instant) => instant ?? [])
    const isOrdered = told.every(
      (instant, index) => index === 0 || Date.parse(told[index - 1] ?? '') <= Date.parse(instant),
    )
    sandbox.check(
      isOrdered,
      `createdAt, completedAt and expiresAt of the job are not in this order: ${told.join(', ')}`,
    )
  })
}

/** The vendor's clock goes before ours, or after it. */
async function waitWithSkew(context: ClauseContext, skewMs: number): Promise<void> {
  const startMs = context.fixture(firstSubject(context).scenario).startMs
  const shifted = (operation: 'create' | 'get'): Mutation[] =>
    placesOf(context, operation)
      // What has not ended says nothing of its end.
      .filter(({ name }) => name !== 'completedAt')
      .map(({ name, pointer, form }) =>
        setField(operation, pointer, form.write(startMs + skewMs + (name === 'expiresAt' ? dayMs / 24 : 0))),
      )
  const working = [says(context, workingWord(context)), ...shifted('get')]
  const create = steps('create', [shifted('create')])
  const what = `by a vendor whose clock is ${Math.abs(skewMs) / 3_600_000} h ${skewMs < 0 ? 'slow' : 'fast'}`
  await withPolls(context, [create, steps('get', [working, working, shifted('get')])], async (sandbox, job) => {
    const done = await sandbox.accept(`wait for a job made ${what}`, () => sandbox.poller.wait(job))
    sandbox.equal(done.status, 'completed', `status of a job made ${what}`)
  })
  const timeoutMs = context.claims.capabilities.polling.firstMs + 30_000
  await context.sandbox({ ...polls(context, [create, steps('get', [working])]), isLoose: true }, async (sandbox) => {
    const job = await begin(sandbox, context)
    const begun = sandbox.clock.elapsed()
    const error = await sandbox.refuse(`wait for a job made ${what}`, 'timeout', () =>
      sandbox.poller.wait(job, { timeoutMs }),
    )
    sandbox.equal(sandbox.clock.elapsed() - begun, timeoutMs, 'how long it waited, in ms')
    sandbox.check(error.job !== undefined && !isEnd(error.job), `the job made ${what} is not left as it was`)
  })
}
