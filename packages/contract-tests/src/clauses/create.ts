import { isEnd, isVideoError, statuses, type Status } from '@reelay/core'
import type { Clause } from '../clause.ts'
import { describeThrown } from '../failure.ts'
import { body, redirect, reset, status, unknownEnum } from '../mutators.ts'
import { valuesAt, leaves } from '../pointer.ts'
import { anyCreate, firstSubject, subjects, type Subject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { ambiguous, refusals } from './create-failures.ts'

/** Group E: the one call that costs money. */
export const createClauses: readonly Clause[] = [
  {
    id: 'SUB-01',
    title: "A create resolves with the vendor's job id and status, from one create call, whatever word the status is",
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'the id is all that is left of a paid job; without it the clip is lost.',
    fix: "return { id, status, vendorStatus } from create; read the status with statusMap(), so that a new word becomes 'unknown'.",
    async run(stage) {
      const id = stage.pointer('id', 'create')
      for (const subject of subjects(stage)) {
        await stage.scene(once(subject), async (scene) => {
          const job = await scene.accept(`create of samples.${subject.mode}`, () => scene.client.create(subject.sample))
          scene.equal(job.id, String(scene.taped('create', id)[0]), 'job.id')
          scene.equal(job.provider, scene.provider.id, 'job.provider')
          scene.equal(job.model, subject.sample.model, 'job.model')
          const word = wordOf(stage, scene)
          const expected = word === undefined ? 'queued' : meaningOf(stage, word)
          scene.equal(job.status, expected, `job.status for the vendor's ${word ?? 'silence'}`)
          scene.check(
            job.outputs.length === 0 || isEnd(job),
            `a job that is ${job.status} has ${job.outputs.length} outputs`,
          )
          scene.equal(scene.sent('create').length, 1, 'number of create calls')
        })
      }
      await keepUnknownWord(stage, firstSubject(stage), id)
    },
  },
  {
    id: 'SUB-02',
    title:
      'A create is sent once: never by a plan, and no failure of the line, the vendor or the answer makes it go out again',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'each create is billed; a lost answer to the first one says nothing about whether it was taken.',
    fix: 'never repeat a create, follow no redirect with it, and let core report `submission_unknown`.',
    async run(stage) {
      const subject = firstSubject(stage)
      await stage.scene(anyCreate(subject), async (scene) => {
        await scene.accept('plan', () => scene.client.plan(subject.sample))
        scene.equal(scene.sent('create').length, 0, 'number of create calls of a plan')
      })
      for (const mutation of [
        ...ambiguous(stage),
        ...refusals,
        redirect('create', 'same'),
        redirect('create', 'cross', 308),
      ]) {
        await stage.scene({ ...anyCreate(subject), bend: [mutation] }, async (scene) => {
          await scene.attempt(() => scene.client.create(subject.sample))
          await scene.clock.advance(600_000)
          const sent = scene.requests.filter(({ operation }) => operation !== 'models' && operation !== 'upload')
          scene.equal(sent.length, 1, 'number of create calls')
        })
      }
    },
  },
  {
    id: 'SUB-03',
    title: "The caller's idempotency key is sent as it is, the same for the same call and another for another",
    since: '1.0',
    level: 'required',
    gate: {
      name: "providers with idempotency 'key'",
      isOpen: ({ capabilities }) => capabilities.idempotency === 'key',
    },
    subject: ['create'],
    why: 'the key is what makes a second attempt safe; one that is lost or renewed on the way bills twice.',
    fix: 'send request.idempotencyKey where the vendor documents it, unchanged; never share a key between two calls.',
    async run(stage) {
      const subject = firstSubject(stage)
      const { idempotencyKey: _key, ...sample } = subject.sample
      await stage.scene(anyCreate(subject), async (scene) => {
        const send = async (idempotencyKey?: string): Promise<string[]> => {
          const request = { ...sample, ...(idempotencyKey !== undefined && { idempotencyKey }) }
          await scene.accept('create', () => scene.client.create(request))
          const sent = scene.sent('create').at(-1)
          return [...Object.values(sent?.headers ?? {}), ...leaves(sent?.json).map(([, value]) => String(value))]
        }
        for (const key of ['caller-key-1', 'caller-key-1', 'caller-key-2']) {
          const sent = await send(key)
          scene.check(sent.includes(key), `the key ${key} is nowhere in what was sent`)
        }
        const [one, other] = [await send(), await send()]
        const common = (texts: string[]): string[] => texts.filter((text) => text.includes('caller-key'))
        scene.equal([...common(one), ...common(other)], [], 'keys of earlier calls in a create without one')
      })
    },
  },
  {
    id: 'SUB-04',
    title:
      'When nobody can know whether the vendor took the job, the error says so; after a refusal it says that nothing was',
    since: '1.0',
    level: 'required',
    subject: ['create'],
    why: 'only with this can a caller decide between trying again and looking first; a wrong guess pays twice or loses a job.',
    fix: 'let errors of http pass; throw nothing of your own in create, and catch nothing.',
    async run(stage) {
      const subject = firstSubject(stage)
      for (const mutation of ambiguous(stage)) {
        await stage.scene({ ...once(subject), bend: [mutation] }, async (scene) => {
          const error = await scene.refuse('create', 'submission_unknown', () => scene.client.create(subject.sample))
          const { submitted, charged, retryable } = error
          scene.equal(
            { submitted, charged, retryable },
            { submitted: 'unknown', charged: 'unknown', retryable: false },
            'the error',
          )
        })
      }
      for (const mutation of [...refusals, reset('create', 'before-headers', 'ECONNREFUSED')]) {
        await stage.scene({ ...once(subject), bend: [mutation] }, async (scene) => {
          const { submitted, charged } = await videoError(scene, subject)
          scene.equal({ submitted, charged }, { submitted: 'no', charged: 'no' }, 'the error')
        })
      }
    },
  },
  {
    id: 'SUB-05',
    title: 'When a step before the create fails, the create is not sent, and the error says that nothing was submitted',
    since: '1.0',
    level: 'required',
    gate: {
      name: 'providers that take images',
      isOpen: ({ models }) => models.some(({ modes }) => modes.image ?? modes.reference),
    },
    subject: ['upload'],
    why: 'a create without its image is billed for a clip that nobody wanted.',
    fix: 'await each step, call it with isBillable: false, and let its error pass.',
    async run(stage) {
      const stepped = subjects(stage).filter(({ story }) =>
        stage.tape(story).exchanges.some(({ operation }) => operation === 'upload'),
      )
      if (stepped.length === 0) stage.notDeclared('a create is one call on every tape')
      const failures = [
        status('upload', 503),
        status('upload', 401, 'empty'),
        reset('upload', 'before-headers'),
        body('upload', 'truncated'),
      ]
      for (const subject of stepped) {
        for (const mutation of failures) {
          await stage.scene(
            { tapes: subject.story, only: ['upload', 'create'], isLoose: true, bend: [mutation] },
            async (scene) => {
              const error = await videoError(scene, subject)
              scene.equal(scene.sent('create').length, 0, 'number of creates after a failed upload')
              const { operation, submitted, charged } = error
              scene.equal(
                { operation, submitted, charged },
                { operation: 'create', submitted: 'no', charged: 'no' },
                'the error',
              )
            },
          )
        }
      }
    },
  },
  {
    id: 'SUB-06',
    title: 'A call for several clips gives each of them, in order',
    since: '1.0',
    level: 'required',
    gate: {
      name: 'providers with n above 1',
      isOpen: ({ models }) => models.some(({ modes }) => Object.values(modes).some((mode) => (mode?.n ?? 1) > 1)),
    },
    subject: ['create', 'get'],
    why: 'each clip is billed; one that is missing from the job cannot be fetched any more.',
    fix: 'return one output for each clip in the answer, in its order.',
    async run(stage) {
      const several = subjects(stage).filter(({ sample }) => (sample.n ?? 1) > 1)
      if (several.length === 0) stage.noTape('no sample asks for n above 1')
      for (const subject of several) {
        await stage.scene({ tapes: subject.story, only: ['upload', 'create', 'get'] }, async (scene) => {
          let job = await scene.accept('create', () => scene.client.create(subject.sample))
          const looks = stage.tape(subject.story).exchanges.filter(({ operation }) => operation === 'get')
          for (const _look of looks) job = await scene.accept('get', () => scene.client.get(job))
          scene.equal(job.status, 'completed', 'job.status after the last look')
          scene.equal(job.outputs.length, subject.sample.n, 'number of outputs')
          const urls = scene.taped('get', stage.pointer('resultUrl', 'get'))
          const found = job.outputs.flatMap(({ url }) => url ?? [])
          if (found.length > 0) scene.equal(found, urls, 'URLs of the outputs')
          scene.equal(urls.length, subject.sample.n, 'number of clips on the tape')
        })
      }
    },
  },
]

/** One create, as on the tape, and nothing else. */
function once({ story }: Subject): SceneOptions {
  return { tapes: story, only: ['upload', 'create'] }
}

async function videoError(scene: Scene, { sample }: Subject): ReturnType<Scene['refuse']> {
  const { error, value } = await scene.attempt(() => scene.client.create(sample))
  if (isVideoError(error)) return error
  return scene.fail(
    error === undefined
      ? `create: must be refused, but resolved with ${JSON.stringify(value)}`
      : `create: threw ${describeThrown(error)}`,
  )
}

/** A word that nobody listed must not cost the job its id. */
async function keepUnknownWord(stage: Stage, subject: Subject, id: string): Promise<void> {
  const place = stage.pointer('status', 'create')
  const create = stage.tape(subject.story).exchanges.find(({ operation }) => operation === 'create')
  const answer = create?.response.body
  if (answer?.kind !== 'json' || valuesAt(answer.value, place).length === 0) return
  await stage.scene({ ...once(subject), bend: [unknownEnum('create', place)] }, async (scene) => {
    const job = await scene.accept('create', () => scene.client.create(subject.sample))
    scene.equal(job.id, String(scene.taped('create', id)[0]), 'job.id')
    scene.equal(job.status, 'unknown', 'job.status for a word that nobody listed')
    scene.equal(job.vendorStatus, scene.taped('create', place)[0], 'job.vendorStatus')
  })
}

function wordOf(stage: Stage, scene: Scene): string | undefined {
  const [word] = scene.taped('create', stage.pointer('status', 'create'))
  return typeof word === 'string' || typeof word === 'number' ? String(word) : undefined
}

/** What `wire.words` says of a word. */
function meaningOf({ wire }: Stage, word: string): Status {
  return statuses.find((one) => one !== 'unknown' && wire.words[one]?.includes(word)) ?? 'unknown'
}
