import { isVideoError, VideoError } from '../model/errors.ts'
import { transportCode } from '../http/classify-failure.ts'
import { fromEnvironment, type Named, type ProviderSettings } from './settings.ts'

/** The key to send now. Throws `authentication` naming the setting and its variable, never the value. */
export async function keyOf(provider: string, given: ProviderSettings['apiKey'], variable: string): Promise<string> {
  const fail = (what: string): VideoError => new VideoError('authentication', `${provider}: ${what}`, { provider })
  const ask = async (): Promise<string | undefined> => (typeof given === 'function' ? given() : given)
  const key =
    (await ask().catch((error: unknown) => {
      if (isVideoError(error)) throw error
      // Its words may hold the key, which nobody knows here.
      throw fail(`apiKey failed: ${transportCode(error) ?? (error instanceof Error ? error.name : typeof error)}`)
    })) ?? fromEnvironment(variable)
  if (key === undefined || key === '') throw fail(`no key: pass apiKey or set ${variable}`)
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw fail(`the key (apiKey or ${variable}) holds a space or another character that no key has`)
}

/** The secret of signed webhooks. Throws `authentication` naming the setting and its variable. */
export function secretOf({ id, environment }: Named, given: string | undefined): string {
  const variable = environment.webhookSecret
  const secret = given ?? (variable === undefined ? undefined : fromEnvironment(variable))
  if (secret !== undefined && secret !== '') return secret
  const where = variable === undefined ? 'pass webhookSecret' : `pass webhookSecret or set ${variable}`
  throw new VideoError('authentication', `${id}: no webhook secret: ${where}`, { provider: id, operation: 'webhook' })
}
