import * as z from 'zod/mini'
import { Capabilities, ModelCapability } from './capability.ts'
import { systemClock } from './clock.ts'
import type { Http, PreviewedCall } from './door.ts'
import { isVideoError, VideoError } from './errors.ts'
import { redactor, safeCause, submissionUnknown, type Refusal } from './failure.ts'
import { openDoor } from './http.ts'
import { issuesOf, refuse } from './issues.ts'
import type { JobReference, Output, Snapshot } from './job.ts'
import { previewDoor } from './preview.ts'
import { addressOf, keyOf, type ProviderSettings } from './settings.ts'
import {
  specVersion,
  type Content,
  type ProviderCall,
  type ProviderRequest,
  type SnapshotPage,
  type VideoProvider,
} from './provider.ts'

/** What each member of a definition gets besides its arguments. */
export interface Context<Paths> {
  http: Http<Paths>
}

/** What a provider's author writes. */
export interface Definition<Paths, Options extends Record<string, unknown>> {
  id: string
  baseUrl: string
  /** Environment variables that stand in for settings. */
  environment: { apiKey: string; baseUrl: string }
  headers: (key: string) => Record<string, string>
  capabilities: Omit<Capabilities, 'operations'>
  /** Schema of this vendor's own request options. */
  options: z.core.$ZodType<Options, Record<string, unknown>>
  models: readonly ModelCapability[] | ((context: Context<Paths>) => Promise<ModelCapability[]>)
  create: (request: ProviderRequest<Options>, context: Context<Paths>) => Promise<Snapshot & { id: string }>
  get: (job: JobReference, context: Context<Paths>) => Promise<Snapshot>
  watch?: (job: JobReference, context: Context<Paths>) => AsyncIterable<Snapshot>
  list?: (query: { cursor?: string | undefined }, context: Context<Paths>) => Promise<SnapshotPage>
  delete?: (job: JobReference, context: Context<Paths>) => Promise<void>
  content?: (job: JobReference, output: Output, context: Context<Paths>) => Promise<Content>
  /** Recognises a refusal that the HTTP status does not tell, or tells less well. */
  refusal?: (status: number, body: unknown) => Refusal | undefined
}

/** Turns a definition into a factory: `const provider = acme({ apiKey })`. */
export function defineProvider<Paths, Options extends Record<string, unknown> = Record<string, unknown>>(
  definition: Definition<Paths, Options>,
): (settings?: ProviderSettings) => VideoProvider {
  const { id, environment, headers, refusal } = definition
  const members = ['models', 'create', 'get', 'watch', 'list', 'delete', 'content'] as const
  const operations = members.filter((name) => definition[name] !== undefined)
  const capabilities = Object.freeze(z.parse(Capabilities, { ...definition.capabilities, operations }))

  return (settings = {}) => {
    const { requestTimeoutMs = 60_000 } = settings
    const baseUrl = addressOf(id, settings.baseUrl, environment.baseUrl, definition.baseUrl)
    const key = (): Promise<string> => keyOf(id, settings.apiKey, environment.apiKey)

    /** One call of one member: its own door, and what it reads stripped of the key and marked when simulated. */
    function open(operation: string, { signal, fetch, clock = systemClock }: ProviderCall = {}): Session<Paths> {
      let isSent = false
      let isSimulated = false
      let redact = redactor([])
      const http = openDoor({
        provider: id,
        operation,
        baseUrl,
        key: async () => {
          const value = await key()
          redact = redactor([value])
          return value
        },
        headers,
        refusal,
        fetch: settings.fetch ?? fetch ?? globalThis.fetch,
        clock,
        timeoutMs: requestTimeoutMs,
        signal,
        onSent: () => {
          isSent = true
        },
        onSimulated: () => {
          isSimulated = true
        },
      })
      return {
        context: { http },
        clean: (seen) => ({
          ...seen,
          ...(seen.vendorStatus !== undefined && { vendorStatus: redact(seen.vendorStatus) }),
          ...(seen.error && { error: { ...seen.error, message: redact(seen.error.message).slice(0, 500) } }),
          ...(isSimulated && { simulated: true }),
        }),
        mend: (error) => {
          if (isVideoError(error)) return error
          const cause = safeCause(error, redact)
          const what = `${id}: ${operation}: the provider failed${cause instanceof Error ? `: ${cause.message}` : ''}`
          const details = { provider: id, operation, cause }
          // A mistake in the provider after the billable call went out must not read as "nothing happened".
          const isBillable = operation === 'create' && isSent
          return isBillable ? submissionUnknown(what, details) : new VideoError('invalid_response', what, details)
        },
      }
    }
    const run = async <T>(
      operation: string,
      call: ProviderCall | undefined,
      work: (session: Session<Paths>) => Promise<T>,
    ): Promise<T> => {
      const session = open(operation, call)
      try {
        return await work(session)
      } catch (error) {
        throw session.mend(error)
      }
    }

    const { models, watch, list, content } = definition
    const remove = definition.delete
    return {
      id,
      specVersion,
      capabilities,
      origin: new URL(baseUrl).origin,
      ...(settings.fetch && { fetch: settings.fetch }),
      models: (call) =>
        run('models', call, async ({ context }) =>
          z.parse(z.array(ModelCapability), typeof models === 'function' ? await models(context) : models),
        ),
      create: (request, call) =>
        run('create', call, async ({ context, clean }) =>
          clean(await definition.create({ ...request, options: checkOptions(request.options) }, context)),
        ),
      get: (job, call) => run('get', call, async ({ context, clean }) => clean(await definition.get(job, context))),
      options: (given) => ({ ...checkOptions(given) }),
      preview: async (request) => {
        let seen: PreviewedCall | undefined
        const http = previewDoor(id, (found) => {
          seen ??= found
        })
        const options = checkOptions(request.options)
        await run('create', undefined, () => definition.create({ ...request, options }, { http })).catch(
          (error: unknown) => {
            if (!seen) throw error
          },
        )
        return seen
      },
      contentHeaders: async () => headers(await key()),
      ...(watch && {
        async *watch(job: JobReference, call?: ProviderCall) {
          const { context, clean, mend } = open('watch', call)
          try {
            for await (const seen of watch(job, context)) yield clean(seen)
          } catch (error) {
            throw mend(error)
          }
        },
      }),
      ...(list && {
        list: (query: { cursor?: string | undefined }, call?: ProviderCall) =>
          run('list', call, async ({ context, clean }) => {
            const page = await list(query, context)
            return { ...page, jobs: page.jobs.map(clean) }
          }),
      }),
      ...(remove && {
        delete: (job: JobReference, call?: ProviderCall) => run('delete', call, ({ context }) => remove(job, context)),
      }),
      ...(content && {
        content: (job: JobReference, output: Output, call?: ProviderCall) =>
          run('content', call, ({ context }) => content(job, output, context)),
      }),
    }
  }

  function checkOptions(given: Record<string, unknown>): Options {
    const parsed = z.safeParse(definition.options, given)
    if (parsed.success) return parsed.data
    const issues = issuesOf(parsed.error, given)
    throw refuse(
      issues.map((issue) => ({ ...issue, field: `providerOptions.${id}.${issue.field}` })),
      { provider: id },
    )
  }
}

interface Session<Paths> {
  context: Context<Paths>
  clean: <Seen extends Snapshot>(seen: Seen) => Seen
  /** Any error as a VideoError. */
  mend: (error: unknown) => VideoError
}
