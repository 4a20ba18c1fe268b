import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import {
  createClient,
  isVideoError,
  VideoError,
  type Client,
  type ClientEvent,
  type JobReference,
  type VideoProvider,
} from '@reelay/core'
import { loadProvider, loadSimulator, loopback, messageOf, type ProviderFactory } from './load.ts'
import { findPackage, findPackages, isPackageName, namesFor, shortName, type ProviderPackage } from './packages.ts'
import { showWait } from './show.ts'
import { callTimeoutMs, type Session } from './session.ts'

/** A client, and the providers it asks. */
export interface Connection {
  client: Client
  providers: readonly VideoProvider[]
}

/** A client of one provider. */
export interface Link {
  client: Client
  provider: VideoProvider
}

/** All the providers that are installed, or the one that `--provider` names. Broken ones are noted and left out. */
export async function connectAll(session: Session): Promise<Connection> {
  const { provider } = session.flags
  const packages = provider === undefined ? installed(session) : [packageFor(provider, session)]
  const settled = await Promise.allSettled(packages.map((found) => connectPackage(found, session)))
  const providers = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const reasons = settled.flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []))
  if (providers.length === 0) throw reasons[0]
  for (const reason of reasons) session.terminal.note(`reelay: ${messageOf(reason)}`)
  return { client: clientOf(providers, session), providers }
}

/** The provider that `--provider` names, or else the only one that is installed. */
export async function connectOne(session: Session): Promise<Link> {
  const { client, providers } = await connectAll(session)
  const [only] = providers
  if (only && providers.length === 1) return { client, provider: only }
  const ids = providers.map(({ id }) => id).join(', ')
  throw new VideoError('invalid_request', `several providers are installed: say --provider with one of ${ids}`)
}

/** The provider that a command names itself, as `--provider` would. */
export async function connectNamed(name: string, session: Session): Promise<Link> {
  const provider = await connectPackage(packageNamed(name, session), session)
  return { client: clientOf([provider], session), provider }
}

/** The package that a command names itself. Throws `invalid_request` when `--provider` names another one. */
export function packageNamed(name: string, session: Session): ProviderPackage {
  const { provider = name } = session.flags
  if (provider === name) return packageFor(name, session)
  throw new VideoError('invalid_request', `${name} and --provider ${provider} are two providers: name one`)
}

/** The provider of a job. */
export async function connectTo({ provider: id }: JobReference, session: Session): Promise<Link> {
  const asked = session.flags.provider ?? id
  const provider = await connectPackage(packageFor(asked, session), session)
  if (provider.id === id) return { client: clientOf([provider], session), provider }
  throw new VideoError('invalid_request', `the job is of ${id}, but --provider ${asked} is ${provider.id}`)
}

/** The one package that a name stands for. Throws `unsupported` with the line that installs it. */
function packageFor(provider: string, session: Session): ProviderPackage {
  const names = namesFor(provider)
  const { providers, cwd } = session
  const found = providers
    ? names.flatMap((name) => providers.filter((one) => one.name === name))[0]
    : names.map((name) => findPackage(name, cwd)).find((one) => one !== undefined)
  if (found) return found
  const others = (providers ?? findPackages(cwd)).map(({ name }) => shortName(name)).join(', ')
  const what = `there is no provider "${provider}" here${others && `, only ${others}`}`
  const line = `; to add it: npm install ${names[provider.includes('/') ? 2 : 0]}`
  throw new VideoError('unsupported', `${what}${isPackageName(provider) ? line : ''}`)
}

function installed(session: Session): readonly ProviderPackage[] {
  const packages = session.providers ?? findPackages(session.cwd)
  if (packages.length > 0) return packages
  throw new VideoError('unsupported', 'no provider is installed: npm install @reelay/provider-<vendor>')
}

async function connectPackage(found: ProviderPackage, session: Session): Promise<VideoProvider> {
  const factory = await loadProvider(found)
  if (session.flags.simulate) return simulated(factory, found, session)
  const env = environmentOf(session)
  const { apiKey, baseUrl } = factory.variables
  if (!env[apiKey]) session.missingKeys.set(factory.id, apiKey)
  // Empty is as good as not set.
  try {
    const provider = factory.create({ apiKey: env[apiKey] || undefined, baseUrl: env[baseUrl] || undefined })
    if (!provider.capabilities.operations.includes('list')) session.listless.add(provider.id)
    return provider
  } catch (error) {
    throw nameAddress(error, factory)
  }
}

/** The command line has no `baseUrl`, but a variable for it. */
function nameAddress(error: unknown, { id, variables: { baseUrl } }: ProviderFactory): unknown {
  const issue = isVideoError(error) ? error.issues?.find(({ field }) => field === 'baseUrl') : undefined
  if (!issue) return error
  const none = `no address: set ${baseUrl} to an http(s) URL, or try it free with --simulate`
  const what = issue.given === undefined ? none : `${baseUrl} is ${issue.given}; allowed: an http(s) URL`
  return new VideoError('invalid_request', `${id}: ${what}`, { provider: id, issues: [issue] })
}

async function simulated(
  factory: ProviderFactory,
  found: ProviderPackage,
  { clock, timeScale }: Session,
): Promise<VideoProvider> {
  const simulator = await loadSimulator(found)
  // Another seed each time: ids that repeat would look like the same job.
  const { fetch } = simulator.create({ clock, seed: Math.floor(Math.random() * 2 ** 31) })
  const requestTimeoutMs = callTimeoutMs * timeScale
  return factory.create({ apiKey: simulator.exampleKey, baseUrl: loopback, fetch, requestTimeoutMs })
}

/** The environment, and over it what the key file says. Throws `invalid_request` naming a file that cannot be read. */
function environmentOf({ env, flags, cwd }: Session): Readonly<Record<string, string | undefined>> {
  const path = flags.keyFile ?? env['REELAY_KEY_FILE']
  if (!path) return env
  try {
    return { ...env, ...parseEnv(readFileSync(resolve(cwd, path), 'utf8')) }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'no lines such as NAME=value'
    throw new VideoError('invalid_request', `--key-file ${path}: cannot be read (${why})`)
  }
}

function clientOf(providers: readonly VideoProvider[], { clock, terminal }: Session): Client {
  const onEvent = (event: ClientEvent): void => {
    // The polls of an account wait behind the progress of their job.
    if (event.type === 'waiting' && event.id !== undefined) terminal.note(showWait(event))
  }
  return createClient({ providers, clock, onEvent })
}
