import type { Address } from './definition.ts'
import { isVideoError, VideoError } from './errors.ts'
import { safeCause } from './failure.ts'
import { refuse, wrong } from './issues.ts'

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
  /** Secret of signed webhooks. Default: the provider's environment variable. */
  webhookSecret?: string | undefined
}

/** The key to send now. Throws `authentication` naming the setting and its variable, never the value. */
export async function keyOf(provider: string, given: ProviderSettings['apiKey'], variable: string): Promise<string> {
  const fail = (what: string, cause?: unknown): VideoError =>
    new VideoError('authentication', `${provider}: ${what}`, { provider, cause })
  const ask = async (): Promise<string | undefined> => (typeof given === 'function' ? given() : given)
  const key =
    (await ask().catch((error: unknown) => {
      if (isVideoError(error)) throw error
      throw fail(
        'apiKey failed',
        safeCause(error, (text) => text),
      )
    })) ?? fromEnvironment(variable)
  if (key === undefined || key === '') throw fail(`no key: pass apiKey or set ${variable}`)
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw fail(`the key (apiKey or ${variable}) holds a space, a line break or another character that no key has`)
}

/** The vendor's address. Throws `invalid_request` when it is no http(s) URL, or when only the user can know it. */
export function addressOf(definition: Address & Named, given: string | undefined): string {
  const { id: provider, environment } = definition
  const address = given ?? fromEnvironment(environment.baseUrl) ?? definition.baseUrl ?? undefined
  const allowed = `an http(s) URL, as baseUrl or in ${environment.baseUrl}`
  if (address === undefined) {
    const why = definition.baseUrl === null ? `; ${definition.whyNoBaseUrl}` : ''
    throw refuse([wrong('baseUrl', undefined, allowed + why)], { provider })
  }
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address
  throw refuse([wrong('baseUrl', address, allowed)], { provider })
}

/** The secret of signed webhooks. Throws `authentication` naming the setting and its variable. */
export function secretOf({ id, environment }: Named, given: string | undefined): string {
  const variable = environment.webhookSecret
  const secret = given ?? (variable === undefined ? undefined : fromEnvironment(variable))
  if (secret !== undefined && secret !== '') return secret
  const where = variable === undefined ? 'pass webhookSecret' : `pass webhookSecret or set ${variable}`
  throw new VideoError('authentication', `${id}: no webhook secret: ${where}`, { provider: id, operation: 'webhook' })
}

/** The variables of a provider that names none itself: its id in capitals, and what each is. */
export function environmentOf(id: string, hasSecret: boolean): Named['environment'] {
  const prefix = id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
  const webhookSecret = hasSecret ? { webhookSecret: `${prefix}_WEBHOOK_SECRET` } : {}
  return { apiKey: `${prefix}_API_KEY`, baseUrl: `${prefix}_BASE_URL`, ...webhookSecret }
}

interface Named {
  id: string
  environment: { apiKey: string; baseUrl: string; webhookSecret?: string }
}

function fromEnvironment(variable: string): string | undefined {
  return globalThis.process?.env[variable] || undefined
}
