import type { FieldComments } from './core-sources.ts'
import type { Shape } from './json-schema.ts'
import { code, table, typeCode } from './markdown.ts'

/** Pages or headings that describe what a type names. */
export type Links = ReadonlyMap<string, string>

/** A table of everything a schema of an object holds: field, type, what is allowed, what it means. */
export function schemaTable(schema: Shape, { fields }: FieldComments, links: Links): string {
  return table(['Field', 'Type', 'Allowed', 'Meaning'], rowsOf(schema, { fields, prefix: '', links }))
}

interface Place {
  fields: ReadonlyMap<string, FieldComments>
  /** What stands before a field's name, such as `images[].`. */
  prefix: string
  links: Links
}

function rowsOf(schema: Shape, { fields, prefix, links }: Place): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const property = shapeOf(value)
    const {
      comment = '',
      commentOfName = '',
      fields: below = new Map<string, FieldComments>(),
    } = fields.get(name) ?? {}
    const path = `${prefix}${name}`
    const mark = schema.required?.includes(name) ? '' : '?'
    const type = typeCode(typeOf(property), links)
    // What a link leads to need not be said again.
    const meaning = comment === '' && !type.startsWith('[') ? commentOfName : comment
    const rowsBelow = objectsBelow(property, path).flatMap(({ object, at }) =>
      rowsOf(object, { fields: below, prefix: `${at}.`, links }),
    )
    return [[code(path + mark), type, allowedIn(property).join('; '), meaning], ...withoutRepeats(rowsBelow)]
  })
}

// Two kinds of object in one place may have a field in common.
function withoutRepeats(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join(), row])).values()]
}

/** The objects without a name that a value is made of, and what they are called there. */
function objectsBelow(schema: Shape, at: string): { object: Shape; at: string }[] {
  if (schema.properties) return [{ object: schema, at }]
  if (schema.items !== undefined && !Array.isArray(schema.items)) return objectsBelow(shapeOf(schema.items), `${at}[]`)
  return (schema.anyOf ?? []).flatMap((part) => objectsBelow(shapeOf(part), at))
}

function typeOf(schema: Shape): string {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/$defs/', '')
  if (schema.anyOf) return [...new Set(schema.anyOf.map((part) => typeOf(shapeOf(part))))].join(' | ')
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  if (schema.type === 'array') {
    const item = typeOf(itemOf(schema))
    return item.includes(' ') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type === 'object' && !schema.properties)
    return `Record<string, ${typeOf(shapeOf(schema.additionalProperties))}>`
  return schema.type ?? schema.title ?? 'unknown'
}

function allowedIn(schema: Shape): string[] {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength } = schema
  const isBound = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const words = (schema.enum ?? ('const' in schema ? [schema.const] : [])).map((value) => code(JSON.stringify(value)))
  return [
    ...(words.length > 0 ? [words.join(', ')] : []),
    ...(isBound(exclusiveMinimum) ? [`more than ${exclusiveMinimum}`] : []),
    ...(isBound(minimum) ? [`at least ${minimum}`] : []),
    ...(isBound(maximum) ? [`at most ${maximum}`] : []),
    ...(minLength === 1 ? ['not empty'] : []),
    ...(isBound(maxLength) ? [`at most ${maxLength} characters`] : []),
    ...(schema['x-allowed'] ?? []),
    ...(schema.type === 'array' ? allowedIn(itemOf(schema)).map((allowed) => `each ${allowed}`) : []),
    ...(schema.anyOf ?? []).flatMap((part) => allowedIn(shapeOf(part))),
    ...(schema.default === undefined ? [] : [`default ${code(JSON.stringify(schema.default))}`]),
  ]
}

function itemOf({ items }: Shape): Shape {
  return shapeOf(Array.isArray(items) ? items[0] : items)
}

// `true` stands for anything, as an empty schema does.
function shapeOf(schema: Shape | boolean | undefined): Shape {
  return typeof schema === 'object' ? schema : {}
}
