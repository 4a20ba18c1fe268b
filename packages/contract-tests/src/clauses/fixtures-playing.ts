import type { ClauseContext, Exchange, Fixture, Operation, Outcome, Sandbox, Scenario } from '../harness/clause.ts'
import type { Job, ModelCapability, VideoRequestInput } from '@reelay/core'
import { callsOf, type Call } from './cases/calls.ts'
import type { Example } from '../config/config.ts'
import { deliveryOf, draftOf } from '../harness/deliveries.ts'
import { firstSubject, subjects } from './cases/samples.ts'
import { examplePrefix } from '../fixtures/fixture-format.ts'

/** What a call gave. */
interface Given {
  job?: Job
  page?: { jobs: readonly Job[]; cursor?: string | undefined }
  models?: readonly ModelCapability[]
  /** What is read of the delivery on the fixture, without the poll that a client makes then. */
  delivery?: object | undefined
}

/** What calls are made with: what is asked for, and the job that they are about until there is another. */
interface Asked {
  request: VideoRequestInput
  job: Job
}

/** Does what a fixture tells, exchange for exchange; the sandbox ends the clause when one of them is never asked for. */
export async function playWhole(context: ClauseContext, fixture: Fixture, made: Job): Promise<void> {
  const { sample } = subjects(context).find(({ scenario }) => scenario === fixture.scenario) ?? firstSubject(context)
  const { request = sample, job = made, createProvider } = exampleOf(context, fixture) ?? {}
  await context.sandbox({ fixtures: fixture.scenario, wire: 'memory', createProvider }, async (sandbox) => {
    await playCalls(context, sandbox, operationsOn(fixture), { request, job })
  })
}

/** The example that a fixture tells. */
export function exampleOf({ config }: ClauseContext, { scenario }: Fixture): Example | undefined {
  return config.examples?.find(({ name }) => `${examplePrefix}${name}` === scenario)
}

/** The last exchange of an operation on a fixture. */
export function lastOn(context: ClauseContext, scenario: Scenario, operation: Operation): Exchange | undefined {
  return context.fixture(scenario).exchanges.findLast((one) => one.operation === operation)
}

/** What the last answer to an operation on a fixture holds; undefined where it is no JSON. */
export function lastJsonOn(context: ClauseContext, scenario: Scenario, operation: Operation): unknown {
  const body = lastOn(context, scenario, operation)?.response.body
  return body?.kind === 'json' ? body.value : undefined
}

/** The calls of a fixture; an answer that may come several times in a row does: only then is it the turn of the next one. */
export function operationsOn({ exchanges }: Fixture): Operation[] {
  return exchanges.flatMap(({ operation, most }) => Array.from({ length: most }, () => operation))
}

/** Makes calls in turn, whatever comes of them, and gives how the last one ended. */
export async function playCalls(
  context: ClauseContext,
  sandbox: Sandbox,
  operations: readonly Operation[],
  { request, job: first }: Asked,
): Promise<Outcome<Given>> {
  const calls = new Map<Operation, Call>(callsOf(context).map((call) => [call.operation, call]))
  let last: Outcome<Given> = { value: {} }
  let job = first
  let cursor: string | undefined
  for (const operation of operations) {
    // Made on the way to a create, or to a video.
    if (operation === 'upload' || operation === 'content') continue
    // A vendor may refuse: that the call was made is all that counts here.
    last = await sandbox.attempt(() => make(operation))
    job = last.value?.job ?? job
    cursor = last.value?.page?.cursor ?? cursor
  }
  return last

  async function make(operation: Operation): Promise<Given> {
    switch (operation) {
      case 'create':
        return { job: await sandbox.client.create(request) }
      case 'get':
        return { job: await sandbox.client.get(job) }
      case 'list':
        return { page: await sandbox.client.list({ cursor }) }
      case 'download':
        await readVideo(sandbox, job)
        return {}
      case 'models':
        return { models: await sandbox.provider.models(sandbox.call) }
      case 'webhook':
        return { delivery: await sandbox.provider.webhook?.(deliveryOf(draftOf(sandbox)), sandbox.call) }
      default:
        await calls.get(operation)?.run(sandbox, job)
        return {}
    }
  }
}

async function readVideo(sandbox: Sandbox, job: Job): Promise<void> {
  const { body } = await sandbox.client.stream(job)
  for await (const _piece of body);
}
