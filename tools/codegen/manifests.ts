import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { movedLinks } from './published-links.ts'
import { readRepository } from './repository.ts'
import type { GeneratedFile } from './step.ts'

// Outside of the packages, the pages that cannot do without the address.
const pages = ['SECURITY.md', '.github/ISSUE_TEMPLATE/config.yml']

type Manifest = Readonly<Record<string, unknown>>

/**
 * Puts into every package.json where the project lives and what it is found by: said once, in the one at the root. The
 * pages that name the address follow it.
 */
export async function manifests(root: URL): Promise<GeneratedFile[]> {
  const [repository, whole] = await Promise.all([readRepository(root), read(root, 'package.json')])
  const { url, page } = repository
  const common = namesIn(whole['keywords'])
  const folders = readdirSync(new URL('packages/', root)).map((name) => `packages/${name}`)
  const packages = await Promise.all(
    folders.map(async (folder) => {
      const path = `${folder}/package.json`
      const own = await read(root, path)
      const keywords = [...new Set([...common, ...namesIn(own['keywords'])])]
      const homepage = `${page}/tree/HEAD/${folder}#readme`
      return file(path, own, { keywords, homepage, repository: { type: 'git', url, directory: folder }, ...bugs(page) })
    }),
  )
  const facts = { homepage: `${page}#readme`, repository: whole['repository'], ...bugs(page) }
  const named = pages.filter((path) => existsSync(new URL(path, root)))
  const moved = named.map(async (path) => ({
    path,
    text: movedLinks(await readFile(new URL(path, root), 'utf8'), repository),
  }))
  return [file('package.json', whole, { keywords: common, ...facts }), ...packages, ...(await Promise.all(moved))]
}

/** The manifest with these facts behind its licence, where people look for them. */
function file(path: string, manifest: Manifest, facts: Manifest): GeneratedFile {
  const rest = Object.entries(manifest).filter(([name]) => !(name in facts))
  const at = rest.findIndex(([name]) => name === 'license') + 1
  const all = Object.fromEntries([...rest.slice(0, at), ...Object.entries(facts), ...rest.slice(at)])
  return { path, text: `${JSON.stringify(all, null, 2)}\n` }
}

function bugs(page: string): Manifest {
  return { bugs: { url: `${page}/issues` } }
}

async function read(root: URL, path: string): Promise<Manifest> {
  return JSON.parse(await readFile(new URL(path, root), 'utf8'))
}

function namesIn(keywords: unknown): string[] {
  return Array.isArray(keywords) ? keywords.map(String) : []
}
