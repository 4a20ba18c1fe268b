// Where the runtimes come from, and how the probe is started in each.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build, type BuildOptions } from 'esbuild'
import type { Plan } from './probe.ts'

/** A runtime and one of its transports. */
export interface Runtime {
  name: string
  version: string
  /** Runs the probe; gives what it printed. */
  run: (plan: Plan) => Promise<string>
}

/** A runtime that is not to be had, and why. */
export interface Missing {
  name: string
  reason: string
}

/** The probe as one module of web standards alone, and as one for a command line. */
export interface Bundles {
  command: string
  worker: string
}

const here = fileURLToPath(new URL('.', import.meta.url))
const toolchain = fileURLToPath(new URL('../../.toolchain/', import.meta.url))
const { platform, arch } = process
const windows = platform === 'win32'
const extension = windows ? '.exe' : ''
// A probe takes a second or two; one that hangs is ended.
const longestMs = 60_000

/** Bundles the probe into the folder. */
export async function bundle(folder: string): Promise<Bundles> {
  const shared: BuildOptions = {
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    conditions: ['@reelay/source'],
    mainFields: ['module', 'main'],
    external: ['node:*'],
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
  }
  const [command, worker] = [join(folder, 'command'), join(folder, 'worker')]
  await build({ ...shared, entryPoints: [join(here, 'command.ts')], outdir: command, splitting: true })
  await build({ ...shared, entryPoints: [join(here, 'worker.ts')], outdir: worker })
  return { command: join(command, 'command.mjs'), worker: join(worker, 'worker.mjs') }
}

/** This Node.js, with both of its transports. */
export function nodeRuntimes({ command }: Bundles): Runtime[] {
  const { node } = process.versions
  return [
    { name: 'Node.js', version: node, run: (plan) => print(process.execPath, [command, JSON.stringify(plan)]) },
    {
      name: 'Node.js, nodeFetch',
      version: node,
      run: (plan) => print(process.execPath, [command, JSON.stringify(plan), 'nodeFetch']),
    },
  ]
}

/** The others, from npm into .toolchain/. */
export async function otherRuntimes({ command, worker }: Bundles): Promise<(Runtime | Missing)[]> {
  const bun = ['linux', 'darwin', 'windows'].find((name) => name.startsWith(platform.slice(0, 3)))
  const deno = platform === 'linux' ? `${platform}-${arch}-glibc` : `${platform}-${arch}`
  const mac = arch === 'arm64' ? 'bin-darwin-arm64' : 'darwin-x64'
  const node = windows ? `win-${arch}` : platform === 'darwin' ? mac : `${platform}-${arch}`
  const workerd = `${windows ? 'windows' : platform}-${arch === 'x64' ? '64' : arch}`
  return Promise.all([
    // The other lines that the packages support, each with a fetch of its own.
    ...['20.20.2', '22.23.2', '24.22.3'].map((version) =>
      fetched('Node', `node-${node}@${version}`, windows ? 'node' : 'bin/node', (node) => (plan) => {
        return print(node, [command, JSON.stringify(plan)])
      }),
    ),
    fetched('Bun', `@oven/bun-${bun}-${arch === 'x64' ? 'x64' : 'aarch64'}@1.4.5`, 'bin/bun', (bun) => (plan) => {
      return print(bun, [command, JSON.stringify(plan)])
    }),
    fetched('Deno', `@deno/${deno}@2.9.5`, 'deno', (deno) => (plan) => {
      return print(deno, ['run', '--no-config', '--allow-net', '--allow-env', command, JSON.stringify(plan)])
    }),
    fetched('workerd', `@cloudflare/workerd-${workerd}@1.20260730.1`, 'bin/workerd', (workerd) => (plan) => {
      return serve(workerd, worker, plan)
    }),
  ])
}

async function fetched(
  name: string,
  wanted: string,
  path: string,
  runner: (program: string) => Runtime['run'],
): Promise<Runtime | Missing> {
  const [, packageName = '', version = ''] = /^(.+)@(.+)$/.exec(wanted) ?? []
  const target = join(toolchain, `${name.toLowerCase()}-${version}`)
  const program = join(target, 'node_modules', packageName, path + extension)
  if (!existsSync(program)) {
    const flags = ['--no-save', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=0', '--loglevel=error']
    mkdirSync(target, { recursive: true })
    const failed = await promisify(execFile)('npm', ['install', ...flags, '--prefix', target, wanted], {
      shell: windows,
    }).then(
      () => undefined,
      (error: unknown) => (/npm error .*/.exec(String(error)) ?? [String(error)])[0],
    )
    if (failed !== undefined || !existsSync(program)) return { name, reason: `${wanted} is not to be had (${failed})` }
  }
  return { name, version, run: runner(program) }
}

/** What a program prints; throws what it complained of, where it fails. */
async function print(program: string, parameters: readonly string[]): Promise<string> {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], timeout: longestMs })
  const [printed, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)])
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complained}`)
  return printed
}

/** The probe behind a port of workerd, which says on its third stream which one it is. */
async function serve(workerd: string, worker: string, plan: Plan): Promise<string> {
  const config = worker.replace(/\.mjs$/, '.capnp')
  writeFileSync(config, configuration)
  const child = spawn(workerd, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const complained = child.stderr ? text(child.stderr) : Promise.resolve('')
  const end = ended(child)
  try {
    const port = await portOf(child)
    if (port === undefined) throw new Error(`${workerd} did not start: ${await complained}`)
    const posted = { method: 'POST', body: JSON.stringify(plan), signal: AbortSignal.timeout(longestMs) }
    const answer = await fetch(`http://127.0.0.1:${port}`, posted)
    if (!answer.ok) throw new Error(`${workerd} answered ${answer.status}: ${await answer.text()}`)
    return await answer.text()
  } finally {
    child.kill()
    await end
  }
}

const configuration = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "probe", worker = .probe),
    (name = "internet", network = (allow = ["private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "probe")],
);
const probe :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-07-01",
);
`

async function portOf({ stdio }: ChildProcess): Promise<number | undefined> {
  const told = stdio[3]
  if (!told || !('read' in told)) return undefined
  for await (const line of createInterface({ input: told })) {
    const { event, port } = JSON.parse(line)
    if (event === 'listen') return Number(port)
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
}
