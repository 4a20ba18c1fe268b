import * as z from 'zod/mini'
import { Capabilities, ModelCapability, wrong } from './capability.ts'
import { systemClock } from './clock.ts'
import type { Http, PreviewedCall } from './door.ts'
import { VideoError } from './errors.ts'
import { redactor, type Refusal } from './failure.ts'
import { openDoor } from './http.ts'
import { issuesOf, refuse } from './issues.ts'
import type { JobReference, Output, Snapshot } from './job.ts'
import { previewDoor } from './preview.ts'
import {
  specVersion,
  type Content,
  type ProviderCall,
  type ProviderRequest,
  type SnapshotPage,
  type VideoProvider,
} from './provider.ts'

/** What the user of any provider may set. */
export interface ProviderSettings {
  /** The key, or how to get it; asked for at each call. Default: the provider's environment variable. */
  apiKey?: string | (() => string | Promise<string>) | undefined
  /** Default: the provider's environment variable, then the vendor's address. */
  baseUrl?: string | undefined
  /** Replaces fetch, for tests and proxies. */
  fetch?: typeof globalThis.fetch | undefined
  /** Deadline of one HTTP call, in ms; default 60 000. */
  requestTimeoutMs?: number | undefined
}

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

/** Turns a definition into a factory: `const provider = airforce({ apiKey })`. */
export function defineProvider<Paths, Options extends Record<string, unknown> = Record<string, unknown>>(
  definition: Definition<Paths, Options>,
): (settings?: ProviderSettings) => VideoProvider {
  const { id, environment, headers, refusal } = definition
  const members = ['models', 'create', 'get', 'watch', 'list', 'delete', 'content'] as const
  const operations = members.filter((name) => definition[name] !== undefined)
  const capabilities = Object.freeze(z.parse(Capabilities, { ...definition.capabilities, operations }))

  return (settings = {}) => {
    const { requestTimeoutMs = 60_000 } = settings
    const baseUrl = addressOf(id, settings.baseUrl ?? fromEnvironment(environment.baseUrl) ?? definition.baseUrl)
    const key = (): Promise<string> => keyOf(id, settings.apiKey, environment.apiKey)

    /** Runs one member with its own door; what it reads is stripped of the key and marked when simulated. */
    function call(operation: string, { signal, fetch, clock = systemClock }: ProviderCall = {}): Run<Paths> {
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
        onSimulated: () => {
          isSimulated = true
        },
      })
      const clean = <Seen extends Snapshot>(seen: Seen): Seen => ({
        ...seen,
        ...(seen.vendorStatus !== undefined && { vendorStatus: redact(seen.vendorStatus) }),
        ...(seen.error && { error: { ...seen.error, message: redact(seen.error.message).slice(0, 500) } }),
        ...(isSimulated && { simulated: true }),
      })
      return { context: { http }, clean }
    }

    const { watch, list, content } = definition
    const remove = definition.delete
    return {
      id,
      specVersion,
      capabilities,
      origin: new URL(baseUrl).origin,
      ...(settings.fetch && { fetch: settings.fetch }),
      models: async (options) => {
        const found =
          typeof definition.models === 'function'
            ? await definition.models(call('models', options).context)
            : definition.models
        return z.parse(z.array(ModelCapability), found)
      },
      create: async (request, options) => {
        const { context, clean } = call('create', options)
        return clean(await definition.create({ ...request, options: checkOptions(request.options) }, context))
      },
      get: async (job, options) => {
        const { context, clean } = call('get', options)
        return clean(await definition.get(job, context))
      },
      options: (given) => ({ ...checkOptions(given) }),
      preview: async (request) => {
        let seen: PreviewedCall | undefined
        const http = previewDoor(id, (found) => {
          seen ??= found
        })
        await definition
          .create({ ...request, options: checkOptions(request.options) }, { http })
          .catch((error: unknown) => {
            if (!seen) throw error
          })
        return seen
      },
      contentHeaders: async () => headers(await key()),
      ...(watch && {
        async *watch(job: JobReference, options?: ProviderCall) {
          const { context, clean } = call('watch', options)
          for await (const seen of watch(job, context)) yield clean(seen)
        },
      }),
      ...(list && {
        list: async (query: { cursor?: string | undefined }, options?: ProviderCall) => {
          const { context, clean } = call('list', options)
          const page = await list(query, context)
          return { ...page, jobs: page.jobs.map(clean) }
        },
      }),
      ...(remove && {
        delete: (job: JobReference, options?: ProviderCall) => remove(job, call('delete', options).context),
      }),
      ...(content && {
        content: (job: JobReference, output: Output, options?: ProviderCall) =>
          content(job, output, call('content', options).context),
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

interface Run<Paths> {
  context: Context<Paths>
  clean: <Seen extends Snapshot>(seen: Seen) => Seen
}

async function keyOf(provider: string, given: ProviderSettings['apiKey'], variable: string): Promise<string> {
  const key = (typeof given === 'function' ? await given() : given) ?? fromEnvironment(variable) ?? ''
  const fail = (what: string): VideoError => new VideoError('authentication', `${provider}: ${what}`, { provider })
  if (key === '') throw fail(`no key: pass apiKey or set ${variable}`)
  if (!/^[\x21-\x7e]+$/.test(key))
    throw fail(`the key (apiKey or ${variable}) holds a space, a line break or another character that no key has`)
  return key
}

function addressOf(provider: string, given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given
  throw refuse([wrong('baseUrl', given, 'an http(s) URL')], { provider })
}

function fromEnvironment(variable: string): string | undefined {
  return globalThis.process?.env[variable] || undefined
}
