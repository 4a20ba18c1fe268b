import type { Job } from '@reelay/core'
import { paddingBytes } from '../chaos-answers.ts'
import { alone, callsOf, rejectionOf, type Call } from '../calls.ts'
import { chaos, type Mutation } from '../mutators.ts'
import { withValue } from '../pointer.ts'
import { answer } from '../refusals.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'

/** An answer that is more than anybody can want. */
interface TooMuch {
  name: string
  bend: Mutation
  /** Whether it is only its size that is wrong. */
  isLarge: boolean
}

/** Has the create and the look answered with too much. */
export async function tryTooMuch(stage: Stage, job: Job): Promise<void> {
  const [create, ...others] = callsOf(stage)
  // All this takes its time: half of it for each of the two.
  await tryEach(stage, create, job, [large(create, 'a gzip bomb'), deep(stage, create, stage.pointer('id', 'create'))])
  for (const look of others.filter(({ operation }) => operation === 'get'))
    await tryEach(stage, look, job, [large(look, '50 MB of JSON'), deep(stage, look, '')])
}

async function tryEach(stage: Stage, call: Call, job: Job, ways: readonly TooMuch[]): Promise<void> {
  const { operation } = call
  const told = ways.map(({ bend }) => [bend])
  await stage.scene({ ...alone(call, [steps(operation, told)]), wire: 'loopback' }, async (scene) => {
    for (const { name, isLarge } of ways) {
      const what = `${operation} answered with ${name}`
      const before = scene.sentBytes()
      const error = await rejectionOf(scene, what, () => call.run(scene, job))
      const code = operation === 'create' ? 'submission_unknown' : 'invalid_response'
      // Core still calls a look at too much a broken line.
      if (operation === 'create' || !isLarge) scene.equal(error.code, code, `${what}: code`)
      scene.equal(error.operation, operation, `${what}: operation`)
      const sentBytes = scene.sentBytes() - before
      scene.check(sentBytes < paddingBytes, `${what}: was read to its end, ${sentBytes} bytes`)
    }
  })
}

function large({ operation }: Call, name: '50 MB of JSON' | 'a gzip bomb'): TooMuch {
  return { name, bend: chaos(operation, name), isLarge: true }
}

// More than any stack holds.
const depth = 30_000
const mark = 'so deep that nobody gets there'

/** JSON of so many levels, at a place of the taped answer. */
function deep(stage: Stage, { operation, story }: Call, place: string): TooMuch {
  const taped = stage.tape(story).exchanges.findLast((one) => one.operation === operation)
  const { status = 200, body } = taped?.response ?? {}
  const whole = JSON.stringify(withValue(body?.kind === 'json' ? body.value : {}, place, mark))
  const text = whole.replace(JSON.stringify(mark), '['.repeat(depth) + ']'.repeat(depth))
  return {
    name: `${depth} lists, one in the other${place && `, at ${place}`}`,
    bend: answer(operation, status, { kind: 'json', value: undefined, text }),
    isLarge: false,
  }
}
