import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../../', import.meta.url)
const folder = new URL('.github/workflows/', root)
const names = readdirSync(folder)
const read = (name: string) => parse(readFileSync(new URL(name, folder), 'utf8'))
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
}
const stepsOf = (name: string): Step[] => Object.values(read(name).jobs).flatMap((job) => Object(job).steps)

describe.each(names)('the workflow %s', (name) => {
  it('pins each action by its digest, and keeps no credentials', () => {
    const used = stepsOf(name).filter(({ uses }) => uses !== undefined)
    expect(used.length).toBeGreaterThan(0)
    for (const { uses, ...step } of used) {
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
      if (uses?.startsWith('actions/checkout@')) expect(step.with).toMatchObject({ 'persist-credentials': false })
    }
  })

  it('may only read, but for the token of npm in the release', () => {
    const { permissions, jobs } = read(name)
    expect(permissions).toEqual({ contents: 'read' })
    const more = Object.values(jobs).flatMap((job) => Object(job).permissions ?? [])
    expect(more).toEqual(name === 'release.yml' ? [{ contents: 'read', 'id-token': 'write' }] : [])
  })
})

it('the tests run the two commands of the README on three systems and every supported Node.js', () => {
  const { matrix } = read('ci.yml').jobs.test.strategy
  expect(matrix.os).toEqual(['ubuntu-latest', 'macos-latest', 'windows-latest'])
  expect(matrix.node).toEqual(['20.19', '22', '24', '26'])
  expect(stepsOf('ci.yml').flatMap(({ run }) => run ?? [])).toEqual(['npm run demo', 'npm test'])
})

it('each night runs scripts that there are', () => {
  const { matrix } = read('nightly.yml').jobs.run.strategy
  expect(matrix.script).toEqual(expect.arrayContaining(['matrix', 'mutation', 'chaos', 'runtimes']))
  expect(matrix.script.filter((script: string) => scripts[script] === undefined)).toEqual([])
})

describe('the release', () => {
  const copy = mkdtempSync(join(tmpdir(), 'reelay-release-'))
  afterAll(() => rmSync(copy, { recursive: true }))

  it('asks whether it may publish before anything else', () => {
    const [, first] = stepsOf('release.yml')
    expect(first?.run).toBe('node scripts/check-release.mjs')
    expect(read('release.yml').jobs.publish.needs).toBe('check')
    expect(scripts.release).toMatch(/^node scripts\/check-release\.mjs && .+ && node scripts\/publish\.mjs$/)
  })

  it('publishes with provenance what npm does not have yet, and what others need first', async () => {
    const { publishAll } = await import(new URL('scripts/publish.mjs', root).href)
    const lines: string[] = []
    const run = async (program: string, parameters: string[], at: string) => {
      lines.push([program, ...parameters, 'in', at].join(' '))
      if (parameters[0] === 'pack') return { code: 0, output: `packed\n{"filename":"${at}.tgz"}` }
      const isKnown = parameters[0] === 'view' && parameters[1] === 'core@0.1.0'
      return isKnown ? { code: 0, output: '0.1.0\n' } : { code: parameters[0] === 'view' ? 1 : 0, output: 'E404' }
    }
    const packages = [
      { name: 'command', version: '0.2.0', folder: 'one', dependencies: { plugin: '^0.1.0' } },
      { name: 'plugin', version: '0.1.0', folder: 'two', peerDependencies: { core: '^0.1.0', zod: '4' } },
      { name: 'core', version: '0.1.0', folder: 'three' },
    ]
    expect(await publishAll({ packages, temporary: 'tmp', run })).toEqual([
      'core@0.1.0: is published already',
      'plugin@0.1.0: published',
      'command@0.2.0: published',
    ])
    expect(lines.filter((line) => line.includes(' publish '))).toEqual([
      'npm publish two.tgz --provenance --access public in tmp',
      'npm publish one.tgz --provenance --access public in tmp',
    ])
    const refuse = async () => ({ code: 1, output: 'npm error 403' })
    await expect(publishAll({ packages, temporary: 'tmp', run: refuse })).rejects.toThrow('npm error 403')
  })

  it('refuses while the owner is a placeholder, and while a changeset is in no version', async () => {
    const { releaseFindings } = await import(new URL('scripts/check-release.mjs', root).href)
    const manifest = (owner: string): string =>
      JSON.stringify({ repository: { url: `git+https://github.com/${owner}/reelay.git` } })
    mkdirSync(join(copy, 'packages/core'), { recursive: true })
    mkdirSync(join(copy, '.changeset'))
    writeFileSync(join(copy, 'package.json'), manifest('ada'))
    writeFileSync(join(copy, 'packages/core/package.json'), manifest('__OWNER__'))
    writeFileSync(join(copy, '.changeset/first.md'), '')
    expect(releaseFindings(copy)).toEqual([
      expect.stringMatching(/^packages\/core\/package\.json: repository\.url: .*__OWNER__.* given/),
      expect.stringMatching(/^\.changeset\/first\.md: is in no version yet/),
    ])
    writeFileSync(join(copy, 'packages/core/package.json'), manifest('ada'))
    rmSync(join(copy, '.changeset/first.md'))
    expect(releaseFindings(copy)).toEqual([])
  })
})
