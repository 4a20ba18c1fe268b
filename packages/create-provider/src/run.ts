import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { Complaint } from './complaint.ts'
import { filesOf, type Ranges } from './files.ts'
import { makePlan } from './plan.ts'
import { readSpec } from './spec.ts'

/** What a run has to do with the outside. */
export interface RunOptions {
  argv: readonly string[]
  cwd: string
  /** Takes what is printed, with line breaks. */
  write: (text: string) => void
  /** Asks for what is missing; left out where nobody could answer. */
  ask?: ((question: string) => Promise<string>) | undefined
}

const usage = `npm create @reelay/provider DIRECTORY -- --spec FILE [--id ID] [--base-url URL]

  DIRECTORY    made anew, or empty
  --spec       the vendor's OpenAPI 3 document, in YAML or JSON
  --id         what the provider is called, such as acme; default: the name of the directory
  --base-url   where the vendor is; default: the first server of the document
`
const reserved =
  /^(break|case|catch|class|const|continue|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|new|null|return|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

/** Makes a repository; gives the exit code: 0, or 2 when something is to be put right first. */
export async function run(options: RunOptions): Promise<number> {
  try {
    return await create(options)
  } catch (error) {
    const isCircle = error instanceof RangeError
    if (!isCircle && !(error instanceof Complaint)) throw error
    options.write(`${isCircle ? 'the spec refers to itself in a circle' : error.message}\n`)
    return 2
  }
}

/** Asks at the terminal. */
export function askAt(input: NodeJS.ReadStream, output: NodeJS.WriteStream): RunOptions['ask'] {
  if (!input.isTTY || !output.isTTY) return undefined
  return async (question) => {
    const terminal = createInterface({ input, output })
    try {
      return (await terminal.question(`${question} `)).trim()
    } finally {
      terminal.close()
    }
  }
}

async function create({ argv, cwd, write, ask }: RunOptions): Promise<number> {
  const { values, positionals } = readArguments(argv)
  if (values.help) {
    write(usage)
    return 0
  }
  const directory = positionals[0] ?? (await ask?.('Directory:')) ?? ''
  if (directory === '') throw new Complaint(`DIRECTORY is missing\n\n${usage}`)
  const folder = resolve(cwd, directory)
  const id = values.id ?? basename(folder).replace(/^(reelay-)?provider-/, '')
  checkId(id, values.id === undefined ? `the directory ${directory}` : '--id')
  checkEmpty(folder, directory)
  const file = values.spec ?? (await ask?.('OpenAPI document:')) ?? ''
  if (file === '') throw new Complaint(`--spec is missing\n\n${usage}`)
  const spec = readSpec(readText(resolve(cwd, file), file), file)
  const baseUrl = values['base-url'] ?? spec.baseUrl ?? (await ask?.('Base URL:')) ?? ''
  if (baseUrl === '') throw new Complaint(`${file}: servers: names no http(s) address: say it with --base-url`)
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : ''))
    throw new Complaint(`--base-url: ${baseUrl} given, allowed: an http(s) address`)

  const plan = makePlan(spec, file, { id, baseUrl })
  const files = filesOf(plan, { ranges: ownRanges(), year: new Date().getFullYear() })
  for (const [path, text] of Object.entries(files)) put(join(folder, path), text)
  const there = relative(cwd, folder) || '.'
  write(`${spec.title}, read from ${file}:\n${plan.sentences.map((one) => `  ${one}\n`).join('')}\n`)
  write(`${Object.keys(files).length} files are in ${there}. What is left to do stands in its README.md. Next:\n`)
  write(`${there === '.' ? '' : `  cd ${there}\n`}  npm install\n  npm test\n`)
  return 0
}

function readArguments(argv: readonly string[]): {
  values: { spec?: string; id?: string; 'base-url'?: string; help?: boolean }
  positionals: string[]
} {
  try {
    const text = { type: 'string' } as const
    const options = { spec: text, id: text, 'base-url': text, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options })
    if (positionals.length > 1)
      throw new Complaint(`${positionals.slice(1).join(' ')}: one directory is enough\n\n${usage}`)
    return { values, positionals }
  } catch (error) {
    if (error instanceof Complaint) throw error
    throw new Complaint(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function checkId(id: string, from: string): void {
  const allowed = 'lower-case letters, digits and single hyphens, a letter first, such as acme-video'
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Complaint(`${from}: the id ${id} given, allowed: ${allowed}`)
  if (reserved.test(id))
    throw new Complaint(`${from}: the id ${id} given, which is a word of JavaScript: choose another with --id`)
}

function checkEmpty(folder: string, directory: string): void {
  let names: string[] = []
  try {
    if (existsSync(folder)) names = readdirSync(folder).filter((name) => name !== '.git')
  } catch {
    throw new Complaint(`${directory}: is no directory`)
  }
  if (names.length > 0)
    throw new Complaint(`${directory}: is not empty: it holds ${names.slice(0, 3).join(', ')}; nothing was written`)
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new Complaint(`--spec: there is no file ${file}`)
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** The new repository uses what this package is tested with: the versions in its own manifest. */
function ownRanges(): Ranges {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const { dependencies, devDependencies } = Object(manifest)
  const all: [string, string][] = Object.entries({ ...dependencies, ...devDependencies })
  return Object.fromEntries(all.map(([name, version]) => [name, /^\d/.test(version) ? `^${version}` : version]))
}
