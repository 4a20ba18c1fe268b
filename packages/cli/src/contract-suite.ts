import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { VideoError } from '@reelay/core'
import { messageOf } from './load.ts'

/** The contract suite of a project. */
export interface Suite {
  contract: typeof import('@reelay/contract-tests')
  reports: typeof import('@reelay/contract-tests/report')
}

/** How a provider is judged: what a configuration module exports by default. */
export type ContractConfig = import('@reelay/contract-tests').ContractConfig

/** Imports the suite that a file of the project would import, else the one beside this command. Throws `unsupported` when there is none. */
export async function loadSuite(from: string, own: string = fileURLToPath(import.meta.url)): Promise<Suite> {
  try {
    const contract: Suite['contract'] = await import(locate('@reelay/contract-tests', [from, own]))
    const reports: Suite['reports'] = await import(locate('@reelay/contract-tests/report', [from, own]))
    return { contract, reports }
  } catch (error) {
    const missing = ['@reelay/contract-tests', 'nock'].find((name) => isMissing(error, name))
    if (missing === undefined) throw error
    throw new VideoError(
      'unsupported',
      `${missing} is not installed here: npm install --save-dev @reelay/contract-tests nock`,
    )
  }
}

/** Imports a configuration. Throws `invalid_request` that says what is wrong with the module. */
export async function loadConfig(path: string, cwd: string): Promise<ContractConfig> {
  const fail = (why: string): VideoError => new VideoError('invalid_request', `${path}: ${why}`)
  const file = resolve(cwd, path)
  if (!existsSync(file)) throw fail('there is no such file')
  if (statSync(file).isDirectory()) throw fail('is a folder: name the module that exports the configuration')
  const module: unknown = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw fail(`cannot be imported: ${whyNot(error)}`)
  })
  const config = member(module, 'default')
  if (config === undefined) throw fail('has no default export: export the configuration by default')
  const problem = problemOf(config)
  if (problem === undefined && isConfig(config)) return config
  throw fail(`the default export is no configuration: ${problem}`)
}

function locate(name: string, places: readonly string[]): string {
  for (const place of places) {
    try {
      return pathToFileURL(createRequire(place).resolve(name)).href
    } catch (error) {
      if (!isMissing(error, '@reelay/contract-tests')) throw error
    }
  }
  throw Object.assign(new Error(`Cannot find module '@reelay/contract-tests'`), { code: 'MODULE_NOT_FOUND' })
}

function isMissing(error: unknown, name: string): boolean {
  const code = member(error, 'code')
  return (
    (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') &&
    new RegExp(`(module|package) '${name}['/]`).test(messageOf(error))
  )
}

function whyNot(error: unknown): string {
  if (member(error, 'code') !== 'ERR_UNKNOWN_FILE_EXTENSION') return messageOf(error)
  return `Node.js ${process.versions.node} reads no TypeScript: use 22.18 or later, or a module in JavaScript`
}

/** The first thing that a configuration cannot do without, and does. */
function problemOf(config: unknown): string | undefined {
  if (typeof config !== 'object' || config === null) return 'it is no object'
  if (typeof member(config, 'createProvider') !== 'function') return 'createProvider must be a function'
  if (!(member(config, 'fixtures') instanceof URL))
    return 'fixtures must be a URL, such as new URL("./fixtures/", import.meta.url)'
  for (const name of ['wire', 'samples']) {
    if (typeof member(config, name) !== 'object' || member(config, name) === null) return `${name} must be an object`
  }
  return undefined
}

/** What is inside is the suite's to judge. */
function isConfig(value: unknown): value is ContractConfig {
  return problemOf(value) === undefined
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
