import type { ClientOptions } from './client.ts'
import { invalidRequest, issue } from '../model/issues.ts'
import { specVersion, type VideoProvider } from '../model/video-provider.ts'
import { findProvider } from './find-provider.ts'
import type { WebhookAddress } from '../webhook/callback-url.ts'

/** Refuses options that no client can work with, before any call is made. Throws `invalid_request`. */
export function assertClientOptions({ providers, limits = {}, webhooks }: ClientOptions): void {
  for (const { id, specVersion: version } of providers) {
    if (providers.filter((other) => other.id === id).length > 1)
      throw invalidRequest([issue('providers', id, 'each id once')])
    if (version !== specVersion)
      throw invalidRequest([issue(`providers.${id}.specVersion`, version, String(specVersion))])
  }
  assertLimits(limits, providers)
  if (webhooks) assertAddress(webhooks)
}

/** Refuses an address that no vendor can call and a secret that can be guessed, without showing it. */
function assertAddress({ url, secret }: WebhookAddress): void {
  const isRight = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isRight) throw invalidRequest([issue('webhooks.url', url, 'an http(s) URL')])
  if (secret.length < 16) throw invalidRequest([issue('webhooks.secret', `${secret.length} characters`, 'at least 16')])
}

/** Refuses a limit that is none, and one of a provider that is not there. */
function assertLimits(limits: NonNullable<ClientOptions['limits']>, providers: readonly VideoProvider[]): void {
  for (const [id, given] of Object.entries(limits)) {
    findProvider(providers, id)
    for (const [name, value] of Object.entries(given || {})) {
      const isRight = typeof value === 'number' && value > 0
      if (!isRight) throw invalidRequest([issue(`limits.${id}.${name}`, value, 'a number above 0')])
    }
  }
}
