import type { Job } from '@reelay/core'
import { makeJob } from '../calls.ts'
import type { Clause, Gate } from '../clause.ts'
import type { Mutation } from '../mutators.ts'
import { plainEnvelope, refusedWith } from '../refusals.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { answeredAs, steps } from '../steps.ts'
import type { Exchange, Scenario } from '../tape.ts'
import { says, workingWord } from './looks.ts'
import { countRemoved, expectDone, keepLonger } from './removals.ts'

// Nobody does it more often by accident.
const often = 10

/** Group K, second part: jobs that are stopped or removed. */
export const cancelClauses: readonly Clause[] = [
  {
    id: 'CAN-01',
    title: 'A cancel is one call; then the job is as the vendor says it is, and a cancel may be repeated',
    since: '1.0',
    level: 'required',
    gate: offering('cancel', 'providers that cancel'),
    subject: ['cancel', 'get'],
    why: 'a vendor may stop a job later, or not at all; who is told that it has stopped does not look at what he pays for.',
    fix: 'send one call and remember nothing: whether the job has stopped, the next look tells.',
    async run(stage) {
      const job = await makeJob(stage)
      await stage.scene({ tapes: 'cancel', only: ['cancel', 'get'] }, async (scene) => {
        const after = await scene.accept('cancel', () => scene.client.cancel(job))
        expectAsTold(scene, stage, after, 'cancel')
        scene.equal(scene.sent('cancel').length, 1, 'number of cancels sent')
      })
      const goesOn = says(stage, workingWord(stage))
      const times = Array.from({ length: often }, () => [])
      const bend = [steps('cancel', times), steps('get', [...times.map(() => [goesOn]), []])]
      await stage.scene({ tapes: 'cancel', only: ['cancel', 'get'], bend }, async (scene) => {
        const first = await scene.accept('cancel 1', () => scene.client.cancel(job))
        expectWord(scene, stage, first, { word: workingWord(stage), when: 'a cancel of a job that goes on' })
        for (let time = 2; time <= often; time++)
          scene.equal(await scene.accept(`cancel ${time}`, () => scene.client.cancel(job)), first, `cancel ${time}`)
        const last = await scene.accept('get', () => scene.client.get(first))
        expectAsTold(scene, stage, last, 'a look later on')
      })
      await expectDone(stage, 'cancel')
    },
  },
  {
    id: 'CAN-02',
    title: 'A cancel that comes too late gives the job as it ended, and is no error',
    since: '1.0',
    level: 'required',
    gate: offering('cancel', 'providers that cancel'),
    subject: ['cancel', 'get'],
    why: 'jobs end while somebody reaches for the button; the clip is paid for, and an error would hide it.',
    fix: "let http refuse a 409; where the vendor says 'too late' in another way, give it the code 'conflict' in refusal().",
    async run(stage) {
      const job = await makeJob(stage)
      const envelope = plainEnvelope(stage)
      const ended = lastLook(stage)
      const look = ended ? [answeredAs('get', ended)] : []
      for (const { name, bend } of refusedWith(409, envelope))
        await cancelLate(stage, job, { story: 'cancel', name, bend: [...bend('cancel'), ...look] })
      if (stage.has('cancel.late'))
        await cancelLate(stage, job, { story: 'cancel.late', name: "the vendor's own words", bend: [] })
    },
  },
  {
    id: 'CAN-03',
    title: "A cancel of a job that the vendor does not know is 'not_found'",
    since: '1.0',
    level: 'required',
    gate: offering('cancel', 'providers that cancel'),
    subject: ['cancel'],
    why: 'who cancels with the wrong account or id is told that all is well, while the job runs on and is billed.',
    fix: 'catch nothing in cancel().',
    async run(stage) {
      const job = await makeJob(stage)
      const [unknown] = stage.tape('refused.not_found').exchanges
      const bend = unknown ? [answeredAs('cancel', unknown)] : []
      await stage.scene({ tapes: 'cancel', only: ['cancel'], bend }, async (scene) => {
        const error = await scene.refuse('cancel of an unknown job', 'not_found', () => scene.client.cancel(job))
        scene.equal(error.operation, 'cancel', 'the operation on the error')
        scene.equal(error.job?.id, job.id, 'the id of the job on the error')
        scene.equal(scene.requests.length, 1, 'number of requests')
      })
    },
  },
  {
    id: 'DEL-01',
    title: "A delete is one call and may be repeated; a job that was deleted is 'not_found'",
    since: '1.0',
    level: 'required',
    gate: offering('delete', 'providers that delete'),
    subject: ['delete', 'get'],
    why: 'a delete that fails at the second try, or a job that lives on after it, leaves nobody sure of what is gone.',
    fix: 'send one call, keep nothing of a job, and let the answer of the vendor pass.',
    async run(stage) {
      const job = await makeJob(stage)
      const [unknown] = stage.tape('refused.not_found').exchanges
      const gone = unknown ? [answeredAs('get', unknown)] : []
      const bend = [
        steps('get', [[], gone]),
        steps(
          'delete',
          Array.from({ length: often }, () => []),
        ),
      ]
      const tapes = [firstSubject(stage).story, 'delete'] as const
      await stage.scene({ tapes, only: ['delete', 'get'], bend }, async (scene) => {
        await scene.accept('get before', () => scene.client.get(job))
        for (let time = 1; time <= often; time++) {
          await scene.accept(`delete ${time}`, () => scene.client.delete(job))
          scene.equal(scene.sent('delete').length, time, `number of deletes sent after delete ${time}`)
        }
        await scene.refuse('get of a deleted job', 'not_found', () => scene.client.get(job))
      })
      await expectDone(stage, 'delete')
    },
  },
  {
    id: 'DEL-02',
    title: 'A delete of everything is one call, and gives the number of jobs that the vendor says',
    since: '1.0',
    level: 'required',
    gate: offering('deleteAll', 'providers that delete everything at once'),
    subject: ['deleteAll'],
    why: 'the number is all that tells whether anything was removed.',
    fix: 'return the number in the answer, 0 as well, and nothing where there is none; say in wire.removed where it is.',
    run: countRemoved,
  },
  {
    id: 'DEL-03',
    title: 'A job whose clip is kept longer says until when, as the vendor tells, and is otherwise as it was',
    since: '1.0',
    level: 'required',
    gate: offering('setRetention', 'providers that keep clips for longer'),
    subject: ['setRetention'],
    why: 'a clip that is believed to be kept is fetched when it is gone.',
    fix: 'send the days as they are, pass what the answer says through instant(), and say in wire.expiresAt where it is.',
    run: keepLonger,
  },
]

