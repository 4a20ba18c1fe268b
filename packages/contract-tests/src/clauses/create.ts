import type { ClauseContext, ClauseDefinitions, Sandbox, SandboxOptions } from '../harness/clause.ts'
import { isEnd, isVideoError, statuses, type Status } from '@reelay/core'
import { describeThrown } from '../replay/failure.ts'
import { body, redirect, reset, status, unknownEnum } from '../replay/mutators.ts'
import { valuesAt, leaves } from '../fixtures/pointer.ts'
import { anyCreate, firstSubject, subjects, type Subject } from './cases/samples.ts'
import { ambiguous, refusals } from './create-failures.ts'

/** Group E: the one call that costs money. */
export const createClauses: ClauseDefinitions = {
  'SUB-01': {
    title: "A create resolves with the vendor's job id and status, from one create call, whatever word the status is",
    why: 'the id is all that is left of a paid job; without it the video is lost.',
    fix: "return { id, status, vendorStatus } from create; read the status with statusMap(), so that a new word becomes 'unknown'.",
    async run(context) {
      const id = context.pointer('id', 'create')
      for (const subject of subjects(context)) {
        await context.sandbox(once(subject), async (sandbox) => {
          const what = `create of samples.${subject.mode}`
          const job = await sandbox.accept(what, () => sandbox.client.create(subject.sample))
          sandbox.equal(job.id, String(sandbox.fixtureValues('create', id)[0]), 'job.id')
          sandbox.equal(job.provider, sandbox.provider.id, 'job.provider')
          sandbox.equal(job.model, subject.sample.model, 'job.model')
          const word = wordOf(context, sandbox)
          const expected = word === undefined ? 'queued' : meaningOf(context, word)
          sandbox.equal(job.status, expected, `job.status for the vendor's ${word ?? 'silence'}`)
          const count = job.outputs.length
          sandbox.check(count === 0 || isEnd(job), `a job that is ${job.status} has ${count} outputs`)
          sandbox.equal(sandbox.sent('create').length, 1, 'number of create calls')
        })
      }
      await keepUnknownWord(context, firstSubject(context), id)
    },
  },
  'SUB-02': {
    title:
      'A create is sent once: never by a plan, and no failure of the line, the vendor or the answer makes it go out again',
    why: 'each create is billed; a lost answer to the first one says nothing about whether it was taken.',
    fix: 'never repeat a create, follow no redirect with it, and let core report `submission_unknown`.',
    async run(context) {
      const subject = firstSubject(context)
      await context.sandbox(anyCreate(subject), async (sandbox) => {
        await sandbox.accept('plan', () => sandbox.client.plan(subject.sample))
        sandbox.equal(sandbox.sent('create').length, 0, 'number of create calls of a plan')
      })
      const redirects = [redirect('create', 'same'), redirect('create', 'cross', 308)]
      for (const mutation of [...ambiguous(context), ...refusals, ...redirects]) {
        await context.sandbox({ ...anyCreate(subject), mutate: [mutation] }, async (sandbox) => {
          await sandbox.attempt(() => sandbox.client.create(subject.sample))
          await sandbox.clock.pass(600_000)
          const sent = sandbox.requests.filter(({ operation }) => operation !== 'models' && operation !== 'upload')
          sandbox.equal(sent.length, 1, 'number of create calls')
        })
      }
    },
  },
  'SUB-03': {
    title: "The caller's idempotency key is sent as it is, the same for the same call and another for another",
    why: 'the key is what makes a second attempt safe; one that is lost or renewed on the way bills twice.',
    fix: 'send request.idempotencyKey where the vendor documents it, unchanged; never share a key between two calls.',
    async run(context) {
      const subject = firstSubject(context)
      const { idempotencyKey: _key, ...sample } = subject.sample
      await context.sandbox(anyCreate(subject), async (sandbox) => {
        const send = async (idempotencyKey?: string): Promise<string[]> => {
          const request = { ...sample, ...(idempotencyKey !== undefined && { idempotencyKey }) }
          await sandbox.accept('create', () => sandbox.client.create(request))
          const sent = sandbox.sent('create').at(-1)
          return [...Object.values(sent?.headers ?? {}), ...leaves(sent?.json).map(([, value]) => String(value))]
        }
        for (const key of ['caller-key-1', 'caller-key-1', 'caller-key-2']) {
          const sent = await send(key)
          sandbox.check(sent.includes(key), `the key ${key} is nowhere in what was sent`)
        }
        const [one, other] = [await send(), await send()]
        const common = (texts: string[]): string[] => texts.filter((text) => text.includes('caller-key'))
        sandbox.equal([...common(one), ...common(other)], [], 'keys of earlier calls in a create without one')
      })
    },
  },
  'SUB-04': {
    title:
      'When nobody can know whether the vendor took the job, the error says so; after a refusal it says that nothing was',
    why: 'only with this can a caller decide between trying again and looking for the job first; a wrong guess pays twice or loses a job.',
    fix: 'let errors of http pass; throw nothing of your own in create, and catch nothing; call an error inside a 200 a refusal only by a code that the vendor documents.',
    async run(context) {
      const subject = firstSubject(context)
      for (const mutation of ambiguous(context)) {
        await context.sandbox({ ...once(subject), mutate: [mutation] }, async (sandbox) => {
          const create = (): Promise<unknown> => sandbox.client.create(subject.sample)
          const { submitted, charged, retryable } = await sandbox.refuse('create', 'submission_unknown', create)
          const unknown = { submitted: 'unknown', charged: 'unknown', retryable: false }
          sandbox.equal({ submitted, charged, retryable }, unknown, 'the error')
        })
      }
      for (const mutation of [...refusals, reset('create', 'before-headers', 'ECONNREFUSED')]) {
        await context.sandbox({ ...once(subject), mutate: [mutation] }, async (sandbox) => {
          const { submitted, charged } = await videoError(sandbox, subject)
          sandbox.equal({ submitted, charged }, { submitted: 'no', charged: 'no' }, 'the error')
        })
      }
    },
  },
  'SUB-05': {
    title: 'When a step before the create fails, the create is not sent, and the error says that nothing was submitted',
    why: 'a create without its image is billed for a video that nobody wanted.',
    fix: 'await each step, call it with isBillable: false, and let its error pass.',
    async run(context) {
      const stepped = subjects(context).filter(({ scenario }) =>
        context.fixture(scenario).exchanges.some(({ operation }) => operation === 'upload'),
      )
      if (stepped.length === 0) context.notDeclared('a create is one call on every fixture')
      const failures = [
        status('upload', 503),
        status('upload', 401, 'empty'),
        reset('upload', 'before-headers'),
        body('upload', 'truncated'),
      ]
      for (const subject of stepped) {
        for (const mutation of failures) {
          await context.sandbox({ ...anyCreate(subject), mutate: [mutation] }, async (sandbox) => {
            const { operation, submitted, charged } = await videoError(sandbox, subject)
            sandbox.equal(sandbox.sent('create').length, 0, 'number of creates after a failed upload')
            const nothing = { operation: 'create', submitted: 'no', charged: 'no' }
            sandbox.equal({ operation, submitted, charged }, nothing, 'the error')
          })
        }
      }
    },
  },
  'SUB-06': {
    title: 'A call for several videos gives each of them, in order',
    why: 'each video is billed; one that is missing from the job cannot be fetched any more.',
    fix: 'return one output for each video in the answer, in its order.',
    async run(context) {
      const several = subjects(context).filter(({ sample }) => (sample.n ?? 1) > 1)
      if (several.length === 0) context.noFixture('no sample asks for n above 1')
      for (const subject of several) {
        await context.sandbox({ fixtures: subject.scenario, only: ['upload', 'create', 'get'] }, async (sandbox) => {
          let job = await sandbox.accept('create', () => sandbox.client.create(subject.sample))
          const polls = context.fixture(subject.scenario).exchanges.filter(({ operation }) => operation === 'get')
          for (const _poll of polls) job = await sandbox.accept('get', () => sandbox.client.get(job))
          sandbox.equal(job.status, 'completed', 'job.status after the last poll')
          sandbox.equal(job.outputs.length, subject.sample.n, 'number of outputs')
          const urls = sandbox.fixtureValues('get', context.pointer('resultUrl', 'get'))
          const found = job.outputs.flatMap(({ url }) => url ?? [])
          if (found.length > 0) sandbox.equal(found, urls, 'URLs of the outputs')
          sandbox.equal(urls.length, subject.sample.n, 'number of videos on the fixture')
        })
      }
    },
  },
}

