import { existsSync } from 'node:fs'
import { parse } from 'yaml'
import { Capabilities } from '../../packages/core/src/model/capabilities.ts'
import { withSources } from './sources.ts'
import { readVendors } from './vendors.ts'

/** A provider package and what it says of its vendor. */
export interface DocumentedProvider {
  id: string
  /** Path of the package from the repository's root, with a slash at its end. */
  path: string
  vendor: { name: string; url: string }
  capabilities: Capabilities
}

/** Asks every provider that has sources for its capabilities; makes no call to any vendor. */
export async function readProviders(root: URL): Promise<DocumentedProvider[]> {
  const vendors = (await readVendors(root)).filter(({ sourcePath }) =>
    existsSync(new URL(`${sourcePath}index.ts`, root)),
  )
  return withSources(() =>
    Promise.all(
      vendors.map(async ({ id, sourcePath, specText }) => ({
        id,
        path: sourcePath.replace(/src\/$/, ''),
        vendor: vendorOf(parse(specText)),
        capabilities: await capabilitiesOf(id, new URL(`${sourcePath}index.ts`, root)),
      })),
    ),
  )
}

async function capabilitiesOf(id: string, url: URL): Promise<Capabilities> {
  const module: Record<string, unknown> = await import(url.href)
  // A package exports its factory under its own name.
  const name = id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const factory = module[name]
  if (typeof factory !== 'function') throw new Error(`codegen: provider-${id} exports no function ${name}`)
  // Nothing is called; some vendors have no address of their own.
  return Capabilities.parse(Object(factory({ baseUrl: 'https://vendor.invalid' })).capabilities)
}

function vendorOf(document: unknown): { name: string; url: string } {
  const { info, externalDocs, servers } = Object(document)
  return { name: String(info.title), url: String(externalDocs?.url ?? servers?.[0]?.url) }
}
