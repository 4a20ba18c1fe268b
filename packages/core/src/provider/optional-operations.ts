import { isJobId, type JobReference, type Output } from '../model/job.ts'
import type { Delivery, ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { Definition, Member } from './definition.ts'
import type { OperationRunner } from './run-operation.ts'

/** The members that not every vendor has, where the definition has them. `verify` checks the signature of a delivery. */
export function optionalOperations<Paths, Options extends Record<string, unknown>, Settings extends object>(
  definition: Definition<Paths, Options, Settings>,
  { run, stream }: OperationRunner<Paths, Settings>,
  verify: (delivery: Delivery, call?: ProviderCall) => Promise<boolean>,
): Pick<VideoProvider, Member> {
  const { webhook, watch, list, cancel, delete: remove, deleteAll, setRetention, balance, content } = definition
  return {
    ...(watch && {
      watch: (job: JobReference, call?: ProviderCall) =>
        stream('watch', call, async function* (context, { clean }) {
          for await (const seen of watch(job, context)) yield clean(seen)
        }),
    }),
    ...(list && {
      list: (query: { cursor?: string | undefined }, call?: ProviderCall) =>
        run('list', call, async (context, { clean }) => {
          const { jobs, cursor } = await list(query, context)
          // A page that is empty, or that leads to itself, is the last.
          const isLast = jobs.length === 0 || cursor === query.cursor
          // A job whose id nobody can ask for can be neither found again nor stored.
          return { jobs: jobs.filter(({ id }) => isJobId(id)).map(clean), ...(isLast ? {} : { cursor }) }
        }),
    }),
    ...(cancel && {
      cancel: (job: JobReference, call?: ProviderCall) => run('cancel', call, (context) => cancel(job, context)),
    }),
    ...(remove && {
      delete: (job: JobReference, call?: ProviderCall) => run('delete', call, (context) => remove(job, context)),
    }),
    ...(deleteAll && { deleteAll: (call?: ProviderCall) => run('deleteAll', call, (context) => deleteAll(context)) }),
    ...(setRetention && {
      setRetention: (job: JobReference, days: number, call?: ProviderCall) =>
        run('setRetention', call, (context) => setRetention(job, days, context)),
    }),
    ...(balance && { balance: (call?: ProviderCall) => run('balance', call, (context) => balance(context)) }),
    ...(content && {
      content: (job: JobReference, output: Output, call?: ProviderCall) =>
        run('content', call, async (context) => [await content(job, output, context)].flat()),
    }),
    ...(webhook && {
      webhook: (delivery: Delivery, call?: ProviderCall) =>
        run('webhook', call, ({ settings }) => webhook(delivery, { settings, verify: () => verify(delivery, call) })),
    }),
  }
}
