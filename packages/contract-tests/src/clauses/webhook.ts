import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import { isEnd, type Job, type JobReference } from '@reelay/core'
import { makeJob } from './cases/calls.ts'
import { deliveryOf, draftOf, isSigning, requestOf, type Draft } from '../harness/deliveries.ts'
import { leaves, withValue, without } from '../fixtures/pointer.ts'
import { subjects } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { says, workingWord } from './polls.ts'
import { forgeries, genuine, refuseWithoutSecret } from './webhook-signatures.ts'

/** Group L, second part: what the vendor calls back with. */
export const webhookClauses: ClauseDefinitions = {
  'WHK-01': {
    title: 'A delivery leads to the job that a poll finds, and arrives where a request asked for it',
    why: 'a delivery whose job is not found again is a video that is paid for and never fetched.',
    fix: 'give from webhook() the id of the job, and whatever else get() needs to find it.',
    async run(context) {
      const job = await makeJob(context)
      await context.sandbox({ fixtures: 'webhook', jobs: [job], isLoose: true }, async (sandbox) => {
        const draft = draftOf(sandbox)
        const { job: found, deliveryId } = await sandbox.accept('webhook', () =>
          sandbox.client.webhook(requestOf(draft)),
        )
        sandbox.equal(sandbox.requests.length, 1, 'number of requests for a delivery')
        if (isSigning(sandbox)) sandbox.equal(deliveryId, draft.headers['webhook-id'], 'the id of a delivery')
        const seen = await sandbox.accept('get', () => sandbox.client.get(job))
        sandbox.equal(withoutHandle(found), withoutHandle(seen), 'the job of a delivery')
        await findElsewhere(sandbox, job, draft)
        const again = await sandbox.accept(
          'get of the job of a delivery',
          async () => found && sandbox.client.get(found),
        )
        sandbox.equal(again, found, 'a later poll it')
      })
      await deliverWhereAsked(context)
    },
  },
  'WHK-02': {
    title: 'A delivery counts as verified when its signature is right and fresh, and never otherwise',
    why: 'anybody can post to an open address; what is called verified is acted upon.',
    fix: 'return what verify() says, of the delivery as it came; return false where the vendor signs nothing.',
    async run(context) {
      await context.sandbox({ fixtures: 'webhook', only: ['webhook'], isLoose: true }, async (sandbox) => {
        const expectRead = async (name: string, draft: Draft, isVerified: boolean): Promise<void> => {
          const read = sandbox.provider.webhook
          const what = `webhook with ${name}`
          const news = await sandbox.accept(what, async () => read?.(deliveryOf(draft), sandbox.call))
          sandbox.equal(news?.isVerified, isVerified, `${what}: isVerified`)
          sandbox.equal(sandbox.requests.length, 0, `${what}: number of requests`)
        }
        for (const { name, draft } of genuine(sandbox)) await expectRead(name, draft, isSigning(sandbox))
        for (const { name, draft } of forgeries(sandbox)) await expectRead(name, draft, false)
        if (isSigning(sandbox)) await refuseWithoutSecret(sandbox)
      })
    },
  },
  'WHK-03': {
    title: 'A delivery is a hint: repeated, late or about something else, it changes nothing but when one polls',
    why: 'deliveries come twice, in the wrong order and from strangers; only the answer to our own key is the truth.',
    fix: 'take from a delivery whose news it is and nothing else; give no job for an event that is none of yours.',
    async run(context) {
      const job = await makeJob(context)
      await deliverTwice(context, job)
      await deliverTooEarly(context, job)
      await deliverStrangeThings(context)
    },
  },
}

/** A process that never saw the job finds it by what the delivery says. */
async function findElsewhere(sandbox: Sandbox, job: Job, draft: Draft): Promise<void> {
  const news = await sandbox.provider.webhook?.(deliveryOf(draft), sandbox.call)
  const named = { provider: sandbox.provider.id, id: '', ...news?.job }
  const found = await sandbox.accept('get of what a delivery names', () => sandbox.client.get(named))
  const seen = await sandbox.accept('get', () => sandbox.client.get(referenceTo(job)))
  sandbox.equal(withoutHandle(found), withoutHandle(seen), 'the job that a delivery names')
}

