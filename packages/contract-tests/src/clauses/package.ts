import type { ClauseContext, ClauseDefinitions } from '../harness/clause.ts'
import { importsFrom, withoutComments, type ImportGraph } from '../package/imports.ts'
import { entriesOf, entriesTo, pathOf } from '../package/package-exports.ts'
import { readPackage, type PackageFolder } from '../package/package-files.ts'
import { entryFiles, importFindings } from '../package/quiet-import.ts'
import { findCredential } from '../fixtures/secrets.ts'

/** Group P: what npm would publish, read from the disk and imported once; nothing is installed. */
export const packageClauses: ClauseDefinitions = {
  'PKG-01': {
    title: 'The package is a module with types, and everything that it exports would be published',
    why: 'a package that cannot be imported is found out by its first user.',
    fix: 'set "type": "module" and "exports", with "types" before the code, and list the built folder in "files".',
    async run(context) {
      const folder = packageOf(context)
      const { broken } = codeOf(folder)
      context.expectNone([...manifestFindings(folder), ...exportFindings(folder), ...broken])
    },
  },
  'PKG-02': {
    title: 'Importing the package does nothing else, and package.json says so',
    why: 'what a package does at its import hits programs that never use it, and no bundler can leave it out.',
    fix: 'set "sideEffects": false, and do everything in the function that makes the provider, or later.',
    async run(context) {
      const folder = packageOf(context)
      const path = entryFiles(folder).get('.')
      context.expectNone([
        ...(folder.manifest['sideEffects'] === false
          ? []
          : ['package.json: "sideEffects" must be false, or bundlers keep what nobody uses']),
        ...(path === undefined ? ['package.json: "exports" leads to no code'] : await importFindings(path, folder)),
      ])
    },
  },
  'PKG-03': {
    title: 'Core comes from the application, and every other package that is imported is a dependency',
    why: 'a second core makes errors that nobody recognises; what is not declared is there by chance.',
    fix: 'name @reelay/core in peerDependencies with a range such as ^1.0.0, and whatever else you import in dependencies.',
    async run(context) {
      const folder = packageOf(context)
      context.expectNone([...coreFindings(folder), ...undeclared(codeOf(folder), folder)])
    },
  },
  'PKG-04': {
    title: 'The published types name no `any`, and no package that is not a dependency',
    why: 'a type that cannot be resolved is an `any` in every application: it checks nothing there.',
    fix: 'write the return types of exports yourself, and copy what you need of types that are not published.',
    async run(context) {
      const folder = packageOf(context)
      const declarations = entriesTo('types', folder).map(pathOf)
      context.expectNone(declarations.length > 0 ? [] : ['package.json: "exports" leads to no types'])
      const missing = declarations.find((path) => folder.read(path) === undefined)
      if (missing !== undefined) context.notDeclared(`only for packages that are built: ${missing} is not there`)
      const graph = importsFrom(declarations, folder)
      const loose = [...graph.reached].filter((path) => namesAny(folder.read(path) ?? ''))
      context.expectNone([...graph.broken, ...undeclared(graph, folder), ...loose.map((path) => `${path} names any`)])
    },
  },
  'PKG-06': {
    title: 'What would be published is listed, holds neither fixtures nor secrets, and has a license',
    why: 'what was published once stays public; without a license nobody may use it.',
    fix: 'list in "files" only the folders that users need, and name the license.',
    async run(context) {
      const folder = packageOf(context)
      const { files, license } = folder.manifest
      context.expectNone([
        ...(Array.isArray(files) ? [] : ['package.json: "files" is missing: everything would be published']),
        ...(typeof license === 'string' && license.trim() !== '' ? [] : ['package.json: "license" is missing']),
        ...folder.files.filter(isPrivate).map((path) => `${path} would be published: leave it out of "files"`),
        ...folder.files.flatMap((path) => {
          const secret = findCredential(folder.read(path) ?? '')
          return secret === undefined ? [] : [`${path} would be published, and holds ${secret}`]
        }),
      ])
    },
  },
}

function packageOf(context: ClauseContext): PackageFolder {
  const { package: packageJson } = context.config
  return packageJson ? readPackage(packageJson) : context.notDeclared('no package is given')
}

