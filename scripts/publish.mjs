// Publishes every package whose version npm does not have yet, with npm's provenance. `turbo run build` comes first.
// `changeset publish` would do it with `pnpm publish`, which reads no setting for provenance: it has the flag alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run } from './check-process.mjs'

if (import.meta.main) {
  const temporary = mkdtempSync(join(tmpdir(), 'reelay-publish-'))
  try {
    for (const line of await publishAll({ packages: readPackages(root), temporary, run })) console.log(line)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Publishes what is new, one after the other, and says what became of each; throws at the first that npm refuses. */
export async function publishAll({ packages, temporary, run }) {
  const said = []
  for (const { name, version, folder } of inOrder(packages)) {
    const known = await run('npm', ['view', `${name}@${version}`, 'version'], temporary)
    if (known.code === 0 && known.output.trim() === version) {
      said.push(`${name}@${version}: is published already`)
      continue
    }
    const packed = await must(run('pnpm', ['pack', '--json', '--pack-destination', temporary], folder))
    const { filename } = JSON.parse(packed.slice(packed.indexOf('{')))
    await must(run('npm', ['publish', filename, '--provenance', '--access', 'public'], temporary))
    said.push(`${name}@${version}: published`)
  }
  return said
}

/** What others need comes first, so that nobody can install a package before what it needs is there. */
function inOrder(packages) {
  const byName = new Map(packages.map((one) => [one.name, one]))
  const ordered = new Set()
  const visit = (one) => {
    if (ordered.has(one)) return
    for (const name of Object.keys({ ...one.dependencies, ...one.peerDependencies }))
      if (byName.has(name)) visit(byName.get(name))
    ordered.add(one)
  }
  for (const one of packages) visit(one)
  return [...ordered]
}

function readPackages(folder) {
  return readdirSync(join(folder, 'packages'))
    .map((name) => join(folder, 'packages', name))
    .map((path) => ({ ...JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')), folder: path }))
    .filter(({ private: isPrivate }) => isPrivate !== true)
}

async function must(running) {
  const { code, output } = await running
  if (code !== 0) throw new Error(output)
  return output
}
