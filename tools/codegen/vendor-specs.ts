import { parse } from 'yaml'
import { compactSpec } from './compact-spec.ts'
import type { GeneratedFile } from './step.ts'
import { generatedMark, readVendors } from './vendors.ts'

/** Makes each provider's `generated-spec.ts`: its vendor's OpenAPI document as data, for use at run time. */
export async function vendorSpecs(root: URL): Promise<GeneratedFile[]> {
  return (await readVendors(root)).map((vendor) => {
    const document = JSON.stringify(compactSpec(parse(vendor.specText)), null, 2)
    const text = [
      generatedMark(vendor),
      '/** The OpenAPI document of the vendor, without its prose. */\n',
      `export const spec: Record<string, unknown> = ${document}\n`,
    ].join('')
    return { path: `${vendor.sourcePath}generated-spec.ts`, text }
  })
}
