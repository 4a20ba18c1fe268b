import type { Job, JobReference, Output, VideoProvider } from '@reelay/core'
import type { ProviderCall, ProviderRequest, Snapshot } from '@reelay/core/provider'
import type { Operation, Scenario } from '@reelay/contract-tests/fixtures'
import type { RecordingWire } from './wire.ts'

/** The same provider, whose calls are all recorded as calls of a scenario. */
export function labelled(provider: VideoProvider, recording: Scenario, { within }: RecordingWire): VideoProvider {
  const as = <Value>(operation: Operation, work: () => Value): Value => within({ operation, recording }, work)
  const { watch, list, cancel, deleteAll, setRetention, balance, content } = provider
  const remove = provider.delete
  return {
    ...provider,
    models: (call) => as('models', () => provider.models(call)),
    create: (request: ProviderRequest, call) => as('create', () => provider.create(request, call)),
    get: (job, call) => as('get', () => provider.get(job, call)),
    ...(watch && {
      watch: (job: JobReference, call?: ProviderCall) => stepwise(watch(job, call), (next) => as('watch', next)),
    }),
    ...(list && {
      list: (query: { cursor?: string | undefined }, call?: ProviderCall) => as('list', () => list(query, call)),
    }),
    ...(cancel && { cancel: (job: JobReference, call?: ProviderCall) => as('cancel', () => cancel(job, call)) }),
    ...(remove && { delete: (job: JobReference, call?: ProviderCall) => as('delete', () => remove(job, call)) }),
    ...(deleteAll && { deleteAll: (call?: ProviderCall) => as('deleteAll', () => deleteAll(call)) }),
    ...(setRetention && {
      setRetention: (job: JobReference, days: number, call?: ProviderCall) =>
        as('setRetention', () => setRetention(job, days, call)),
    }),
    ...(balance && { balance: (call?: ProviderCall) => as('balance', () => balance(call)) }),
    ...(content && {
      content: (job: JobReference, output: Output, call?: ProviderCall) =>
        as('content', () => content(job, output, call)),
    }),
  }
}

/** A stream of which each step is taken within something. */
async function* stepwise(
  stream: AsyncIterable<Snapshot>,
  within: (next: () => Promise<IteratorResult<Snapshot>>) => Promise<IteratorResult<Snapshot>>,
): AsyncGenerator<Snapshot> {
  const steps = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await within(() => steps.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    await steps.return?.()
  }
}

/** A job with nothing that was signed for somebody: what is needed to ask for it again. */
export function reference({ provider, model, id, handle, createdAt }: Job): JobReference {
  return { provider, model, id, ...(handle && { handle }), ...(createdAt !== undefined && { createdAt }) }
}
