import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { airforceSimulator } from '../../../packages/provider-airforce/src/simulator.ts'
import { serve, type Server } from '../../../packages/simulator/src/serve.ts'
import { readProviders } from '../read-providers.ts'
import { commandsIn, programsOf } from './pages.ts'

const repository = new URL('../../../', import.meta.url)
const path = (name: string): string => fileURLToPath(new URL(name, repository))
const read = (name: string): string => readFileSync(path(name), 'utf8')

const packages = readdirSync(path('packages'))
const providers = packages.filter((name) => name.startsWith('provider-')).map((name) => `packages/${name}/README.md`)
const pages = ['README.md', 'docs/money-and-errors.md', 'packages/core/README.md', ...providers]
const mistaken = read('README.md').replace('prompt: ', 'promt: ')
const live = { AIRFORCE_API_KEY: 'sk-air-any' }

/** An application outside the workspace that has installed every package. */
const application = mkdtempSync(join(tmpdir(), 'readme-'))
let server: Server
/** By page, what the compiler has against its programs, with the line numbers of the page; one run for all of them. */
let mistakes: Map<string, string[]>

beforeAll(async () => {
  mkdirSync(join(application, 'node_modules', '@reelay'), { recursive: true })
  for (const name of packages) {
    symlinkSync(path(`packages/${name}`), join(application, 'node_modules', '@reelay', name), 'junction')
  }
  writeFileSync(join(application, 'package.json'), '{ "type": "module" }')
  server = await serve(airforceSimulator({ speed: 1000 }))
  mistakes = await compile([...pages.map((page) => [page, read(page)] as const), ['mistaken.md', mistaken]])
}, 60_000)

afterAll(async () => {
  await server.close()
  rmSync(application, { recursive: true })
})

describe('the code of a page', () => {
  test.each(pages)('is there, and compiles: %s', (page) => {
    expect(programsOf(read(page))).not.toEqual([])
    expect(mistakes.get(page)).toEqual([])
  })

  test('does not compile with a mistake, and the mistake is found at its line of the page', () => {
    const line = mistaken.slice(0, mistaken.indexOf('promt: ')).split('\n').length
    const found = mistakes.get('mistaken.md')
    expect(found).toHaveLength(1)
    expect(found?.[0]).toMatch(new RegExp(`^0-mistaken.ts\\(${line},\\d+\\): .*promt`))
  })

  test('at the root runs as it is written, against a vendor on a port and with the simulator: it saves a video', async () => {
    const [real = '', simulated = '', ...more] = programsOf(read('README.md'))
    expect(more).toEqual([])
    for (const [program, env] of [
      [real, { ...live, AIRFORCE_BASE_URL: server.url }],
      [simulated, {}],
    ] as const) {
      const { code, output } = await run('README.md', program, env)
      expect(code, output).toBe(0)
      expect(output).toMatch(
        /^completed 100\nfox\.mp4 \d+ \{ amount: 2, currency: 'USD', source: 'vendor', final: true \}$/m,
      )
      expect(savedVideo()).toBe('ftyp')
    }
  })

  test('of the first screen is short: twelve lines for the vendor, two more for the simulator', () => {
    const linesOf = (program: string): number => program.split('\n').filter((line) => line !== '').length
    const [real = '', simulated = ''] = programsOf(read('README.md'))
    expect(linesOf(real)).toBeLessThanOrEqual(12)
    expect(linesOf(simulated)).toBeLessThanOrEqual(12)
    expect(read('README.md').split('\n').length).toBeLessThan(150)
  })

  test('about money runs as it is written: it says a price and outlives a deadline', async () => {
    const page = 'docs/money-and-errors.md'
    const [program = ''] = programsOf(read(page))
    // The job must outlast the last poll at the deadline of the page, and take seconds all the same.
    const slow = await serve(airforceSimulator({ speed: 30 }))
    const { code, output } = await run(page, program, { ...live, AIRFORCE_BASE_URL: slow.url })
    await slow.close()
    expect(code, output).toBe(0)
    expect(output).toMatch(/^timeout airforce: job .+ was still .+; the job goes on: wait again\ncompleted\n/m)
    expect(output).toMatch(/^airforce \[\] \{ amount: 2, currency: 'USD', source: 'estimated', final: false \}$/m)
  }, 60_000)

  test.each(['packages/core/README.md', 'packages/provider-airforce/README.md'])(
    'runs as it is written against a vendor on a port: %s',
    async (page) => {
      const [program = ''] = programsOf(read(page))
      const { code, output } = await run(page, program, { ...live, AIRFORCE_BASE_URL: server.url })
      expect(code, output).toBe(0)
      expect(savedVideo()).toBe('ftyp')
    },
  )
})