/** The address that the create names is where the vendor calls: it has to lead back to that very job. */
async function deliverWhereAsked(context: ClauseContext): Promise<void> {
  const place = context.pointer('id', 'webhook')
  for (const { mode, sample, scenario } of subjects(context)) {
    const { webhookUrl } = sample
    if (webhookUrl === undefined) continue
    const only = ['upload', 'create', 'get', 'webhook'] as const
    await context.sandbox({ fixtures: [scenario, 'webhook'], only, isLoose: true }, async (sandbox) => {
      const what = `create of samples.${mode}`
      const job = await sandbox.accept(what, () => sandbox.client.create(sample))
      const texts = leaves(sandbox.sent('create').at(-1)?.json).map(([, value]) => String(value))
      const url = texts.find((text) => text.startsWith(webhookUrl))
      if (url === undefined) return sandbox.fail(`${what}: webhookUrl is nowhere in what was sent`)
      const body = JSON.stringify(withValue(sandbox.inbound().json, place, job.id))
      const delivery = requestOf(draftOf(sandbox, { url, body }))
      const { job: found } = await sandbox.accept('webhook', () => sandbox.client.webhook(delivery))
      sandbox.equal(found?.id, job.id, `the id of the job that a delivery to the address of ${what} is about`)
    })
  }
}

async function deliverTwice(context: ClauseContext, job: Job): Promise<void> {
  await context.sandbox({ fixtures: 'webhook', jobs: [job], isLoose: true }, async (sandbox) => {
    const first = await sandbox.accept('webhook', () => sandbox.client.webhook(requestOf(draftOf(sandbox))))
    const second = await sandbox.accept('webhook once more', () => sandbox.client.webhook(requestOf(draftOf(sandbox))))
    sandbox.equal(second, first, 'the same delivery once more')
  })
}

/** The delivery tells of an end, the vendor's own answer does not: the answer counts. */
async function deliverTooEarly(context: ClauseContext, known: Job): Promise<void> {
  const word = workingWord(context)
  const mutate = [steps('get', [[says(context, word)]])]
  await context.sandbox({ fixtures: 'webhook', jobs: [known], mutate }, async (sandbox) => {
    const { job } = await sandbox.accept('webhook', () => sandbox.client.webhook(requestOf(draftOf(sandbox))))
    sandbox.equal(job?.vendorStatus, word, 'job.vendorStatus of a job that goes on, whatever a delivery says')
    const isOver = job === undefined || isEnd(job)
    sandbox.check(!isOver, `a job that goes on is ${job?.status}, because a delivery says so`)
  })
}

/** What is about none of our jobs is no error and asks nobody; what is no delivery at all is refused. */
async function deliverStrangeThings(context: ClauseContext): Promise<void> {
  const { event } = context.wire
  const place = context.pointer('id', 'webhook')
  await context.sandbox({ fixtures: 'webhook', only: ['webhook'], isLoose: true }, async (sandbox) => {
    const { json } = sandbox.inbound()
    const others = [
      ...[{}, null, [], 'hello', 7].map((value) => ({ name: JSON.stringify(value), value })),
      { name: 'a delivery without the id', value: without(json, place) },
      ...(event === undefined ? [] : [{ name: 'another event', value: withValue(json, event, 'moon.risen') }]),
    ]
    for (const { name, value } of others) {
      const request = requestOf(draftOf(sandbox, { body: JSON.stringify(value) }))
      const { job } = await sandbox.accept(`webhook with ${name}`, () => sandbox.client.webhook(request))
      sandbox.equal(job, undefined, `webhook with ${name}: job`)
    }
    for (const body of ['', '<html>', JSON.stringify(json).slice(0, -1)]) {
      const request = requestOf(draftOf(sandbox, { body }))
      await sandbox.refuse('webhook with no JSON', 'invalid_request', () => sandbox.client.webhook(request))
    }
    sandbox.equal(sandbox.requests.length, 0, 'number of requests')
  })
}

/** What a process has to know of a job to find it. */
function referenceTo({ provider, id, handle }: Job): JobReference {
  return { provider, id, ...(handle && { handle }) }
}

/** What a job says of the vendor's answer; how it is found again is the provider's own affair. */
function withoutHandle(job: Job | undefined): unknown {
  const { handle: _handle, ...rest } = job ?? {}
  return rest
}
