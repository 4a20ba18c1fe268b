import { clausePages } from './clause-pages.ts'
import { conformanceSchema } from './conformance-schema.ts'
import { manifests } from './manifests.ts'
import { readmeTables } from './readme-tables.ts'
import { reference } from './reference.ts'
import { findStale, writeStale } from './run-steps.ts'
import type { Step } from './step.ts'
import { vendorData } from './vendor-data.ts'
import { vendorOptions } from './vendor-options.ts'
import { vendorSpecs } from './vendor-specs.ts'
import { vendorTypes } from './vendor-types.ts'

// Every generated file of the repository comes out of one of these; a new kind is a new module and a line here. The
// pages come last: they ask the providers, which cannot be loaded without what is made before.
const steps: readonly Step[] = [
  manifests,
  vendorTypes,
  vendorSpecs,
  vendorData,
  vendorOptions,
  reference,
  readmeTables,
  conformanceSchema,
  clausePages,
]

const root = new URL('../../', import.meta.url)
const flags = process.argv.slice(2)

if (flags.length === 0) {
  for (const path of await writeStale(root, steps)) console.log(`wrote ${path}`)
} else if (flags.length === 1 && flags[0] === '--check') {
  const stale = await findStale(root, steps)
  for (const path of stale) console.error(`stale: ${path}`)
  if (stale.length > 0) {
    console.error('run `pnpm generate`')
    process.exitCode = 1
  }
} else {
  console.error('usage: node tools/codegen/generate.ts [--check]')
  process.exitCode = 2
}
