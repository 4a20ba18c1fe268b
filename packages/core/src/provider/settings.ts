import type { Address } from './definition.ts'
import { invalidRequest, issue } from '../model/issues.ts'

/** What the user of any provider may set. */
export interface ProviderSettings {
  /** The key, or how to get it; asked for at each call. Default: the provider's environment variable. */
  apiKey?: string | (() => string | Promise<string>) | undefined
  /** Default: the provider's environment variable, then the vendor's address. */
  baseUrl?: string | undefined
  /** Replaces fetch, for tests and proxies. A create's body is a stream that is read once, unless it has `sendsOnce: true`. */
  fetch?: typeof globalThis.fetch | undefined
  /** Deadline of one HTTP call, and of an `apiKey` that is asked for, in ms; default 60 000. */
  requestTimeoutMs?: number | undefined
  /** Secret of signed webhooks. Default: the provider's environment variable. */
  webhookSecret?: string | undefined
}

/** The vendor's address. Throws `invalid_request` when it is no http(s) URL, or when only the user can know it. */
export function addressOf(definition: Address & Named, given: string | undefined): string {
  const { id: provider, environment } = definition
  const address = given ?? fromEnvironment(environment.baseUrl) ?? definition.baseUrl ?? undefined
  const allowed = `an http(s) URL, as baseUrl or in ${environment.baseUrl}`
  if (address === undefined) {
    const why = definition.baseUrl === null ? `; ${definition.whyNoBaseUrl}` : ''
    throw invalidRequest([issue('baseUrl', undefined, allowed + why)], { provider })
  }
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address
  throw invalidRequest([issue('baseUrl', address, allowed)], { provider })
}

/** The variables of a provider that names none itself: its id in capitals, and what each is. */
export function environmentOf(id: string, hasSecret: boolean): Named['environment'] {
  const prefix = id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
  const webhookSecret = hasSecret ? { webhookSecret: `${prefix}_WEBHOOK_SECRET` } : {}
  return { apiKey: `${prefix}_API_KEY`, baseUrl: `${prefix}_BASE_URL`, ...webhookSecret }
}

/** A provider's id, and the environment variables that stand in for its settings. */
export interface Named {
  id: string
  environment: { apiKey: string; baseUrl: string; webhookSecret?: string }
}

/** The variable's value; nothing where it is empty, or where there is no environment. */
export function fromEnvironment(variable: string): string | undefined {
  return globalThis.process?.env[variable] || undefined
}
