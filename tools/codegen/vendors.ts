import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'

/** A vendor that has both a spec and a provider package. */
export interface Vendor {
  /** The folder's name in `specs/`. */
  id: string
  /** Path of the spec from the repository's root. */
  specPath: string
  /** The spec's text, with LF line ends on every operating system. */
  specText: string
  /** Path of the package's sources from the repository's root, with a slash at its end. */
  sourcePath: string
}

/** Lists the vendors that have a package, in alphabetical order. */
export async function readVendors(root: URL): Promise<Vendor[]> {
  const vendors: Vendor[] = []
  for (const id of (await readdir(new URL('specs/', root))).sort()) {
    const specPath = `specs/${id}/openapi.yaml`
    const packagePath = `packages/provider-${id}/`
    if (!existsSync(new URL(specPath, root)) || !existsSync(new URL(`${packagePath}package.json`, root))) continue
    const specText = (await readFile(new URL(specPath, root), 'utf8')).replaceAll('\r\n', '\n')
    vendors.push({ id, specPath, specText, sourcePath: `${packagePath}src/` })
  }
  return vendors
}

/** The first line of every generated TypeScript file. */
export function generatedMark(vendor: Vendor): string {
  return `// Generated from ${vendor.specPath}: do not edit, run \`pnpm generate\`.\n`
}
