import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { answerEach } from './cases/mutated-answers.ts'
import { alone, callsOf, rejectionOf } from './cases/calls.ts'
import { valuesAt, withValue } from '../fixtures/pointer.ts'
import { firstSubject } from './cases/samples.ts'
import { settle } from '../harness/sandbox.ts'
import { plain } from './hostile-fields.ts'
import { lastJsonOn } from './fixtures-playing.ts'

// What a careless reader would change: rounded, cut, trimmed, folded, or taken for a path.
const ids = [
  '9007199254740993',
  '007',
  '1e3',
  `long-${'0123456789abcdef'.repeat(128)}`,
  ' spaced ',
  'UPPER-and-lower',
  'e\u0301\u2028😀',
  '<script>&amp;%41+"\'',
]

// Nobody can ask for them: they are another path, or none.
const unusable = ['.', '..', ' ', 'line\r\nbreak\u0000\u001b[31m']

const rounded = '9007199254740993'
const trace = 'x_contract_polluted'

/** Gives the job each of these ids, and asks for it by that id. */
export async function tryEveryId(context: ClauseContext): Promise<void> {
  const { sample, scenario } = firstSubject(context)
  const [create] = callsOf(context)
  const place = context.pointer('id', 'create')
  const value = lastJsonOn(context, scenario, 'create')
  if (value === undefined) return context.noFixture('the answer to the create of the first mode is no JSON')
  const texts = [...ids, ...unusable].map((id) => JSON.stringify(withValue(value, place, id)))
  // Beyond 2 ** 53 a number is not the one that was sent.
  if (valuesAt(value, place).every((id) => typeof id === 'string'))
    texts.push(JSON.stringify(withValue(value, place, trace)).replace(JSON.stringify(trace), rounded))
  const options = { ...alone(create, [answerEach('create', texts)]), wire: 'memory' as const }
  await context.sandbox(options, async (sandbox) => {
    for (const id of ids) {
      const what = `create answered with the id ${JSON.stringify(id).slice(0, 60)}`
      const job = await sandbox.accept(what, () => sandbox.client.create(sample))
      sandbox.equal(job.id, id, `${what}: id of the job`)
    }
    for (const id of unusable) {
      const what = `create answered with the id ${JSON.stringify(id)}`
      const error = await rejectionOf(sandbox, what, () => sandbox.client.create(sample))
      sandbox.equal(error.code, 'submission_unknown', `${what}: code`)
      const named = error.message.includes(JSON.stringify(id))
      sandbox.check(named, `${what}: the id is lost: ${error.message}`)
    }
    if (texts.length === ids.length + unusable.length) return
    const what = `create answered with the number ${rounded} as id`
    const error = await rejectionOf(sandbox, what, () => sandbox.client.create(sample))
    sandbox.equal(error.code, 'submission_unknown', `${what}: code`)
  })
}

/** Puts names into every object of every answer that would reach the prototype of all objects. */
export async function tryPollution(context: ClauseContext, job: Job): Promise<void> {
  for (const call of callsOf(context)) {
    const { operation } = call
    const value = lastJsonOn(context, call.scenario, operation)
    if (value === undefined) continue
    const texts = [JSON.stringify(value), poisoned(value)]
    const options = { ...alone(call, [answerEach(operation, texts)]), wire: 'memory' as const }
    await context.sandbox(options, async (sandbox) => {
      const what = `${operation} answered with __proto__ and constructor`
      const sound = await sandbox.accept(`${operation} as fixture`, () => call.run(sandbox, job))
      const found = await sandbox.attempt(() => call.run(sandbox, job))
      expectClean(sandbox, what)
      sandbox.equal(plain(await sandbox.accept(what, () => settle(found))), plain(sound), `what is read from ${what}`)
    })
  }
}

/** JSON in which every object begins with names that a merge would follow. */
function poisoned(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(poisoned).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const own = `{"${trace}":true}`
  const names = [`"__proto__":${own}`, `"constructor":{"prototype":${own}}`]
  const known = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${poisoned(inner)}`)
  return `{${[...names, ...known].join()}}`
}

function expectClean(sandbox: Sandbox, what: string): void {
  const isPolluted = Object.hasOwn(Object.prototype, trace)
  // Whatever comes next must not suffer from it.
  if (isPolluted) Reflect.deleteProperty(Object.prototype, trace)
  sandbox.check(!isPolluted, `${what}: every object of the program now has the field ${trace}`)
}
