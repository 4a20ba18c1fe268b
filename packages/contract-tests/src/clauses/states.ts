import type { Job } from '@reelay/core'
import type { Clause } from '../clause.ts'
import { regressStatus, status, unknownEnum } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Scene } from '../scene.ts'
import { specWords } from '../spec-words.ts'
import type { Stage } from '../stage.ts'
import { answeredAs, steps } from '../steps.ts'
import { begin, looks, says, wordFor } from './looks.ts'
import { judgeOutputs } from './states-outputs.ts'
import { judgeProgress } from './states-progress.ts'
import { judgeWaiting } from './states-waiting.ts'

/** Group F: what becomes of a job. */
export const stateClauses: readonly Clause[] = [
  {
    id: 'STA-01',
    title: "Each of the vendor's status words means what is declared, and every word of its specification is declared",
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'a job that is read as failed is thrown away though it is paid for; one that is read as running is waited for in vain.',
    fix: 'read the word with statusMap() over the specification, and list each word in wire.words.',
    async run(stage) {
      const place = stage.pointer('status', 'get')
      const declared = Object.entries(stage.wire.words).flatMap(([meaning, words]) =>
        words.map((word) => ({ meaning, word })),
      )
      const told = declared.map(({ word }) => [says(stage, word)])
      await stage.scene(looks(stage, [steps('get', told)]), async (scene) => {
        for (const word of specified(stage, place))
          scene.check(
            declared.some((one) => one.word === word),
            `the specification lists the status "${word}", which wire.words does not have`,
          )
        const job = await begin(scene, stage)
        for (const { meaning, word } of declared) {
          const seen = await scene.accept(`get of a job that is "${word}"`, () => scene.client.get(job))
          scene.equal(seen.status, meaning, `job.status for "${word}"`)
          scene.equal(seen.vendorStatus, word, `job.vendorStatus for "${word}"`)
        }
      })
    },
  },
  {
    id: 'STA-02',
    title: "A status word that nobody listed is 'unknown': no end, no guess, not hidden, and waiting goes on",
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'vendors add words without notice; a guess makes a running job fail, or a failed one run for ever.',
    fix: 'pass the status and the vendorStatus that statusMap() gives; no default of your own.',
    async run(stage) {
      const place = stage.pointer('status', 'get')
      const limbo = unknownEnum('get', place)
      await stage.scene(looks(stage, [steps('get', [[limbo], [limbo], []])]), async (scene) => {
        const job = await begin(scene, stage)
        const seen = await scene.accept('get of a job in limbo', () => scene.client.get(job))
        const [word, other] = scene.taped('get', place)
        scene.equal(seen.status, 'unknown', 'job.status')
        scene.equal(seen.vendorStatus, word, 'job.vendorStatus')
        scene.equal(seen.outputs, [], 'job.outputs')
        const told: string[] = []
        const onUpdate = ({ status: now, vendorStatus }: Job): void => void told.push(`${now} ${vendorStatus}`)
        const done = await scene.accept('wait for a job in limbo', () => scene.poller.wait(seen, { onUpdate }))
        scene.equal(done.status, 'completed', 'job.status in the end')
        scene.equal(told[0], `unknown ${String(other)}`, 'the first update')
      })
    },
  },
  {
    id: 'STA-03',
    title: 'An end is an end: whatever the vendor says of a job afterwards, the job stays as it ended',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'caches and retries of vendors tell old states; a finished clip must not be lost to one of them.',
    fix: 'read each answer as it is, never change the job that is passed in, and let core merge the two.',
    async run(stage) {
      const place = stage.pointer('status', 'get')
      for (const end of ['completed', 'failed', 'cancelled', 'expired'] as const) {
        const word = wordFor(stage, end)
        if (word === undefined) continue
        const others = Object.values(stage.wire.words).flatMap(([first]) => (first === word ? [] : (first ?? [])))
        const ending = end === 'completed' ? [] : [says(stage, word)]
        const later = others.map((other) => regressStatus('get', place, other))
        await stage.scene(looks(stage, [steps('get', [ending]), ...later]), async (scene) => {
          const job = await begin(scene, stage)
          const ended = await scene.accept(`get of a job that is "${word}"`, () => scene.client.get(job))
          const before = await copyOf(scene, ended)
          for (const other of others) {
            const what = `get of a job that was "${word}" and is said to be "${other}"`
            scene.equal(await scene.accept(what, () => scene.client.get(ended)), before, what)
          }
        })
      }
    },
  },
  {
    id: 'STA-04',
    title: 'A completed job says where its clip is, one that is not has no clip, and a failed one says why',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'a success without a clip is found out when the vendor has deleted it; a failure without a reason cannot be acted on.',
    fix: 'return the outputs as the answer has them, and `error: { message, code, charged }` for a failed job; throw neither.',
    run: judgeOutputs,
  },
  {
    id: 'STA-05',
    title:
      'Progress is what the vendor says, from 0 to 100, never goes back, and is absent where the vendor says nothing',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'an invented or misread figure makes people give up a job that runs, or wait for one that does not.',
    fix: 'pass the figure on as a percentage, and undefined when there is none; never compute one from the status.',
    run: judgeProgress,
  },
  {
    id: 'STA-06',
    title: 'A look is one call, changes nothing, and gives the same for the same answer; an unknown job is not_found',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'looks are made by the hundred, by several processes at once: each must be free and harmless.',
    fix: 'make one GET in get(), keep no state between calls, and let the error of a 404 pass.',
    async run(stage) {
      await stage.scene(looks(stage, [steps('get', [[], [], []])]), async (scene) => {
        const job = await begin(scene, stage)
        const before = await copyOf(scene, job)
        const look = async (what: string, at: Job): Promise<Job> => {
          const count = scene.requests.length
          const seen = await scene.accept(what, () => scene.client.get(at))
          const calls = scene.requests.slice(count).map(({ operation }) => operation)
          scene.equal(calls, ['get'], `calls of ${what}`)
          return seen
        }
        const first = await look('the first look', job)
        scene.equal(await look('the second look', job), first, 'the job at the second look')
        scene.equal(await look('a look at what has ended', first), first, 'the ended job at one more look')
        scene.equal(job, before, 'the job that was passed in')
      })
      const found = stage.has('refused.not_found') ? stage.tape('refused.not_found').exchanges : []
      const missing = found.find(({ operation }) => operation === 'get')
      const refusal = missing ? answeredAs('get', missing) : status('get', 404, 'empty')
      await stage.scene(looks(stage, [steps('get', [[refusal]])]), async (scene) => {
        const job = await begin(scene, stage)
        await scene.refuse('get of a job that the vendor does not know', 'not_found', () => scene.client.get(job))
      })
    },
  },
  {
    id: 'STA-07',
    title: 'Waiting keeps the declared pace and what the vendor asks, outlives a bad answer, and ends with the job',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'one 503 or one timeout while waiting is how paid jobs are lost, and a poll too many how accounts are blocked.',
    fix: 'make one call in get() and let its error pass: no loop, no retry, no verdict of your own; declare capabilities.polling.',
    run: judgeWaiting,
  },
  {
    id: 'STA-08',
    title: 'A job that was stored as JSON is taken up by another process as if nothing had happened',
    since: '1.0',
    level: 'required',
    subject: ['get'],
    why: 'a job outlives the process that made it; what only memory knew of it is lost when that process ends.',
    fix: 'put what get() needs beyond the id into handle, as strings; keep nothing in the provider.',
    async run(stage) {
      await stage.scene(looks(stage, [steps('get', [[], []])]), async (scene) => {
        const job = await begin(scene, stage)
        const stored = await scene.accept('the job as JSON', async () => JSON.stringify(job))
        const here = await scene.accept('get', () => scene.client.get(job))
        const there = scene.again().client
        const taken = await scene.accept('job() of the stored job', async () => there.job(JSON.parse(stored)))
        scene.equal(taken, job, 'the stored job')
        scene.equal(await scene.accept('get in another process', () => there.get(taken)), here, 'the job there')
        const back = scene.accept('the completed job as JSON', async () => there.job(JSON.parse(JSON.stringify(here))))
        scene.equal(await back, here, 'the completed job after it was stored')
      })
    },
  },
]

/** The job as it is now. The clause fails for one that is no plain data. */
function copyOf(scene: Scene, job: Job): Promise<Job> {
  return scene.accept('a copy of the job', async () => structuredClone(job))
}

/** The status words that the vendor's specification lists, where there is one. */
function specified(stage: Stage, place: string): string[] {
  const look = stage.tape(firstSubject(stage).story).exchanges.find(({ operation }) => operation === 'get')
  return stage.spec && look ? specWords(stage.spec, look, place) : []
}
