import { defineProvider, operationNames } from '@reelay/core/provider'
import type { VideoProvider } from '@reelay/core'
import type { Definition, ProviderCall, ProviderRequest } from '@reelay/core/provider'
import type { ContractConfig, ProviderEnvironment } from '../src/config/config.ts'
import { candle, candleDefinition } from '../reference/candle.ts'
import { lantern, lanternDefinition } from '../reference/lantern.ts'

type Make = ContractConfig['createProvider']
type Body = Record<string, unknown>

/** The sound provider that a broken one is made from. */
export function sound(
  of: 'lantern' | 'candle',
  { apiKey, baseUrl, fetch, webhookSecret }: ProviderEnvironment,
): VideoProvider {
  return of === 'lantern' ? lantern({ apiKey, baseUrl, fetch, webhookSecret }) : candle({ apiKey, baseUrl, fetch })
}

const changes = new WeakMap<Make, () => readonly string[] | undefined>()

/** The members that a provider has otherwise than the sound one; undefined where it may be anything. */
export function changedBy(make: Make): readonly string[] | undefined {
  return changes.get(make)?.()
}

/** A provider of another definition. */
export function defining<Paths, Options extends Record<string, unknown>>(definition: Definition<Paths, Options>): Make {
  const define = defineProvider(definition)
  const make: Make = ({ apiKey, baseUrl, fetch, webhookSecret }) => define({ apiKey, baseUrl, fetch, webhookSecret })
  const known: object = [lanternDefinition, candleDefinition].find(({ id }) => id === definition.id) ?? {}
  changes.set(make, () => {
    const names = [...new Set([...Object.keys(known), ...Object.keys(definition)])]
    const changed = names.filter((name) => Reflect.get(known, name) !== Reflect.get(definition, name))
    return operationsIn(changed, known, definition)
  })
  return make
}

/** A provider with some members replaced. */
export function replacing(
  of: 'lantern' | 'candle',
  members: (provider: VideoProvider) => Partial<VideoProvider>,
): Make {
  const make: Make = (environment) => {
    const provider = sound(of, environment)
    return { ...provider, ...members(provider) }
  }
  changes.set(make, () => {
    const provider = of === 'lantern' ? lantern() : candle()
    const replaced = members(provider)
    return operationsIn(Object.keys(replaced), provider, replaced)
  })
  return make
}

/** These names, if each is an operation that is there before and after; otherwise undefined. */
function operationsIn(names: readonly string[], before: object, after: object): readonly string[] | undefined {
  const isCall = (name: string): boolean =>
    calls.has(name) && [before, after].every((one) => typeof Reflect.get(one, name) === 'function')
  return names.every(isCall) ? names : undefined
}

// Whatever else there is, every clause may poll.
const calls = new Set<string>(operationNames.filter((name) => name !== 'models'))

/** A provider that understands a request in its own way. */
export function misreading(of: 'lantern' | 'candle', read: (request: ProviderRequest) => ProviderRequest): Make {
  return replacing(of, (provider) => ({
    create: (request: ProviderRequest, call?: ProviderCall) => provider.create(read(request), call),
  }))
}

/** A provider that writes its JSON bodies in its own way; `path` tells which call it is. */
export function miswriting(of: 'lantern' | 'candle', write: () => (body: Body, path: string) => Body): Make {
  return (environment) => {
    const change = write()
    return sending(of, (send) => (url, init) => {
      if (typeof init?.body !== 'string') return send(url, init)
      const body = JSON.stringify(change(JSON.parse(init.body), new URL(url).pathname))
      return send(url, { ...init, body })
    })(environment)
  }
}

type Send = (url: string, init?: RequestInit) => Promise<Response>

/** A provider that uses fetch in its own way. */
export function sending(of: 'lantern' | 'candle', change: (send: Send) => Send): Make {
  return (environment) => {
    const send = change((url, init) => environment.fetch(url, init))
    const fetch: typeof globalThis.fetch = (input, init) =>
      send(input instanceof Request ? input.url : String(input), init)
    // So that it is given each body as the provider has written it: it would not keep the promise.
    return sound(of, { ...environment, fetch: Object.assign(fetch, { sendsOnce: true }) })
  }
}
