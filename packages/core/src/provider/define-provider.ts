import * as z from 'zod/mini'
import { load, loadRare } from '../load.ts'
import type { Capabilities } from '../model/capabilities.ts'
import { optionalMembers } from '../model/optional-members.ts'
import { invalidRequest, unknownOption } from '../model/issues.ts'
import { specVersion, type PreviewedCall, type VideoProvider } from '../model/video-provider.ts'
import type { Definition } from './definition.ts'
import { optionalOperations } from './optional-operations.ts'
import { createOptionsReader, readBy } from './read-options.ts'
import { createOperationRunner } from './run-operation.ts'
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
  const { id } = definition
  const environment = definition.environment ?? environmentOf(id, definition.signsWebhooks === true)
  return (given = {}) => {
    const { apiKey, baseUrl, fetch, requestTimeoutMs, webhookSecret, ...own } = given
    return makeProvider(definition, settingsOf(definition, own), environment, {
      apiKey,
      fetch,
      requestTimeoutMs,
      webhookSecret,
      baseUrl: addressOf({ ...definition, environment }, baseUrl),
    })
  }
}

function makeProvider<Paths, Options extends Record<string, unknown>, Settings extends object>(
  definition: Definition<Paths, Options, Settings>,
  settings: Settings,
  environment: VideoProvider['environment'],
  { apiKey, baseUrl, fetch, requestTimeoutMs = 60_000, webhookSecret }: ProviderSettings & { baseUrl: string },
): VideoProvider {
  const { id, models, refusal, errorCodes, headers = bearer } = definition
  const key = async (): Promise<string> => (await load()).keyOf(id, apiKey, environment.apiKey)
  const runner = createOperationRunner<Paths, Settings>(
    {
      provider: id,
      baseUrl,
      key,
      headers,
      refusal,
      errorCodes,
      fetch,
      isKeyAsked: typeof apiKey === 'function',
      timeoutMs: requestTimeoutMs,
    },
    settings,
  )
  const { run } = runner
  const readOptions = createOptionsReader(definition.options, id)
  const lacking = new Set<string>(definition.lacks?.(settings))

  const provider: VideoProvider = {
    id,
    specVersion,
    capabilities: capabilitiesOf(definition, settings, lacking),
    origin: new URL(baseUrl).origin,
    environment,
    ...(fetch && { fetch }),
    models: (call) =>
      run('models', call, async (context) => (typeof models === 'function' ? models(context) : [...models])),
    create: (request, call) =>
      run('create', call, async (context, { clean, accepted }) => {
        const finished = { ...request, options: readOptions(request.options) }
        return clean(await accepted(definition.create(finished, context)))
      }),
    get: (job, call) => run('get', call, async (context, { clean }) => clean(await definition.get(job, context))),
    options: readOptions,
    preview: async (request) => {
      const { createDryRunClient } = await load()
      let seen: PreviewedCall | undefined
      const http = createDryRunClient(id, (found) => {
        seen ??= found
      })
      const finished = { ...request, options: readOptions(request.options) }
      await run('create', undefined, () => definition.create(finished, { http, settings })).catch((error: unknown) => {
        if (!seen) throw error
      })
      return seen
    },
    contentHeaders: async () => headers(await key()),
    ...optionalOperations(definition, runner, async (delivery, call) => {
      const { secretOf, verifyStandardWebhook } = await loadRare()
      const secret = secretOf({ id, environment }, webhookSecret)
      return verifyStandardWebhook(delivery, { secret, clock: call?.clock })
    }),
  }
  for (const name of optionalMembers) if (lacking.has(name)) delete provider[name]
  return Object.freeze(provider)
}

function capabilitiesOf<Paths, Options extends Record<string, unknown>, Settings extends object>(
  definition: Definition<Paths, Options, Settings>,
  settings: Settings,
  lacking: ReadonlySet<string>,
): Capabilities {
  const { capabilities: stated } = definition
  const operations = optionalMembers.filter((name) => definition[name] !== undefined && !lacking.has(name))
  return {
    ...(typeof stated === 'function' ? stated(settings) : stated),
    operations: ['models', 'create', 'get', ...operations],
  }
}

/** The vendor's own settings. Throws `invalid_request` for a name that the provider does not have. */
function settingsOf<Paths, Options extends Record<string, unknown>, Settings extends object>(
  { id, settings }: Definition<Paths, Options, Settings>,
  given: Record<string, unknown>,
): Settings {
  const unknown = settings ? [] : Object.keys(given)
  if (unknown.length === 0)
    return readBy(settings ?? z.custom<Settings, Record<string, unknown>>(() => true), given, id, (field) => field)
  const issues = unknown.map((field) => ({ field, given: unknownOption, code: 'invalid_request' as const }))
  throw invalidRequest(issues, { provider: id })
}

function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}
