import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { readReport, type ConformanceReport } from '@reelay/contract-tests/report'
import { describe, expect, it } from 'vitest'
import { folder, reelay, type Outcome } from './command.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const airforce = 'packages/provider-airforce/test/contract.config.ts'
const broken = 'packages/cli/test/trims-prompt.contract.ts'

const contract = (...argv: string[]): Promise<Outcome> => reelay(['contract', ...argv], { cwd: root })

/** A configuration of its own in a folder of its own, as JavaScript. */
function configFile(text: string, cwd = folder()): { cwd: string; file: string } {
  writeFileSync(join(cwd, 'contract.config.mjs'), text)
  return { cwd, file: 'contract.config.mjs' }
}

describe('reelay contract run', () => {
  it('judges a provider, and shows a table', async () => {
    const { code, stdout, stderr } = await contract('run', airforce, '--clause', 'req-04', '--clause', 'SUB-06')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^B {2}Request validation\n {3}REQ-04 +✓[RDS] A prompt arrives byte for byte/)
    expect(stdout).toContain('– not declared: only for providers with n above 1 (SUB-06)\n')
    expect(stdout).toMatch(
      /\nairforce {2}@reelay\/provider-airforce \S+ · @reelay\/contract-tests \S+ · stable · seed 1\n/,
    )
    expect(stdout).toMatch(/ 1\/1 only some clauses were judged; never exercised against the live vendor\n$/)
  })

  it('judges groups, by letter or prefix', async () => {
    const { stdout } = await contract('run', airforce, '--group', 'g', '--group', 'fix', '--json')
    const report: ConformanceReport = JSON.parse(stdout)
    expect(new Set(report.clauses.map(({ id }) => id.slice(0, 3)))).toEqual(new Set(['TIM', 'FIX']))
  })

  it('tells only of the clauses that play a fixture', async () => {
    const { code, stdout } = await contract(
      ...'run --clause REQ-04 --clause REQ-07 --fixture airforce.image --json'.split(' '),
      airforce,
    )
    const { clauses }: ConformanceReport = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(clauses.map(({ id }) => id)).toEqual(['REQ-07'])
    expect(clauses[0]?.fixtures).toContain('airforce.image')
  })

  it.each([
    ['json', (text: string) => readReport(text, 'it').provider],
    ['junit', (text: string) => /<testsuite name="(\w+)"/.exec(text)?.[1]],
    ['github', (text: string) => /\*\*(\w+)\*\*/.exec(text)?.[1]],
    ['html', (text: string) => /<title>Conformance of (\w+)</.exec(text)?.[1]],
    ['table', (text: string) => /^(\w+) {2}@reelay\/provider-/m.exec(text)?.[1]],
  ])('writes %s, to stdout or to a file', async (kind, providerIn) => {
    const argv = ['contract', 'run', resolve(root, airforce), '--clause', 'REQ-04', '--reporter', kind]
    const printed = await reelay(argv)
    expect(providerIn(printed.stdout)).toBe('airforce')
    const cwd = folder()
    const written = await reelay([...argv, '-o', 'reports/it'], { cwd })
    expect(written).toEqual({ code: 0, stdout: '', stderr: `wrote ${join('reports', 'it')}\n` })
    expect(providerIn(readFileSync(join(cwd, 'reports', 'it'), 'utf8'))).toBe('airforce')
  })

  it('adds to the summary of a GitHub job', async () => {
    const file = join(folder(), 'summary.md')
    writeFileSync(file, 'before\n')
    const argv = ['contract', 'run', airforce, '--clause', 'REQ-04', '--reporter', 'github']
    const outcome = await reelay(argv, { cwd: root, env: { GITHUB_STEP_SUMMARY: file } })
    expect(outcome).toEqual({ code: 0, stdout: '', stderr: 'added to the summary of the job\n' })
    expect(readFileSync(file, 'utf8')).toMatch(/^before\n## Conformance\n/)
  })

  it('ends with 1 when a promise is broken, and its rerun line reproduces the verdict', async () => {
    const whole = await contract('run', broken, '--group', 'B', '--seed', '7')
    expect([whole.code, whole.stderr]).toEqual([1, ''])
    const message = /✗ REQ-04 {2}A prompt[^]*?\n {2}clause .*/.exec(whole.stdout)?.[0]
    const [, rerun] = / rerun {6}npx reelay (.*)\n/.exec(message ?? '') ?? []
    expect(rerun).toBe(`contract run ${broken} --clause REQ-04 --seed 7`)
    const again = await reelay(rerun!.split(' '), { cwd: root })
    expect(again.code).toBe(1)
    expect(again.stdout).toContain(message)
    expect(again.stdout).toContain('0/1 not conformant: 1 of 1 applicable clauses failed')
  })

  it('ends with 4 when a deviation has expired, and with 3 when the suite is at fault', async () => {
    const from = pathToFileURL(resolve(root, broken)).href
    const deviation = (until: string) =>
      `[{ clause: 'REQ-04', reason: 'why', issue: 'https://issues.example/1', until: '${until}' }]`
    const expired = configFile(`import config from '${from}'
export default { ...config, only: ['REQ-04'], today: '2026-11-02', deviations: ${deviation('2026-11-01')} }`)
    const { code, stdout } = await reelay(['contract', 'run', expired.file], { cwd: expired.cwd })
    expect([code, /⊗/.test(stdout)]).toEqual([4, true])
    const faulty = configFile(`import config from '${from}'
export default { ...config, only: ['STA-01'], wire: { ...config.wire, get words() { throw new TypeError('a bug') } } }`)
    const fault = await reelay(['contract', 'run', faulty.file], { cwd: faulty.cwd })
    expect([fault.code, /‼/.test(fault.stdout), /a bug/.test(fault.stdout)]).toEqual([3, true, true])
  })

  it('refuses what there is not, before anything is judged', async () => {
    const refused = async (...argv: string[]): Promise<string> => {
      const { code, stdout, stderr } = await contract('run', ...argv)
      expect([code, stdout]).toEqual([2, ''])
      return stderr
    }
    expect(await refused(airforce, '--clause', 'ERR-42')).toMatch(
      /^reelay: --clause ERR-42: there is no such clause; allowed: ERR-400, ERR-401, /,
    )
    expect(await refused(airforce, '--clause', 'X')).toContain('allowed: MAN-…, REQ-…, ')
    expect(await refused(airforce, '--group', 'Z')).toContain('--group Z: has no clause; allowed: ')
    expect(await refused(airforce, '--fixture', 'none')).toContain(
      '--fixture none: there is no such fixture; allowed: airforce.',
    )
    expect(await refused(airforce, '--clause', 'MAN-01', '--fixture', 'airforce.text')).toBe(
      'reelay: --fixture airforce.text: no clause that was asked for plays this fixture\n',
    )
    expect(await refused(airforce, '--reporter', 'pdf')).toContain(
      'Allowed choices are table, json, junit, github, html',
    )
    expect(await refused('nowhere.ts')).toBe('reelay: nowhere.ts: there is no such file\n')
    expect(await refused('packages')).toContain('packages: is a folder: name the module that exports the configuration')
  })

  it.each([
    ['export const config = {}', 'has no default export: export the configuration by default'],
    ['export default 1', 'the default export is no configuration: it is no object'],
    ['export default {}', 'the default export is no configuration: createProvider must be a function'],
    ['export default { createProvider() {}, fixtures: "./fixtures" }', 'fixtures must be a URL'],
    [
      'export default { createProvider() {}, fixtures: new URL("./fixtures/", import.meta.url) }',
      'wire must be an object',
    ],
    ['throw new Error("no luck")', 'cannot be imported: no luck'],
  ])('says what is wrong with a module: %s', async (text, why) => {
    const { cwd, file } = configFile(text)
    const { code, stderr } = await reelay(['contract', 'run', file], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain(`reelay: ${file}: `)
    expect(stderr).toContain(why)
  })

  it('lists everything that is wrong with a configuration, one finding a line', async () => {
    const { cwd, file } = configFile(`import config from '${pathToFileURL(resolve(root, broken)).href}'
export default { ...config, samples: {}, wire: { ...config.wire, id: 'job' } }`)
    const { code, stderr } = await reelay(['contract', 'run', file], { cwd })
    expect(code).toBe(2)
    expect(stderr).toBe(
      `samples: at least one mode needs a request\nwire.id: job is no JSON pointer such as /task_id\nreelay: ${file}: 2 found; nothing was judged\n`,
    )
    const json = await reelay(['contract', 'run', file, '--json'], { cwd })
    expect(JSON.parse(json.stderr).message).toContain('samples: at least one mode needs a request; wire.id: job')
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort()
    const { code, stdout } = await reelay(['contract', 'run', airforce], { cwd: root, signal: stop.signal })
    expect([code, stdout]).toEqual([130, ''])
  })
})

describe('reelay contract', () => {
  it.each(['run', 'verify', 'report', 'explain'])('helps with %s: a summary and two examples', async (name) => {
    const { code, stdout } = await contract(name, '--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: reelay contract ${name} .*\n\n\\S.*\n`))
    const examples = stdout.split('Examples:\n')[1]?.match(new RegExp(`^ {2}reelay contract ${name}\\b`, 'gm'))
    expect(examples?.length).toBeGreaterThan(1)
  })

  it('is a process like any other command', async () => {
    const main = join(import.meta.dirname, '..', 'src', 'main.ts')
    const argv = ['--conditions=@reelay/source', main, 'contract', 'run', broken, '--clause', 'REQ-04', '--json']
    const ended = promisify(execFile)(process.execPath, argv, { cwd: root })
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: '',
      stdout: expect.stringMatching(/^\{"conformance":1,/),
    })
  })
})

describe('reelay contract verify', () => {
  it('checks the fixtures of a configuration, or of a folder, and judges nobody', async () => {
    const whole = await contract('verify', broken)
    expect(whole).toMatchObject({ code: 0, stderr: '' })
    expect(whole.stdout).toMatch(/^\d+ fixtures: \d+ simulated; nothing found\n$/)
    expect(await contract('verify', 'packages/contract-tests/test/fixtures/candle')).toEqual(whole)
  })

  it('says what is wrong with each, and ends with 2', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'a.fixture.jsonc'), '{ "fixture": 2 }')
    const { code, stdout, stderr } = await reelay(['contract', 'verify', '.'], { cwd })
    expect([code, stdout]).toEqual([2, 'a.fixture.jsonc#/fixture: format 2 is unknown; this suite reads 1\n'])
    expect(stderr).toBe('reelay: .: 1 found in the fixtures\n')
    writeFileSync(join(cwd, 'a.fixture.jsonc'), String.raw`{ "fixture": 1, "a\u001b[31m\nb": 1 }`)
    expect((await reelay(['contract', 'verify', '.'], { cwd })).stdout).toContain('#/a\ufffd[31m\ufffdb: no such field')
  })
})

