import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import type { Job, VideoProvider } from '@reelay/core'
import { makeJob, rejectionOf } from './cases/calls.ts'
import { watchEnvironment } from '../harness/environment.ts'
import { watchResources } from '../harness/resources.ts'

/** Makes a provider and watches what it touches; then makes one without a key. */
export async function judgeConstruction(context: ClauseContext): Promise<void> {
  const job = await makeJob(context)
  await context.sandbox({ wire: 'memory' }, async (sandbox) => {
    let asked = 0
    const apiKey = (): string => {
      asked += 1
      return sandbox.apiKey
    }
    const resources = watchResources()
    sandbox.defer(resources.release)
    const { environment, read } = resources.run(() => construct(sandbox, apiKey))
    await sandbox.clock.quiet()
    const documented = new Set(Object.values(environment))
    const foreign = read.filter((name) => !documented.has(name))
    sandbox.equal(foreign, [], 'variables that it reads without naming them in `environment`')
    sandbox.equal(asked, 0, 'how often it asks for the key before any call')
    sandbox.equal(sandbox.requests.length, 0, 'requests that it sends')
    sandbox.equal(resources.exits(), [], 'what it opens')
    sandbox.equal(resources.leaks(), [], 'what it keeps open')
    await expectNamedSetting(sandbox, job)
  })
}

async function expectNamedSetting(sandbox: Sandbox, job: Job): Promise<void> {
  const { apiKey: variable } = sandbox.provider.environment
  const what = 'a poll without a key'
  const error = await rejectionOf(sandbox, what, async () => sandbox.construct({ apiKey: '' }).get(job, sandbox.call))
  sandbox.equal(error.code, 'authentication', `${what}: code`)
  const isNamed = error.message.includes(variable) || /\bapiKey\b/.test(error.message)
  sandbox.check(isNamed, `${what}: the error must name apiKey or ${variable}, but says: ${error.message}`)
  sandbox.equal(sandbox.requests.length, 0, `${what}: requests`)
}

function construct(
  sandbox: Sandbox,
  apiKey: () => string,
): { environment: VideoProvider['environment']; read: string[] } {
  const watch = watchEnvironment()
  try {
    const { environment } = sandbox.construct({ apiKey })
    return { environment, read: watch.reads() }
  } finally {
    watch.release()
  }
}
