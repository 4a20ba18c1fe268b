import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const packages = readdirSync(join(repository, 'packages'))
const changesets = join(repository, 'node_modules', '@changesets', 'cli', 'bin.js')

/** A copy of the manifests, in which versions may be raised. */
const copy = mkdtempSync(join(tmpdir(), 'releases-'))
const version = (name: string): string =>
  JSON.parse(readFileSync(join(copy, 'packages', name, 'package.json'), 'utf8')).version
const raised = (before: string, part: 'minor' | 'patch'): string => {
  const [major = 0, minor = 0, patch = 0] = before.split('.').map(Number)
  return part === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

beforeAll(() => {
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.changeset'])
    cpSync(join(repository, file), join(copy, file), { recursive: true })
  for (const name of packages) {
    mkdirSync(join(copy, 'packages', name), { recursive: true })
    cpSync(join(repository, 'packages', name, 'package.json'), join(copy, 'packages', name, 'package.json'))
  }
  const identity = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@example.com']
  for (const parameters of [
    ['init', '--quiet'],
    ['add', '.'],
    [...identity, 'commit', '--quiet', '--message=a'],
  ])
    execFileSync('git', parameters, { cwd: copy })
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('the first release of a package is 0.1.0', () => {
  const unpublished = packages.filter((name) => version(name) === '0.0.0')
  raiseVersions()
  for (const name of unpublished) expect(version(name), name).toBe('0.1.0')
  for (const name of packages) expect(version(name), name).not.toBe('0.0.0')
})

test('a minor version of core takes those that build on it along as a patch, and nobody to a major version', () => {
  const before = new Map(packages.map((name) => [name, version(name)]))
  writeFileSync(join(copy, '.changeset', 'more.md'), "---\n'@reelay/core': minor\n---\n\nMore.\n")
  raiseVersions()
  const core = before.get('core') ?? ''
  expect(version('core')).toBe(raised(core, 'minor'))
  for (const [name, old] of before) {
    if (name !== 'core') expect([old, raised(old, 'patch')], name).toContain(version(name))
    // Below 1.0.0 a minor version of core is outside of the range of its plugins.
    if (name.startsWith('provider-') && core.startsWith('0.')) expect(version(name), name).toBe(raised(old, 'patch'))
  }
})

function raiseVersions(): void {
  execFileSync(process.execPath, [changesets, 'version'], { cwd: copy, stdio: 'pipe' })
}