function offering(operation: 'cancel' | 'delete' | 'deleteAll' | 'setRetention', name: string): Gate {
  return { name, isOpen: ({ capabilities }) => capabilities.operations.includes(operation) }
}

/** The answer that ends the first story. */
function lastLook(stage: Stage): Exchange | undefined {
  return stage.tape(firstSubject(stage).story).exchanges.findLast(({ operation }) => operation === 'get')
}

/** Cancels a job that has ended, which the vendor says in this way. */
async function cancelLate(
  stage: Stage,
  job: Job,
  { story, name, bend }: { story: Scenario; name: string; bend: readonly Mutation[] },
): Promise<void> {
  await stage.scene({ tapes: story, only: ['cancel', 'get'], bend }, async (scene) => {
    const what = `cancel that comes too late, told with ${name}`
    expectAsTold(scene, stage, await scene.accept(what, () => scene.client.cancel(job)), what)
    scene.equal(scene.sent('cancel').length, 1, `${what}: number of cancels sent`)
  })
}

/** The job is as the last look on the tape has it. */
function expectAsTold(scene: Scene, stage: Stage, job: Job, what: string): void {
  expectWord(scene, stage, job, { word: scene.taped('get', stage.pointer('status', 'get')).at(-1), when: what })
}

function expectWord(scene: Scene, stage: Stage, job: Job, { word, when }: { word: unknown; when: string }): void {
  const [meaning] = Object.entries(stage.wire.words).find(([, words]) => words.some((one) => one === word)) ?? []
  scene.equal(job.vendorStatus, word, `job.vendorStatus after ${when}`)
  scene.equal(job.status, meaning, `job.status after ${when}`)
}
