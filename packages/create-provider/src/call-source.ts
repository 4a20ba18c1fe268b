import { plainName } from './answer-fields.ts'
import { exampleOf } from './answer.ts'
import { fieldsOf } from './fields.ts'
import { idParameter } from './find-operations.ts'
import type { Plan } from './plan.ts'
import { access, keyOf, literal, objectLines, quote } from './source.ts'
import type { Operation } from './spec.ts'
import type { Tree } from './tree.ts'

/** The header that makes a repeated create return the same job, if the spec has one. */
export function idempotencyHeader({ parameters }: Operation): string | undefined {
  return parameters.find((one) => one.in === 'header' && /idempotency/i.test(one.name))?.name
}

/** What a POST that is about a job says of it in its body, with a comma at its end. */
export function bodyOf(document: Tree, { body }: Operation): string {
  if (body?.kind !== 'json') return ''
  const fields = fieldsOf(document, body.schema).filter(({ path }) => path.length === 1)
  const members = fields.flatMap((field) => {
    const [name = ''] = field.path
    if (/(^|_)id$/.test(plainName(name)) && field.type === 'string') return `${keyOf(name)}: id`
    return field.isRequired ? `${keyOf(name)}: ${literal(exampleOf(document, field.schema))}` : []
  })
  return members.length > 0 ? `body: { ${members.join(', ')} }, ` : 'body: {}, '
}

/** The create, but for what it returns. */
export function createSource({ found, request, isOneShape }: Plan): string {
  const { kind, requestOptions, images, options, constants } = request
  const { create } = found
  const fields = [
    ...constants.map(({ path, value }) => ({ path, value: `${JSON.stringify(value)} as const`, isSure: true })),
    ...requestOptions.map(({ field, code }) => ({ path: field.path, value: code, isSure: field.isSure })),
    ...images.map(({ path, code, isSure }) => ({ path, value: code, isSure })),
    ...options.map(({ name, path, isSure }) => ({ path, value: access('options', [name]), isSure })),
  ]
  const sure = fields.filter(({ isSure }) => isSure)
  const unsure = fields.filter(({ isSure }) => !isSure)
  const inPath = create.path.includes('{') ? ['model'] : []
  const header = idempotencyHeader(create)
  const headers = `headers: idempotencyKey === undefined ? undefined : { ${keyOf(header ?? '')}: idempotencyKey },`
  const used = [
    ...inPath,
    ...requestOptions.flatMap(({ code, name }) => (code.startsWith('sizeOf') ? ['aspectRatio', name] : [name])),
  ]
  const names = [...new Set(used), ...(images.length > 0 ? ['images'] : []), ...(options.length > 0 ? ['options'] : [])]
  // Fields that only some requests have: their types cannot be told apart here.
  const extra = unsure.length > 0 ? `      extra: {\n${objectLines(unsure, 8).join('\n')}\n      },\n` : ''
  return `  async create({ ${names.join(', ')} }, { http }) {
    const { data } = await http.post(${quote(create.path)}, {
${inPath.length > 0 ? `      ${pathOf(create, '', true)},\n` : ''}${header === undefined ? '' : `      ${headers}\n`}      ${kind === 'json' ? 'body' : 'form'}: {
${objectLines(sure, 8).join('\n')}
      },
${extra}      schema: ${isOneShape ? 'Job' : 'Created'},
    })`
}

/** What a call needs to name the job, with a comma at its end. */
export function callOf(operation: Operation): string {
  const parameter = idParameter(operation)
  const path = pathOf(operation, parameter?.in === 'path' ? parameter.name : '')
  const query =
    parameter?.in === 'query' ? `query: { ${keyOf(parameter.name)}: ${idCode(parameter.schema['type'])} }, ` : ''
  return `${path === '' ? '' : `${path}, `}${query}`
}

/** What a member takes of a job. */
export function jobArgument({ path }: Operation): string {
  return path.includes('{model}') ? '{ id, model }' : '{ id }'
}

function pathOf({ path, parameters }: Operation, id: string, isCreate = false): string {
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
  if (names.length === 0) return ''
  const members = names.map((name) => {
    const type = parameters.find((one) => one.name === name)?.schema['type']
    if (name === id) return idCode(type) === 'id' && name === 'id' ? 'id' : `${keyOf(name)}: ${idCode(type)}`
    return name === 'model' ? (isCreate ? 'model' : "model: model ?? ''") : `${keyOf(name)}: 'TODO'`
  })
  return `path: { ${members.join(', ')} }`
}

function idCode(type: unknown): string {
  return type === 'integer' || type === 'number' ? 'Number(id)' : 'id'
}
