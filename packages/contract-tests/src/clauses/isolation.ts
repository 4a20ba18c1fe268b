import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob, type Call } from '../calls.ts'
import type { Clause } from '../clause.ts'
import { watchEnvironment, type EnvironmentWatch } from '../environment.ts'
import { jsonText } from '../json-text.ts'
import { reset, status } from '../mutators.ts'
import { watchResources, type Resources } from '../resources.ts'
import { viewOf } from '../samples.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { changesSince, surroundings } from '../surroundings.ts'

/** Group R: a provider keeps to itself. */
export const isolationClauses: readonly Clause[] = [
  {
    id: 'ISO-01',
    title: 'Nothing leaves but through the fetch that the provider was given: no socket, process or thread of its own',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'proxies, tests and audits see what goes through fetch; the rest goes out behind their back.',
    fix: 'send everything through http of the context; report nothing to anybody else.',
    async run(stage) {
      await observe(stage, () => (scene, what, { resources }) => {
        scene.equal(resources.exits(), [], `${what}: what it opens besides`)
      })
    },
  },
  {
    id: 'ISO-02',
    title: 'A provider prints nothing, changes nothing of the process, and leaves nothing running',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'it runs inside the programs of others: their output, their globals and their end belong to them.',
    fix: 'throw a VideoError in place of a message, keep state in the closure of the provider, and let core wait.',
    async run(stage) {
      stage.expectNone(stage.traces().map((one) => `${one} since the first provider was made`))
      await observe(stage, () => {
        const before = surroundings()
        return (scene, what, { resources, environment }) => {
          scene.equal(scene.console, [], `${what}: what it prints`)
          scene.equal(environment.writes(), [], `${what}: variables that it writes`)
          scene.equal(changesSince(before), [], `${what}: what it changes`)
          scene.equal(resources.leaks(), [], `${what}: what it leaves open`)
        }
      })
    },
  },
  {
    id: 'ISO-03',
    title: 'A call sends and gives the same whatever was called before it in this process',
    since: '1.0',
    level: 'required',
    subject: ['create', 'get'],
    why: 'what one customer of a server did must not change what another one gets, and tests must not depend on their order.',
    fix: 'keep nothing in the module: state belongs into the function that makes the provider, or nowhere.',
    async run(stage) {
      const job = await makeJob(stage)
      const calls = callsOf(stage)
      const first = await playAll(stage, job, calls)
      for (const again of [await playAll(stage, job, calls.toReversed()), await playAll(stage, job, calls)])
        for (const { operation } of calls) {
          const [was, is] = [first.get(operation), again.get(operation)]
          stage.expectNone(
            was === is ? [] : [`${operation} in another order: was ${shorten(was)}\nand is ${shorten(is)}`],
          )
        }
    },
  },
]

const anyNumber = { isLoose: true, wire: 'memory' } as const

/** What a call did to the process. */
interface Seen {
  resources: Resources
  environment: EnvironmentWatch
}

type Look = (scene: Scene, what: string, seen: Seen) => void

/** Makes each call once well and twice badly, on a new instance; `begin` sees the process before, and what it gives the process after the call. */
async function observe(stage: Stage, begin: () => Look): Promise<void> {
  const job = await makeJob(stage)
  for (const call of callsOf(stage)) {
    const { operation } = call
    const ends = {
      succeeds: [],
      'is refused': [status(operation, 400, 'html')],
      'meets a broken line': [reset(operation, 'before-headers')],
    }
    // How often it calls is for others to judge.
    for (const [end, bend] of Object.entries(ends))
      await stage.scene({ ...alone(call, [steps(operation, [bend])]), ...anyNumber }, async (scene) => {
        const look = begin()
        const environment = watchEnvironment()
        scene.defer(environment.release)
        const resources = watchResources()
        scene.defer(resources.release)
        await resources.run(() => scene.attempt(() => call.run({ ...scene, ...scene.again() }, job)))
        await scene.clock.quiet()
        environment.release()
        look(scene, `${operation} that ${end}`, { resources, environment })
      })
  }
}

/** What each call sent and gave, as one text. */
async function playAll(stage: Stage, job: Job, calls: readonly Call[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const call of calls) {
    const { operation } = call
    const bend = [steps(operation, [[]])]
    await stage.scene({ ...alone(call, bend), ...anyNumber }, async (scene) => {
      const { value, error } = await scene.attempt(() => call.run(scene, job))
      const outcome = { value, error: error instanceof Error ? error.message : undefined }
      const told = jsonText([scene.requests.map(viewOf), outcome])
      // These are new in each scene, or in each call.
      const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
      found.set(operation, told.replaceAll(scene.origin, '').replaceAll(scene.apiKey, '').replaceAll(uuid, ''))
    })
  }
  return found
}

function shorten(text = 'nothing'): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text
}
