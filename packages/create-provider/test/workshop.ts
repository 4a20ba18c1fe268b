import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { run } from '../src/run.ts'

/** What a program printed, and how it ended. */
export interface Outcome {
  code: number
  output: string
}

const own = fileURLToPath(new URL('..', import.meta.url))
const compiler = join(own, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc')

/** An empty folder; call `remove` when it is no longer needed. */
export function openFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'create-provider-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs the command in a folder, as a stranger would who is not at a terminal. */
export async function createProvider(cwd: string, argv: readonly string[]): Promise<Outcome> {
  let output = ''
  const code = await run({ argv, cwd, write: (text) => (output += text) })
  return { code, output }
}

/** Writes a spec into a folder and makes a repository of it. */
export async function createFrom(folder: string, spec: string, ...argv: string[]): Promise<Outcome> {
  writeFileSync(join(folder, 'acme.yaml'), spec)
  return createProvider(folder, ['acme', '--spec', 'acme.yaml', ...argv])
}

/** What `npm install` does, without a network. */
export async function install(repository: string): Promise<Outcome> {
  linkPackages(repository)
  return runNode(repository, ['generate.mjs'])
}

/** This package has in its own `node_modules` what a new repository needs. */
export function linkPackages(folder: string): void {
  symlinkSync(join(own, 'node_modules'), join(folder, 'node_modules'), 'dir')
}

/** Checks the types of a repository against the sources of this workspace, which are checked elsewhere. */
export async function checkTypes(repository: string): Promise<Outcome> {
  const { code, output } = await runNode(repository, [compiler, '--customConditions', '@reelay/source'])
  const mistakes = output.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('..'))
  return { code: mistakes.length > 0 ? code : 0, output: mistakes.join('\n') }
}

/** Builds a repository whose types are checked. */
export function build(repository: string): Promise<Outcome> {
  const settings = ['--project', 'tsconfig.build.json', '--noCheck', '--customConditions', '@reelay/source']
  return runNode(repository, [compiler, ...settings])
}

/** What the contract suite said of a repository. */
export interface Judged {
  /** The texts of all failures. */
  output: string
  failed: string[]
  /** How many tests passed. */
  passed: number
  clauses: { clause: string; verdict: string }[]
}

/** Runs the tests of a repository, or those that vitest's parameters choose. */
export async function judge(repository: string, chosen: readonly string[] = []): Promise<Judged> {
  const report = join(repository, 'report.json')
  const config = join(own, 'test', 'conditions.ts')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...chosen, '--root', '.', '--config', config]
  const outcome = await runNode(repository, [...vitest, '--reporter=json', `--outputFile=${report}`])
  const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  rmSync(report)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const clauses = tests.flatMap(({ meta: { clause, verdict } }) => (clause && verdict ? [{ clause, verdict }] : []))
  const broken = testResults.map(({ message }) => message)
  const output = [...broken, ...tests.flatMap(({ failureMessages }) => failureMessages)].join('\n')
  const isFailure = tests.some(({ status }) => status === 'failed') || broken.some((text) => text !== '')
  if (isFailure !== (outcome.code !== 0)) throw new Error(outcome.output)
  const failed = clauses.flatMap(({ clause, verdict }) => (verdict === 'fail' ? [clause] : []))
  const passed = tests.filter(({ status }) => status === 'passed').length
  return { output: output.trim(), failed, passed, clauses }
}

const Test = z.object({
  status: z.string(),
  meta: z.object({ clause: z.optional(z.string()), verdict: z.optional(z.string()) }),
  failureMessages: z.array(z.string()),
})
const Report = z.object({ testResults: z.array(z.object({ message: z.string(), assertionResults: z.array(Test) })) })

/** Runs Node.js in a folder. */
export function runNode(cwd: string, parameters: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...parameters],
      { cwd, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ code: error ? 1 : 0, output: stdout + stderr }),
    )
  })
}

/** Every file below a folder, by its path. */
export function readTree(folder: string, below = ''): Record<string, string> {
  const entries = readdirSync(join(folder, below), { withFileTypes: true })
  return Object.assign(
    {},
    ...entries.map((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      return entry.isDirectory() ? readTree(folder, path) : { [path]: readFileSync(join(folder, path), 'utf8') }
    }),
  )
}

/** Puts a file into a folder. */
export function put(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
