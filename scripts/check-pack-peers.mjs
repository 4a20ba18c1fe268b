// The contract suite from its tarball, with each peer at the lowest version that it allows, and at the one of the catalog.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mapTwoAtATime, root, run } from './check-process.mjs'

const judged = join(root, 'packages', 'provider-airforce')
const peers = ['nock', 'vitest']

/** Judges a packed provider in an application of its own; core is the packed one, which is the lowest that is allowed. */
export async function checkPeers(temporary, packed) {
  const { peerDependencies: ranges } = JSON.parse(
    readFileSync(join(root, 'packages/contract-tests/package.json'), 'utf8'),
  )
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  if (ranges['@reelay/core'] !== 'workspace:^')
    return [`contract-tests: peerDependencies["@reelay/core"]: ${ranges['@reelay/core']} is not workspace:^`]
  const unread = peers.filter((name) => lowestOf(ranges[name]) === undefined)
  if (unread.length > 0) return unread.map((name) => `contract-tests: ${name}: ${ranges[name]} is no ^1.2.3 and no >=1`)
  const choices = {
    lowest: peers.map((name) => [name, lowestOf(ranges[name])]),
    catalog: peers.map((name) => [name, new RegExp(`^ {2}${name}: (\\S+)$`, 'm').exec(catalog)?.[1]]),
  }
  const findings = await mapTwoAtATime(Object.entries(choices), async ([name, versions]) =>
    judge(join(temporary, `peers-${name}`), Object.fromEntries(versions), packed),
  )
  return findings.flat()
}

async function judge(folder, versions, packed) {
  const told = Object.entries(versions)
    .map((one) => one.join(' '))
    .join(' and ')
  mkdirSync(join(folder, 'src'), { recursive: true })
  cpSync(join(root, 'scripts', 'peers'), join(folder, 'test'), { recursive: true })
  cpSync(join(judged, 'test', 'fixtures'), join(folder, 'test', 'fixtures'), { recursive: true })
  cpSync(join(judged, 'test', 'contract.config.ts'), join(folder, 'test', 'contract.config.ts'))
  cpSync(join(judged, 'src', 'generated-spec.ts'), join(folder, 'src', 'generated-spec.ts'))
  writeFileSync(join(folder, 'src', 'index.ts'), "export * from '@reelay/provider-airforce'\n")
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const manifest = { name: 'peers', private: true, type: 'module', dependencies: { ...tarballs, ...versions } }
  const workspace = { packages: ['.'], hoist: false, overrides: tarballs }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), JSON.stringify({ ...workspace, allowBuilds: { esbuild: false } }))
  const installed = await run('pnpm', ['install', '--prefer-offline', '--prod'], folder)
  if (installed.code !== 0) return [`the contract suite does not install with ${told}:\n${installed.output.trim()}`]
  const { code, output } = await run('pnpm', ['exec', 'vitest', 'run', '--pool=forks'], folder)
  if (code !== 0) return [`the contract suite fails with ${told}:\n${output.trim()}`]
  console.log(`note: the packed contract suite judges a provider with ${told}`)
  return []
}

/** The lowest version that a range such as ^1.2.3 or >=4 allows. */
function lowestOf(range = '') {
  const [, version] = /^(?:\^|>=)(\d+(?:\.\d+){0,2})$/.exec(range) ?? []
  return version && [...version.split('.'), '0', '0'].slice(0, 3).join('.')
}