describe('reelay contract report', () => {
  it('shows several side by side, and writes what is asked for', async () => {
    const cwd = folder()
    for (const config of [airforce, broken]) {
      const name = `${config === airforce ? 'a' : 'b'}.json`
      const argv = ['contract', 'run', resolve(root, config), '--clause', 'REQ-04', '--reporter', 'json', '-o', name]
      await reelay(argv, { cwd })
    }
    const table = await reelay(['contract', 'report', 'a.json', 'b.json'], { cwd })
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(/^ {2}1 {2}airforce\n {2}2 {2}candle\n/)
    const argv = [
      'contract',
      'report',
      'a.json',
      'b.json',
      '--html',
      'out.html',
      '--junit',
      'out.xml',
      '--github',
      'out.md',
    ]
    const files = await reelay(argv, { cwd })
    expect(files).toEqual({ code: 0, stdout: '', stderr: 'wrote out.html\nwrote out.xml\nwrote out.md\n' })
    expect(readFileSync(join(cwd, 'out.html'), 'utf8')).toContain('<title>Conformance of airforce, candle</title>')
    expect(readFileSync(join(cwd, 'out.xml'), 'utf8')).toContain('<testsuite name="candle"')
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toContain('✗ REQ-04 candle')
    expect((await reelay(['contract', 'report', 'a.json', '--github'], { cwd })).stdout).toMatch(/^## Conformance\n/)
  })

  it('says what is wrong with a file', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'a.json'), '{}')
    const wrong = await reelay(['contract', 'report', 'a.json'], { cwd })
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      'reelay: a.json#/conformance: must be 1, the format that this suite reads, not undefined\n',
    ])
    expect((await reelay(['contract', 'report', 'b.json'], { cwd })).stderr).toMatch(/^reelay: b\.json: ENOENT/)
  })
})

