import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob } from '../calls.ts'
import { elsewhere, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import type { Operation } from '../tape.ts'

// A segment that stays what it is when it is encoded, and leads to the folder above.
const upwards = '..'
const away = `${elsewhere}/stolen?of=`

/** Jobs that somebody has changed. Any request that is not on the tape fails the clause by itself. */
export async function refuseTampered(stage: Stage): Promise<void> {
  const job = await makeJob(stage)
  await stage.scene({}, async (scene) => {
    const foreign = { ...job, provider: 'somebody-else' }
    await scene.refuse('get of a job of another provider', 'invalid_request', () => scene.client.get(foreign))
    for (const { operation, story, run } of callsOf(stage)) {
      const asked = placesOf(stage, operation, story, job.id)
      if (!asked.isInPath && !asked.isInQuery) continue
      for (const id of asked.isInPath ? ['', upwards] : [''])
        await scene.refuse(`${operation} with the id "${id}"`, 'invalid_request', () => run(scene, { ...job, id }))
    }
  })
  for (const [name, value] of Object.entries(job.handle ?? {}))
    for (const evil of [upwards, away]) await lookWith(stage, job, { name, value, evil })
}

interface Tampering {
  name: string
  value: string
  evil: string
}

/** Where the value is part of a path, `..` is refused; any other one is refused, or sent, encoded, to where it was before. */
async function lookWith(stage: Stage, job: Job, { name, value, evil }: Tampering): Promise<void> {
  const { story } = firstSubject(stage)
  const tampered: Job = { ...job, handle: { ...job.handle, [name]: evil } }
  const what = `get with ${evil} as handle.${name}`
  if (evil === upwards && placesOf(stage, 'get', story, value).isInPath) {
    await stage.scene({}, async (scene) => {
      await scene.refuse(what, 'invalid_request', () => scene.client.get(tampered))
    })
    return
  }
  const look = callsOf(stage).find(({ operation }) => operation === 'get')
  if (!look) return
  const bend = [steps('get', [[]]), standingIn(value, evil)]
  await stage.scene({ ...alone(look, bend), isLoose: true }, async (scene) => {
    const { error } = await scene.attempt(() => scene.client.get(tampered))
    if (error === undefined) return scene.equal(scene.requests.length, 1, `number of calls of a ${what}`)
    await scene.refuse(what, 'invalid_request', () => Promise.reject(error))
    scene.equal(scene.requests.length, 0, `number of calls of a ${what} that was refused`)
  })
}

/** Whether a value is a whole segment of the address of an operation, or a value of its query. */
function placesOf(
  stage: Stage,
  operation: Operation,
  story: Parameters<Stage['tape']>[0],
  value: string,
): { isInPath: boolean; isInQuery: boolean } {
  const asked = stage.tape(story).exchanges.filter((one) => one.operation === operation)
  return {
    isInPath: asked.some(({ request: { path } }) => path.split('/').map(decodeURIComponent).includes(value)),
    isInQuery: asked.some(({ request: { query } }) => Object.values(query).includes(value)),
  }
}

/** The tape's look with another value in its address, where the old one stands there. */
function standingIn(value: string, evil: string): Mutation {
  const label = `standingIn:${value}=${evil}`
  return {
    label,
    apply(tape) {
      const exchanges = tape.exchanges.map((one) => {
        const { path, query } = one.request
        const segments = path
          .split('/')
          .map((part) => (decodeURIComponent(part) === value ? encodeURIComponent(evil) : part))
        const values = Object.entries(query).map(([key, part]) => [key, part === value ? evil : part])
        return { ...one, request: { ...one.request, path: segments.join('/'), query: Object.fromEntries(values) } }
      })
      return { ...tape, exchanges, bent: [...tape.bent, label] }
    },
  }
}
