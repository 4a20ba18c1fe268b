import { once } from 'node:events'
import { createClient, VideoError, type PreviewedCall, type VideoProvider } from '@reelay/core'
import { serve, type Fault, type Server, type Simulator } from '@reelay/simulator'
import { packageNamed } from '../connect.ts'
import { loadProvider, loadSimulator, messageOf, type SimulatorModule } from '../load.ts'
import type { Session } from '../session.ts'
import { showFacts } from '../show.ts'

/** Options of `reelay simulate`. */
export interface SimulateFlags {
  /** 0: any free one. */
  port: number
  seed: number
  fault?: readonly Fault[] | undefined
}

/** Serves a provider's simulator until the session is stopped. */
export async function simulate(
  provider: string,
  { port, seed, fault }: SimulateFlags,
  session: Session,
): Promise<void> {
  const { terminal, signal, flags } = session
  const found = packageNamed(provider, session)
  const [factory, module] = await Promise.all([loadProvider(found), loadSimulator(found)])
  const simulator = create(module, { speed: flags.speed, seed, faults: fault ?? [] })
  const server = await listen(simulator, port)
  const { url } = server
  try {
    const { exampleKey } = module
    const client = factory.create({ apiKey: exampleKey, baseUrl: url, fetch: module.create().fetch })
    const environment = { [factory.variables.baseUrl]: url, [factory.variables.apiKey]: exampleKey }
    terminal.data({ url, port: Number(new URL(url).port), provider: client.id, environment, simulated: true })
    const setting = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    terminal.result(`playing ${client.id} on ${url}, ${flags.speed} times as fast; Ctrl-C ends it\n`)
    terminal.result(
      showFacts([
        ['reelay', `${setting.join(' ')} reelay models`],
        // An example is not worth ending for.
        ['curl', terminal.isJson ? undefined : await curlFor(client, url).catch(() => undefined)],
      ]),
    )
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await server.close()
  }
}

function create(module: SimulatorModule, options: Parameters<SimulatorModule['create']>[0]): Simulator {
  try {
    return module.create(options)
  } catch (error) {
    // The simulator knows best what is wrong with a fault or a speed.
    throw new VideoError('invalid_request', messageOf(error), { cause: error })
  }
}

async function listen(simulator: Simulator, port: number): Promise<Server> {
  try {
    return await serve(simulator, { port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why = code === 'EADDRINUSE' ? 'is taken' : code === 'EACCES' ? 'needs more rights' : `fails (${String(code)})`
    throw new VideoError('invalid_request', `--port ${port} ${why}: choose another, or 0 for any free one`)
  }
}

/** A create call as the provider itself would make it, for its first model. */
async function curlFor(provider: VideoProvider, url: string): Promise<string | undefined> {
  const client = createClient({ providers: [provider] })
  // '*' speaks for models that are not listed, and is none itself.
  const model = (await client.models()).find(({ id }) => id !== '*')
  if (!model) return undefined
  const { candidates } = await client.plan({ model: model.id, prompt: 'a red fox in the snow' })
  const call: PreviewedCall | undefined = candidates[0]?.call
  if (!call) return undefined
  const headers = { ...(await provider.contentHeaders()), 'content-type': 'application/json' }
  const quoted = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`)
  const body = JSON.stringify(call.body).replaceAll("'", String.raw`'\''`)
  return `curl ${url}${call.path} ${quoted.join(' ')} -d '${body}'`
}
