#!/usr/bin/env node
// Runs a root script with a Node.js and a pnpm that are new enough, on a machine that has only Node.js >= 18 and npm.
// Usage: node scripts/toolchain.mjs SCRIPT [ARGUMENTS...]
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isWindows = process.platform === 'win32'
const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' }

useNode()
usePnpm()
installPackages()
const [script, ...rest] = process.argv.slice(2)
must(runScript(script, rest))

/** The tools need Node.js 22.20, 24.11 or later; an older machine gets its own copy, pinned by hash. */
function useNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if ((major === 22 && minor >= 20) || (major === 24 && minor >= 11) || major >= 26) return
  const folder = join(root, '.toolchain', 'node')
  const modules = join(folder, 'node_modules')
  const find = () => existsSync(modules) && readdirSync(modules).find((name) => name.startsWith('node-'))
  if (!find()) {
    console.error(
      `Node.js ${process.version} is too old for the tools of this repository: bringing a newer one into .toolchain/ ...`,
    )
    mkdirSync(folder, { recursive: true })
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(join(root, 'tools', 'node', file), join(folder, file))
    must(run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder]))
  }
  const name = find()
  if (!name) fail('There is no Node.js package for this platform: install Node.js 24.11 or later.')
  environment.PATH = join(modules, name, 'bin') + delimiter + environment.PATH
}

/** turbo starts `pnpm` by name, so the pinned version has to be on the PATH. */
function usePnpm() {
  const pin = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager
  if ((process.env.npm_config_user_agent ?? '').startsWith(`${pin.replace('@', '/')} `)) return
  const folder = join(root, '.toolchain', pin)
  const binaries = join(folder, 'node_modules', '.bin')
  if (!existsSync(binaries)) {
    mkdirSync(folder, { recursive: true })
    must(run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, pin]))
  }
  environment.PATH = binaries + delimiter + environment.PATH
}

/** Installs when a manifest or the lockfile differs from what was installed last; asking pnpm each time costs a second. */
function installPackages() {
  const manifests = ['packages', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'package.json')),
  )
  const files = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml']
    .map((name) => join(root, name))
    .concat(manifests)
  const hash = createHash('sha256')
  for (const file of files) if (existsSync(file)) hash.update(readFileSync(file))
  const installed = hash.digest('hex')
  const stamp = join(root, 'node_modules', '.reelay-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === installed) return

  must(run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline']))
  writeFileSync(stamp, installed)
}

function runScript(name, parameters) {
  return run('npm', ['run', '--silent', name, ...(parameters.length > 0 ? ['--', ...parameters] : [])])
}

function run(command, parameters) {
  return spawnSync(command, parameters, { cwd: root, env: environment, stdio: 'inherit', shell: isWindows })
}

function must({ status }) {
  if (status !== 0) process.exit(status ?? 1)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
