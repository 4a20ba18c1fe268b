import { isVideoError, VideoError, type VideoProvider } from '@reelay/core'
import { specVersion } from '@reelay/core/provider'
import type { Simulator, SimulatorOptions } from '@reelay/simulator'
import type { ProviderPackage } from './packages.ts'

/** What the command line sets when it makes a provider. */
export interface Settings {
  apiKey?: string | undefined
  baseUrl?: string | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** Deadline of one HTTP call, in ms of the client's clock. */
  requestTimeoutMs?: number | undefined
}

/** A provider package, imported and recognised. */
export interface ProviderFactory {
  /** Of the provider that it makes. */
  id: string
  /** Names of the environment variables that hold the key and the address. */
  variables: { apiKey: string; baseUrl: string }
  create(settings: Settings): VideoProvider
}

/** A package's own simulator. */
export interface SimulatorModule {
  create(options?: SimulatorOptions): Simulator
  /** A key that the simulator takes. */
  exampleKey: string
}

/** Where a simulator seems to be that is on no port. */
export const loopback = 'http://127.0.0.1'

/** Imports a provider. Throws an Error that names the package when it is broken, a VideoError when its settings are. */
export async function loadProvider(found: ProviderPackage): Promise<ProviderFactory> {
  const { name } = found
  const module = await found.load().catch((error: unknown) => {
    throw broken(name, `it cannot be imported: ${messageOf(error)}`)
  })
  const tries = Object.values(module).map((factory: unknown) => ({ factory, product: tryToMake(factory) }))
  const made = tries.find(({ product }) => isProvider(product))
  if (!made || !isProvider(made.product)) {
    throw tries.find(({ product }) => isVideoError(product))?.product ?? broken(name, 'none of its exports makes one')
  }
  const { specVersion: version } = made.product
  if (version !== specVersion) {
    throw broken(
      name,
      `it speaks version ${version} of the interface, this command ${specVersion}: update the older one`,
    )
  }
  return {
    id: made.product.id,
    variables: variablesOf(made.product),
    create: (settings) => {
      const provider = make(made.factory, settings)
      if (isProvider(provider)) return provider
      throw broken(name, 'its factory made no provider')
    },
  }
}

/** Imports a provider's simulator. Throws `unsupported` when it has none. */
export async function loadSimulator(found: ProviderPackage): Promise<SimulatorModule> {
  const module = await found.loadSimulator().catch((error: unknown) => {
    throw broken(found.name, `its simulator cannot be imported: ${messageOf(error)}`)
  })
  const entries = Object.entries(module ?? {})
  const create = entries.find(([name, value]) => name.endsWith('Simulator') && typeof value === 'function')?.[1]
  if (typeof create !== 'function') throw new VideoError('unsupported', `${found.name} has no simulator`)
  const key: unknown = entries.find(([name]) => name === 'exampleKey')?.[1]
  return {
    exampleKey: typeof key === 'string' ? key : 'simulated',
    create: (options) => {
      const simulator: unknown = Reflect.apply(create, undefined, [options])
      if (isSimulator(simulator)) return simulator
      throw broken(found.name, 'its simulator has no fetch')
    },
  }
}

/** Those that the provider names itself, else its id in capitals. */
function variablesOf(provider: VideoProvider): { apiKey: string; baseUrl: string } {
  const named: unknown = Reflect.get(provider, 'environment')
  const prefix = provider.id.toUpperCase().replaceAll(/\W/g, '_')
  const name = (field: string, ending: string): string => {
    const own = isRecord(named) ? named[field] : undefined
    return typeof own === 'string' ? own : prefix + ending
  }
  return { apiKey: name('apiKey', '_API_KEY'), baseUrl: name('baseUrl', '_BASE_URL') }
}

/** What a thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function broken(name: string, why: string): Error {
  return new Error(`${name} is no usable provider: ${why}`)
}

/** What an export makes, or the VideoError it throws; other exports may be functions of any kind, and fail as they like. */
function tryToMake(factory: unknown): unknown {
  try {
    // Some vendors have no address of their own: any will do to see what is made.
    return make(factory, { apiKey: 'none', baseUrl: loopback })
  } catch (error) {
    return isVideoError(error) ? error : undefined
  }
}

function make(factory: unknown, settings: Settings): unknown {
  return typeof factory === 'function' ? Reflect.apply(factory, undefined, [settings]) : undefined
}

function isProvider(value: unknown): value is VideoProvider {
  return isRecord(value) && typeof value['id'] === 'string' && 'specVersion' in value && 'capabilities' in value
}

function isSimulator(value: unknown): value is Simulator {
  return isRecord(value) && typeof value['fetch'] === 'function'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
