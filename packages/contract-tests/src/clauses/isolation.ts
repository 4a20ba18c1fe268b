import type { ClauseContext, ClauseDefinitions, Sandbox } from '../harness/clause.ts'
import type { Job } from '@reelay/core'
import { alone, callsOf, makeJob, type Call } from './cases/calls.ts'
import { watchEnvironment, type EnvironmentWatch } from '../harness/environment.ts'
import { jsonText } from '../fixtures/json-text.ts'
import { reset, status } from '../replay/mutators.ts'
import { watchResources, type Resources } from '../harness/resources.ts'
import { viewOf } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { changesSince, surroundings } from '../harness/surroundings.ts'

/** Group R: a provider keeps to itself. */
export const isolationClauses: ClauseDefinitions = {
  'ISO-01': {
    title: 'Nothing leaves but through the fetch that the provider was given: no socket, process or thread of its own',
    why: 'proxies, tests and audits see what goes through fetch; the rest goes out behind their back.',
    fix: 'send everything through http of the context; report nothing to anybody else.',
    async run(context) {
      await observe(context, () => (sandbox, what, { resources }) => {
        sandbox.equal(resources.exits(), [], `${what}: what it opens besides`)
      })
    },
  },
  'ISO-02': {
    title: 'A provider prints nothing, changes nothing of the process, and leaves nothing running',
    why: 'it runs inside the programs of others: their output, their globals and their end belong to them.',
    fix: 'throw a VideoError in place of a message, keep state in the closure of the provider, and let core wait.',
    async run(context) {
      context.expectNone(context.traces().map((one) => `${one} since the first provider was made`))
      await observe(context, () => {
        const before = surroundings()
        return (sandbox, what, { resources, environment }) => {
          sandbox.equal(sandbox.console, [], `${what}: what it prints`)
          sandbox.equal(environment.writes(), [], `${what}: variables that it writes`)
          sandbox.equal(changesSince(before), [], `${what}: what it changes`)
          sandbox.equal(resources.leaks(), [], `${what}: what it leaves open`)
        }
      })
    },
  },
  'ISO-03': {
    title: 'A call sends and gives the same whatever was called before it in this process',
    why: 'what one customer of a server did must not change what another one gets, and tests must not depend on their order.',
    fix: 'keep nothing in the module: state belongs into the function that makes the provider, or nowhere.',
    async run(context) {
      const job = await makeJob(context)
      const calls = callsOf(context)
      const first = await playAll(context, job, calls)
      for (const again of [await playAll(context, job, calls.toReversed()), await playAll(context, job, calls)])
        for (const { operation } of calls) {
          const [was, is] = [first.get(operation), again.get(operation)]
          const told = `${operation} in another order: was ${shorten(was)}\nand is ${shorten(is)}`
          context.expectNone(was === is ? [] : [told])
        }
    },
  },
}

const anyNumber = { isLoose: true, wire: 'memory' } as const

/** What a call did to the process. */
interface Seen {
  resources: Resources
  environment: EnvironmentWatch
}

type Compare = (sandbox: Sandbox, what: string, seen: Seen) => void

/** Makes each call once well and twice badly, on a new instance; `begin` sees the process before, and what it gives the process after the call. */
async function observe(context: ClauseContext, begin: () => Compare): Promise<void> {
  const job = await makeJob(context)
  for (const call of callsOf(context)) {
    const { operation } = call
    const ends = {
      succeeds: [],
      'is refused': [status(operation, 400, 'html')],
      'meets a broken line': [reset(operation, 'before-headers')],
    }
    // How often it calls is for others to judge.
    for (const [end, mutate] of Object.entries(ends))
      await context.sandbox({ ...alone(call, [steps(operation, [mutate])]), ...anyNumber }, async (sandbox) => {
        const compare = begin()
        const environment = watchEnvironment()
        sandbox.defer(environment.release)
        const resources = watchResources()
        sandbox.defer(resources.release)
        await resources.run(() => sandbox.attempt(() => call.run({ ...sandbox, ...sandbox.again() }, job)))
        await sandbox.clock.quiet()
        environment.release()
        compare(sandbox, `${operation} that ${end}`, { resources, environment })
      })
  }
}

/** What each call sent and gave, as one text. */
async function playAll(context: ClauseContext, job: Job, calls: readonly Call[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const call of calls) {
    const { operation } = call
    const mutate = [steps(operation, [[]])]
    await context.sandbox({ ...alone(call, mutate), ...anyNumber }, async (sandbox) => {
      const { value, error } = await sandbox.attempt(() => call.run(sandbox, job))
      const outcome = { value, error: error instanceof Error ? error.message : undefined }
      const told = jsonText([sandbox.requests.map(viewOf), outcome])
      // These are new in each sandbox, or in each call.
      const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
      found.set(operation, told.replaceAll(sandbox.origin, '').replaceAll(sandbox.apiKey, '').replaceAll(uuid, ''))
    })
  }
  return found
}

function shorten(text = 'nothing'): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text
}
