import type { ClauseContext, Operation } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob } from './cases/calls.ts'
import { mutate, elsewhere, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'

// A segment that stays what it is when it is encoded, and leads to the folder above.
const upwards = '..'
const away = `${elsewhere}/stolen?of=`

/** Jobs that somebody has changed. Any request that is not on the fixture fails the clause by itself. */
export async function refuseTampered(context: ClauseContext): Promise<void> {
  const job = await makeJob(context)
  await context.sandbox({}, async (sandbox) => {
    const foreign = { ...job, provider: 'somebody-else' }
    await sandbox.refuse('get of a job of another provider', 'invalid_request', () => sandbox.client.get(foreign))
    for (const { operation, scenario, run } of callsOf(context)) {
      const asked = placesOf(context, operation, scenario, job.id)
      if (!asked.isInPath && !asked.isInQuery) continue
      for (const id of asked.isInPath ? ['', upwards] : [''])
        await sandbox.refuse(`${operation} with the id "${id}"`, 'invalid_request', () => run(sandbox, { ...job, id }))
    }
  })
  for (const [name, value] of Object.entries(job.handle ?? {}))
    for (const evil of [upwards, away]) await pollWith(context, job, { name, value, evil })
}

interface Tampering {
  name: string
  value: string
  evil: string
}

/** Where the value is part of a path, `..` is refused; any other one is refused, or sent, encoded, to where it was before. */
async function pollWith(context: ClauseContext, job: Job, { name, value, evil }: Tampering): Promise<void> {
  const { scenario } = firstSubject(context)
  const tampered: Job = { ...job, handle: { ...job.handle, [name]: evil } }
  const what = `get with ${evil} as handle.${name}`
  if (evil === upwards && placesOf(context, 'get', scenario, value).isInPath) {
    await context.sandbox({}, async (sandbox) => {
      await sandbox.refuse(what, 'invalid_request', () => sandbox.client.get(tampered))
    })
    return
  }
  const poll = callsOf(context).find(({ operation }) => operation === 'get')
  if (!poll) return
  const mutate = [steps('get', [[]]), standingIn(value, evil)]
  await context.sandbox({ ...alone(poll, mutate), isLoose: true }, async (sandbox) => {
    const { error } = await sandbox.attempt(() => sandbox.client.get(tampered))
    if (error === undefined) return sandbox.equal(sandbox.requests.length, 1, `number of calls of a ${what}`)
    await sandbox.refuse(what, 'invalid_request', () => Promise.reject(error))
    sandbox.equal(sandbox.requests.length, 0, `number of calls of a ${what} that was refused`)
  })
}

/** Whether a value is a whole segment of the address of an operation, or a value of its query. */
function placesOf(
  context: ClauseContext,
  operation: Operation,
  scenario: Parameters<ClauseContext['fixture']>[0],
  value: string,
): { isInPath: boolean; isInQuery: boolean } {
  const asked = context.fixture(scenario).exchanges.filter((one) => one.operation === operation)
  return {
    isInPath: asked.some(({ request: { path } }) => path.split('/').map(decodeURIComponent).includes(value)),
    isInQuery: asked.some(({ request: { query } }) => Object.values(query).includes(value)),
  }
}

/** The fixture's poll with another value in its address, where the old one stands there. */
function standingIn(value: string, evil: string): Mutation {
  const stand = (part: string): string => (decodeURIComponent(part) === value ? encodeURIComponent(evil) : part)
  return mutate(`standingIn:${value}=${evil}`, (all) =>
    all.map((one) => {
      const { path, query } = one.request
      const values = Object.entries(query).map(([key, part]) => [key, part === value ? evil : part])
      const moved = { path: path.split('/').map(stand).join('/'), query: Object.fromEntries(values) }
      return { ...one, request: { ...one.request, ...moved } }
    }),
  )
}
