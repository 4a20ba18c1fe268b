import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob, type Call } from '../calls.ts'
import type { Mutation } from '../mutators.ts'
import type { Stage } from '../stage.ts'
import type { Exchange } from '../tape.ts'

// What a path would fall apart at, or what would be read twice.
const ids = ['../../admin?x=1#y', '..%2f..%2fadmin', 'a/b c', '/', '?', '%']

/** Asks for jobs whose ids would lead elsewhere; the tape has each of them as one segment. */
export async function tryEveryPath(stage: Stage): Promise<void> {
  const job = await makeJob(stage)
  const [, ...others] = callsOf(stage)
  for (const call of others) {
    const names = namesOf(job).filter((name) => stage.tape(call.story).exchanges.some((one) => isFor(call, one, name)))
    for (const name of names) {
      for (const id of ids) {
        await stage.scene({ ...alone(call, [renamed(name, id)]), isLoose: true }, async (scene) => {
          const what = `${call.operation} with ${JSON.stringify(id)} for ${JSON.stringify(name)}`
          await scene.accept(what, () => call.run(scene, withName(job, name, id)))
          scene.equal(scene.sent(call.operation).length, 1, `${what}: number of calls`)
        })
      }
      // No way of writing keeps these two from being taken for a way up.
      for (const id of ['.', '..'])
        await stage.scene({}, async (scene) => {
          const what = `${call.operation} with ${JSON.stringify(id)} for ${JSON.stringify(name)}`
          await scene.refuse(what, 'invalid_request', () => call.run(scene, withName(job, name, id)))
          scene.equal(scene.requests.length, 0, `${what}: number of calls`)
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

/** The tape with another name in its paths, as one segment. */
function renamed(name: string, id: string): Mutation {
  const label = `renamed:${name}=${id}`
  const [before, after] = [encodeURIComponent(name), encodeURIComponent(id)]
  return {
    label,
    apply(tape) {
      const exchanges = tape.exchanges.map((one) => {
        const segments = segmentsOf(one).map((segment) => (segment === before ? after : segment))
        return { ...one, request: { ...one.request, path: segments.join('/') } }
      })
      return { ...tape, exchanges, bent: [...tape.bent, label] }
    },
  }
}

function segmentsOf({ request }: Exchange): string[] {
  return request.path.split('/')
}