describe('what a page says', () => {
  test('to type at the root is a command that works', async () => {
    const commands = commandsIn(read('README.md')).filter((command) => command.startsWith('reelay '))
    expect(commands).not.toEqual([])
    for (const command of commands) {
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
      const main = path('packages/cli/src/main.ts')
      const parameters = ['--conditions=@reelay/source', '--no-warnings', main, ...words.slice(1), '--speed', '1000']
      const { code, output } = await start(parameters)
      expect(code, `${command}\n${output}`).toBe(0)
    }
  })

  test.each(pages)('to run is a script of the repository: %s', (page) => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...read(page).matchAll(/\b(?:npm run|pnpm) (\w+)/g)].map(([, name]) => name)
    for (const name of named) expect(Object.keys(scripts)).toContain(name)
  })

  test.each(pages)('to install is a package of the repository: %s', (page) => {
    const installs = commandsIn(read(page)).filter((command) => command.startsWith('npm install '))
    for (const name of installs.flatMap((command) => command.split(' ').slice(2))) {
      expect(packages.map((folder) => `@reelay/${folder}`)).toContain(name)
    }
  })

  test('of Node.js is what the manifests say', () => {
    const oldest = (name: string): string => JSON.parse(read(`packages/${name}/package.json`)).engines.node.slice(2)
    const claimsOf = (page: string): (string | undefined)[] =>
      [...read(page).matchAll(/Node\.js (\d[\d.]*) or later/g)].map(([, version]) => version)
    const usual = oldest('core')
    const newer = packages.filter((name) => oldest(name) !== usual)
    expect(claimsOf('README.md')).toEqual([usual])
    const named = [...read('README.md').matchAll(/`@reelay\/([\w-]+)` needs\s+Node\.js (\d[\d.]*\d)/g)]
    expect(Object.fromEntries(named.map(([, name, version]) => [name, version]))).toEqual(
      Object.fromEntries(newer.map((name) => [name, oldest(name)])),
    )
    const rows = [...read('docs/versions.md').matchAll(/^\| ([\w, -]+) \| (\d+\.\d+) \|$/gm)]
    for (const name of packages) {
      const row = rows.find(([, names = '']) => names.split(', ').includes(name.replace(/^provider-.+/, 'providers')))
      expect(row?.[2], `${name} in docs/versions.md`).toBe(oldest(name))
      const claims = claimsOf(`packages/${name}/README.md`)
      if (newer.includes(name)) expect(claims.slice(0, 1), name).toEqual([oldest(name)])
      else expect(new Set([usual, ...claims]), name).toEqual(new Set([usual]))
    }
  })

  test('of the limits of Api.Airforce is what its capabilities and its spec say', async () => {
    const airforce = (await readProviders(repository)).find(({ id }) => id === 'airforce')
    const page = read('packages/provider-airforce/README.md')
    const number = (words: RegExp): number => Number(words.exec(page)?.[1])
    expect(number(/stops working (\d+) hours/) * 3_600_000).toBe(airforce?.capabilities.resultLifetimeMs)
    expect(number(/At most (\d+) tasks/)).toBe(airforce?.capabilities.concurrentJobs)
    const listed = /At most (\d+) tasks, newest first/.exec(read('specs/airforce/openapi.yaml'))?.[1]
    expect(number(/list ends at (\d+)/)).toBe(Number(listed))
    expect(number(/gives the (\d+) most recent jobs/)).toBe(Number(listed))
  })
})

/** Compiles every program of these pages at once. */
async function compile(texts: readonly (readonly [page: string, text: string])[]): Promise<Map<string, string[]>> {
  const files = texts.flatMap(([page, text]) =>
    programsOf(text).map((program, index) => ({ page, name: write(page, program, `${index}-`) })),
  )
  const config = join(application, 'pages.json')
  const compilerOptions = { typeRoots: [path('node_modules/@types')], noUnusedLocals: false }
  const include = files.map(({ name }) => name)
  writeFileSync(config, JSON.stringify({ extends: path('tsconfig.json'), compilerOptions, include }))
  const { output } = await start([path('node_modules/typescript/bin/tsc'), '--project', config])
  const found = new Map<string, string[]>(texts.map(([page]) => [page, []]))
  for (const { page, name } of files)
    found.get(page)?.push(...output.split('\n').filter((line) => line.startsWith(`${name}(`)))
  return found
}

function run(
  page: string,
  program: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  rmSync(join(application, 'fox.mp4'), { force: true })
  return start(['--conditions=@reelay/source', '--no-warnings', write(page, program)], env)
}

function write(page: string, program: string, prefix = ''): string {
  const name = `${prefix}${basename(page.replaceAll('/', '-'), '.md')}.ts`
  writeFileSync(join(application, name), program)
  return name
}

/** The word by which an MP4 file is known. */
function savedVideo(): string {
  return readFileSync(join(application, 'fox.mp4')).toString('latin1', 4, 8)
}

async function start(
  parameters: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, parameters, {
    cwd: application,
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, output }
}
