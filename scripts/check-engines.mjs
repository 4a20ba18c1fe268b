// A package runs on every Node.js that its manifest names: none of what it installs needs a newer one.
// Usage: node scripts/check-engines.mjs [--root DIR]
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import semver from 'semver'

if (import.meta.main) {
  const { values: options } = parseArgs({ options: { root: { type: 'string' } } })
  const findings = engineFindings(options.root ?? dirname(dirname(fileURLToPath(import.meta.url))))
  for (const finding of findings) console.log(finding)
  process.exitCode = findings.length > 0 ? 1 : 0
}

/** One line for each dependency that needs a newer Node.js than its package names, the dependencies of these included. */
export function engineFindings(root) {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  return folders.flatMap((folder) => {
    const { name, engines, ...manifest } = readManifest(folder)
    if (semver.validRange(engines?.node) === null)
      return [`${name}: engines.node: name the oldest Node.js that it runs on`]
    return needsBelow(folder, manifest, new Set()).flatMap(({ dependency, needed }) =>
      semver.subset(engines.node, needed)
        ? []
        : [`${name}: engines.node: ${engines.node} given, and ${dependency} needs ${needed}: name no older one`],
    )
  })
}

/** What each installed dependency needs; optional peers are left out, as their users choose them. */
function needsBelow(folder, { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }, seen) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
  return [...Object.keys(dependencies), ...peers].flatMap((name) => {
    const found = findPackage(folder, name)
    if (found === undefined) return [{ dependency: `${name}, which is not installed,`, needed: '<0.0.0-0' }]
    if (seen.has(found)) return []
    seen.add(found)
    const manifest = readManifest(found)
    const needed = manifest.engines?.node ?? '*'
    return [{ dependency: `${name}@${manifest.version}`, needed }, ...needsBelow(found, manifest, seen)]
  })
}

/** Where Node.js would find a package from a folder; its links are followed, since what it needs lies beside the target. */
function findPackage(folder, name) {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', name)
    if (existsSync(join(path, 'package.json'))) return realpathSync(path)
    if (at === dirname(at)) return undefined
  }
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
