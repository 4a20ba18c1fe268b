import type { ClauseContext, Exchange } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob, type Call } from './cases/calls.ts'
import { mutate, type Mutation } from '../replay/mutators.ts'

// What a path would fall apart at, or what would be read twice.
const ids = ['../../admin?x=1#y', '..%2f..%2fadmin', 'a/b c', '/', '?', '%']

/** Asks for jobs whose ids would lead elsewhere; the fixture has each of them as one segment. */
export async function tryEveryPath(context: ClauseContext): Promise<void> {
  const job = await makeJob(context)
  const [, ...others] = callsOf(context)
  for (const call of others) {
    const names = namesOf(job).filter((name) =>
      context.fixture(call.scenario).exchanges.some((one) => isFor(call, one, name)),
    )
    for (const name of names) {
      for (const id of ids) {
        await context.sandbox({ ...alone(call, [renamed(name, id)]), isLoose: true }, async (sandbox) => {
          const what = `${call.operation} with ${JSON.stringify(id)} for ${JSON.stringify(name)}`
          await sandbox.accept(what, () => call.run(sandbox, withName(job, name, id)))
          sandbox.equal(sandbox.sent(call.operation).length, 1, `${what}: number of calls`)
        })
      }
      // No way of writing keeps these two from being taken for a way up.
      for (const id of ['.', '..'])
        await context.sandbox({}, async (sandbox) => {
          const what = `${call.operation} with ${JSON.stringify(id)} for ${JSON.stringify(name)}`
          await sandbox.refuse(what, 'invalid_request', () => call.run(sandbox, withName(job, name, id)))
          sandbox.equal(sandbox.requests.length, 0, `${what}: number of calls`)
        })
    }
  }
}

/** What of a job may stand in a path. */
function namesOf({ id, handle = {} }: Job): string[] {
  return [...new Set([id, ...Object.values(handle)])]
}

function withName(job: Job, name: string, id: string): Job {
  const swap = (own: string): string => (own === name ? id : own)
  const handle = Object.entries(job.handle ?? {}).map(([key, value]) => [key, swap(value)])
  return { ...job, id: swap(job.id), ...(job.handle && { handle: Object.fromEntries(handle) }) }
}

function isFor({ operation }: Call, exchange: Exchange, name: string): boolean {
  return exchange.operation === operation && segmentsOf(exchange).includes(encodeURIComponent(name))
}

/** The fixture with another name in its paths, as one segment. */
function renamed(name: string, id: string): Mutation {
  const [before, after] = [encodeURIComponent(name), encodeURIComponent(id)]
  return mutate(`renamed:${name}=${id}`, (all) =>
    all.map((one) => {
      const segments = segmentsOf(one).map((segment) => (segment === before ? after : segment))
      return { ...one, request: { ...one.request, path: segments.join('/') } }
    }),
  )
}

function segmentsOf({ request }: Exchange): string[] {
  return request.path.split('/')
}
