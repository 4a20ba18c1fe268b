import { load } from '../load.ts'
import type { JobReference, Output } from '../model/job.ts'
import type { Delivery, ProviderCall, VideoProvider } from '../model/video-provider.ts'
import type { Definition, Member } from './definition.ts'
import type { OperationRunner } from './run-operation.ts'

/** The members of a provider that not every vendor has, for those that the definition has. */
export function optionalOperations<Paths, Options extends Record<string, unknown>, Settings extends object>(
  definition: Definition<Paths, Options, Settings>,
  { run, stream }: OperationRunner<Paths, Settings>,
): Pick<VideoProvider, Exclude<Member, 'webhook'>> {
  const { watch, list, cancel, delete: remove, deleteAll, setRetention, balance, content } = definition
  return {
    ...(watch && {
      watch: (job: JobReference, call?: ProviderCall) =>
        stream('watch', call, async function* (context, clean) {
          for await (const seen of watch(job, context)) yield clean(seen)
        }),
    }),
    ...(list && {
      list: (query: { cursor?: string | undefined }, call?: ProviderCall) =>
        run('list', call, async (context, clean) => {
          const { jobs, cursor } = await list(query, context)
          // A page that is empty, or that leads to itself, is the last.
          const isLast = jobs.length === 0 || cursor === query.cursor
          // A job without an id can be neither found again nor stored.
          return { jobs: jobs.filter((job) => job.id !== '').map(clean), ...(isLast ? {} : { cursor }) }
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
        run('content', call, (context) => content(job, output, context)),
    }),
  }
}

/** The member that reads a delivery, where the definition has it. */
export function webhookOperation<Paths, Options extends Record<string, unknown>, Settings extends object>(
  { id, webhook }: Definition<Paths, Options, Settings>,
  { run }: OperationRunner<Paths, Settings>,
  secret: { environment: VideoProvider['environment']; webhookSecret: string | undefined },
): Pick<VideoProvider, 'webhook'> {
  if (!webhook) return {}
  return {
    webhook: (delivery: Delivery, call?: ProviderCall) => {
      const verify = async (): Promise<boolean> => {
        const { secretOf, verifyStandardWebhook } = await load()
        const named = { id, environment: secret.environment }
        return verifyStandardWebhook(delivery, { secret: secretOf(named, secret.webhookSecret), clock: call?.clock })
      }
      return run('webhook', call, ({ settings }) => webhook(delivery, { settings, verify }))
    },
  }
}
