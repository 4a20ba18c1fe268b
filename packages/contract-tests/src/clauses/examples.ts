import type { ClauseContext, Outcome, Sandbox } from '../harness/clause.ts'
import { isVideoError } from '@reelay/core'
import { makeJob } from './cases/calls.ts'
import type { Example } from '../config/config.ts'
import { describeThrown } from '../replay/failure.ts'
import { firstSubject } from './cases/samples.ts'
import { settle } from '../harness/sandbox.ts'
import { examplePrefix } from '../fixtures/fixture-format.ts'
import { operationsOn, playCalls } from './fixtures-playing.ts'

/** Makes the calls of each example: they have to be those on its fixture, and what comes of the last one is what it says. */
export async function judgeExamples(context: ClauseContext): Promise<void> {
  const first = await makeJob(context)
  const { sample } = firstSubject(context)
  for (const example of context.config.examples ?? []) {
    const { name, request = sample, job = first, createProvider } = example
    const fixture = context.fixtureSet.find(`${examplePrefix}${name}`)
    const told = { fixtures: fixture?.scenario ?? [], bodies: 'fixtureValues', createProvider, wire: 'memory' } as const
    await context.sandbox(told, async (sandbox) => {
      await judgeClaims(sandbox, example)
      if (example.throws === undefined && !Object.hasOwn(example, 'gives')) return
      const outcome = await playCalls(context, sandbox, fixture ? operationsOn(fixture) : ['create'], { request, job })
      await judgeOutcome(sandbox, example, outcome)
    })
  }
}

async function judgeClaims(sandbox: Sandbox, { name, models, capabilities = {} }: Example): Promise<void> {
  const { provider, call } = sandbox
  if (models) sandbox.equal(await sandbox.accept('models', () => provider.models(call)), models, `models of ${name}`)
  for (const [field, claim] of Object.entries(capabilities))
    sandbox.equal(Reflect.get(provider.capabilities, field), claim, `capabilities.${field} of the example ${name}`)
}

async function judgeOutcome(
  sandbox: Sandbox,
  { name, gives, throws }: Example,
  outcome: Outcome<object>,
): Promise<void> {
  const what = `the last call of the example ${name}`
  if (throws === undefined) {
    const [given] = Object.values((await sandbox.accept(what, () => settle(outcome))) ?? {})
    sandbox.equal(asJson(given), asJson(gives), what)
    return
  }
  const { error } = outcome
  if (!isVideoError(error)) {
    const found = error === undefined ? 'was not' : `threw ${describeThrown(error)}`
    return sandbox.fail(`${what}: must be refused, but ${found}`)
  }
  const told = Object.entries({ ...error.toJSON() }).filter(([field]) => Object.hasOwn(throws, field))
  sandbox.equal(asJson(Object.fromEntries(told)), asJson(throws), `${what}: the error`)
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
