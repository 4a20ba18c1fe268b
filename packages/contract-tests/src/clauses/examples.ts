import { isVideoError } from '@reelay/core'
import { makeJob } from '../calls.ts'
import type { Example } from '../config.ts'
import { describeThrown } from '../failure.ts'
import { firstSubject } from '../samples.ts'
import { settle, type Outcome, type Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { examplePrefix } from '../tape-format.ts'
import { operationsOn, playCalls } from './fixtures-playing.ts'

/** Makes the calls of each example: they have to be those on its tape, and what comes of the last one is what it says. */
export async function judgeExamples(stage: Stage): Promise<void> {
  const first = await makeJob(stage)
  const { sample } = firstSubject(stage)
  for (const example of stage.config.examples ?? []) {
    const { name, request = sample, job = first, createProvider } = example
    const tape = stage.shelf.find(`${examplePrefix}${name}`)
    const told = { tapes: tape?.scenario ?? [], bodies: 'taped', createProvider, wire: 'memory' } as const
    await stage.scene(told, async (scene) => {
      await judgeClaims(scene, example)
      if (example.throws === undefined && !Object.hasOwn(example, 'gives')) return
      const outcome = await playCalls(stage, scene, tape ? operationsOn(tape) : ['create'], { request, job })
      await judgeOutcome(scene, example, outcome)
    })
  }
}

async function judgeClaims(scene: Scene, { name, models, capabilities = {} }: Example): Promise<void> {
  const { provider, call } = scene
  if (models) scene.equal(await scene.accept('models', () => provider.models(call)), models, `models of ${name}`)
  for (const [field, claim] of Object.entries(capabilities))
    scene.equal(Reflect.get(provider.capabilities, field), claim, `capabilities.${field} of the example ${name}`)
}

async function judgeOutcome(scene: Scene, { name, gives, throws }: Example, outcome: Outcome<object>): Promise<void> {
  const what = `the last call of the example ${name}`
  if (throws === undefined) {
    const [given] = Object.values((await scene.accept(what, () => settle(outcome))) ?? {})
    scene.equal(asJson(given), asJson(gives), what)
    return
  }
  const { error } = outcome
  if (!isVideoError(error)) {
    const found = error === undefined ? 'was not' : `threw ${describeThrown(error)}`
    return scene.fail(`${what}: must be refused, but ${found}`)
  }
  const told = Object.entries({ ...error.toJSON() }).filter(([field]) => Object.hasOwn(throws, field))
  scene.equal(asJson(Object.fromEntries(told)), asJson(throws), `${what}: the error`)
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
