// What npm would publish is what a stranger needs: the tarballs hold only what they should, their types resolve, and an
// application outside the workspace compiles and runs against them. Needs `turbo run build` first.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { checkBundle, checkConsumer, installConsumer } from './check-pack-consumer.mjs'
import { checkEngines } from './check-pack-engines.mjs'
import { checkPeers } from './check-pack-peers.mjs'
import { mapTwoAtATime, root, run } from './check-process.mjs'

const allowed = /^package\/((dist|src)\/.+|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/
const unwanted = /(^|\/)(test|tests|broken|reference|node_modules)\/|\.test\.|\.fixture\.jsonc|\.env/
const secret = /\bsk-[\w-]{20,}|\bgh[pousr]_\w{30,}|\bnpm_\w{30,}|Bearer [\w.-]{24,}|-----BEGIN [A-Z ]*PRIVATE KEY/

// What a package may weigh when it is installed, in bytes; a suite that nobody minds to install is run by more people.
const weights = { '@reelay/contract-tests': 1_370_000 }

const temporary = mkdtempSync(join(tmpdir(), 'reelay-pack-'))
try {
  const findings = await check()
  for (const finding of findings) console.log(finding)
  process.exitCode = findings.length > 0 ? 1 : 0
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

async function check() {
  const packages = readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .map((folder) => ({ folder, json: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .filter(({ json }) => json.private !== true)
  if (packages.length === 0) return ['packages/: holds no public package']

  const packed = await mapTwoAtATime(packages, pack)
  const failures = packed.flatMap(({ failure }) => failure ?? [])
  if (failures.length > 0) return failures

  const findings = [...packed.flatMap(inspect), ...(await mapTwoAtATime(packed, judge)).flat()]
  const consumer = join(temporary, 'consumer')
  const refused = await installConsumer(consumer, packed)
  if (refused.length > 0) return [...findings, ...refused]
  return [
    ...findings,
    ...(await checkConsumer(consumer)),
    ...(await checkBundle(consumer)),
    ...(await checkPeers(temporary, packed)),
    ...(await checkEngines(temporary, packed)),
  ]
}

async function pack({ folder, json }) {
  const { code, output } = await run('pnpm', ['pack', '--json', '--pack-destination', temporary], folder)
  if (code !== 0) return { failure: `${json.name}: pnpm pack failed:\n${output}` }
  const { name, filename } = JSON.parse(output.slice(output.indexOf('{')))
  return { name, tarball: filename }
}

function inspect({ name, tarball }) {
  const files = readTarball(tarball)
  if (!files.some(({ path }) => path.startsWith('package/dist/')))
    return [`${name}: the tarball has no dist: build first`]
  const weight = files.reduce((sum, { size }) => sum + size, 0)
  const most = weights[name] ?? Number.POSITIVE_INFINITY
  const heavy = weight > most ? [`${name}: unpacked ${weight} bytes, allowed ${most}`] : []
  const odd = files.flatMap(({ path, text }) => [
    ...(allowed.test(path) && !unwanted.test(path) ? [] : [`${name}: the tarball holds ${path}: leave it out`]),
    ...(secret.test(text) ? [`${name}: ${path} in the tarball looks as if it held a secret`] : []),
    ...(text.includes(root) ? [`${name}: ${path} in the tarball names a folder of this machine`] : []),
  ])
  return [...heavy, ...odd]
}

/** publint reads the manifest, attw resolves the types as every kind of ESM consumer would. */
async function judge({ name, tarball }) {
  const commands = [
    ['publint', 'run', tarball, '--strict'],
    ['attw', tarball, '--profile', 'esm-only', '--no-emoji', '--no-color'],
  ]
  const results = []
  for (const [program, ...parameters] of commands) {
    const { code, output } = await run(program, parameters)
    if (code !== 0) results.push(`${name}: ${program} objects:\n${output.trim()}`)
  }
  return results
}

/** The regular files of a .tgz: 512-byte headers with an octal size, each followed by its padded content. */
function readTarball(path) {
  const bytes = gunzipSync(readFileSync(path))
  const files = []
  for (let offset = 0; offset < bytes.length && bytes[offset] !== 0; ) {
    const field = (start, end) => bytes.toString('utf8', offset + start, offset + end).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 136), 8)
    const prefix = field(345, 500)
    const content = bytes.toString('utf8', offset + 512, offset + 512 + size)
    if (/^0?$/.test(field(156, 157)))
      files.push({ path: (prefix && `${prefix}/`) + field(0, 100), size, text: content })
    offset += 512 + Math.ceil(size / 512) * 512
  }
  return files
}
