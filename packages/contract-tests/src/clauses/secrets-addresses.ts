import type { ClauseContext, Sandbox } from '../harness/clause.ts'
import { pointerFor } from '../config/config.ts'
import { jsonText } from '../fixtures/json-text.ts'
import { body, elsewhere, reset, setField, status, type Mutation } from '../replay/mutators.ts'
import { refusal, steps } from './cases/steps.ts'
import { videoReader, videoSandbox, completedJob, hasContent } from './videos.ts'
import { textOfError } from './leaks.ts'
import { says, withPolls, wordFor } from './polls.ts'

const mark = 'signed-c0ffee'
const signed = `${elsewhere}/video.mp4?X-Amz-Signature=${mark}&Expires=60`

/** Has fetching, polling and failing go wrong around a signed address, and reads what is said of it. */
export async function keepAddressesSecret(context: ClauseContext): Promise<void> {
  for (const trouble of [
    status('download', 403, 'empty'),
    status('download', 500, 'html'),
    reset('download', 'before-headers'),
    reset('download', 'mid-body'),
    body('download', 'html'),
  ]) {
    // The client polls again for an address that has run out.
    await context.sandbox({ ...videoSandbox(context, [trouble], () => signed), isLoose: true }, async (sandbox) => {
      const job = await completedJob(sandbox, context)
      const { error } = await sandbox.attempt(() => videoReader(sandbox).read(job))
      sandbox.check(error !== undefined, 'a video that does not come must be an error')
      const asked = sandbox.sent('download').map(({ url }) => new URL(url).search.slice(1))
      expectNoQuery(sandbox, 'the error of a download', textOfError(error), [mark, ...asked])
    })
  }
  await inspect(context)
}

/** The vendor names the address where it should not: in refusals, in reasons, in place of something else. */
async function inspect(context: ClauseContext): Promise<void> {
  const place = hasContent(context) ? pointerFor(context.wire.resultUrl, 'get') : context.pointer('resultUrl', 'get')
  const reason = pointerFor(context.wire.reason, 'get')
  const failed = wordFor(context, 'failed')
  const told: Mutation[][] = [
    [refusal('get', 400, `the upload to ${signed} failed`)],
    [setField('get', context.pointer('status', 'get'), { at: signed })],
    ...(place === undefined
      ? []
      : [[setField('get', place, [signed])], [setField('get', place, signed.replace('https', 's3'))]]),
    ...(failed === undefined || reason === undefined
      ? []
      : [[says(context, failed), setField('get', reason, `the upload to ${signed} failed`)]]),
  ]
  await withPolls(context, [steps('get', told)], async (sandbox, job) => {
    for (const _answer of told) {
      const { value, error } = await sandbox.attempt(() => sandbox.client.get(job))
      expectNoQuery(sandbox, 'an error of get', textOfError(error), [mark])
      expectNoQuery(sandbox, 'job.error', jsonText(value?.error), [mark])
    }
  })
  if (place === undefined) return
  const completed = [setField('get', place, signed)]
  await withPolls(context, [steps('get', [completed, [status('get', 503, 'empty')]])], async (sandbox, job) => {
    const done = await sandbox.accept('get of a completed job', () => sandbox.client.get(job))
    const { error } = await sandbox.attempt(() => sandbox.client.get(done))
    expectNoQuery(sandbox, 'an error of get with a completed job', textOfError(error), [mark])
  })
}

function expectNoQuery(sandbox: Sandbox, what: string, text: string, queries: readonly string[]): void {
  const all = { [what]: text, 'what was written to the console': sandbox.console.join('\n') }
  for (const [where, said] of Object.entries(all)) {
    const isShown = queries.some((query) => query !== '' && said.includes(query))
    sandbox.check(!isShown, `${where} shows the query of an address`)
  }
}
