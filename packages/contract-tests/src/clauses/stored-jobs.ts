import type { Job } from '@reelay/core'
import { alone, callsOf, type Call } from '../calls.ts'
import type { Clause, Gate } from '../clause.ts'
import { pointerFor } from '../config.ts'
import { setField } from '../mutators.ts'
import { newIds, rename, renamed, tapedId, type NewName } from '../renaming.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { completedJob, hasContent } from './clips.ts'
import { learnModel } from './job-models.ts'
import { formOfKey } from './leaks.ts'
import { begin, looks } from './looks.ts'
import { refuseTampered } from './stored-jobs-tampered.ts'

const mostBytes = 2048
const longPrompt = 4000

const withJobs: Gate = { name: 'providers that list jobs of earlier versions', isOpen: () => true }

/** Group O, second half: what is stored of a job, and what becomes of it elsewhere and later. */
export const storedJobClauses: readonly Clause[] = [
  {
    id: 'REF-01',
    title: 'A job is plain JSON of at most 2 kB without a secret, and a process that never saw it goes on from there',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'jobs are kept in cookies, queues and tables; what is lost or too long there was paid for nothing.',
    fix: 'put what get() needs beyond the id into handle, as short strings; remember nothing, in the provider or around it.',
    async run(stage) {
      await expectSmall(stage)
      await takeUp(stage)
      await learnModel(stage)
      if (hasContent(stage)) await fetchElsewhere(stage)
    },
  },
  {
    id: 'REF-02',
    title: 'Jobs that earlier versions have stored are still found',
    since: '1.0',
    level: 'required',
    gate: withJobs,
    subject: ['get'],
    why: 'an update while a job runs must not cost the job.',
    fix: 'read every form of handle that a version has ever written; list one job of each form in `jobs`.',
    async run(stage) {
      const { jobs } = stage
      if (jobs.length === 0) return stage.notDeclared('no job of an earlier version is listed in `jobs`')
      for (const [index, stored] of jobs.entries()) {
        await stage.scene(looks(stage, [steps('get', [[], []])]), async (scene) => {
          const what = `jobs[${index}]`
          const job = await begin(scene, stage)
          const expected = await scene.accept('get', () => scene.client.get(job))
          const taken = await scene.accept(`job() of ${what}`, async () => scene.client.job(stored))
          scene.equal(taken.id, job.id, `id of ${what}, which has to be the one on the tape`)
          const found = await scene.accept(`get of ${what}`, () => scene.client.get(taken))
          scene.equal(found.status, expected.status, `status of ${what}`)
          scene.equal(found.outputs, expected.outputs, `outputs of ${what}`)
        })
      }
    },
  },
  {
    id: 'REF-03',
    title: "A job without an id, of another provider, or that points elsewhere leads to no call but the vendor's own",
    since: '1.0',
    level: 'required',
    subject: [],
    why: 'a stored job comes back through hands that can change it; the key must not follow it wherever it points.',
    fix: 'fill ids and handles into the paths of http alone; never build an address from them.',
    run: refuseTampered,
  },
]

/** As it was made, at its end, with a long prompt, and with a long story of what went wrong. */
async function expectSmall(stage: Stage): Promise<void> {
  const { sample, can, story } = firstSubject(stage)
  await stage.scene(looks(stage, [steps('get', [[]])]), async (scene) => {
    const job = await begin(scene, stage)
    await expectPlain(scene, 'the created job', job)
    await expectPlain(scene, 'the completed job', await scene.accept('get', () => scene.client.get(job)))
  })
  await stage.scene({ tapes: story, only: ['upload', 'create'] }, async (scene) => {
    const prompt = 'a'.repeat(can.promptLength ?? longPrompt)
    const job = await scene.accept('create with a long prompt', () => scene.client.create({ ...sample, prompt }))
    await expectPlain(scene, 'the job with a long prompt', job)
  })
  const reason = pointerFor(stage.wire.reason, 'get')
  if (reason === undefined) return
  const wordy = { ...setField('get', reason, '長い話'.repeat(300)), label: 'a reason of 900 characters' }
  await stage.scene({ tapes: 'fails', only: ['upload', 'create', 'get'], bend: [wordy] }, async (scene) => {
    const job = await scene.accept('create', () => scene.client.create(sample))
    await expectPlain(scene, 'the failed job', await scene.accept('wait', () => scene.poller.wait(job)))
  })
}

async function expectPlain(scene: Scene, what: string, job: Job): Promise<void> {
  const { value: copy } = await scene.attempt(async () => structuredClone(job))
  scene.equal(copy, job, `the structured clone of ${what}`)
  const { value: text = '' } = await scene.attempt(async () => JSON.stringify(job))
  const { value: read } = await scene.attempt(async (): Promise<unknown> => JSON.parse(text))
  scene.equal(read, job, `${what} after JSON`)
  const bytes = Buffer.byteLength(text)
  scene.check(bytes <= mostBytes, `${what} has ${bytes} bytes; it may have ${mostBytes}`)
  const form = formOfKey(text, scene.apiKey)
  scene.check(form === undefined, `${what} holds the key ${form}`)
}

/** Under another id a job is one that this process has never seen: whoever remembers does not know it. */
async function takeUp(stage: Stage): Promise<void> {
  const name = newNameFor(stage, tapedId(stage))
  const { job, seen } = await stage.scene(looks(stage, [steps('get', [[]])]), async (scene) => {
    const job = await begin(scene, stage)
    return { job, seen: await scene.accept('get', () => scene.client.get(job)) }
  })
  for (const call of callsAbout(stage, name)) {
    const { operation } = call
    await stage.scene(alone(call, [steps(operation, [[]]), renamed(name)]), async (scene) => {
      const taken = await take(scene, job, name)
      const found = await scene.accept(`${operation} in another process`, () => call.run(scene, taken))
      if (operation === 'get') scene.equal(found, rename(seen, name), 'the job after a look in another process')
    })
  }
}

async function fetchElsewhere(stage: Stage): Promise<void> {
  const making = { tapes: 'content', only: ['upload', 'create', 'get'] } as const
  const job = await stage.scene(making, (scene) => completedJob(scene, stage))
  const name = newNameFor(stage, job.id)
  const fetching = { tapes: 'content', only: ['content', 'download'], bend: [renamed(name)] } as const
  await stage.scene(fetching, async (scene) => {
    const taken = await take(scene, job, name)
    const { body } = await scene.accept('stream in another process', () => scene.client.stream(taken))
    await scene.accept('reading the clip', () => new Response(body).arrayBuffer())
  })
}

/** The job as it comes back from where it was stored, under its new id. */
function take(scene: Scene, job: Job, name: NewName): Promise<Job> {
  const renewed = async (): Promise<Job> => scene.client.job(JSON.parse(JSON.stringify(rename(job, name))))
  return scene.accept('job() of the stored job', renewed)
}

function newNameFor(stage: Stage, from: string): NewName {
  // No other clause has a job made with one of these.
  const [to] = newIds(from, 1, 90)
  return to === undefined ? stage.misconfigured(`the id ${from} has no other form`) : { from, to }
}

/** The operations that ask about one job, which is the one on the tape. */
function callsAbout(stage: Stage, name: NewName): Call[] {
  return callsOf(stage).filter(({ operation, story }) => {
    const tape = stage.tape(story)
    const exchanges = tape.exchanges.filter((one) => one.operation === operation)
    const asked = {
      ...tape,
      exchanges: exchanges.map((one) => ({ ...one, response: { ...one.response, body: nothing } })),
    }
    return renamed(name).apply(asked, Math.random) !== asked
  })
}

const nothing = { kind: 'none' } as const
