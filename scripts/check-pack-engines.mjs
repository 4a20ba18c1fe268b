// Each packed package installs with `npm install --engine-strict` on every line of Node.js that it names.
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import semver from 'semver'
import { findNodes } from './check-pack-nodes.mjs'
import { root, run } from './check-process.mjs'

const unreachable = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTCACHED)\b/
const flags = ['--engine-strict', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']

/** Installs on each Node.js what names it, in an application of its own; what is ours comes from the tarballs. */
export async function checkEngines(temporary, packed) {
  const npm = findNpm()
  if (npm === undefined) return ['npm: there is none in PATH']
  const findings = []
  const proven = []
  for (const { line, path, version, reason } of await findNodes()) {
    if (path === undefined) {
      console.log(`skipped: the packed packages were not installed on Node.js ${line}: ${reason}`)
      continue
    }
    const chosen = packed.filter(({ name }) => semver.satisfies(version, enginesOf(name)))
    const { code, output } = await install(join(temporary, `engines-${version}`), { path, npm, packed, chosen })
    if (code === 0) proven.push(`${chosen.length} on ${version}`)
    else if (unreachable.test(output)) console.log(`skipped: npm reached no registry on Node.js ${version}`)
    else findings.push(`npm install --engine-strict fails on Node.js ${version}:\n${output.trim()}`)
  }
  console.log(`note: npm install --engine-strict took, of ${packed.length} packages, ${proven.join(', ') || 'none'}`)
  return findings
}

function install(folder, { path, npm, packed, chosen }) {
  mkdirSync(folder)
  const tarballOf = ({ name, tarball }) => [name, `file:${tarball}`]
  const overrides = Object.fromEntries(packed.map(tarballOf))
  const dependencies = Object.fromEntries(chosen.map(tarballOf))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'engines', private: true, dependencies, overrides }),
  )
  return run(path, [npm, 'install', ...flags], folder)
}

function enginesOf(name) {
  const file = join(root, 'packages', name.replace('@reelay/', ''), 'package.json')
  return JSON.parse(readFileSync(file, 'utf8')).engines.node
}

/** npm as a program of JavaScript, which another Node.js than its own can run. */
function findNpm() {
  const inFolder = join('node_modules', 'npm', 'bin', 'npm-cli.js')
  const places = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => {
    const link = join(folder, 'npm')
    return [join(folder, inFolder), ...(existsSync(link) ? [realpathSync(link)] : [])]
  })
  return places.find((place) => place.endsWith('npm-cli.js') && existsSync(place))
}
