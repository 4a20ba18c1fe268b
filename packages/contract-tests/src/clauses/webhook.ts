import { isEnd, type Job, type JobReference } from '@reelay/core'
import { makeJob } from '../calls.ts'
import type { Clause, Gate } from '../clause.ts'
import { deliveryOf, draftOf, isSigning, requestOf, type Draft } from '../deliveries.ts'
import { leaves, withValue, without } from '../pointer.ts'
import { subjects } from '../samples.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { says, workingWord } from './looks.ts'
import { forgeries, genuine, refuseWithoutSecret } from './webhook-signatures.ts'

const called: Gate = {
  name: 'providers with a webhook',
  isOpen: ({ capabilities }) => capabilities.operations.includes('webhook'),
}

/** Group L, second part: what the vendor calls back with. */
export const webhookClauses: readonly Clause[] = [
  {
    id: 'WHK-01',
    title: 'A delivery leads to the job that a look finds, and arrives where a request asked for it',
    since: '1.0',
    level: 'required',
    gate: called,
    subject: ['webhook', 'get'],
    why: 'a delivery whose job is not found again is a clip that is paid for and never fetched.',
    fix: 'give from webhook() the id of the job, and whatever else get() needs to find it.',
    async run(stage) {
      const job = await makeJob(stage)
      await stage.scene({ tapes: 'webhook', isLoose: true }, async (scene) => {
        const draft = draftOf(scene)
        const { job: found, deliveryId } = await scene.accept('webhook', () => scene.client.webhook(requestOf(draft)))
        scene.equal(scene.requests.length, 1, 'number of requests for a delivery')
        if (isSigning(scene)) scene.equal(deliveryId, draft.headers['webhook-id'], 'the id of a delivery')
        const seen = await scene.accept('get', () => scene.client.get(referenceTo(job)))
        scene.equal(withoutHandle(found), withoutHandle(seen), 'the job of a delivery')
        const again = await scene.accept('get of the job of a delivery', async () => found && scene.client.get(found))
        scene.equal(again, found, 'a later look at it')
      })
      await deliverWhereAsked(stage)
    },
  },
  {
    id: 'WHK-02',
    title: 'A delivery counts as verified when its signature is right and fresh, and never otherwise',
    since: '1.0',
    level: 'required',
    gate: called,
    subject: ['webhook'],
    why: 'anybody can post to an open address; what is called verified is acted upon.',
    fix: 'return what verify() says, of the delivery as it came; return false where the vendor signs nothing.',
    async run(stage) {
      await stage.scene({ tapes: 'webhook', only: ['webhook'], isLoose: true }, async (scene) => {
        const expectRead = async (name: string, draft: Draft, isVerified: boolean): Promise<void> => {
          const read = scene.provider.webhook
          const what = `webhook with ${name}`
          const news = await scene.accept(what, async () => read?.(deliveryOf(draft), scene.call))
          scene.equal(news?.isVerified, isVerified, `${what}: isVerified`)
          scene.equal(scene.requests.length, 0, `${what}: number of requests`)
        }
        for (const { name, draft } of genuine(scene)) await expectRead(name, draft, isSigning(scene))
        for (const { name, draft } of forgeries(scene)) await expectRead(name, draft, false)
        if (isSigning(scene)) await refuseWithoutSecret(scene)
      })
    },
  },
  {
    id: 'WHK-03',
    title: 'A delivery is a hint: repeated, late or about something else, it changes nothing but when one looks',
    since: '1.0',
    level: 'required',
    gate: called,
    subject: ['webhook', 'get'],
    why: 'deliveries come twice, in the wrong order and from strangers; only the answer to our own key is the truth.',
    fix: 'take from a delivery whose news it is and nothing else; give no job for an event that is none of yours.',
    async run(stage) {
      await deliverTwice(stage)
      await deliverTooEarly(stage)
      await deliverStrangeThings(stage)
    },
  },
]

/** The address that the create names is where the vendor calls: it has to lead back to that very job. */
async function deliverWhereAsked(stage: Stage): Promise<void> {
  const place = stage.pointer('id', 'webhook')
  for (const { mode, sample, story } of subjects(stage)) {
    const { webhookUrl } = sample
    if (webhookUrl === undefined) continue
    const only = ['upload', 'create', 'get', 'webhook'] as const
    await stage.scene({ tapes: [story, 'webhook'], only, isLoose: true }, async (scene) => {
      const what = `create of samples.${mode}`
      const job = await scene.accept(what, () => scene.client.create(sample))
      const texts = leaves(scene.sent('create').at(-1)?.json).map(([, value]) => String(value))
      const url = texts.find((text) => text.startsWith(webhookUrl))
      if (url === undefined) return scene.fail(`${what}: webhookUrl is nowhere in what was sent`)
      const body = JSON.stringify(withValue(scene.inbound().json, place, job.id))
      const delivery = requestOf(draftOf(scene, { url, body }))
      const { job: found } = await scene.accept('webhook', () => scene.client.webhook(delivery))
      scene.equal(found?.id, job.id, `the id of the job that a delivery to the address of ${what} is about`)
    })
  }
}

async function deliverTwice(stage: Stage): Promise<void> {
  await stage.scene({ tapes: 'webhook', isLoose: true }, async (scene) => {
    const first = await scene.accept('webhook', () => scene.client.webhook(requestOf(draftOf(scene))))
    const second = await scene.accept('webhook once more', () => scene.client.webhook(requestOf(draftOf(scene))))
    scene.equal(second, first, 'the same delivery once more')
  })
}

/** The delivery tells of an end, the vendor's own answer does not: the answer counts. */
async function deliverTooEarly(stage: Stage): Promise<void> {
  const word = workingWord(stage)
  await stage.scene({ tapes: 'webhook', bend: [steps('get', [[says(stage, word)]])] }, async (scene) => {
    const { job } = await scene.accept('webhook', () => scene.client.webhook(requestOf(draftOf(scene))))
    scene.equal(job?.vendorStatus, word, 'job.vendorStatus of a job that goes on, whatever a delivery says')
    const isOver = job === undefined || isEnd(job)
    scene.check(!isOver, `a job that goes on is ${job?.status}, because a delivery says so`)
  })
}

/** What is about none of our jobs is no error and asks nobody; what is no delivery at all is refused. */
async function deliverStrangeThings(stage: Stage): Promise<void> {
  const { event } = stage.wire
  const place = stage.pointer('id', 'webhook')
  await stage.scene({ tapes: 'webhook', only: ['webhook'], isLoose: true }, async (scene) => {
    const { json } = scene.inbound()
    const others = [
      ...[{}, null, [], 'hello', 7].map((value) => ({ name: JSON.stringify(value), value })),
      { name: 'a delivery without the id', value: without(json, place) },
      ...(event === undefined ? [] : [{ name: 'another event', value: withValue(json, event, 'moon.risen') }]),
    ]
    for (const { name, value } of others) {
      const request = requestOf(draftOf(scene, { body: JSON.stringify(value) }))
      const { job } = await scene.accept(`webhook with ${name}`, () => scene.client.webhook(request))
      scene.equal(job, undefined, `webhook with ${name}: job`)
    }
    for (const body of ['', '<html>', JSON.stringify(json).slice(0, -1)]) {
      const request = requestOf(draftOf(scene, { body }))
      await scene.refuse('webhook with no JSON', 'invalid_response', () => scene.client.webhook(request))
    }
    scene.equal(scene.requests.length, 0, 'number of requests')
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
