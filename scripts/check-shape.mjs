// The repository has its shape: what a package holds, how long a file is, who may know whom.
// Usage: node scripts/check-shape.mjs [--root DIR]
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { functionFindings } from './check-functions.mjs'
import { isHandWritten, rules } from './check-shape-rules.mjs'
import { wordFindings } from './check-words.mjs'

const longestFile = 250

if (import.meta.main) {
  const { values: options } = parseArgs({ options: { root: { type: 'string' } } })
  const findings = shapeFindings(options.root ?? dirname(dirname(fileURLToPath(import.meta.url))))
  for (const finding of findings) console.log(finding)
  process.exitCode = findings.length > 0 ? 1 : 0
}

/** One line for each place where the tree below a folder has not its shape: the file, and what to do. */
export function shapeFindings(root) {
  const repository = readRepository(root)
  const { packages, code, lines } = repository
  if (packages.length === 0) return ['packages/: holds no package']
  const sources = [
    ...packages.flatMap(({ files }) => files),
    ...code('tools').filter((file) => !file.includes('/test/')),
    ...code('scripts'),
    ...broken(code),
  ]
  return [
    ...packages.flatMap((one) => rules.flatMap((rule) => rule(one, repository))),
    ...sources
      .filter((file) => isHandWritten(file) && lines(file) > longestFile)
      .map((file) => `${file}: ${lines(file)} lines, allowed ${longestFile}: split it by idea`),
    ...functionFindings(repository, packages.flatMap(({ files }) => files).filter(isHandWritten)),
    ...wordFindings(repository, sources.filter(isHandWritten)),
  ]
}

/** The suite's broken and reference providers: no package publishes them, and names are names there, too. */
function broken(code) {
  return ['broken', 'reference'].flatMap((folder) => code(`packages/contract-tests/${folder}`))
}

/** The tree as the rules see it; every path is relative to the root and has slashes. */
function readRepository(root) {
  const has = (path) => existsSync(join(root, path))
  const list = (folder) => (has(folder) ? readdirSync(join(root, folder)) : [])
  const read = (file) => readFileSync(join(root, file), 'utf8')
  const lines = (file) => read(file).split('\n').length - 1
  const code = (folder) =>
    (has(folder) ? readdirSync(join(root, folder), { withFileTypes: true }) : []).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : code(path)
      return /\.(ts|mjs|js)$/.test(entry.name) ? [path] : []
    })
  const packages = list('packages').map((directory) => {
    const folder = `packages/${directory}`
    const json = JSON.parse(read(`${folder}/package.json`))
    const isProvider = directory.startsWith('provider-')
    return { folder, name: json.name, json, isProvider, files: code(`${folder}/src`), tests: code(`${folder}/test`) }
  })
  return { has, list, read, lines, code, packages }
}
