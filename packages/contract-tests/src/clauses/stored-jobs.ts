import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { alone, callsOf, type Call } from './cases/calls.ts'
import { pointerFor } from '../config/config.ts'
import { setField } from '../replay/mutators.ts'
import { newIds, rename, renamed, fixtureId, type NewName } from './cases/renaming.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { completedJob, hasContent } from './videos.ts'
import { learnModel } from './job-models.ts'
import { formOfKey } from './leaks.ts'
import { begin, polls, withPolls } from './polls.ts'
import { refuseTampered } from './stored-jobs-tampered.ts'

const mostBytes = 2048
const longPrompt = 4000

/** Group O, second half: what is stored of a job, and what becomes of it elsewhere and later. */
export const storedJobClauses: ClauseDefinitions = {
  'REF-01': {
    title: 'A job is plain JSON of at most 2 kB without a secret, and a process that never saw it goes on from there',
    why: 'jobs are kept in cookies, queues and tables; what is lost or too long there was paid for nothing.',
    fix: 'put what get() needs beyond the id into handle, as short strings; remember nothing, in the provider or around it.',
    async run(context) {
      await expectSmall(context)
      await takeUp(context)
      await learnModel(context)
      if (hasContent(context)) await fetchElsewhere(context)
    },
  },
  'REF-02': {
    title: 'Jobs that earlier versions have stored are still found',
    why: 'an update while a job runs must not cost the job.',
    fix: 'read every form of handle that a version has ever written; list one job of each form in `jobs`.',
    async run(context) {
      const { jobs } = context
      if (jobs.length === 0) return context.notDeclared('no job of an earlier version is listed in `jobs`')
      for (const [index, stored] of jobs.entries()) {
        await context.sandbox(polls(context, [steps('get', [[], []])]), async (sandbox) => {
          const what = `jobs[${index}]`
          const job = await begin(sandbox, context)
          const expected = await sandbox.accept('get', () => sandbox.client.get(job))
          const taken = await sandbox.accept(`job() of ${what}`, async () => sandbox.client.job(stored))
          sandbox.equal(taken.id, job.id, `id of ${what}, which has to be the one on the fixture`)
          const found = await sandbox.accept(`get of ${what}`, () => sandbox.client.get(taken))
          sandbox.equal(found.status, expected.status, `status of ${what}`)
          sandbox.equal(found.outputs, expected.outputs, `outputs of ${what}`)
        })
      }
    },
  },
  'REF-03': {
    title: "A job without an id, of another provider, or that points elsewhere leads to no call but the vendor's own",
    why: 'a stored job comes back through hands that can change it; the key must not follow it wherever it points.',
    fix: 'fill ids and handles into the paths of http alone; never build an address from them.',
    run: refuseTampered,
  },
}

/** As it was made, at its end, with a long prompt, and with a long scenario of what went wrong. */
async function expectSmall(context: ClauseContext): Promise<void> {
  const { sample, can, scenario } = firstSubject(context)
  await withPolls(context, [steps('get', [[]])], async (sandbox, job) => {
    await expectPlain(sandbox, 'the created job', job)
    await expectPlain(sandbox, 'the completed job', await sandbox.accept('get', () => sandbox.client.get(job)))
  })
  await context.sandbox({ fixtures: scenario, only: ['upload', 'create'] }, async (sandbox) => {
    const prompt = 'a'.repeat(can.promptLength ?? longPrompt)
    const job = await sandbox.accept('create with a long prompt', () => sandbox.client.create({ ...sample, prompt }))
    await expectPlain(sandbox, 'the job with a long prompt', job)
  })
  const reason = pointerFor(context.wire.reason, 'get')
  if (reason === undefined) return
  const wordy = { ...setField('get', reason, '長い話'.repeat(300)), label: 'a reason of 900 characters' }
  await context.sandbox({ fixtures: 'fails', only: ['upload', 'create', 'get'], mutate: [wordy] }, async (sandbox) => {
    const job = await sandbox.accept('create', () => sandbox.client.create(sample))
    await expectPlain(sandbox, 'the failed job', await sandbox.accept('wait', () => sandbox.poller.wait(job)))
  })
}

async function expectPlain(sandbox: Sandbox, what: string, job: Job): Promise<void> {
  const { value: copy } = await sandbox.attempt(async () => structuredClone(job))
  sandbox.equal(copy, job, `the structured clone of ${what}`)
  const { value: text = '' } = await sandbox.attempt(async () => JSON.stringify(job))
  const { value: read } = await sandbox.attempt(async (): Promise<unknown> => JSON.parse(text))
  sandbox.equal(read, job, `${what} after JSON`)
  const bytes = Buffer.byteLength(text)
  sandbox.check(bytes <= mostBytes, `${what} has ${bytes} bytes; it may have ${mostBytes}`)
  const form = formOfKey(text, sandbox.apiKey)
  sandbox.check(form === undefined, `${what} holds the key ${form}`)
}

/** Under another id a job is one that this process has never seen: whoever remembers does not know it. */
async function takeUp(context: ClauseContext): Promise<void> {
  const name = newNameFor(context, fixtureId(context))
  const { job, seen } = await withPolls(context, [steps('get', [[]])], async (sandbox, job) => {
    return { job, seen: await sandbox.accept('get', () => sandbox.client.get(job)) }
  })
  for (const call of callsAbout(context, name)) {
    const { operation } = call
    await context.sandbox(alone(call, [steps(operation, [[]]), renamed(name)]), async (sandbox) => {
      const taken = await take(sandbox, job, name)
      const found = await sandbox.accept(`${operation} in another process`, () => call.run(sandbox, taken))
      if (operation === 'get') sandbox.equal(found, rename(seen, name), 'the job after a poll in another process')
    })
  }
}

async function fetchElsewhere(context: ClauseContext): Promise<void> {
  const making = { fixtures: 'content', only: ['upload', 'create', 'get'] } as const
  const job = await context.sandbox(making, (sandbox) => completedJob(sandbox, context))
  const name = newNameFor(context, job.id)
  const fetching = { fixtures: 'content', only: ['content', 'download'], mutate: [renamed(name)] } as const
  await context.sandbox(fetching, async (sandbox) => {
    const taken = await take(sandbox, job, name)
    const { body } = await sandbox.accept('stream in another process', () => sandbox.client.stream(taken))
    await sandbox.accept('reading the video', () => new Response(body).arrayBuffer())
  })
}

/** The job as it comes back from where it was stored, under its new id. */
function take(sandbox: Sandbox, job: Job, name: NewName): Promise<Job> {
  const renewed = async (): Promise<Job> => sandbox.client.job(JSON.parse(JSON.stringify(rename(job, name))))
  return sandbox.accept('job() of the stored job', renewed)
}

function newNameFor(context: ClauseContext, from: string): NewName {
  // No other clause has a job made with one of these.
  const [to] = newIds(from, 1, 90)
  return to === undefined ? context.misconfigured(`the id ${from} has no other form`) : { from, to }
}

/** The operations that ask about one job, which is the one on the fixture. */
function callsAbout(context: ClauseContext, name: NewName): Call[] {
  return callsOf(context).filter(({ operation, scenario }) => {
    const fixture = context.fixture(scenario)
    const exchanges = fixture.exchanges.filter((one) => one.operation === operation)
    const asked = {
      ...fixture,
      exchanges: exchanges.map((one) => ({ ...one, response: { ...one.response, body: nothing } })),
    }
    return renamed(name).apply(asked, Math.random) !== asked
  })
}

const nothing = { kind: 'none' } as const
