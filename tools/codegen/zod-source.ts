/** A JSON Schema, or a map of them, as it stands in an OpenAPI document. */
export type Schema = Readonly<Record<string, unknown>>

/** Where the schemas are: the path of the spec, for messages, and its `components.schemas`. */
export interface SchemaSource {
  specPath: string
  schemas: Schema
}

interface Place {
  specPath: string
  /** What the schema is called in a message, such as `KlingMetadata.camera_control`. */
  name: string
  /** Makes sure that a named schema stands above. */
  declare: (name: string) => void
}

/** How one kind of schema is written, and the keywords that this takes into account. */
interface Kind {
  keywords: readonly string[]
  write: (schema: Schema, place: Place) => string
}

// Keywords that refuse no value; `x-` begins those of ours.
const annotations = new Set(['default', 'deprecated', 'description', 'examples'])

const checks: Readonly<Record<string, (value: unknown) => string>> = {
  minLength: (value) => `z.minLength(${Number(value)})`,
  maxLength: (value) => `z.maxLength(${Number(value)})`,
  // zod/mini has no words of its own for a text that does not match.
  pattern: (value) =>
    `z.regex(${String(new RegExp(String(value), 'u'))}, ${quote(`text that matches ${String(value)}`)})`,
  minimum: (value) => `z.gte(${Number(value)})`,
  maximum: (value) => `z.lte(${Number(value)})`,
  exclusiveMinimum: (value) => `z.gt(${Number(value)})`,
  exclusiveMaximum: (value) => `z.lt(${Number(value)})`,
  minItems: (value) => `z.minLength(${Number(value)})`,
  maxItems: (value) => `z.maxLength(${Number(value)})`,
  minProperties: (value) => {
    const given = 'Object.values(value).filter((one) => one !== undefined)'
    return `z.refine((value) => ${given}.length >= ${Number(value)}, 'at least ${Number(value)} of its keys')`
  },
}
const ofText = ['minLength', 'maxLength', 'pattern']
const ofNumber = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']

const types: Readonly<Record<string, Kind>> = {
  string: { keywords: ['type', ...ofText], write: () => 'z.string()' },
  integer: { keywords: ['type', ...ofNumber], write: () => 'z.int()' },
  number: { keywords: ['type', ...ofNumber], write: () => 'z.number()' },
  boolean: { keywords: ['type'], write: () => 'z.boolean()' },
  null: { keywords: ['type'], write: () => 'z.null()' },
  array: {
    keywords: ['type', 'items', 'minItems', 'maxItems'],
    write: ({ items = {} }, place) => `z.array(${write(items, inside(place, '[]'))})`,
  },
  object: { keywords: ['type', 'properties', 'required', 'additionalProperties', 'minProperties'], write: writeObject },
}

// Before the types: the first keyword that a schema has says how it is written.
const kinds: Readonly<Record<string, Kind>> = {
  $ref: { keywords: ['$ref'], write: writeReference },
  const: { keywords: ['type', 'const'], write: ({ const: value }, place) => `z.literal(${literal(value, place)})` },
  enum: { keywords: ['type', 'enum'], write: writeEnum },
  anyOf: { keywords: ['anyOf'], write: ({ anyOf }, place) => `z.union([${writeEach(anyOf, place)}])` },
  // Exactly one of them, where a union takes the first that fits.
  oneOf: { keywords: ['oneOf'], write: ({ oneOf }, place) => `z.xor([${writeEach(oneOf, place)}])` },
  // What a form carries as JSON text, a caller gives as the value; the provider writes the text.
  contentSchema: {
    keywords: ['type', 'contentMediaType', 'contentSchema'],
    write: ({ contentSchema }, place) => write(contentSchema, place),
  },
}

/**
 * Writes zod/mini schemas, with a type of the same name each, for the schemas of these names and for those that they refer
 * to, which come first. Throws on a keyword that it does not know, for to skip one would let wrong values pass.
 */
export function zodSource({ specPath, schemas }: SchemaSource, names: readonly string[]): string {
  const declarations = new Map<string, string>()
  const begun = new Set<string>()
  const declare = (name: string): void => {
    if (declarations.has(name)) return
    const place = { specPath, name, declare }
    if (!Object.hasOwn(schemas, name)) throw refuse(place, 'schema', 'there is none of this name')
    if (begun.has(name)) throw refuse(place, '$ref', 'it contains itself')
    if (!/^[A-Z]\w*$/.test(name)) throw refuse(place, 'schema', 'its name is none for a constant')
    begun.add(name)
    const source = write(schemas[name], place)
    const lines = [`export const ${name} = ${source}`, `export type ${name} = z.output<typeof ${name}>`]
    declarations.set(name, `${comment(schemas[name])}${lines.join('\n')}\n`)
  }
  names.forEach(declare)
  return [...declarations.values()].join('\n')
}

