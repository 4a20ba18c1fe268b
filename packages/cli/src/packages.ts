import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** An installed package that says by its name that it is a provider. */
export interface ProviderPackage {
  /** As npm knows it. */
  name: string
  /** Imports the package. */
  load(): Promise<object>
  /** Imports its `./simulator`; undefined when it has none. */
  loadSimulator(): Promise<object | undefined>
}

/** The names that `--provider acme` may stand for, the likeliest first. */
export function namesFor(provider: string): string[] {
  return [`@reelay/provider-${provider}`, `reelay-provider-${provider}`, provider]
}

/** What the command line calls a package. */
export function shortName(packageName: string): string {
  return packageName.replace(/^(@reelay\/|reelay-)provider-/, '')
}

/** Every provider package that can be seen from this folder or from this command, each once, sorted by name. */
export function findPackages(cwd: string): ProviderPackage[] {
  const found = new Map<string, ProviderPackage>()
  for (const modules of moduleFolders(cwd)) {
    const scoped = list(join(modules, '@reelay')).map((name) => `@reelay/${name}`)
    for (const name of [...scoped, ...list(modules)]) {
      const isProvider = /^(@reelay\/|reelay-)provider-/.test(name) && existsSync(join(modules, name, 'package.json'))
      if (isProvider && !found.has(name)) found.set(name, packageAt(join(modules, name), name))
    }
  }
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name))
}

/** Whether npm would take it for the name of a package. */
export function isPackageName(name: string): boolean {
  return /^(@[a-z0-9-~][\w.~-]*\/)?[a-z0-9-~][\w.~-]*$/i.test(name)
}

/** The installed package of this name, or undefined. */
export function findPackage(name: string, cwd: string): ProviderPackage | undefined {
  if (!isPackageName(name)) return undefined
  const folder = moduleFolders(cwd)
    .map((modules) => join(modules, name))
    .find((path) => existsSync(join(path, 'package.json')))
  return folder === undefined ? undefined : packageAt(folder, name)
}

/** Where Node.js looks for packages: upwards from the folder, then upwards from this command. */
function moduleFolders(cwd: string): string[] {
  const starts = [cwd, dirname(fileURLToPath(import.meta.url))]
  return [...new Set(starts.flatMap((start) => upwards(start).map((folder) => join(folder, 'node_modules'))))]
}

function upwards(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...upwards(parent)]
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function packageAt(folder: string, name: string): ProviderPackage {
  return {
    name,
    load: () => importEntry(folder, '.').then((entry) => entry ?? {}),
    loadSimulator: () => importEntry(folder, './simulator'),
  }
}

async function importEntry(folder: string, entry: string): Promise<object | undefined> {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const target = entryOf(manifest, entry)
  if (target === undefined) return undefined
  const found: unknown = await import(pathToFileURL(join(folder, target)).href)
  return typeof found === 'object' && found !== null ? found : undefined
}

// Node.js resolves a bare name from the importing file only, and a provider may live in another folder's node_modules.
function entryOf(manifest: unknown, entry: string): string | undefined {
  const exported = member(manifest, 'exports')
  if (exported === undefined) {
    const main = member(manifest, 'main')
    return entry === '.' ? (typeof main === 'string' ? main : 'index.js') : undefined
  }
  const isMap =
    typeof exported === 'object' && exported !== null && Object.keys(exported).every((key) => key[0] === '.')
  return pick(isMap ? member(exported, entry) : entry === '.' ? exported : undefined)
}

/** The first target whose condition holds, in the order of the manifest. */
function pick(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return undefined
  const held = Object.entries(target).filter(([condition]) => Array.isArray(target) || conditions.has(condition))
  return held.map(([, value]) => pick(value)).find((path) => path !== undefined)
}

const conditions = new Set([
  'node',
  'import',
  'module-sync',
  'default',
  ...process.execArgv.flatMap((argument) => /^(?:--conditions|-C)=(.+)$/.exec(argument)?.[1] ?? []),
])

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
