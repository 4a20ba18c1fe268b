import type { Job, VideoProvider } from '@reelay/core'
import { makeJob, rejectionOf } from '../calls.ts'
import { watchEnvironment } from '../environment.ts'
import { watchResources } from '../resources.ts'
import type { Scene } from '../scene.ts'
import type { Stage } from '../stage.ts'

/** Makes a provider and watches what it touches; then makes one without a key. */
export async function judgeConstruction(stage: Stage): Promise<void> {
  const job = await makeJob(stage)
  await stage.scene({ wire: 'memory' }, async (scene) => {
    let asked = 0
    const apiKey = (): string => {
      asked += 1
      return scene.apiKey
    }
    const resources = watchResources()
    scene.defer(resources.release)
    const { environment, read } = resources.run(() => construct(scene, apiKey))
    await scene.clock.quiet()
    const documented = new Set(Object.values(environment))
    const foreign = read.filter((name) => !documented.has(name))
    scene.equal(foreign, [], 'variables that it reads without naming them in `environment`')
    scene.equal(asked, 0, 'how often it asks for the key before any call')
    scene.equal(scene.requests.length, 0, 'requests that it sends')
    scene.equal(resources.exits(), [], 'what it opens')
    scene.equal(resources.leaks(), [], 'what it keeps open')
    await expectNamedSetting(scene, job)
  })
}

async function expectNamedSetting(scene: Scene, job: Job): Promise<void> {
  const { apiKey: variable } = scene.provider.environment
  const what = 'a look without a key'
  const error = await rejectionOf(scene, what, async () => scene.construct({ apiKey: '' }).get(job, scene.call))
  scene.equal(error.code, 'authentication', `${what}: code`)
  const isNamed = error.message.includes(variable) || /\bapiKey\b/.test(error.message)
  scene.check(isNamed, `${what}: the error must name apiKey or ${variable}, but says: ${error.message}`)
  scene.equal(scene.requests.length, 0, `${what}: requests`)
}

function construct(scene: Scene, apiKey: () => string): { environment: VideoProvider['environment']; read: string[] } {
  const watch = watchEnvironment()
  try {
    const { environment } = scene.construct({ apiKey })
    return { environment, read: watch.reads() }
  } finally {
    watch.release()
  }
}
