import { parse } from 'yaml'
import * as z from 'zod/mini'
import type { GeneratedFile } from './step.ts'
import { generatedMark, readVendors } from './vendors.ts'
import { zodSource } from './zod-source.ts'

const Schemas = z.record(z.string(), z.unknown())
const Document = z.looseObject({
  'x-options': z.optional(z.array(z.string()).check(z.minLength(1))),
  /** Schemas that are none of the vendor's, such as of a setting of ours. */
  'x-schemas': z.optional(Schemas),
  components: z.optional(z.looseObject({ schemas: z.optional(Schemas) })),
})

/** Makes `generated-options.ts` of each vendor whose spec has `x-options`: the schemas of these names, as zod. */
export async function vendorOptions(root: URL): Promise<GeneratedFile[]> {
  return (await readVendors(root)).flatMap((vendor) => {
    const { data, error } = Document.safeParse(parse(vendor.specText))
    if (!data) throw new Error(`${vendor.specPath}: ${z.prettifyError(error)}`)
    const { 'x-options': names, 'x-schemas': ours, components } = data
    if (!names) return []
    const source = zodSource({ schemas: { ...components?.schemas, ...ours }, specPath: vendor.specPath }, names)
    const text = `${generatedMark(vendor)}import * as z from 'zod/mini'\n\n${source}`
    return [{ path: `${vendor.sourcePath}generated-options.ts`, text }]
  })
}
