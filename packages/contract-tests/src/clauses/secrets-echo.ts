import type { ClauseContext } from '../harness/clause.ts'
import { pointerFor } from '../config/config.ts'
import { setField, type Mutation } from '../replay/mutators.ts'
import { firstSubject } from './cases/samples.ts'
import { steps } from './cases/steps.ts'
import { expectNoKey } from './leaks.ts'
import { begin, polls, says, wordFor } from './polls.ts'

/** The vendor says the key in answers that are no refusals: in unknown fields and words, in a reason, in a wrong type. */
export async function sayKeyInAnswers(context: ClauseContext, keySuffix: string): Promise<void> {
  const status = context.pointer('status', 'get')
  const reason = pointerFor(context.wire.reason, 'get')
  const failed = wordFor(context, 'failed')
  const answers = (key: string): Mutation[][] => [
    [setField('get', beside(status), { key, encoded: btoa(key) })],
    [setField('get', status, `limbo ${key} ${btoa(key)}`)],
    [setField('get', status, [key, { [key]: btoa(key) }])],
    ...(failed !== undefined && reason !== undefined
      ? [[says(context, failed), setField('get', reason, `${key}, ${btoa(key)}, ${encodeURIComponent(key)}`)]]
      : []),
  ]
  const count = answers('').length
  const mutate = ({ apiKey }: { apiKey: string }): Mutation[] => [
    setField('create', beside(context.pointer('id', 'create')), apiKey),
    steps('get', answers(apiKey)),
  ]
  await context.sandbox({ ...polls(context, mutate), keySuffix }, async (sandbox) => {
    const job = await begin(sandbox, context)
    expectNoKey(sandbox, 'create, answered with the key', { value: job })
    for (let poll = 0; poll < count; poll++)
      expectNoKey(sandbox, 'get, answered with the key', await sandbox.attempt(() => sandbox.client.get(job)))
  })
}

/** The machinery below fails, and says what it was about to send. */
export async function failBeforeSending(context: ClauseContext, keySuffix: string): Promise<void> {
  await context.sandbox({ keySuffix }, async (sandbox) => {
    const cause = new Error(`bad header ${sandbox.apiKey}`, { cause: new Error(btoa(sandbox.apiKey)) })
    const fetch = (): Promise<never> => Promise.reject(new TypeError(`fetch failed for ${sandbox.apiKey}`, { cause }))
    const { client, provider } = sandbox.again({ fetch })
    const job = { provider: provider.id, model: firstSubject(context).sample.model, id: 'job-1' }
    expectNoKey(sandbox, 'get over a line that fails', await sandbox.attempt(() => client.get(job)))
  })
}

/** A field that nobody knows, beside a known one. */
function beside(pointer: string): string {
  return pointer.replace(/[^/]+$/, 'x_contract_echo')
}
