import { generator, license, workflow } from './fixed-files.ts'
import { contractConfig, contractTest, simulatorTest } from './contract-source.ts'
import { usedOperations, type Plan } from './plan.ts'
import { providerSource } from './provider-source.ts'
import { prune } from './prune.ts'
import { readme } from './readme.ts'
import { simulatorSource } from './simulator-source.ts'
import { skeletons } from './fixtures.ts'

/** Version ranges by package, such as `{ vitest: '^5.1.1' }`. */
export type Ranges = Readonly<Record<string, string>>

/** Every file of the new repository by its path. */
export function filesOf(plan: Plan, { ranges, year }: { ranges: Ranges; year: number }): Record<string, string> {
  const sources = {
    'src/index.ts': providerSource(plan),
    'src/simulator.ts': simulatorSource(plan),
    'test/contract.config.ts': contractConfig(plan),
  }
  const fixtures = skeletons(plan).map(({ name, text }) => [`test/fixtures/${name}.fixture.jsonc`, text] as const)
  return {
    'openapi.yaml': prune(plan.spec, usedOperations(plan)),
    ...sources,
    'test/contract.test.ts': contractTest,
    'test/simulator.test.ts': simulatorTest(plan),
    ...Object.fromEntries(fixtures),
    'generate.mjs': generator,
    'package.json': manifest(plan, ranges),
    'tsconfig.json': json({
      compilerOptions: {
        target: 'ES2023',
        lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
        module: 'NodeNext',
        strict: true,
        noUncheckedIndexedAccess: true,
        verbatimModuleSyntax: true,
        erasableSyntaxOnly: true,
        allowImportingTsExtensions: true,
        noEmit: true,
        skipLibCheck: true,
        types: ['node'],
      },
      include: ['src', 'test'],
    }),
    'tsconfig.build.json': json({
      extends: './tsconfig.json',
      compilerOptions: {
        allowImportingTsExtensions: false,
        rewriteRelativeImportExtensions: true,
        noEmit: false,
        declaration: true,
        rootDir: 'src',
        outDir: 'dist',
      },
      include: ['src'],
    }),
    '.github/workflows/ci.yml': workflow,
    '.gitignore': 'dist/\nnode_modules/\n',
    LICENSE: license(plan.packageName, year),
    'README.md': readme(plan, sources, fixtures.length),
  }
}

// It runs on every Node.js that the suite runs on; the next major version leaves out 23 and 25.
const vitest = '^4.1.12'

function manifest({ packageName, spec }: Plan, ranges: Ranges): string {
  const range = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, ranges[name] ?? '*']))
  const entry = (name: string): object => ({ types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` })
  const tools = ['@types/node', 'nock', 'openapi-typescript', 'typescript', 'yaml']
  return json({
    name: packageName,
    version: '0.1.0',
    description: `${spec.title} for Reelay.`,
    license: 'MIT',
    keywords: ['reelay', 'reelay-provider', 'video-generation'],
    type: 'module',
    sideEffects: false,
    files: ['dist', 'src'],
    engines: { node: '>=20.19' },
    exports: { '.': entry('index'), './simulator': entry('simulator'), './package.json': './package.json' },
    scripts: {
      generate: 'node generate.mjs',
      prepare: 'npm run generate',
      build: 'tsc --project tsconfig.build.json',
      test: 'tsc && npm run build && vitest run',
      prepublishOnly: 'npm test',
    },
    dependencies: range(['zod']),
    peerDependencies: range(['@reelay/core', '@reelay/simulator']),
    peerDependenciesMeta: { '@reelay/simulator': { optional: true } },
    devDependencies: { ...range(['@reelay/contract-tests', '@reelay/core', '@reelay/simulator', ...tools]), vitest },
  })
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
