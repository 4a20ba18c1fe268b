import * as z from 'zod/mini'
import type { Capabilities } from '../model/capabilities.ts'
import type { Context, Definition } from './definition.ts'
import type { PreviewedCall } from '../model/video-provider.ts'
import { issuesOf, invalidRequest, unknownOption } from '../model/issues.ts'
import type { JobReference, Output } from '../model/job.ts'
import { load } from '../load.ts'
import { optionalMembers } from '../model/capabilities.ts'
import { specVersion, type Delivery, type ProviderCall, type VideoProvider } from '../model/video-provider.ts'
import type { OperationContext, OperationContextOptions } from './operation-context.ts'
import { addressOf, environmentOf, type ProviderSettings } from './settings.ts'

/** Turns a definition into a factory: `const provider = acme({ apiKey })`. `Given`: settings as the user writes them. */
export function defineProvider<
  Paths,
  Options extends Record<string, unknown> = Record<string, unknown>,
  Settings extends object = object,
  Given extends object = Settings,
>(
  definition: Definition<Paths, Options, Settings>,
): (settings?: ProviderSettings & { [Name in keyof Given]?: Given[Name] | undefined }) => VideoProvider {
  const { id, refusal, errorCodes, headers = bearer } = definition
  const environment = definition.environment ?? environmentOf(id, definition.signsWebhooks === true)
  const named = { ...definition, environment }

  return (given = {}) => {
    const { apiKey, baseUrl: address, fetch, requestTimeoutMs = 60_000, webhookSecret, ...rest } = given
    const settings = settingsOf(rest)
    const baseUrl = addressOf(named, address)
    const { capabilities: stated } = definition
    const taken = new Set<string>(definition.lacks?.(settings))
    const operations = optionalMembers.filter((name) => definition[name] !== undefined && !taken.has(name))
    const capabilities: Capabilities = {
      ...(typeof stated === 'function' ? stated(settings) : stated),
      operations: ['models', 'create', 'get', ...operations],
    }
    const key = async (): Promise<string> => (await load()).keyOf(id, apiKey, environment.apiKey)
    const shared: OperationContextOptions = {
      provider: id,
      baseUrl,
      key,
      isKeyAsked: typeof apiKey === 'function',
      headers,
      refusal,
      errorCodes,
      fetch,
      timeoutMs: requestTimeoutMs,
    }
    const contextOf = ({ http }: OperationContext): Context<Paths, Settings> => ({ http, settings })
    const run = async <T>(
      operation: string,
      call: ProviderCall | undefined,
      work: (context: Context<Paths, Settings>, clean: OperationContext['clean']) => Promise<T>,
    ): Promise<T> => {
      const { openOperationContext } = await load()
      const operationContext = openOperationContext(shared, operation, call)
      try {
        return await work(contextOf(operationContext), operationContext.clean)
      } catch (error) {
        throw operationContext.mend(error)
      }
    }
    // Where no options stay none, that is found out once: reading many absent keys costs more than the rest of a call.
    let none: Options | undefined
    const optionsOf = (options: Record<string, unknown>): Options => {
      const isNone = Object.keys(options).length === 0
      if (isNone && none) return { ...none }
      const read = check(definition.options, options, (field) => `providerOptions.${id}.${field}`)
      if (isNone && Object.keys(read).length === 0) none = { ...read }
      return read
    }

    const { models, watch, list, cancel, deleteAll, setRetention, balance, content, webhook } = definition
    const remove = definition.delete
    const provider: VideoProvider = {
      id,
      specVersion,
      capabilities,
      origin: new URL(baseUrl).origin,
      environment,
      ...(fetch && { fetch }),
      models: (call) =>
        run('models', call, async (context) => (typeof models === 'function' ? models(context) : [...models])),
      create: (request, call) =>
        run('create', call, async (context, clean) =>
          clean(await definition.create({ ...request, options: optionsOf(request.options) }, context)),
        ),
      get: (job, call) => run('get', call, async (context, clean) => clean(await definition.get(job, context))),
      options: (options) => ({ ...optionsOf(options) }),
      preview: async (request) => {
        const { createDryRunClient } = await load()
        let seen: PreviewedCall | undefined
        const http = createDryRunClient(id, (found) => {
          seen ??= found
        })
        const finished = { ...request, options: optionsOf(request.options) }
        await run('create', undefined, () => definition.create(finished, { http, settings })).catch(
          (error: unknown) => {
            if (!seen) throw error
          },
        )
        return seen
      },
      contentHeaders: async () => headers(await key()),
      ...(watch && {
        async *watch(job: JobReference, call?: ProviderCall) {
          const { openOperationContext } = await load()
          const operationContext = openOperationContext(shared, 'watch', call)
          try {
            for await (const seen of watch(job, contextOf(operationContext))) yield operationContext.clean(seen)
          } catch (error) {
            throw operationContext.mend(error)
          }
        },
      }),
      ...(list && {
        list: (query: { cursor?: string | undefined }, call?: ProviderCall) =>
          run('list', call, async (context, clean) => {
            const { jobs, cursor } = await list(query, context)
            // A page that is empty, or that leads to itself, is the last.
            const isLast = jobs.length === 0 || cursor === query.cursor
            // One without an id can be neither found again nor stored.
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
      ...(webhook && {
        webhook: (delivery: Delivery, call?: ProviderCall) => {
          const verify = async (): Promise<boolean> => {
            const { secretOf, verifyStandardWebhook } = await load()
            return verifyStandardWebhook(delivery, { secret: secretOf(named, webhookSecret), clock: call?.clock })
          }
          return run('webhook', call, () => webhook(delivery, { settings, verify }))
        },
      }),
    }
    for (const name of optionalMembers) if (taken.has(name)) delete provider[name]
    return Object.freeze(provider)
  }

  function settingsOf(given: Record<string, unknown>): Settings {
    const schema = definition.settings ?? z.custom<Settings, Record<string, unknown>>(() => true)
    const unknown = definition.settings ? [] : Object.keys(given)
    if (unknown.length === 0) return check(schema, given, (field) => field)
    const issues = unknown.map((field) => ({ field, given: unknownOption, code: 'invalid_request' as const }))
    throw invalidRequest(issues, { provider: id })
  }

  function check<Value>(
    schema: z.core.$ZodType<Value, Record<string, unknown>>,
    given: Record<string, unknown>,
    name: (field: string) => string,
  ): Value {
    const parsed = z.safeParse(schema, given)
    if (parsed.success) return parsed.data
    const issues = issuesOf(parsed.error, given).map((issue) => ({ ...issue, field: name(issue.field) }))
    throw invalidRequest(issues, { provider: id })
  }
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}