function write(schema: unknown, place: Place): string {
  if (!isSchema(schema)) throw refuse(place, String(schema), 'it is no schema')
  const keywords = Object.keys(schema).filter((keyword) => !annotations.has(keyword) && !keyword.startsWith('x-'))
  if (keywords.length === 0) return 'z.unknown()'
  const { type } = schema
  const first = Object.keys(kinds).find((keyword) => keywords.includes(keyword))
  if (first === undefined && Array.isArray(type)) return writeTypes(schema, type, place, keywords.length > 1)
  const kind = first === undefined ? types[String(type)] : kinds[first]
  const unknown = keywords.find((keyword) => kind?.keywords.includes(keyword) !== true)
  if (kind === undefined || unknown !== undefined) throw refuse(place, unknown ?? 'type')
  const made = keywords.flatMap((keyword) => checks[keyword]?.(schema[keyword]) ?? [])
  return kind.write(schema, place) + (made.length > 0 ? `.check(${made.join(', ')})` : '')
}

/** `[T, 'null']` may say more of T; any other list only names its types. */
function writeTypes(schema: Schema, given: readonly unknown[], place: Place, saysMore: boolean): string {
  const [type, ...others] = given.filter((one) => one !== 'null')
  if (others.length === 0 && given.includes('null')) return `z.nullable(${write({ ...schema, type }, place)})`
  if (saysMore) throw refuse(place, 'type', 'a list of types with more beside it')
  return `z.union([${given.map((type) => write({ type }, place)).join(', ')}])`
}

function writeReference({ $ref: reference }: Schema, place: Place): string {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(String(reference))?.[1]
  if (name === undefined) throw refuse(place, '$ref', `${String(reference)} is none of components.schemas`)
  place.declare(name)
  return name
}

function writeEnum({ enum: values }: Schema, place: Place): string {
  if (!Array.isArray(values)) throw refuse(place, 'enum', 'it is no list')
  const list = values.map((value) => literal(value, place)).join(', ')
  return values.every((value) => typeof value === 'string') ? `z.enum([${list}])` : `z.literal([${list}])`
}

function writeEach(parts: unknown, place: Place): string {
  if (!Array.isArray(parts)) throw refuse(place, 'anyOf', 'it is no list')
  return parts.map((part) => write(part, place)).join(', ')
}

function writeObject(schema: Schema, place: Place): string {
  const { properties = {}, required = [], additionalProperties: others = false } = schema
  if (!isSchema(properties) || !Array.isArray(required)) throw refuse(place, 'properties', 'they are no map')
  const stray = required.find((name) => !Object.hasOwn(properties, String(name)))
  if (stray !== undefined) throw refuse(place, 'required', `${stray} is none of its properties`)
  const names = Object.keys(properties)
  if (names.length === 0 && others !== false)
    return `z.record(z.string(), ${write(others === true ? {} : others, inside(place, '.*'))})`
  if (typeof others !== 'boolean') throw refuse(place, 'additionalProperties', 'a schema of others beside properties')
  const fields = names.map((name) => {
    const source = write(properties[name], inside(place, `.${name}`))
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : quote(name)
    return `${comment(properties[name])}${key}: ${required.includes(name) ? source : `z.optional(${source})`},\n`
  })
  return `z.${others ? 'looseObject' : 'strictObject'}({\n${fields.join('').replaceAll(/^(?=.)/gm, '  ')}})`
}

/** The description, and the value that the vendor takes where none is given, as a comment of its own lines. */
function comment(schema: unknown): string {
  if (!isSchema(schema)) return ''
  const { description, default: usual } = schema
  const words = [
    ...(typeof description === 'string' ? [description.trim()] : []),
    ...(usual === undefined ? [] : [`Default \`${JSON.stringify(usual)}\`.`]),
  ]
  if (words.length === 0) return ''
  const lines = words.join(' ').replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `/** ${lines[0]} */\n`
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */\n'].join('\n')
}

function literal(value: unknown, place: Place): string {
  if (typeof value === 'string') return quote(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw refuse(place, 'const', 'an object or a list as a value')
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function inside(place: Place, step: string): Place {
  return { ...place, name: `${place.name}${step}` }
}

function refuse({ specPath, name }: Place, keyword: string, why = 'no option can be made of it'): Error {
  return new Error(`codegen: ${specPath}: ${name}: ${keyword}: ${why}`)
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
