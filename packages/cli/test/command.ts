import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { airforce } from '@reelay/provider-airforce'
import * as simulatorModule from '@reelay/provider-airforce/simulator'
import type { Fault, Simulator } from '@reelay/simulator'
import { afterAll, expect } from 'vitest'
import { run, type ProviderPackage, type RunOptions, type TextOutput } from '../src/main.ts'

export const key = 'sk-air-0123456789abcdef'

/** A PNG of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** What a run left behind. */
export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** A simulated vendor that remembers its jobs from one command to the next; jobs take some milliseconds. */
export function vendor({ speed = 100_000, faults = [] }: { speed?: number; faults?: Fault[] } = {}): Simulator {
  return simulatorModule.airforceSimulator({ speed, faults })
}

/** A provider package whose vendor answers through this fetch. */
export function packageOf(fetch: typeof globalThis.fetch, name = '@reelay/provider-airforce'): ProviderPackage {
  return {
    name,
    load: async () => ({ airforce: (settings: object) => airforce({ ...settings, fetch }) }),
    loadSimulator: async () => simulatorModule,
  }
}

/** The package as it is installed, with its own simulator for `--simulate`. */
export const installed: ProviderPackage = {
  name: '@reelay/provider-airforce',
  load: async () => ({ airforce }),
  loadSimulator: async () => simulatorModule,
}

/** Runs the command in this process. No output may ever hold the key. */
export async function reelay(argv: string[], options: Partial<RunOptions> = {}): Promise<Outcome> {
  const out = capture(options.stdout)
  const err = capture(options.stderr)
  const env = { AIRFORCE_API_KEY: key, ...options.env }
  const code = await run({ cwd: folder(), ...options, argv, env, stdout: out.output, stderr: err.output })
  const outcome = { code, stdout: out.text(), stderr: err.text() }
  expect(outcome.stdout + outcome.stderr).not.toContain(key)
  return outcome
}

/** Runs the command against this vendor. */
export function against(simulator: Pick<Simulator, 'fetch'>, options: Partial<RunOptions> = {}) {
  const providers = [packageOf(simulator.fetch)]
  return (...argv: string[]): Promise<Outcome> => reelay(argv, { providers, ...options })
}

/** The command, as a function of its words. */
export type Command = (argv: string[], options?: Partial<RunOptions>) => Promise<Outcome>

/** Plays a vendor on a port of 127.0.0.1 until `visit` is done; gives it the command, pointed at the vendor. */
export async function atVendor(vendor: string, visit: (command: Command) => Promise<void>): Promise<void> {
  const cwd = application()
  const controller = new AbortController()
  let visited: Promise<void> | undefined
  const write = (line: string): void => {
    const { environment } = JSON.parse(line)
    const command: Command = (argv, options) => reelay(argv, { cwd, env: environment, ...options })
    visited ??= visit(command).finally(() => controller.abort())
  }
  const argv = ['simulate', vendor, '--port', '0', '--speed', '10000', '--json']
  const { stderr } = await reelay(argv, { cwd, stdout: { write }, signal: controller.signal })
  await visited
  expect(stderr).toBe('')
}

/** Every provider of this repository. */
export const vendors = readdirSync(join(import.meta.dirname, '..', '..')).flatMap(
  (name) => /^provider-(.+)$/.exec(name)?.[1] ?? [],
)

/** A folder that sees every provider of this repository, as an application that installed them would. */
export function application(): string {
  const cwd = folder()
  const modules = join(cwd, 'node_modules', '@reelay')
  mkdirSync(modules, { recursive: true })
  for (const vendor of vendors) {
    const name = `provider-${vendor}`
    symlinkSync(join(import.meta.dirname, '..', '..', name), join(modules, name), 'junction')
  }
  return cwd
}

const folders: string[] = []

/** A folder of its own, removed after the tests of a file. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'reelay-cli-'))
  folders.push(path)
  return path
}

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true })
})

function capture(given: Partial<TextOutput> = {}) {
  const chunks: string[] = []
  const output: TextOutput = {
    ...given,
    write: (text) => {
      chunks.push(text)
      given.write?.(text)
    },
  }
  return { output, text: () => chunks.join('') }
}
