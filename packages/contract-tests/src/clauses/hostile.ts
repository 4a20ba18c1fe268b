import { callsOf, expectError, makeJob, rejectionOf } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { chaos } from '../mutators.ts'
import { answer, tryEach, type Way } from '../refusals.ts'
import type { Stage } from '../stage.ts'
import type { Body, Operation } from '../tape.ts'
import { expectCauseKept, linesOf } from './hostile-lines.ts'
import { tryEveryField } from './hostile-fields.ts'
import { tryEveryId, tryPollution } from './hostile-names.ts'
import { tryTooMuch } from './hostile-sizes.ts'

/** Group N: whatever comes back, nothing breaks, and nothing is believed that was not said. */
export const hostileClauses: readonly Clause[] = [
  {
    id: 'HOS-01',
    title: 'A good status with a web page, nothing, or JSON of another kind is invalid_response (in a create, unknown)',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'proxies and captive portals answer for the vendor; who trusts them loses the job, or takes it for done.',
    fix: 'give every call of http a schema of what you read, and let http judge the answer; catch nothing.',
    async run(stage) {
      const taped = lastAnswers(stage)
      const ways = (operation: Operation): Way[] => {
        const { status = 200, body } = taped.get(operation) ?? {}
        // Where nothing is to be read, nothing can be wrong with it.
        return body?.kind === 'none'
          ? []
          : nonsense.map((one) => ({ ...one, bend: () => [answer(operation, status, one.body)] }))
      }
      await tryEach(
        stage,
        ways,
        async ({ scene, operation, what, act }) => {
          const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
          const error = await rejectionOf(scene, what, act)
          expectError(scene, what, error, { code, status: taped.get(operation)?.status, retryable: false, operation })
        },
        { wire: 'memory' },
      )
    },
  },
  {
    id: 'HOS-02',
    title:
      'A field that the specification demands is missed when it is missing or of another kind, any other is not, and new ones are ignored',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'vendors add fields every week and forget one now and then: neither may lose a job that is paid for, nor make one up.',
    fix: 'read with z.object, which ignores what is new; demand the id and the status, and let everything else be nullish.',
    async run(stage) {
      await tryEveryField(stage, await makeJob(stage))
    },
  },
  {
    id: 'HOS-03',
    title: 'A job keeps the id that the vendor gave it, letter by letter, and no name in an answer reaches a prototype',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'an id that is rounded, cut or trimmed is that of another job; a polluted prototype breaks the whole program.',
    fix: 'take the id as a string, pass it on as it is, and never merge what was received into an object of yours.',
    async run(stage) {
      await tryEveryId(stage)
      await tryPollution(stage, await makeJob(stage))
    },
  },
  {
    id: 'HOS-04',
    title: 'An answer without end or bottom is refused before it has filled the memory',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'one answer of 50 MB, or 50 kB that unpack to it, must not end the program of whoever waits for many jobs.',
    fix: 'read answers through http, which stops; walk through nothing that was received by recursion.',
    async run(stage) {
      await tryTooMuch(stage, await makeJob(stage))
    },
  },
  {
    id: 'HOS-05',
    title:
      'Whatever breaks on the socket is network, with what fetch said as its cause; an answer that dribbles is none',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'half an answer that is taken for a whole one is a wrong job; without the cause nobody finds the broken proxy.',
    fix: 'let errors of fetch and of the body through to http: it knows them, and keeps the cause.',
    async run(stage) {
      await tryEach(
        stage,
        (operation) =>
          linesOf(operation).map((line) => ({ name: `"${line}"`, line, bend: () => [chaos(operation, line)] })),
        async ({ scene, operation, way: { line }, what, act }) => {
          if (line === 'dribble') return void (await scene.accept(what, act))
          const isCreate = operation === 'create'
          const code = isCreate ? 'submission_unknown' : line === 'half a header' ? 'timeout' : 'network'
          const error = await rejectionOf(scene, what, act)
          expectError(scene, what, error, { code, status: undefined, retryable: !isCreate, operation })
          if (line !== 'half a header') expectCauseKept(scene, what, error)
        },
        { wire: 'loopback' },
      )
    },
  },
]

const page = '<!doctype html><title>Sign in</title><h1>Welcome to the network of the hotel</h1>'
const nonsense: readonly { name: string; body: Body }[] = [
  { name: 'a web page', body: { kind: 'text', text: page } },
  { name: 'nothing', body: { kind: 'none' } },
  ...[null, [], 'str', 7, true].map((value): { name: string; body: Body } => ({
    name: JSON.stringify(value),
    body: { kind: 'json', value },
  })),
]

/** The last answer to each operation, as taped. */
function lastAnswers(stage: Stage): ReadonlyMap<Operation, { status: number; body: Body }> {
  const found = callsOf(stage).flatMap(({ operation, story }) => {
    const last = stage.tape(story).exchanges.findLast((one) => one.operation === operation)
    return last ? [[operation, last.response] as const] : []
  })
  return new Map(found)
}
