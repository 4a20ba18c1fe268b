import { memberOf, openDocument, type SpecDocument } from './document.ts'

// Where a schema stands for a value of its own; anywhere else it is a part of what is said about one.
const values = new Set(['schema', 'items', 'prefixItems', 'additionalProperties'])
const fields = new Set(['properties', 'patternProperties'])
const names = new Set([...fields, 'schemas', '$defs', 'dependentSchemas'])
const parts = ['allOf', 'anyOf', 'oneOf', 'then', 'else']
// What these hold is data: no schema is in it.
const data = new Set(['const', 'default', 'enum', 'example', 'examples', 'required'])

/** A copy of an OpenAPI document in which an object has only the fields that its schema names, unless that names none. */
export function closed(source: object): Record<string, unknown> {
  const document = openDocument(source)
  return copyFields(source, (key, value) => copy(document, value, key === 'schema'))
}

function copy(document: SpecDocument, node: unknown, isValue: boolean): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => copy(document, item, isValue))
  if (typeof node !== 'object' || node === null) return node
  const made = copyFields(node, (key, value) => {
    if (data.has(key)) return value
    if (!names.has(key)) return copy(document, value, values.has(key))
    return copyFields(value, (_name, inner) => copy(document, inner, fields.has(key)))
  })
  const hasNames = namesFields(document, made, 0)
  // Beside names, `true` says that nobody has thought about others; where there are no names, it is meant.
  if (hasNames && made['additionalProperties'] === true) delete made['additionalProperties']
  const isFree = made['type'] === 'object' && !hasNames && ![...parts, '$ref'].some((key) => Object.hasOwn(made, key))
  if (isFree) return { additionalProperties: true, ...made }
  return isValue && hasNames ? { ...made, unevaluatedProperties: false } : made
}

function namesFields(document: SpecDocument, schema: object, depth: number): boolean {
  if (Object.hasOwn(schema, 'properties')) return true
  // A schema that refers to itself ends somewhere.
  if (depth > 8) return false
  const whole = document.follow(schema)
  if (whole !== schema) return namesFields(document, whole, depth + 1)
  return parts
    .flatMap((key) => memberOf(schema, key) ?? [])
    .some((part) => typeof part === 'object' && part !== null && namesFields(document, part, depth + 1))
}

function copyFields(node: unknown, change: (key: string, value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(Object(node)).map(([key, value]) => [key, change(key, value)]))
}
