import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { importsFrom, withoutComments } from '../src/package/imports.ts'
import { runContract } from '../src/index.ts'
import { entriesOf } from '../src/package/package-exports.ts'
import { readPackage, type PackageFolder } from '../src/package/package-files.ts'
import { entryFiles, importFindings } from '../src/package/quiet-import.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function packageWith(manifest: object, files: Record<string, string> = {}): PackageFolder {
  const folder = mkdtempSync(join(tmpdir(), 'reelay-package-'))
  folders.push(folder)
  for (const [path, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return readPackage(pathToFileURL(join(folder, 'package.json')))
}

describe('what npm would pack', () => {
  const files = {
    'dist/a.js': '',
    'dist/a.js.map': '',
    'src/b/c.ts': '',
    'test/t.ts': '',
    'ReadMe.md': '',
    LICENSE: '',
  }
  const packed = (listed?: string[]): string =>
    packageWith(listed ? { files: listed } : {}, files)
      .files.filter((path) => path !== 'package.json')
      .join()

  it('is what is listed, and what every package has', () => {
    expect(packed(['dist'])).toBe('LICENSE,ReadMe.md,dist/a.js,dist/a.js.map')
    expect(packed(['./dist/', '!**/*.map'])).toBe('LICENSE,ReadMe.md,dist/a.js')
    expect(packed(['src/**/*.ts'])).toBe('LICENSE,ReadMe.md,src/b/c.ts')
    expect(packed(['{src,test}'])).toBe('LICENSE,ReadMe.md,src/b/c.ts,test/t.ts')
    expect(packed([])).toBe('LICENSE,ReadMe.md')
  })

  it('is everything where nothing is listed, but never what npm leaves out', () => {
    expect(packed()).toBe('LICENSE,ReadMe.md,dist/a.js,dist/a.js.map,src/b/c.ts,test/t.ts')
    const { files: all } = packageWith(
      {},
      { '.npmrc': '', 'node_modules/a/b.js': '', 'package-lock.json': '', 'x.js': '' },
    )
    expect(all).toEqual(['package.json', 'x.js'])
  })
})

describe('the ways into a package', () => {
  it('are listed with their conditions, whichever way they are written', () => {
    expect(entriesOf(packageWith({ exports: './a.js' }))).toEqual([{ subpath: '.', conditions: [], target: './a.js' }])
    expect(entriesOf(packageWith({ exports: { import: { types: './a.d.ts', default: './a.js' } } }))).toEqual([
      { subpath: '.', conditions: ['import', 'types'], target: './a.d.ts' },
      { subpath: '.', conditions: ['import', 'default'], target: './a.js' },
    ])
    expect(entriesOf(packageWith({ exports: { './b': ['./b.js', null] } }))).toEqual([
      { subpath: './b', conditions: [], target: './b.js' },
    ])
    expect(entriesOf(packageWith({}))).toEqual([])
  })

  it('lead to the file that this process would load', () => {
    const exports = {
      '.': { browser: './web.js', types: './a.d.ts', '@reelay/source': './src/a.ts', default: './a.js' },
      './b': { require: './b.cjs', import: './b.js' },
    }
    expect([...entryFiles(packageWith({ exports }))]).toEqual([
      ['.', 'src/a.ts'],
      ['./b', 'b.js'],
    ])
  })
})

describe('imports', () => {
  it('are found wherever they stand, but not in comments, and types only in declarations', () => {
    const code = [
      `import a, { b } from 'one'`,
      `export * from "two/deep"`,
      `import type { C } from 'types-only'`,
      `import 'four'; const lazy = () => import('@five/six/seven')`,
      `// import x from 'in-a-line'`,
      `/* import x from 'in-a-block' */`,
      `const url = 'https://example.com' // from 'nowhere'`,
      `import { readFileSync } from 'node:fs'`,
    ].join('\n')
    const found = (name: string): string[] => [
      ...importsFrom([name], packageWith({}, { [name]: code })).packages.keys(),
    ]
    expect(found('a.js')).toEqual(['one', 'two', 'four', '@five/six'])
    expect(found('a.d.ts')).toContain('types-only')
  })

  it('are followed through the package, and what leads nowhere is told', () => {
    const folder = packageWith(
      { files: ['a.js', 'b.ts', 'lib'] },
      {
        'a.js': `import './b.js'\nimport './gone.js'\nimport './kept.js'`,
        'b.ts': `import './lib/c.js'`,
        'lib/c.js': `import 'deep'`,
        'kept.js': '',
      },
    )
    const { reached, packages, broken } = importsFrom(['a.js'], folder)
    expect([...reached]).toEqual(['a.js', 'b.ts', 'lib/c.js'])
    expect([...packages]).toEqual([['deep', 'lib/c.js']])
    expect(broken).toEqual([
      'a.js imports ./gone.js, which is not there',
      'a.js imports ./kept.js, which would not be published: add it to "files"',
    ])
  })

  it('are read without comments, whatever is in quotes', () => {
    expect(withoutComments(`a('//no') // yes\n/* yes */b("/*no*/")`)).toBe(`a('//no')  \n b("/*no*/")`)
  })
})

describe('importing a package in a process of its own', () => {
  const findings = (code: string): Promise<string[]> =>
    importFindings('index.js', packageWith({ type: 'module' }, { 'index.js': code }))

  it('says nothing of one that only exports', async () => {
    expect(await findings('export const a = 1')).toEqual([])
  })

  it('names everything that it does besides, and lets nothing out', async () => {
    expect(
      await findings(`
        console.log('hello')
        process.env.ACME = 'x'
        globalThis.acme = {}
        process.on('SIGINT', () => {})
        fetch('https://metrics.example').catch(() => {})
        setInterval(() => {}, 1000)
        void Promise.reject(new Error('lost'))
      `),
    ).toEqual([
      'import of index.js sends a request',
      'import of index.js changes the process: globalThis.acme was added',
      'import of index.js changes the process: process.env.ACME was added',
      'import of index.js changes the process: listeners of process for SIGINT was added',
      'import of index.js leaves a rejection to nobody: Error: lost',
      'import of index.js leaves something open: Timeout',
      `import of index.js prints 'hello'`,
    ])
  })

  it('survives what would end it', async () => {
    expect(await findings(`throw new TypeError('no config')`)).toEqual([
      'import of index.js throws TypeError: no config',
    ])
    expect(await findings('process.exit(7)')).toEqual([
      'import of index.js never ends: it waits for nothing, or ends the process',
    ])
    expect(await findings('process.kill(process.pid, "SIGKILL")')).toEqual([
      `import of index.js ends the process, with ''`,
    ])
    expect((await findings('let a = ;'))[0]).toMatch(/^import of index\.js throws SyntaxError: /)
  })
})

describe('a package in a configuration', () => {
  it('that is not there is a wrong configuration', async () => {
    const missing = { ...candleContract, package: new URL('./nowhere/package.json', import.meta.url) }
    await expect(runContract(missing).next()).rejects.toThrow(/^package: there is no file .*package\.json$/)
    const readme = { ...candleContract, package: new URL('../README.md', import.meta.url) }
    await expect(runContract(readme).next()).rejects.toThrow(/^package: .*README\.md holds no JSON object$/)
  })
})
