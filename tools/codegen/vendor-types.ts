import openapiTS, { astToString } from 'openapi-typescript'
import type { GeneratedFile } from './step.ts'
import { generatedMark, readVendors } from './vendors.ts'

/** Makes each provider's `generated.ts`: the types of its vendor's requests and responses. */
export async function vendorTypes(root: URL): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = []
  for (const vendor of await readVendors(root)) {
    // A field with a default may be left out of a request, so a default must not make it required.
    const types = await openapiTS(vendor.specText, { defaultNonNullable: false, silent: true })
    const text = generatedMark(vendor) + astToString(types).replaceAll('\r\n', '\n')
    files.push({ path: `${vendor.sourcePath}generated.ts`, text })
  }
  return files
}
