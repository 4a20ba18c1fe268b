import type { Body, ClauseDefinitions, Operation } from '../harness/clause.ts'
import { callsOf, expectError, makeJob, rejectionOf } from './cases/calls.ts'
import { chaos } from '../replay/mutators.ts'
import { answer, tryEach, type Way } from './cases/refusals.ts'
import { lastOn } from './fixtures-playing.ts'
import { createdId, expectCauseKept, linesOf, namesItsJob } from './hostile-lines.ts'
import { fieldIn, tryEveryField } from './hostile-fields.ts'
import { tryEveryKind } from './hostile-kinds.ts'
import { tryEveryId, tryPollution } from './hostile-names.ts'
import { tryTooMuch } from './hostile-sizes.ts'

/** Group N: whatever comes back, nothing breaks, and nothing is believed that was not said. */
export const hostileClauses: ClauseDefinitions = {
  'HOS-01': {
    title: 'A good status with a web page, nothing, or JSON of another kind is invalid_response (in a create, unknown)',
    why: 'proxies and captive portals answer for the vendor; who trusts them loses the job, or takes it for done.',
    fix: 'give every call of http a schema of what you read, and let http judge the answer; catch nothing.',
    async run(context) {
      const calls = callsOf(context)
      const fixtureValues = new Map(
        calls.map(({ operation, scenario }) => [operation, lastOn(context, scenario, operation)?.response]),
      )
      const ways = (operation: Operation): Way[] => {
        const { status = 200, body } = fixtureValues.get(operation) ?? {}
        // Where nothing is to be read, nothing can be wrong with it.
        return body?.kind === 'none'
          ? []
          : nonsense.map((one) => ({ ...one, mutate: () => [answer(operation, status, one.body)] }))
      }
      await tryEach(
        context,
        ways,
        async ({ sandbox, operation, what, action }) => {
          const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
          const error = await rejectionOf(sandbox, what, action)
          const { status } = fixtureValues.get(operation) ?? {}
          expectError(sandbox, what, error, { code, status, retryable: false, operation })
        },
        { wire: 'memory' },
      )
    },
  },
  'HOS-02': {
    title: 'No field but its id can lose a job, whatever stands there; new fields are ignored, and nothing is made up',
    why: 'vendors add fields every week, forget one now and then, and change the kind of another: none may lose a job that is paid for.',
    fix: 'read with z.object, which ignores what is new; demand the id with lenient.id, and read everything else with lenient.',
    async run(context) {
      await tryEveryField(context, await makeJob(context))
    },
  },
  'HOS-03': {
    title: 'A job keeps the id that the vendor gave it, letter by letter, and no name in an answer reaches a prototype',
    why: 'an id that is rounded, cut or trimmed is that of another job; a polluted prototype breaks the whole program.',
    fix: 'take the id as a string, pass it on as it is, and never merge what was received into an object of yours.',
    async run(context) {
      await tryEveryId(context)
      await tryPollution(context, await makeJob(context))
    },
  },
  'HOS-04': {
    title: 'An answer without end or bottom is refused before it has filled the memory',
    why: 'one answer of 50 MB, or 50 kB that unpack to it, must not end the program of whoever waits for many jobs.',
    fix: 'read answers through http, which stops; walk through nothing that was received by recursion.',
    async run(context) {
      await tryTooMuch(context, await makeJob(context))
    },
  },
  'HOS-05': {
    title:
      'Whatever breaks on the socket is network, with what fetch said as its cause; a create that has named its job is that job',
    why: 'half an answer that is taken for a whole one is a wrong job; a paid job that was named and is dropped is a lost one.',
    fix: 'let errors of fetch and of the body through to http: it knows them, and keeps the cause.',
    async run(context) {
      await tryEach(
        context,
        (operation) =>
          linesOf(operation).map((line) => ({ name: `"${line}"`, line, mutate: () => [chaos(operation, line)] })),
        async ({ sandbox, operation, way: { line }, what, action }) => {
          const isCreate = operation === 'create'
          if (line === 'dribble' || (isCreate && namesItsJob(line))) {
            const made = await sandbox.accept(what, action)
            if (isCreate) sandbox.equal(fieldIn(made, 'id'), createdId(context), `${what}: id of the job`)
            return
          }
          const code = isCreate ? 'submission_unknown' : line === 'half a header' ? 'timeout' : 'network'
          const error = await rejectionOf(sandbox, what, action)
          expectError(sandbox, what, error, { code, status: undefined, retryable: !isCreate, operation })
          if (line !== 'half a header') expectCauseKept(sandbox, what, error)
        },
        { wire: 'loopback' },
      )
    },
  },
  'HOS-06': {
    title: 'A create that names its job is that job, whatever else its answer holds',
    why: 'the answer that names a paid job is thrown away because its progress came as a text: the job is lost.',
    fix: 'read all but the id with lenient: lenient.text, lenient.number, lenient.time, lenient.maybe.',
    async run(context) {
      await tryEveryKind(context, 'create', await makeJob(context))
    },
  },
  'HOS-07': {
    title:
      'A poll keeps the status and the outputs of its job, whatever else its answer holds; an odd status is unknown',
    why: 'a finished job that can never be read is a lost one, and a status that is guessed ends one that still runs.',
    fix: 'read all but the id with lenient, and give statusMap what lenient.text has read.',
    async run(context) {
      await tryEveryKind(context, 'get', await makeJob(context))
    },
  },
  'HOS-08': {
    title: 'A list is read row by row: an odd field loses nothing, and an odd row only itself',
    why: 'one old job with an odd field, and no job of the account is found again.',
    fix: 'read the rows with lenient.rows, and of each row all but the id with lenient.',
    async run(context) {
      await tryEveryKind(context, 'list', await makeJob(context))
    },
  },
}

const page = '<!doctype html><title>Sign in</title><h1>Welcome to the network of the hotel</h1>'
const nonsense: readonly { name: string; body: Body }[] = [
  { name: 'a web page', body: { kind: 'text', text: page } },
  { name: 'nothing', body: { kind: 'none' } },
  ...[null, [], 'str', 7, true].map((value): { name: string; body: Body } => ({
    name: JSON.stringify(value),
    body: { kind: 'json', value },
  })),
]
