import { isEnd, isVideoError, type Job } from '@reelay/core'
import type { Snapshot } from '@reelay/core/provider'
import type { ClauseContext, ClauseDefinitions, SandboxOptions } from '../harness/clause.ts'
import { expectError, makeJob } from './cases/calls.ts'
import type { Mutation } from '../replay/mutators.ts'
import { steps } from './cases/steps.ts'
import { drained, eventsOf, reopened, streaming, trouble, valueIn, withData, written } from './cases/streams.ts'
import { says, workingWord } from './polls.ts'
import { leaveStream } from './stream-consumers.ts'
import { bytesOf, writings } from './stream-writings.ts'

/** Group L, first part: progress that the vendor sends by itself. */
export const streamClauses: ClauseDefinitions = {
  'STR-01': {
    title: 'A stream is read the same however its lines end, its data is written and its bytes are cut',
    why: 'proxies cut streams where they like; a reader that counts on one event in one piece loses the end of a job.',
    fix: 'read the stream with http.events, which parses as the HTML standard says.',
    async run(context) {
      const { pointer, first } = toldBy(context)
      const job = await makeJob(context)
      // More bytes than characters, so that a cut goes through one of them.
      const word = 'läuft ☃ 🦊'
      const strange = streaming('a word beyond ASCII', (events) =>
        events.map((event, index) => (index === first ? withData(event, pointer, word) : event)),
      )
      const read = (name: string, mutate: readonly Mutation[], expected?: readonly Snapshot[]): Promise<Snapshot[]> =>
        context.sandbox({ ...stream, mutate: [strange, ...mutate] }, async (sandbox) => {
          const { seen, error } = await drained(sandbox, job)
          sandbox.equal(error, undefined, `${name}: what the stream ends with`)
          sandbox.equal(seen[0]?.vendorStatus, word, `${name}: the vendor's first word`)
          if (expected) sandbox.equal(seen, expected, `${name}: what is read from the stream`)
          return seen
        })
      const plain = await read('the stream as it is on the fixture', [])
      for (const { name, write } of writings) await read(`the stream ${name}`, [written(name, write)], plain)
    },
  },
  'STR-02': {
    title: 'A stream that breaks off says nothing of the job: what was told counts, and polls find the rest',
    why: 'streams break off in the middle of most long jobs; an end that is made up gives up what was paid for.',
    fix: 'yield each event as it comes, add none, and let the errors of http.events pass.',
    async run(context) {
      const job = await makeJob(context)
      await readBroken(context, job)
      await waitBroken(context, job)
    },
  },
  'STR-03': {
    title: 'A provider reads nothing of a stream ahead, and whoever stops reading closes it: nothing is asked any more',
    why: 'a line that stays open counts against the account; a stream that is read ahead fills the memory.',
    fix: 'loop over http.events itself, and yield from within the loop.',
    async run(context) {
      await leaveStream(context, await makeJob(context))
    },
  },
}

const stream: SandboxOptions = { fixtures: 'watch', only: ['watch'] }

/** The vendor's words in the events of the fixture: where they are, all of them, and the first event that has one. */
function toldBy(context: ClauseContext): { pointer: string; words: unknown[]; first: number } {
  const pointer = context.pointer('status', 'watch')
  const said = eventsOf(context.fixture('watch')).map((event) => valueIn(event, pointer))
  const words = said.filter((word) => word !== undefined)
  if (words.length < 2) return context.noFixture('the stream on the fixture has to tell of a job at least twice')
  return { pointer, words, first: said.findIndex((word) => word !== undefined) }
}

/** What a provider makes of a stream that ends early: what it has heard, and nothing else. */
async function readBroken(context: ClauseContext, job: Job): Promise<void> {
  const { words, first } = toldBy(context)
  const half = written('half an event after the first', (events) => {
    const [next = ''] = events.slice(first + 1)
    const whole = bytesOf(events.slice(0, first + 1))
    return [whole, Buffer.from(next.slice(0, Math.ceil(next.length / 2)))]
  })
  const ways = [
    { name: 'as it is on the fixture', mutate: [], expected: words },
    { name: 'that ends after one event', mutate: [endAfter(first)], expected: words.slice(0, 1) },
    { name: 'that ends in the middle of an event', mutate: [half], expected: words.slice(0, 1) },
    { name: 'that breaks', mutate: [trouble('ECONNRESET', first + 1)], expected: words.slice(0, 1), isBroken: true },
  ]
  for (const { name, mutate, expected, isBroken = false } of ways) {
    await context.sandbox({ ...stream, mutate }, async (sandbox) => {
      const { seen, error } = await drained(sandbox, job)
      const what = `a stream ${name}`
      const heard = seen.flatMap(({ vendorStatus }) => vendorStatus ?? [])
      sandbox.equal(heard, expected, `${what}: the vendor's words`)
      if (expected !== words) sandbox.check(!seen.some(isEnd), `${what}: an end is told that the vendor did not tell`)
      if (!isBroken) return sandbox.equal(error, undefined, `${what}: what it ends with`)
      if (!isVideoError(error)) return sandbox.fail(`${what}: must end with a VideoError`)
      expectError(sandbox, what, error, { code: 'network', retryable: true, operation: 'watch' })
    })
  }
}

/** What a client makes of it, which may open it again: a poll finds the end; a stream that tells of it need not end itself. */
async function waitBroken(context: ClauseContext, job: Job): Promise<void> {
  const { first } = toldBy(context)
  const length = eventsOf(context.fixture('watch')).length
  const polls = steps('get', [[says(context, workingWord(context))], []])
  const ways = [
    { name: 'that ends after one event', mutate: [endAfter(first), reopened(), polls] },
    { name: 'that breaks', mutate: [trouble('ECONNRESET', first + 1), reopened(), polls] },
    {
      name: 'that stays open after the last event',
      mutate: [trouble('HANG', length), steps('get', [[]])],
      isAtOnce: true,
    },
  ]
  for (const { name, mutate, isAtOnce = false } of ways) {
    await context.sandbox({ fixtures: 'watch', only: ['watch', 'get'], mutate }, async (sandbox) => {
      const what = `wait with a stream ${name}`
      const begin = sandbox.clock.elapsed()
      const done = await sandbox.accept(what, () => sandbox.client.wait(job))
      const word = sandbox.fixtureValues('get', context.pointer('status', 'get')).at(-1)
      sandbox.equal(done.vendorStatus, word, `${what}: job.vendorStatus in the end`)
      if (isAtOnce) sandbox.equal(sandbox.clock.elapsed() - begin, 0, `${what}: ms until it knows`)
    })
  }
}

function endAfter(first: number): Mutation {
  return streaming('an early end', (events) => events.slice(0, first + 1))
}