/** The code that is reached from every subpath, as this process would resolve it. */
function codeOf(folder: PackageFolder): ImportGraph {
  return importsFrom([...entryFiles(folder).values()], folder)
}

function manifestFindings({ manifest }: PackageFolder): string[] {
  const { name, version, private: isPrivate, type, exports: exported } = manifest
  const rules: readonly [isKept: boolean, found: string][] = [
    [/^(@[a-z0-9-~][\w.~-]*\/)?[a-z0-9-~][\w.~-]*$/.test(String(name)), '"name" is no name of a package'],
    [/^\d+\.\d+\.\d+/.test(String(version)), '"version" must be a version such as 1.0.0'],
    [isPrivate !== true, '"private" keeps the package from being published'],
    [type === 'module', '"type" must be "module"'],
    [exported !== undefined, '"exports" is missing: users would import whatever file they like'],
  ]
  return rules.flatMap(([isKept, found]) => (isKept ? [] : [`package.json: ${found}`]))
}

function exportFindings(folder: PackageFolder): string[] {
  const all = entriesOf(folder)
  const isBuilt = all.some(
    (entry) => /^\.\/(?!src\/|package\.json$)/.test(entry.target) && exists(folder, pathOf(entry)),
  )
  const running = new Set(entryFiles(folder).values())
  return all.flatMap((entry, index) => {
    const { subpath, target, conditions } = entry
    const where = `package.json: exports["${subpath}"]${conditions.map((name) => `.${name}`).join('')}`
    if (!target.startsWith('./') || target.includes('/../')) return [`${where} must be a path that begins with ./`]
    if (target.includes('*')) return []
    const path = pathOf(entry)
    const codeFirst = all.slice(0, index).find((other) => other.subpath === subpath && hidesTypes(other.conditions))
    return [
      ...(folder.packs(path) ? [] : [`${where}: ${path} would not be published: add it to "files"`]),
      ...((isBuilt || running.has(path)) && !exists(folder, path)
        ? [`${where}: ${path} is not there: build first`]
        : []),
      ...(conditions.includes('types') && codeFirst
        ? [`${where} must come before ${codeFirst.conditions.join('.')}`]
        : []),
    ]
  })
}

/** Whether a compiler would stop here and never see the types after it. */
function hidesTypes(conditions: readonly string[]): boolean {
  return conditions.every((name) => ['import', 'default', 'node'].includes(name))
}

function coreFindings({ manifest }: PackageFolder): string[] {
  const range = dependenciesIn(manifest, 'peerDependencies').get('@reelay/core')
  if (dependenciesIn(manifest, 'dependencies').has('@reelay/core'))
    return ['package.json: move @reelay/core from dependencies to peerDependencies']
  if (range === undefined) return ['package.json: peerDependencies must name @reelay/core']
  const isPinned = /^=?v?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)
  return isPinned || range === '*'
    ? [`package.json: peerDependencies["@reelay/core"]: ${range} is no range such as ^1.0.0`]
    : []
}

function undeclared({ packages }: ImportGraph, { manifest }: PackageFolder): string[] {
  const declared = new Set(
    ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((name) => [
      ...dependenciesIn(manifest, name).keys(),
    ]),
  )
  return [...packages]
    .filter(([name]) => !declared.has(name) && name !== manifest['name'])
    .map(([name, path]) => `${path} imports ${name}, which is no dependency`)
}

function dependenciesIn(manifest: Readonly<Record<string, unknown>>, name: string): Map<string, string> {
  const value = manifest[name]
  return new Map(
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, range]) => [key, String(range)])
      : [],
  )
}

function exists(folder: PackageFolder, path: string): boolean {
  return folder.read(path) !== undefined
}

function namesAny(declarations: string): boolean {
  return /(?<![\w$.'"`-])any(?![\w$'"`:?-])/.test(
    withoutComments(declarations).replaceAll(/(["'`])(?:\\.|(?!\1).)*\1/g, '""'),
  )
}

function isPrivate(path: string): boolean {
  return /\.fixture\.jsonc?$|(^|\/)(\.env(\..*)?|\.npmrc|\.netrc|id_(rsa|ed25519))$|\.(pem|key|p12|pfx)$/i.test(path)
}