describe('reelay contract explain', () => {
  it('says what a clause demands, why, how to keep it, and where it is documented', async () => {
    const { code, stdout } = await contract('explain', 'err-429')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ERR-429 {2}HTTP 429 becomes 'rate_limited'.*\n\nof .*\nwhy .*\nfix .*\ngroup +H, Errors\n/)
    expect(stdout).toMatch(/documented +docs\/clauses\/ERR-429\.md/)
    const { stdout: json } = await contract('explain', 'ERR-429', '--json')
    expect(JSON.parse(json)).toMatchObject({ id: 'ERR-429', group: 'H', level: 'required' })
    expect((await contract('explain', 'ERR-1')).stderr).toContain(
      'explain ERR-1: there is no such clause; allowed: ERR-',
    )
  })
})

describe('the suite is taken from the project', () => {
  it('or else it is the one beside the command, and its absence has a remedy', async () => {
    const nowhere = join(folder(), 'config.mjs')
    const cwd = folder()
    const modules = join(cwd, 'node_modules', '@reelay', 'contract-tests')
    mkdirSync(modules, { recursive: true })
    writeFileSync(join(modules, 'index.js'), `import 'nock'`)
    writeFileSync(join(modules, 'package.json'), '{ "type": "module", "exports": "./index.js" }')
    const places = [
      [nowhere, nowhere],
      [join(cwd, 'config.mjs'), nowhere],
      [nowhere, join(import.meta.dirname, 'own.ts')],
    ]
    // A process of its own sees only what these files see.
    const suite = pathToFileURL(join(import.meta.dirname, '..', 'src', 'contract-suite.ts')).href
    const script = `const { loadSuite } = await import('${suite}')
      for (const place of ${JSON.stringify(places)})
        console.log(await loadSuite(...place).then(() => 'loaded', ({ code, message }) => code + ': ' + message))`
    const { NODE_PATH: _path, ...env } = process.env
    const argv = ['--conditions=@reelay/source', '--input-type=module', '--eval', script]
    const { stdout } = await promisify(execFile)(process.execPath, argv, { env })
    expect(stdout.trim().split('\n')).toEqual([
      'unsupported: @reelay/contract-tests is not installed here: npm install --save-dev @reelay/contract-tests nock',
      expect.stringMatching(/^unsupported: nock is not installed here: /),
      'loaded',
    ])
  })
})
