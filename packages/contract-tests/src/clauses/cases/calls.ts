import type { ClauseContext, Operation, Sandbox, SandboxOptions, Scenario } from '../../harness/clause.ts'
import { isVideoError, type ErrorCode, type Job, type VideoError } from '@reelay/core'
import { describeThrown } from '../../replay/failure.ts'
import { show } from '../../replay/match.ts'
import { firstSubject } from './samples.ts'

/** One operation that asks the vendor, as a caller makes it. */
export interface Call {
  operation: Operation
  /** The scenario that it is on. */
  scenario: Scenario
  /** Makes the call; resolves when it is over. */
  run(sandbox: Sandbox, job: Job, signal?: AbortSignal): Promise<unknown>
}

/** Every operation with which the provider asks the vendor. Ends the clause with `no-fixture` when one is on no fixture. */
export function callsOf(context: ClauseContext): readonly [create: Call, ...others: Call[]] {
  const { sample, scenario } = firstSubject(context)
  const offers = (operation: Operation): boolean =>
    context.claims.capabilities.operations.some((one) => one === operation)
  const create: Call = {
    operation: 'create',
    scenario,
    run: (sandbox, _job, signal) => sandbox.client.create(sample, { signal }),
  }
  const others: Call[] = [
    { operation: 'get', scenario, run: (sandbox, job, signal) => sandbox.client.get(job, { signal }) },
    { operation: 'list', scenario: 'list', run: (sandbox, _job, signal) => sandbox.client.list({ signal }) },
    { operation: 'delete', scenario: 'delete', run: (sandbox, job, signal) => sandbox.client.delete(job, { signal }) },
    { operation: 'watch', scenario: 'watch', run: (sandbox, job, signal) => drain(sandbox, job, signal) },
    {
      operation: 'cancel',
      scenario: 'cancel',
      // Without the poll that follows it in a client.
      run: async ({ provider, call }, job, signal) => provider.cancel?.(job, { ...call, signal }),
    },
    { operation: 'deleteAll', scenario: 'deleteAll', run: ({ client }, _job, signal) => client.deleteAll({ signal }) },
    {
      operation: 'setRetention',
      scenario: 'setRetention',
      run: ({ client }, job, signal) => client.setRetention(job, 1, { signal }),
    },
    { operation: 'balance', scenario: 'balance', run: ({ client }, _job, signal) => client.balance({ signal }) },
    {
      operation: 'models',
      scenario: 'models',
      run: ({ provider, call }, _job, signal) => provider.models({ ...call, signal }),
    },
  ]
  const asked = others.filter(({ operation }) => {
    if (operation === 'get') return true
    // A list of models that is data asks nobody.
    return operation === 'models' ? context.has('models') : offers(operation)
  })
  for (const call of asked) context.fixture(call.scenario)
  return [create, ...asked]
}

/** A sandbox with nothing but this operation in it; for a create, with what leads up to it. */
export function alone({ operation, scenario }: Call, mutate: SandboxOptions['mutate'] = []): SandboxOptions {
  return { fixtures: scenario, only: operation === 'create' ? ['upload', 'create'] : [operation], mutate }
}

/** The job that the fixtures are about, made in a sandbox of its own. */
export function makeJob(context: ClauseContext): Promise<Job> {
  const [create] = callsOf(context)
  const { sample } = firstSubject(context)
  return context.sandbox(alone(create), (sandbox) =>
    sandbox.accept('create of the sample', () => sandbox.client.create(sample)),
  )
}

/** What an error has to say; without a `status` it must have none. */
export interface Expected {
  code: ErrorCode
  status?: number | undefined
  retryable: boolean
  operation: string
}

/** The VideoError of an action that must not succeed, or the clause fails. */
export async function rejectionOf(sandbox: Sandbox, what: string, action: () => Promise<unknown>): Promise<VideoError> {
  const { error, value } = await sandbox.attempt(action)
  if (isVideoError(error)) return error
  return sandbox.fail(
    error === undefined
      ? `${what}: must be refused, but resolved with ${show(value)}`
      : `${what}: threw ${describeThrown(error)}, which is no VideoError`,
  )
}

/** Holds an error against what it has to say. */
export function expectError(sandbox: Sandbox, what: string, error: VideoError, expected: Expected): void {
  sandbox.equal(error.code, expected.code, `${what}: code`)
  sandbox.equal(error.status, expected.status, `${what}: status`)
  sandbox.equal(error.retryable, expected.retryable, `${what}: retryable`)
  sandbox.equal(error.operation, expected.operation, `${what}: operation`)
  sandbox.equal(error.provider, sandbox.provider.id, `${what}: provider`)
}

async function drain({ provider, call }: Sandbox, job: Job, signal: AbortSignal | undefined): Promise<void> {
  const stream = provider.watch?.(job, { ...call, signal }) ?? []
  for await (const _seen of stream);
}
