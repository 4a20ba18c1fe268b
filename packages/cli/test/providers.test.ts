import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { application, folder, installed, reelay } from './command.ts'

/** A provider as anybody could write it, without a line of ours. */
const acme = (id: string, specVersion = 1) => `
export const helper = () => 'not a provider'
export class Thing { constructor() { throw new Error('never called as a function') } }
export const acme = ({ apiKey } = {}) => ({
  id: '${id}', specVersion: ${specVersion}, capabilities: { operations: ['list'], resultLifetimeMs: null }, origin: 'https://acme.example',
  models: async () => [{ id: '${id}-1', price: null, modes: {} }],
  list: async () => ({ jobs: [{ id: apiKey, status: 'queued' }] }),
})`

/** A folder with these packages installed: name, exports, and the code of its one file. */
function project(packages: Record<string, { exports?: unknown; main?: string; code: string }>): string {
  const cwd = folder()
  for (const [name, { code, ...manifest }] of Object.entries(packages)) {
    const path = join(cwd, 'node_modules', name)
    mkdirSync(join(path, 'dist'), { recursive: true })
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, type: 'module', ...manifest }))
    writeFileSync(join(path, 'dist', 'index.js'), code)
  }
  return cwd
}

const exported = './dist/index.js'

describe('providers', () => {
  it.each([
    ['@reelay/provider-acme', 'acme', { exports: { '.': { types: './x.d.ts', default: exported } } }],
    ['reelay-provider-acme', 'acme', { exports: { import: exported } }],
    ['@somebody/acme-video', '@somebody/acme-video', { exports: exported }],
    ['acme-video', 'acme-video', { main: 'dist/index.js' }],
  ])('are found as %s', async (name, asked, manifest) => {
    const cwd = project({ [name]: { code: acme('acme'), ...manifest } })
    const inner = join(cwd, 'inner')
    mkdirSync(inner)
    const { code, stdout, stderr } = await reelay(['models', '--provider', asked], { cwd: inner })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('acme-1')
  })

  it('are all found when none is named', async () => {
    const cwd = project({
      '@reelay/provider-one': { code: acme('one'), exports: exported },
      'reelay-provider-two': { code: acme('two'), exports: exported },
      'unrelated-package': { code: 'throw new Error("imported")', exports: exported },
    })
    const { stdout } = await reelay(['models', '--json'], { cwd, env: { AIRFORCE_API_KEY: '' } })
    const ids = JSON.parse(stdout).models.map(({ provider }: { provider: string }) => provider)
    expect(ids).toEqual(expect.arrayContaining(['one', 'two']))
  })

  it('that are broken are named and do not kill the others', async () => {
    const cwd = project({
      '@reelay/provider-good': { code: acme('good'), exports: exported },
      '@reelay/provider-broken': { code: 'throw new Error("half installed")', exports: exported },
      '@reelay/provider-empty': { code: 'export const nothing = () => undefined', exports: exported },
      '@reelay/provider-future': { code: acme('future', 2), exports: exported },
    })
    const { code, stdout, stderr } = await reelay(['models'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('good-1')
    expect(stderr).toContain(
      'reelay: @reelay/provider-broken is no usable provider: it cannot be imported: half installed\n',
    )
    expect(stderr).toContain('reelay: @reelay/provider-empty is no usable provider: none of its exports makes one\n')
    expect(stderr).toMatch(/provider-future is no usable provider: it speaks version 2 of the interface/)
    const asked = await reelay(['models', '--provider', 'broken'], { cwd })
    expect([asked.code, asked.stdout]).toEqual([1, ''])
  })

  it('that are not installed come with the line that installs them', async () => {
    const plain = await reelay(['models', '--provider', 'acme'], { providers: [installed] })
    expect([plain.code, plain.stderr]).toEqual([
      2,
      'reelay: there is no provider "acme" here, only airforce; to add it: npm install @reelay/provider-acme\n',
    ])
    const scoped = await reelay(['get', 'acme:1', '--provider', '@somebody/acme'], { providers: [] })
    expect(scoped.stderr).toBe(
      'reelay: there is no provider "@somebody/acme" here; to add it: npm install @somebody/acme\n',
    )
    const none = await reelay(['models'], { providers: [] })
    expect(none.stderr).toBe('reelay: no provider is installed: npm install @reelay/provider-<vendor>\n')
  })

  it.each(['../evil', 'airforce:1', ''])('%j cannot be installed', async (name) => {
    const { code, stderr } = await reelay(['models', '--provider', name], { providers: [installed] })
    expect([code, stderr]).toEqual([2, `reelay: there is no provider "${name}" here, only airforce\n`])
  })

  it('have to be named where several could be meant', async () => {
    const cwd = project({
      '@reelay/provider-one': { code: acme('one'), exports: exported },
      '@reelay/provider-two': { code: acme('two'), exports: exported },
    })
    const { code, stderr } = await reelay(['list'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^reelay: several providers are installed: say --provider with one of .*one, two/)
    expect((await reelay(['list', '--provider', 'two'], { cwd, env: { TWO_API_KEY: 'job-of-two' } })).stdout).toContain(
      'two:job-of-two',
    )
  })

  it('that need an address of their own are recognised without one, and name the variable', async () => {
    const factory = acme('gateway').replace(
      '({ apiKey } = {}) => ({',
      '({ apiKey, baseUrl } = {}) => { if (!baseUrl) throw refused(); return ({',
    )
    const code = `const refused = () => Object.assign(new Error('gateway: no address: set GATEWAY_BASE_URL'), {
      code: 'invalid_request', [Symbol.for('reelay.VideoError')]: true, toJSON: () => ({}) })\n${factory}}`
    const cwd = project({ '@reelay/provider-gateway': { code, exports: exported } })
    const argv = ['models', '--provider', 'gateway']
    const without = await reelay(argv, { cwd })
    expect([without.code, without.stderr]).toEqual([2, 'reelay: gateway: no address: set GATEWAY_BASE_URL\n'])
    const env = { GATEWAY_BASE_URL: 'https://gateway.example' }
    expect((await reelay(argv, { cwd, env })).stdout).toContain('gateway-1')
  })

  it('that need an address of their own say how the command line is told it', async () => {
    const cwd = application()
    const argv = ['models', '--provider', 'newapi']
    const without = await reelay(argv, { cwd })
    expect([without.code, without.stderr]).toEqual([
      2,
      'reelay: newapi: no address: set NEWAPI_BASE_URL to an http(s) URL, or try it free with --simulate\n',
    ])
    const { stderr } = await reelay(argv, { cwd, env: { NEWAPI_BASE_URL: 'localhost' } })
    expect(stderr).toBe('reelay: newapi: NEWAPI_BASE_URL is localhost; allowed: an http(s) URL\n')
  })

  it('that are not those of the job are refused', async () => {
    const { code, stderr } = await reelay(['get', 'acme:1', '--provider', 'airforce'], { providers: [installed] })
    expect([code, stderr]).toEqual([2, 'reelay: the job is of acme, but --provider airforce is airforce\n'])
  })

  it('without a simulator say so', async () => {
    const cwd = project({ '@reelay/provider-one': { code: acme('one'), exports: exported } })
    const { code, stderr } = await reelay(['models', '--provider', 'one', '--simulate'], { cwd })
    expect([code, stderr]).toEqual([2, 'reelay: @reelay/provider-one has no simulator\n'])
  })
})
