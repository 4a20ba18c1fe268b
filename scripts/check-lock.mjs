// The lockfiles are complete for Linux, macOS and Windows.
// An optional package that a registry does not show is left out of a lockfile without a word; the tool it belongs to
// then breaks on the platform it was for. Usage: node scripts/check-lock.mjs [--root DIR]
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64']

if (import.meta.main) {
  const { values: options } = parseArgs({ options: { root: { type: 'string' } } })
  const findings = lockFindings(options.root ?? dirname(dirname(fileURLToPath(import.meta.url))))
  for (const finding of findings) console.log(finding)
  process.exitCode = findings.length > 0 ? 1 : 0
}

/** One line for each package that a lockfile below the root should hold and does not. */
export function lockFindings(root) {
  const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const lock = readLock(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'))
  return [
    ...optionalHoles(lock, installedManifests(join(root, 'node_modules', '.pnpm'))),
    ...pinHoles(lock, readJson('package.json').packageManager),
    ...nodeHoles(readJson('tools/node/package.json'), readJson('tools/node/package-lock.json')),
  ]
}

/** Every optional dependency that an installed package's own manifest names must be locked. */
function optionalHoles({ packages, optional }, manifests) {
  const holes = []
  let examined = 0
  for (const { name, version, optionalDependencies = {} } of manifests) {
    const id = `${name}@${version}`
    if (!packages.has(id)) continue
    const wanted = Object.keys(optionalDependencies)
    examined += wanted.length
    const missing = wanted.filter((one) => {
      const locked = optional.get(id)?.get(one)
      // An alias is locked under the name of what it stands for.
      return locked === undefined || !(packages.has(`${one}@${locked}`) || packages.has(locked))
    })
    if (missing.length === 0) continue
    holes.push(
      `pnpm-lock.yaml: ${id} is locked without ${missing.join(', ')}: ` +
        `pin an older ${name} whose optional packages all exist (pnpm view ${name}@VERSION optionalDependencies)`,
    )
  }
  if (examined === 0) holes.push('pnpm-lock.yaml: no installed package names an optional one: run `pnpm install` first')
  return holes
}

/** The pinned pnpm is locked with a binary for every platform. */
function pinHoles({ packages }, packageManager) {
  const [name, version] = packageManager.split('@')
  return [`${name}@${version}`, ...platforms.map((platform) => `@pnpm/exe.${platform}@${version}`)]
    .filter((id) => !packages.has(id))
    .map((id) => `pnpm-lock.yaml: ${id} is not locked: pin a packageManager that exists for every platform`)
}

/** The Node.js that old machines fetch exists for every platform, each with its hash. */
function nodeHoles(manifest, { packages }) {
  const file = 'tools/node/package-lock.json'
  const entries = Object.entries(packages).filter(([path]) => path !== '')
  const version = Object.values(manifest.optionalDependencies)[0]
  return platforms.flatMap((platform) => {
    const [os, cpu] = platform.split('-')
    const entry = entries.find(([, locked]) => String(locked.os) === os && String(locked.cpu) === cpu)
    if (!entry) return `${file}: no Node.js for ${platform}: pin a version that exists for every platform`
    const [path, locked] = entry
    if (locked.version !== version)
      return `${file}: ${path} is ${locked.version}, not ${version}: run npm install there`
    if (!locked.integrity?.startsWith('sha512-'))
      return `${file}: ${path} has no sha512 integrity: lock it anew with npm`
    return []
  })
}

/** The part of the lockfile that matters here: what is locked, and what each package's optional dependencies became. */
function readLock(text) {
  const packages = new Set()
  const optional = new Map()
  let section = ''
  let id = ''
  let block = ''
  for (const line of text.split('\n')) {
    const [, indent, name, value] = /^( *)'?([^\s'][^']*?)'?:(?: (.*))?$/.exec(line) ?? []
    if (indent?.length === 0) section = name
    if (indent?.length === 2) id = name.replace(/\(.*/, '')
    if (indent?.length === 2 && section === 'packages') packages.add(id)
    if (indent?.length === 4) block = name
    if (indent?.length === 6 && section === 'snapshots' && block === 'optionalDependencies') {
      if (!optional.has(id)) optional.set(id, new Map())
      optional.get(id).set(name, value.replace(/^'|'$|\(.*/g, ''))
    }
  }
  return { packages, optional }
}

function installedManifests(store) {
  if (!existsSync(store)) return []
  return readdirSync(store)
    .map((name) => join(store, name, 'node_modules'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => packageFolders(folder))
    .map((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
}

function packageFolders(folder) {
  return readdirSync(folder)
    .flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((rest) => `${name}/${rest}`) : name))
    .map((name) => join(folder, name))
    .filter((path) => !lstatSync(path).isSymbolicLink() && existsSync(join(path, 'package.json')))
}
