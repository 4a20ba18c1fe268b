import { parse } from 'yaml'
import * as z from 'zod/mini'
import type { GeneratedFile } from './step.ts'
import { generatedMark, readVendors, type Vendor } from './vendors.ts'

const Table = z.strictObject({
  summary: z.string().check(z.minLength(1)),
  /** Such as `readonly ModelCapability[]`. */
  type: z.string(),
  /** Name and module of what `type` needs. */
  import: z.tuple([z.string(), z.string()]),
  value: z.unknown(),
})
const Document = z.looseObject({ 'x-data': z.optional(z.record(z.string().check(z.regex(/^[a-z]\w*$/i)), Table)) })

/** Makes `generated-data.ts` of each vendor whose spec has `x-data`: its tables, each a constant of that name. */
export async function vendorData(root: URL): Promise<GeneratedFile[]> {
  return (await readVendors(root)).flatMap((vendor) => {
    const tables = Object.entries(tablesOf(vendor))
    if (tables.length === 0) return []
    const imports = tables.map(
      ([
        ,
        {
          import: [name, module],
        },
      ]) => `import type { ${name} } from '${module}'\n`,
    )
    const constants = tables.map(
      ([name, { summary, type, value }]) =>
        `\n/** ${summary.trim()} */\nexport const ${name}: ${type} = ${JSON.stringify(value, null, 2)}\n`,
    )
    const text = [generatedMark(vendor), ...new Set(imports), ...constants].join('')
    return [{ path: `${vendor.sourcePath}generated-data.ts`, text }]
  })
}

/** Tables that repeat much of one another may use YAML's anchors and merge keys. */
function tablesOf({ specPath, specText }: Vendor): Record<string, z.output<typeof Table>> {
  const { data, error } = Document.safeParse(parse(specText, { merge: true }))
  if (!data) throw new Error(`${specPath}: ${z.prettifyError(error)}`)
  return data['x-data'] ?? {}
}
