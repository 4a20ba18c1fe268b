import { isEnd, isVideoError, type Job, type Snapshot } from '@reelay/core'
import { expectError, makeJob } from '../calls.ts'
import type { Clause, Gate } from '../clause.ts'
import type { Mutation } from '../mutators.ts'
import type { SceneOptions, Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { drained, eventsOf, reopened, streaming, trouble, valueIn, withData, written } from '../streams.ts'
import { says, workingWord } from './looks.ts'
import { leaveStream } from './stream-consumers.ts'
import { bytesOf, writings } from './stream-writings.ts'

const streamed: Gate = {
  name: 'providers that stream',
  isOpen: ({ capabilities }) => capabilities.operations.includes('watch'),
}

/** Group L, first part: progress that the vendor sends by itself. */
export const streamClauses: readonly Clause[] = [
  {
    id: 'STR-01',
    title: 'A stream is read the same however its lines end, its data is written and its bytes are cut',
    since: '1.0',
    level: 'required',
    gate: streamed,
    subject: ['watch'],
    why: 'proxies cut streams where they like; a reader that counts on one event in one piece loses the end of a job.',
    fix: 'read the stream with http.events, which parses as the HTML standard says.',
    async run(stage) {
      const { pointer, first } = toldBy(stage)
      const job = await makeJob(stage)
      // More bytes than characters, so that a cut goes through one of them.
      const word = 'läuft ☃ 🦊'
      const strange = streaming('a word beyond ASCII', (events) =>
        events.map((event, index) => (index === first ? withData(event, pointer, word) : event)),
      )
      const read = (name: string, bend: readonly Mutation[], expected?: readonly Snapshot[]): Promise<Snapshot[]> =>
        stage.scene({ ...stream, bend: [strange, ...bend] }, async (scene) => {
          const { seen, error } = await drained(scene, job)
          scene.equal(error, undefined, `${name}: what the stream ends with`)
          scene.equal(seen[0]?.vendorStatus, word, `${name}: the vendor's first word`)
          if (expected) scene.equal(seen, expected, `${name}: what is read from the stream`)
          return seen
        })
      const plain = await read('the stream as it is on the tape', [])
      for (const { name, write } of writings) await read(`the stream ${name}`, [written(name, write)], plain)
    },
  },
  {
    id: 'STR-02',
    title: 'A stream that breaks off says nothing of the job: what was told counts, and looks find the rest',
    since: '1.0',
    level: 'required',
    gate: streamed,
    subject: ['watch', 'get'],
    why: 'streams break off in the middle of most long jobs; an end that is made up gives up what was paid for.',
    fix: 'yield each event as it comes, add none, and let the errors of http.events pass.',
    async run(stage) {
      const job = await makeJob(stage)
      await readBroken(stage, job)
      await waitBroken(stage, job)
    },
  },
  {
    id: 'STR-03',
    title: 'A provider reads nothing of a stream ahead, and whoever stops reading closes it: nothing is asked any more',
    since: '1.0',
    level: 'required',
    gate: streamed,
    subject: ['watch'],
    why: 'a line that stays open counts against the account; a stream that is read ahead fills the memory.',
    fix: 'loop over http.events itself, and yield from within the loop.',
    async run(stage) {
      await leaveStream(stage, await makeJob(stage))
    },
  },
]

const stream: SceneOptions = { tapes: 'watch', only: ['watch'] }

/** The vendor's words in the events of the tape: where they are, all of them, and the first event that has one. */
function toldBy(stage: Stage): { pointer: string; words: unknown[]; first: number } {
  const pointer = stage.pointer('status', 'watch')
  const said = eventsOf(stage.tape('watch')).map((event) => valueIn(event, pointer))
  const words = said.filter((word) => word !== undefined)
  if (words.length < 2) return stage.noTape('the stream on the tape has to tell of a job at least twice')
  return { pointer, words, first: said.findIndex((word) => word !== undefined) }
}

/** What a provider makes of a stream that ends early: what it has heard, and nothing else. */
async function readBroken(stage: Stage, job: Job): Promise<void> {
  const { words, first } = toldBy(stage)
  const half = written('half an event after the first', (events) => {
    const [next = ''] = events.slice(first + 1)
    const whole = bytesOf(events.slice(0, first + 1))
    return [whole, Buffer.from(next.slice(0, Math.ceil(next.length / 2)))]
  })
  const ways = [
    { name: 'as it is on the tape', bend: [], expected: words },
    { name: 'that ends after one event', bend: [endAfter(first)], expected: words.slice(0, 1) },
    { name: 'that ends in the middle of an event', bend: [half], expected: words.slice(0, 1) },
    { name: 'that breaks', bend: [trouble('ECONNRESET', first + 1)], expected: words.slice(0, 1), isBroken: true },
  ]
  for (const { name, bend, expected, isBroken = false } of ways) {
    await stage.scene({ ...stream, bend }, async (scene) => {
      const { seen, error } = await drained(scene, job)
      const what = `a stream ${name}`
      const heard = seen.flatMap(({ vendorStatus }) => vendorStatus ?? [])
      scene.equal(heard, expected, `${what}: the vendor's words`)
      if (expected !== words) scene.check(!seen.some(isEnd), `${what}: an end is told that the vendor did not tell`)
      if (!isBroken) return scene.equal(error, undefined, `${what}: what it ends with`)
      if (!isVideoError(error)) return scene.fail(`${what}: must end with a VideoError`)
      expectError(scene, what, error, { code: 'network', retryable: true, operation: 'watch' })
    })
  }
}

/** What a client makes of it, which may open it again: a look finds the end; a stream that tells of it need not end itself. */
async function waitBroken(stage: Stage, job: Job): Promise<void> {
  const { first } = toldBy(stage)
  const length = eventsOf(stage.tape('watch')).length
  const looks = steps('get', [[says(stage, workingWord(stage))], []])
  const ways = [
    { name: 'that ends after one event', bend: [endAfter(first), reopened(), looks] },
    { name: 'that breaks', bend: [trouble('ECONNRESET', first + 1), reopened(), looks] },
    {
      name: 'that stays open after the last event',
      bend: [trouble('HANG', length), steps('get', [[]])],
      isAtOnce: true,
    },
  ]
  for (const { name, bend, isAtOnce = false } of ways) {
    await stage.scene({ tapes: 'watch', only: ['watch', 'get'], bend }, async (scene) => {
      const what = `wait with a stream ${name}`
      const begin = scene.clock.elapsed()
      const done = await scene.accept(what, () => scene.client.wait(job))
      const word = scene.taped('get', stage.pointer('status', 'get')).at(-1)
      scene.equal(done.vendorStatus, word, `${what}: job.vendorStatus in the end`)
      if (isAtOnce) scene.equal(scene.clock.elapsed() - begin, 0, `${what}: ms until it knows`)
    })
  }
}

function endAfter(first: number): Mutation {
  return streaming('an early end', (events) => events.slice(0, first + 1))
}
