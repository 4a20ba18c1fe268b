import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { manifests } from '../manifests.ts'
import { ownerPlaceholder, readRepository } from '../repository.ts'

const scripts = new URL('../../../scripts/', import.meta.url)
const { engineFindings }: { engineFindings: (root: string) => string[] } = await import(
  new URL('check-engines.mjs', scripts).href
)

let root = new URL('file:///')

beforeEach(async () => {
  root = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'manifests-'))}/`)
  await put('package.json', {
    name: 'whole',
    license: 'MIT',
    keywords: ['video'],
    repository: { type: 'git', url: 'git+https://github.com/them/it.git' },
    type: 'module',
  })
})

afterEach(() => rm(root, { recursive: true }))

describe('the facts of a package.json', () => {
  test('come from the one at the root, and the rest is left alone', async () => {
    await put('packages/one/package.json', {
      name: '@reelay/one',
      license: 'MIT',
      keywords: ['one', 'video'],
      bugs: { url: 'https://example.com/old' },
      type: 'module',
      engines: { node: '>=20.19' },
    })
    const made = await manifests(root)
    expect(made.map(({ path }) => path)).toEqual(['package.json', 'packages/one/package.json'])
    expect(made[1]?.text).toBe(`{
  "name": "@reelay/one",
  "license": "MIT",
  "keywords": [
    "video",
    "one"
  ],
  "homepage": "https://github.com/them/it/tree/HEAD/packages/one#readme",
  "repository": {
    "type": "git",
    "url": "git+https://github.com/them/it.git",
    "directory": "packages/one"
  },
  "bugs": {
    "url": "https://github.com/them/it/issues"
  },
  "type": "module",
  "engines": {
    "node": ">=20.19"
  }
}
`)
    expect(JSON.parse(made[0]?.text ?? '')).toMatchObject({ homepage: 'https://github.com/them/it#readme' })
    for (const { path, text } of made) await writeFile(new URL(path, root), text)
    expect(await manifests(root)).toEqual(made)
  })

  test('move the pages that name the address, too', async () => {
    await mkdir(new URL('packages/', root))
    await writeFile(new URL('SECURITY.md', root), '[here](https://github.com/us/that/security/advisories/new)\n')
    const made = await manifests(root)
    expect(made.at(-1)).toEqual({
      path: 'SECURITY.md',
      text: '[here](https://github.com/them/it/security/advisories/new)\n',
    })
  })

  test.each([undefined, 'https://github.com/them/it', 'git+https://example.com/them/it.git'])(
    'cannot be made when the repository is %s',
    async (url) => {
      await put('package.json', { repository: { url } })
      await expect(manifests(root)).rejects.toThrow('package.json: repository.url: ')
    },
  )

  test('have a placeholder that no account of GitHub can have', async () => {
    const { page } = await readRepository(new URL('../../../', import.meta.url))
    const owner = page.split('/').at(-2)
    if (owner !== ownerPlaceholder) expect(owner).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/i)
    expect(ownerPlaceholder).not.toMatch(/^[a-z\d]+(-[a-z\d]+)*$/i)
  })
})

describe('engines', () => {
  const needs = (node: string, dependencies = {}): object => ({ version: '1.0.0', engines: { node }, dependencies })

  beforeEach(async () => {
    await put('packages/one/package.json', {
      name: '@reelay/one',
      engines: { node: '>=20.19' },
      dependencies: { near: '1' },
      peerDependencies: { peer: '1', choice: '1' },
      peerDependenciesMeta: { choice: { optional: true } },
      devDependencies: { tool: '1' },
    })
    await put('packages/one/node_modules/near/package.json', needs('>=18', { far: '1' }))
    await put('packages/one/node_modules/far/package.json', needs('>=20'))
    await put('packages/one/node_modules/peer/package.json', { version: '1.0.0' })
    await put('packages/one/node_modules/choice/package.json', needs('>=22'))
    await put('packages/one/node_modules/tool/package.json', needs('>=24'))
  })

  test('are true when nothing that is installed needs a newer Node.js', () => {
    expect(findings()).toEqual([])
  })

  test.each([
    ['near', '>=20.20', '>=20.20'],
    ['far', '^20.19 || >=22', '^20.19 || >=22'],
    ['peer', '>=22', '>=22'],
  ])('are too wide when %s needs %s', async (name, node, shown) => {
    await put(`packages/one/node_modules/${name}/package.json`, needs(node))
    expect(findings()).toEqual([
      `@reelay/one: engines.node: >=20.19 given, and ${name}@1.0.0 needs ${shown}: name no older one`,
    ])
  })

  test('are unknown when a dependency is not installed', async () => {
    await rm(new URL('packages/one/node_modules/far/', root), { recursive: true })
    expect(findings()).toEqual([expect.stringContaining('and far, which is not installed, needs')])
  })

  test('stand in every manifest', async () => {
    await put('packages/one/package.json', { name: '@reelay/one' })
    expect(findings()).toEqual(['@reelay/one: engines.node: name the oldest Node.js that it runs on'])
  })
})

function findings(): string[] {
  return engineFindings(fileURLToPath(root))
}

async function put(path: string, manifest: object): Promise<void> {
  await mkdir(new URL('.', new URL(path, root)), { recursive: true })
  await writeFile(new URL(path, root), JSON.stringify(manifest))
}
