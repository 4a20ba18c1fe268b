import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { regressStatus, status, unknownEnum } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { specWords } from './spec-words.ts'
import { answeredAs, steps } from './cases/steps.ts'
import { begin, polls, says, withPolls, wordFor } from './polls.ts'
import { judgeOutputs } from './states-outputs.ts'
import { judgeProgress } from './states-progress.ts'
import { judgeWaiting } from './states-waiting.ts'

/** Group F: what becomes of a job. */
export const stateClauses: ClauseDefinitions = {
  'STA-01': {
    title: "Each of the vendor's status words means what is declared, and every word of its specification is declared",
    why: 'a job that is read as failed is thrown away though it is paid for; one that is read as running is waited for in vain.',
    fix: 'read the word with statusMap() over the specification, and list each word in wire.words.',
    async run(context) {
      const place = context.pointer('status', 'get')
      const declared = Object.entries(context.wire.words).flatMap(([meaning, words]) =>
        words.map((word) => ({ meaning, word })),
      )
      const told = declared.map(({ word }) => [says(context, word)])
      await context.sandbox(polls(context, [steps('get', told)]), async (sandbox) => {
        for (const word of specified(context, place))
          sandbox.check(
            declared.some((one) => one.word === word),
            `the specification lists the status "${word}", which wire.words does not have`,
          )
        const job = await begin(sandbox, context)
        for (const { meaning, word } of declared) {
          const seen = await sandbox.accept(`get of a job that is "${word}"`, () => sandbox.client.get(job))
          sandbox.equal(seen.status, meaning, `job.status for "${word}"`)
          sandbox.equal(seen.vendorStatus, word, `job.vendorStatus for "${word}"`)
        }
      })
    },
  },
  'STA-02': {
    title: "A status word that nobody listed is 'unknown': no end, no guess, not hidden, and waiting goes on",
    why: 'vendors add words without notice; a guess makes a running job fail, or a failed one run for ever.',
    fix: 'pass the status and the vendorStatus that statusMap() gives; no default of your own.',
    async run(context) {
      const place = context.pointer('status', 'get')
      const limbo = unknownEnum('get', place)
      await withPolls(context, [steps('get', [[limbo], [limbo], []])], async (sandbox, job) => {
        const seen = await sandbox.accept('get of a job in limbo', () => sandbox.client.get(job))
        const [word, other] = sandbox.fixtureValues('get', place)
        sandbox.equal(seen.status, 'unknown', 'job.status')
        sandbox.equal(seen.vendorStatus, word, 'job.vendorStatus')
        sandbox.equal(seen.outputs, [], 'job.outputs')
        const told: string[] = []
        const onUpdate = ({ status: now, vendorStatus }: Job): void => void told.push(`${now} ${vendorStatus}`)
        const done = await sandbox.accept('wait for a job in limbo', () => sandbox.poller.wait(seen, { onUpdate }))
        sandbox.equal(done.status, 'completed', 'job.status in the end')
        sandbox.equal(told[0], `unknown ${String(other)}`, 'the first update')
      })
    },
  },
  'STA-03': {
    title: 'An end is an end: whatever the vendor says of a job afterwards, the job stays as it ended',
    why: 'caches and retries of vendors tell old states; a finished video must not be lost to one of them.',
    fix: 'read each answer as it is, never change the job that is passed in, and let core merge the two.',
    async run(context) {
      const place = context.pointer('status', 'get')
      for (const end of ['completed', 'failed', 'cancelled', 'expired'] as const) {
        const word = wordFor(context, end)
        if (word === undefined) continue
        const others = Object.values(context.wire.words).flatMap(([first]) => (first === word ? [] : (first ?? [])))
        const ending = end === 'completed' ? [] : [says(context, word)]
        const later = others.map((other) => regressStatus('get', place, other))
        await withPolls(context, [steps('get', [ending]), ...later], async (sandbox, job) => {
          const ended = await sandbox.accept(`get of a job that is "${word}"`, () => sandbox.client.get(job))
          const before = await copyOf(sandbox, ended)
          for (const other of others) {
            const what = `get of a job that was "${word}" and is said to be "${other}"`
            sandbox.equal(await sandbox.accept(what, () => sandbox.client.get(ended)), before, what)
          }
        })
      }
    },
  },
  'STA-04': {
    title: 'A completed job says where its video is, one that is not has no video, and a failed one says why',
    why: 'a success without a video is found out when the vendor has deleted it; a failure without a reason cannot be acted on.',
    fix: 'return the outputs as the answer has them, and `error: { message, code, charged }` for a failed job; throw neither.',
    run: judgeOutputs,
  },
  'STA-05': {
    title:
      'Progress is what the vendor says, from 0 to 100, never goes back, and is absent where the vendor says nothing',
    why: 'an invented or misread figure makes people give up a job that runs, or wait for one that does not.',
    fix: 'pass the figure on as a percentage, and undefined when there is none; never compute one from the status.',
    run: judgeProgress,
  },
  'STA-06': {
    title: 'A poll is one call, changes nothing, and gives the same for the same answer; an unknown job is not_found',
    why: 'polls are made by the hundred, by several processes at once: each must be free and harmless.',
    fix: 'make one GET in get(), keep no state between calls, and let the error of a 404 pass.',
    async run(context) {
      await withPolls(context, [steps('get', [[], [], []])], async (sandbox, job) => {
        const before = await copyOf(sandbox, job)
        const poll = async (what: string, at: Job): Promise<Job> => {
          const count = sandbox.requests.length
          const seen = await sandbox.accept(what, () => sandbox.client.get(at))
          const calls = sandbox.requests.slice(count).map(({ operation }) => operation)
          sandbox.equal(calls, ['get'], `calls of ${what}`)
          return seen
        }
        const first = await poll('the first poll', job)
        sandbox.equal(await poll('the second poll', job), first, 'the job at the second poll')
        sandbox.equal(await poll('a poll of what has ended', first), first, 'the ended job at one more poll')
        sandbox.equal(job, before, 'the job that was passed in')
      })
      const found = context.has('refused.not_found') ? context.fixture('refused.not_found').exchanges : []
      const missing = found.find(({ operation }) => operation === 'get')
      const refusal = missing ? answeredAs('get', missing) : status('get', 404, 'empty')
      await withPolls(context, [steps('get', [[refusal]])], async (sandbox, job) => {
        await sandbox.refuse('get of a job that the vendor does not know', 'not_found', () => sandbox.client.get(job))
      })
    },
  },
  'STA-07': {
    title: 'Waiting keeps the declared interval and what the vendor asks, outlives a bad answer, and ends with the job',
    why: 'one 503 or one timeout while waiting is how paid jobs are lost, and a poll too many how accounts are blocked.',
    fix: 'make one call in get() and let its error pass: no loop, no retry, no verdict of your own; declare capabilities.polling.',
    run: judgeWaiting,
  },
  'STA-08': {
    title: 'A job that was stored as JSON is taken up by another process as if nothing had happened',
    why: 'a job outlives the process that made it; what only memory knew of it is lost when that process ends.',
    fix: 'put what get() needs beyond the id into handle, as strings; keep nothing in the provider.',
    async run(context) {
      await withPolls(context, [steps('get', [[], []])], async (sandbox, job) => {
        const stored = await sandbox.accept('the job as JSON', async () => JSON.stringify(job))
        const here = await sandbox.accept('get', () => sandbox.client.get(job))
        const there = sandbox.again().client
        const taken = await sandbox.accept('job() of the stored job', async () => there.job(JSON.parse(stored)))
        sandbox.equal(taken, job, 'the stored job')
        sandbox.equal(await sandbox.accept('get in another process', () => there.get(taken)), here, 'the job there')
        const back = sandbox.accept('the completed job as JSON', async () =>
          there.job(JSON.parse(JSON.stringify(here))),
        )
        sandbox.equal(await back, here, 'the completed job after it was stored')
      })
    },
  },
}

/** The job as it is now. The clause fails for one that is no plain data. */
function copyOf(sandbox: Sandbox, job: Job): Promise<Job> {
  return sandbox.accept('a copy of the job', async () => structuredClone(job))
}

/** The status words that the vendor's specification lists, where there is one. */
function specified(context: ClauseContext, place: string): string[] {
  const poll = context.fixture(firstSubject(context).scenario).exchanges.find(({ operation }) => operation === 'get')
  return context.spec && poll ? specWords(context.spec, poll, place) : []
}