/** One create, as on the fixture, and nothing else. */
function once({ scenario }: Subject): SandboxOptions {
  return { fixtures: scenario, only: ['upload', 'create'] }
}

async function videoError(sandbox: Sandbox, { sample }: Subject): ReturnType<Sandbox['refuse']> {
  const { error, value } = await sandbox.attempt(() => sandbox.client.create(sample))
  if (isVideoError(error)) return error
  return sandbox.fail(
    error === undefined
      ? `create: must be refused, but resolved with ${JSON.stringify(value)}`
      : `create: threw ${describeThrown(error)}`,
  )
}

/** A word that nobody listed must not cost the job its id. */
async function keepUnknownWord(context: ClauseContext, subject: Subject, id: string): Promise<void> {
  const place = context.pointer('status', 'create')
  const create = context.fixture(subject.scenario).exchanges.find(({ operation }) => operation === 'create')
  const answer = create?.response.body
  if (answer?.kind !== 'json' || valuesAt(answer.value, place).length === 0) return
  await context.sandbox({ ...once(subject), mutate: [unknownEnum('create', place)] }, async (sandbox) => {
    const job = await sandbox.accept('create', () => sandbox.client.create(subject.sample))
    sandbox.equal(job.id, String(sandbox.fixtureValues('create', id)[0]), 'job.id')
    sandbox.equal(job.status, 'unknown', 'job.status for a word that nobody listed')
    sandbox.equal(job.vendorStatus, sandbox.fixtureValues('create', place)[0], 'job.vendorStatus')
  })
}

function wordOf(context: ClauseContext, sandbox: Sandbox): string | undefined {
  const [word] = sandbox.fixtureValues('create', context.pointer('status', 'create'))
  return typeof word === 'string' || typeof word === 'number' ? String(word) : undefined
}

/** What `wire.words` says of a word. */
function meaningOf({ wire }: ClauseContext, word: string): Status {
  return statuses.find((one) => one !== 'unknown' && wire.words[one]?.includes(word)) ?? 'unknown'
}
