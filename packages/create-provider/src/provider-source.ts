import type { JobFields } from './answer-fields.ts'
import { bodyOf, callOf, createSource, idempotencyHeader, jobArgument } from './call-source.ts'
import { modelCode } from './models-source.ts'
import type { Plan } from './plan.ts'
import { readSource, schemaSource } from './schema-source.ts'
import { access, keyOf, quote, typeAt, typeOfOperation } from './source.ts'
import type { Operation } from './spec.ts'
import { guessStatus, statusWords } from './status-words.ts'

/** `src/index.ts`: the provider, with what only its author can know marked `TODO`. */
export function providerSource(plan: Plan): string {
  const { id, name, typeName, spec, found, request, keyHeader } = plan
  const options = request.options.map(
    (one) => `  ${keyOf(one.name)}: ${one.isRequired ? one.schema : `z.optional(${one.schema})`},`,
  )
  const hasKey = idempotencyHeader(found.create) ?? request.requestOptions.find((one) => one.name === 'idempotencyKey')
  const variable = id.toUpperCase().replaceAll('-', '_')
  return `${importsOf(plan)}
declare module '@reelay/core/provider' {
  interface ProviderOptions {
    ${keyOf(id)}?: ${typeName}Options
  }
}

/** What only this vendor has. */
const Options = z.strictObject({${options.length > 0 ? `\n${options.join('\n')}\n` : ''}})
export type ${typeName}Options = z.output<typeof Options>

${statusSource(plan)}
${schemaSource(plan)}
${modelCode(plan)}
/** ${spec.title}: \`${name}({ apiKey })\`, or the variable ${variable}_API_KEY. */
export const ${name} = defineProvider<paths, ${typeName}Options>({
  id: ${quote(id)},
  baseUrl: ${quote(plan.baseUrl)},
${keyHeader === undefined ? '' : `  headers: (key) => ({ ${keyOf(keyHeader.toLowerCase())}: key }),\n`}  options: Options,
  capabilities: {
    // TODO: what tells a repeated create from a new one: 'key', 'correlation', 'list' or 'none'.
    idempotency: '${hasKey ? 'key' : found.list ? 'list' : 'none'}',
    // TODO: how many jobs one key may run at once, if the vendor says so.
    concurrentJobs: null,
    // TODO: when to poll first, how often then, and the least pause that the vendor asks for.
    polling: { firstMs: 5_000, intervalMs: 5_000, minimumMs: 1_000 },
    // TODO: how long a video can be fetched after the create, if the vendor says so.
    resultLifetimeMs: null,
${found.delete ? "    // TODO: whether the media goes, too: 'record_and_media'.\n    deletes: 'record',\n" : ''}    passThrough: false,
  },
  models,
  // TODO: what the vendor's own codes mean, such as { out_of_credit: 'insufficient_credit' }, and, as \`refusal\`, an
  // error inside an answer of success.
  errorCodes: {},

${membersOf(plan)}})

${readSource(plan)}${request.images.length > 0 ? addressesSource : ''}`
}

const addressesSource = `
// TODO: whether the vendor takes bytes, too: then add 'data' to \`as\` above.
function addresses(images: readonly Image[], role: Image['role']): string[] | undefined {
  const found = images.filter((image) => image.role === role).map((image) => imageText(image, 'data_url'))
  return found.length > 0 ? found : undefined
}
`

function importsOf({ request, job, found }: Plan): string {
  const hasSize = request.requestOptions.some(({ code }) => code.startsWith('sizeOf'))
  const values = [
    'defineProvider',
    ...(request.images.length > 0 ? ['imageText'] : []),
    'lenient',
    ...(hasSize ? ['sizeOf'] : []),
    'statusMap',
    ...(statusWords({ job }).length === 0 ? ['commonStatusWords'] : []),
  ]
  const types = [...(request.images.length > 0 ? ['Image'] : []), 'ModeCapability', 'ModelCapability', 'Snapshot']
  const isTyped =
    statusType(job, found.get) !== '' || request.options.some(({ schema }) => schema.includes('operations['))
  return `import { ${values.join(', ')} } from '@reelay/core/provider'
import type { ${types.join(', ')} } from '@reelay/core/provider'
import * as z from 'zod/mini'
import type { ${isTyped ? 'operations, ' : ''}paths } from './generated.ts'
`
}

/** Some answer with nothing at all. */
function doneSchema({ answer }: Operation): string {
  return answer.schema ? 'z.object({})' : 'z.unknown()'
}

/** The type that stops a provider from compiling when the spec gets a new word. */
function statusType(job: JobFields, get: Operation): string {
  const { status } = job
  if (!status?.isSure || status.values.length === 0) return ''
  const answer = `${typeOfOperation(get.id)}['responses'][${get.answer.status}]['content']['application/json']`
  return `NonNullable<${typeAt(answer, status.path)}>`
}

function statusSource({ job, found }: Plan): string {
  const words = statusWords({ job })
  if (words.length === 0)
    return '// TODO: the spec lists no words; these are the usual ones.\nconst statusOf = statusMap(commonStatusWords)\n'
  const lines = words.map((word) => {
    const guess = guessStatus(word)
    const note = guess === undefined ? ` // TODO: what ${JSON.stringify(word).replaceAll(/\s/g, ' ')} means.` : ''
    return `  ${keyOf(word)}: '${guess ?? 'unknown'}',${note}`
  })
  const type = statusType(job, found.get)
  return `${type === '' ? '' : `type Word = ${type}\n\n`}// TODO: whether the words mean what they sound like. A word added to the spec stops this file from compiling.
const statusOf = statusMap${type === '' ? '' : '<Word>'}({
${lines.join('\n')}
})
`
}

function membersOf(plan: Plan): string {
  const { found, created, isOneShape, listing } = plan
  const idOf = access('data', created.id?.path ?? [])
  const made = isOneShape ? 'return read(data)' : `return { id: ${idOf}, status: 'queued' }`
  const members = [
    `${createSource(plan)}
    ${made}
  },`,
    `  async get(${jobArgument(found.get)}, { http }) {
    const { data } = await http.get(${quote(found.get.path)}, { ${callOf(found.get)}schema: Job })
    return read(data)
  },`,
    found.list &&
      listing &&
      `  // TODO: whether there are further pages: take \`{ cursor }\`, send it, and give the next one beside \`jobs\`.
  async list(_query, { http }) {
    const { data } = await http.get(${quote(found.list.path)}, { schema: Jobs })
    return { jobs: ${access('data', listing.path)}.map(read) }
  },`,
    found.cancel &&
      `  async cancel(${jobArgument(found.cancel)}, { http }) {
    await http.post(${quote(found.cancel.path)}, { ${callOf(found.cancel)}${bodyOf(plan.spec.document, found.cancel)}schema: ${doneSchema(found.cancel)} })
  },`,
    found.delete &&
      `  async delete(${jobArgument(found.delete)}, { http }) {
    await http.delete(${quote(found.delete.path)}, { ${callOf(found.delete)}schema: ${doneSchema(found.delete)} })
  },`,
    found.content &&
      `  async content(${jobArgument(found.content)}, _output, { http }) {
    return { url: http.url(${quote(found.content.path)}, { ${callOf(found.content).replace(/, $/, '')} }), needsKey: true }
  },`,
  ]
  return `${members.filter((one) => one !== undefined).join(`\n\n`)}\n`
}
