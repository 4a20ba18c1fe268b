import type { ClauseContext } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { paddingBytes } from '../replay/chaos-answers.ts'
import { alone, callsOf, rejectionOf, type Call } from './cases/calls.ts'
import { chaos, type Mutation } from '../replay/mutators.ts'
import { withValue } from '../fixtures/pointer.ts'
import { answer } from './cases/refusals.ts'
import { steps } from './cases/steps.ts'
import { lastOn } from './fixtures-playing.ts'

/** An answer that is more than anybody can want. */
interface TooMuch {
  name: string
  mutate: Mutation
}

/** Has the create and the poll answered with too much. */
export async function tryTooMuch(context: ClauseContext, job: Job): Promise<void> {
  const [create, ...others] = callsOf(context)
  // All this takes its time: half of it for each of the two.
  const deepId = deep(context, create, context.pointer('id', 'create'))
  await tryEach(context, create, job, [large(create, 'a gzip bomb'), deepId])
  for (const poll of others.filter(({ operation }) => operation === 'get'))
    await tryEach(context, poll, job, [large(poll, '50 MB of JSON'), deep(context, poll, '')])
}

async function tryEach(context: ClauseContext, call: Call, job: Job, ways: readonly TooMuch[]): Promise<void> {
  const { operation } = call
  const told = ways.map(({ mutate }) => [mutate])
  await context.sandbox({ ...alone(call, [steps(operation, told)]), wire: 'loopback' }, async (sandbox) => {
    for (const { name } of ways) {
      const what = `${operation} answered with ${name}`
      const before = sandbox.sentBytes()
      const error = await rejectionOf(sandbox, what, () => call.run(sandbox, job))
      const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
      sandbox.equal(error.code, code, `${what}: code`)
      sandbox.equal(error.operation, operation, `${what}: operation`)
      const sentBytes = sandbox.sentBytes() - before
      sandbox.check(sentBytes < paddingBytes, `${what}: was read to its end, ${sentBytes} bytes`)
    }
  })
}

function large({ operation }: Call, name: '50 MB of JSON' | 'a gzip bomb'): TooMuch {
  return { name, mutate: chaos(operation, name) }
}

// More than any stack holds.
const depth = 30_000
const mark = 'so deep that nobody gets there'

/** JSON of so many levels, at a place of the fixture answer. */
function deep(context: ClauseContext, { operation, scenario }: Call, place: string): TooMuch {
  const { status = 200, body } = lastOn(context, scenario, operation)?.response ?? {}
  const whole = JSON.stringify(withValue(body?.kind === 'json' ? body.value : {}, place, mark))
  const text = whole.replace(JSON.stringify(mark), '['.repeat(depth) + ']'.repeat(depth))
  return {
    name: `${depth} lists, one in the other${place && `, at ${place}`}`,
    mutate: answer(operation, status, { kind: 'json', value: undefined, text }),
  }
}
