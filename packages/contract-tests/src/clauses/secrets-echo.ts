import { pointerFor } from '../config.ts'
import { setField, type Mutation } from '../mutators.ts'
import { firstSubject } from '../samples.ts'
import type { Stage } from '../stage.ts'
import { steps } from '../steps.ts'
import { expectNoKey } from './leaks.ts'
import { begin, looks, says, wordFor } from './looks.ts'

/** The vendor says the key in answers that are no refusals: in unknown fields and words, in a reason, in a wrong type. */
export async function sayKeyInAnswers(stage: Stage, keySuffix: string): Promise<void> {
  const status = stage.pointer('status', 'get')
  const reason = pointerFor(stage.wire.reason, 'get')
  const failed = wordFor(stage, 'failed')
  const answers = (key: string): Mutation[][] => [
    [setField('get', beside(status), { key, encoded: btoa(key) })],
    [setField('get', status, `limbo ${key} ${btoa(key)}`)],
    [setField('get', status, [key, { [key]: btoa(key) }])],
    ...(failed !== undefined && reason !== undefined
      ? [[says(stage, failed), setField('get', reason, `${key}, ${btoa(key)}, ${encodeURIComponent(key)}`)]]
      : []),
  ]
  const count = answers('').length
  const bend = ({ apiKey }: { apiKey: string }): Mutation[] => [
    setField('create', beside(stage.pointer('id', 'create')), apiKey),
    steps('get', answers(apiKey)),
  ]
  await stage.scene({ ...looks(stage, bend), keySuffix }, async (scene) => {
    const job = await begin(scene, stage)
    expectNoKey(scene, 'create, answered with the key', { value: job })
    for (let look = 0; look < count; look++)
      expectNoKey(scene, 'get, answered with the key', await scene.attempt(() => scene.client.get(job)))
  })
}

/** The machinery below fails, and says what it was about to send. */
export async function failBeforeSending(stage: Stage, keySuffix: string): Promise<void> {
  await stage.scene({ keySuffix }, async (scene) => {
    const cause = new Error(`bad header ${scene.apiKey}`, { cause: new Error(btoa(scene.apiKey)) })
    const fetch = (): Promise<never> => Promise.reject(new TypeError(`fetch failed for ${scene.apiKey}`, { cause }))
    const { client, provider } = scene.again({ fetch })
    const job = { provider: provider.id, model: firstSubject(stage).sample.model, id: 'job-1' }
    expectNoKey(scene, 'get over a line that fails', await scene.attempt(() => client.get(job)))
  })
}

/** A field that nobody knows, beside a known one. */
function beside(pointer: string): string {
  return pointer.replace(/[^/]+$/, 'x_contract_echo')
}
