import type { BrokenProvider } from './broken.ts'
import { copyOf, type Edits } from './folders.ts'
import { candleContract } from './references.ts'

const sound = new URL('../test/package/', import.meta.url)

/** Packages that group P has to refuse. */
export const brokenPackages: readonly BrokenProvider[] = [
  packaged('types-last: a compiler stops at the code', ['PKG-01'], {
    'package.json': changed(({ exports: _old, ...rest }) => ({
      ...rest,
      exports: { '.': { default: './lib/index.js', types: './lib/index.d.ts' } },
    })),
  }),
  packaged('forgets-a-file: what the entry imports is not published', ['PKG-01'], {
    'package.json': changed((manifest) => ({ ...manifest, files: ['lib', '!lib/definition.js'] })),
  }),
  packaged('half-built: the code is there, its types are not', ['PKG-01'], {
    'lib/index.d.ts': () => undefined,
  }),
  packaged('throws-at-import', ['PKG-02'], {
    'lib/index.js': (code) => `${code}\nthrow new Error('no config file')\n`,
  }),
  packaged('calls-home-at-import', ['PKG-02'], {
    'lib/index.js': (code) => `${code}\nvoid fetch('https://metrics.example').catch(() => {})\n`,
  }),
  packaged('busy-at-import: prints, changes globals and keeps the program alive', ['PKG-02'], {
    'lib/index.js': (code) =>
      `${code}\nconsole.log('ready')\nArray.prototype.last = function () { return this.at(-1) }\nsetInterval(() => {}, 1000)\n`,
  }),
  packaged('waits-for-ever-at-import', ['PKG-02'], {
    'lib/index.js': (code) => `${code}\nawait new Promise(() => {})\n`,
  }),
  packaged('ends-the-program-at-import', ['PKG-02'], {
    'lib/index.js': (code) => `${code}\nprocess.exit(1)\n`,
  }),
  packaged('silent-on-effects: bundlers have to keep all of it', ['PKG-02'], {
    'package.json': changed(({ sideEffects: _old, ...rest }) => rest),
  }),
  packaged('brings-its-own-core', ['PKG-03'], {
    'package.json': changed(({ peerDependencies: core, dependencies, ...rest }) => ({
      ...rest,
      dependencies: { ...Object(dependencies), ...Object(core) },
    })),
  }),
  packaged('pins-core: no application has just that version', ['PKG-03'], {
    'package.json': changed((manifest) => ({ ...manifest, peerDependencies: { '@reelay/core': '1.0.0' } })),
  }),
  packaged('phantom-dependency: zod is there by chance', ['PKG-03'], {
    'package.json': changed(({ dependencies: _old, ...rest }) => rest),
  }),
  packaged('loose-types', ['PKG-04'], {
    'lib/index.d.ts': (types) => types.replace('VideoProvider', 'any').replaceAll(', VideoProvider', ''),
  }),
  packaged('borrowed-types: from a package that users do not get', ['PKG-04'], {
    'lib/index.d.ts': (types) => `import type { paths } from 'vendor-types'\n${types}export type { paths }\n`,
  }),
  packaged('publishes-everything', ['PKG-06'], {
    'package.json': changed(({ files: _old, ...rest }) => rest),
  }),
  packaged('publishes-fixtures', ['PKG-06'], {
    'lib/text.fixture.jsonc': () => '{}',
  }),
  packaged('publishes-a-key', ['PKG-06'], {
    'lib/definition.js': (code) => `${code}\n// sk-live-0123456789abcdef\n`,
  }),
  packaged('no-license', ['PKG-06'], {
    'package.json': changed(({ license: _old, ...rest }) => rest),
  }),
]

/** A sound provider in a package with some files changed; candle, for it is quickly judged. */
function packaged(name: string, breaks: readonly string[], edits: Edits): BrokenProvider {
  const { 'package.json': change = (text: string) => text, ...others } = edits
  const named = (text: string): string | undefined => change(text.replace('provider-lantern', 'provider-candle'))
  return {
    name,
    of: 'candle',
    breaks,
    createProvider: candleContract.createProvider,
    config: () => ({ package: new URL('package.json', copyOf(sound, { ...others, 'package.json': named })) }),
  }
}

function changed(change: (manifest: Record<string, unknown>) => object): (text: string) => string {
  return (text) => JSON.stringify(change(JSON.parse(text)))
}
