import { createClient, memoryStore, type Recovery } from '@reelay/core'
import { advance, intend } from '@reelay/core/store'
import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import { pointerFor } from '../config/config.ts'
import { leaves, valuesAt } from '../fixtures/pointer.ts'
import { reset, setField } from '../replay/mutators.ts'
import { firstSubject, viewOf, type Subject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'

/** Group E, second part: what finds a job whose create was lost. */
export const lostCreateClauses: ClauseDefinitions = {
  'SUB-07': {
    title: 'A job whose create was lost is found again, by what the provider declares: a key, our id, or the list',
    why: 'a lost answer leaves a job that is paid; where nothing finds it, the caller pays again.',
    fix: "send the key, or request.correlationId in the field that wire.correlation names; give each job of the list its id, its createdAt, and in echo what the vendor repeats of the request. Declare idempotency 'none' where none of it is so.",
    async run(context) {
      const { idempotency, operations } = context.claims.capabilities
      const subject = firstSubject(context)
      if (idempotency === 'key') return findByKey(context, subject)
      const isListed = operations.includes('list')
      context.expectNone(isListed ? [] : [`it declares idempotency '${idempotency}', and has no list`])
      if (idempotency === 'correlation') return findByOurId(context, subject)
      await findInList(context, subject)
    },
  },
}

const lost = reset('create', 'mid-body')

/** The same call with the same key gives the job. */
async function findByKey(context: ClauseContext, subject: Subject): Promise<void> {
  const hasUploads = context.fixture(subject.scenario).exchanges.some(({ operation }) => operation === 'upload')
  const mutate = [steps('create', [[lost], []]), ...(hasUploads ? [steps('upload', [[], []])] : [])]
  const fixtures = subject.scenario
  await context.sandbox({ fixtures, only: ['upload', 'create'], mutate }, async (sandbox) => {
    const key = 'caller-key-of-a-lost-call'
    const found = await recoverLost(sandbox, { ...subject.sample, idempotencyKey: key })
    expectFound(sandbox, found, sandbox.fixtureValues('create', context.pointer('id', 'create'))[0])
    const [first, second] = sandbox.sent('create')
    sandbox.equal(second && viewOf(second), first && viewOf(first), 'the call that is sent again with the same key')
    const texts = [...Object.values(second?.headers ?? {}), ...leaves(second?.json).map(([, value]) => String(value))]
    sandbox.check(texts.includes(key), 'the key is nowhere in the call that is sent again')
  })
}

/** Our id is sent, and the listed job that has it is the one. */
async function findByOurId(context: ClauseContext, { sample, scenario }: Subject): Promise<void> {
  const { correlation } = context.wire
  const [sent, listed] = [pointerFor(correlation, 'create'), pointerFor(correlation, 'list')]
  if (sent === undefined || listed === undefined)
    return context.misconfigured('the configuration has no wire.correlation for create and list')
  await context.sandbox({ fixtures: scenario, only: ['upload', 'create'], mutate: [lost] }, async (sandbox) => {
    const { submission } = await loseCreate(sandbox, sample)
    sandbox.equal(valuesAt(sandbox.sent('create')[0]?.json, sent)[0], submission?.id, 'our id in what a create sends')
  })
  const id = 'id-of-a-lost-call'
  const mutate = [setField('list', listed.replace('*', '0'), id)]
  await context.sandbox({ fixtures: 'list', only: ['list'], mutate }, async (sandbox) => {
    const { provider, clock, call } = sandbox
    const intent = intend({ id, provider: provider.id, model: sample.model }, clock.now())
    const evidence = { code: 'network' as const, message: 'the answer was lost' }
    const step = advance(intent, { type: 'unresolved', evidence, fingerprint: '' }, clock.now())
    const store = memoryStore()
    if (step) await store.add(step.record)
    const client = createClient({ providers: [provider], clock, store, ...(call.fetch && { fetch: call.fetch }) })
    const [unresolved] = await client.unresolved()
    const found = await sandbox.accept('recover', async () => unresolved?.recover())
    expectFound(sandbox, found, sandbox.fixtureValues('list', context.pointer('id', 'list'))[0])
  })
}

/** The list has the job, with what a search needs; where that is not certain, it is offered. */
async function findInList(context: ClauseContext, { sample, scenario }: Subject): Promise<void> {
  const fixtures = [scenario, 'list'] as const
  await context.sandbox({ fixtures, only: ['upload', 'create', 'list'], mutate: [lost] }, async (sandbox) => {
    const id = String(sandbox.fixtureValues('create', context.pointer('id', 'create'))[0])
    const listed = sandbox.fixtureValues('list', context.pointer('id', 'list')).map(String)
    if (!listed.includes(id)) context.noFixture(`the list on the fixture has no job ${id}, which ${scenario} makes`)
    const found = await recoverLost(sandbox, sample)
    if (found?.outcome === 'found') return expectFound(sandbox, found, id)
    const candidate = found?.candidates.find(({ job }) => job.id === id)
    sandbox.check(candidate !== undefined, `recover does not offer the job ${id}: ${found?.because}`)
    const isDated = candidate?.job.createdAt !== undefined
    sandbox.check(isDated, `the list does not say when the job ${id} was created: any job of any day may be it`)
  })
}

function loseCreate(sandbox: Sandbox, sample: Subject['sample']): ReturnType<Sandbox['refuse']> {
  return sandbox.refuse('create', 'submission_unknown', () => sandbox.client.create(sample))
}

async function recoverLost(sandbox: Sandbox, sample: Subject['sample']): Promise<Recovery | undefined> {
  const error = await loseCreate(sandbox, sample)
  return sandbox.accept('recover', async () => error.recover?.())
}

function expectFound(sandbox: Sandbox, found: Recovery | undefined, id: unknown): void {
  sandbox.check(found?.outcome === 'found', `recover does not find the job: ${found?.because}`)
  sandbox.equal(found?.outcome === 'found' && found.job.id, String(id), 'the job that recover finds')
}
