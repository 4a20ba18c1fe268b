import { ConformanceReport } from '../../packages/contract-tests/src/report/conformance.ts'
import { jsonSchemaOf } from './json-schema.ts'
import type { GeneratedFile } from './step.ts'

const folder = 'packages/contract-tests/src/report'
const lineWidth = 120

/** Makes the JSON Schema of `conformance.json`, for whoever reads one without JavaScript. */
export async function conformanceSchema(): Promise<GeneratedFile[]> {
  const schema = {
    $comment: `Generated from ${folder}/conformance.ts: do not edit, run \`pnpm generate\`.`,
    title: 'What the contract suite has found of one provider',
    ...jsonSchemaOf(ConformanceReport, new Map()),
  }
  return [{ path: `${folder}/conformance.schema.json`, text: `${withShortLists(JSON.stringify(schema, null, 2))}\n` }]
}

/** JSON as the formatter of the repository writes it: a list of words is on one line where it fits. */
function withShortLists(json: string): string {
  return json.replaceAll(/^( *)(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm, (whole, indent, before, items: string, comma) => {
    const line = `${indent}${before}[${items.trim().replaceAll(/\n\s*/g, ' ')}]${comma}`
    return line.length <= lineWidth ? line : whole
  })
}
