import { defineProvider } from '@reelay/core'
import type { Definition, ProviderCall, ProviderRequest, VideoProvider } from '@reelay/core'
import type { ContractConfig, ProviderEnvironment } from '../src/config.ts'
import { candle } from '../src/reference/candle.ts'
import { lantern } from '../src/reference/lantern.ts'

type Make = ContractConfig['createProvider']
type Body = Record<string, unknown>

/** The sound provider that a broken one is made from. */
export function sound(of: 'lantern' | 'candle', { apiKey, baseUrl, fetch }: ProviderEnvironment): VideoProvider {
  return of === 'lantern' ? lantern({ apiKey, baseUrl, fetch }) : candle({ apiKey, baseUrl, fetch })
}

/** A provider of another definition. */
export function defining<Paths, Options extends Record<string, unknown>>(definition: Definition<Paths, Options>): Make {
  const make = defineProvider(definition)
  return ({ apiKey, baseUrl, fetch }) => make({ apiKey, baseUrl, fetch })
}

/** A provider with some members replaced. */
export function replacing(
  of: 'lantern' | 'candle',
  members: (provider: VideoProvider) => Partial<VideoProvider>,
): Make {
  return (environment) => {
    const provider = sound(of, environment)
    return { ...provider, ...members(provider) }
  }
}

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
    return sound(of, { ...environment, fetch })
  }
}
