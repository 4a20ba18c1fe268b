import { follow } from './spec.ts'
import { isTree, listAt, treeAt, type Tree } from './tree.ts'

/** One value somewhere in a JSON body, as its schema describes it. */
export interface Field {
  /** Keys from the top; `*` stands for every member of a list. */
  path: readonly string[]
  schema: Tree
  type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'unknown'
  /** What the schema lists, without null. */
  values: readonly (string | number)[]
  /** Whether it is there in every body. */
  isRequired: boolean
  /** Whether it is there whichever alternative a body follows: then its type can be named. */
  isSure: boolean
}

/** A schema's own members, alternatives and parts taken together. */
export interface Members {
  properties: Tree
  required: readonly string[]
  items: Tree | undefined
  /** Properties that only some alternatives have. */
  unsure: ReadonlySet<string>
}

const deepest = 5

/** Every value of a body that is no object, those nearer to the top first. */
export function fieldsOf(document: Tree, schema: Tree): Field[] {
  const found: Field[] = []
  const visit = (node: unknown, at: Pick<Field, 'path' | 'isRequired' | 'isSure'>): void => {
    const resolved = single(document, node)
    const type = typeOf(document, resolved)
    const { properties, required, items, unsure } = membersOf(document, resolved)
    const names = Object.keys(properties)
    if (at.path.length > 0 && names.length === 0)
      found.push({ ...at, schema: resolved, type, values: valuesOf(document, resolved) })
    if (at.path.length >= deepest) return
    for (const name of names) {
      const isSure = at.isSure && !unsure.has(name)
      const isRequired = at.isRequired && required.includes(name)
      visit(properties[name], { path: [...at.path, name], isRequired, isSure })
    }
    if (items) visit(items, { ...at, path: [...at.path, '*'] })
  }
  visit(schema, { path: [], isRequired: true, isSure: true })
  return found.toSorted((one, other) => one.path.length - other.path.length)
}

/** What an object or a list is made of. */
export function membersOf(document: Tree, node: unknown): Members {
  const schema = single(document, node)
  const parts = listAt(schema, 'allOf').map((one) => membersOf(document, one))
  const choices = alternatives(document, schema).map((one) => membersOf(document, one))
  const common = (name: string): boolean => choices.every(({ properties }) => Object.hasOwn(properties, name))
  const all = [...parts, ...choices]
  const offered = choices.flatMap(({ properties }) => Object.keys(properties))
  const own = isTree(schema['items']) ? schema['items'] : undefined
  return {
    properties: Object.assign(
      {},
      ...parts.map(({ properties }) => properties),
      either(choices),
      treeAt(schema, 'properties'),
    ),
    required: [
      ...listAt(schema, 'required').map(String),
      ...parts.flatMap(({ required }) => required),
      ...offered.filter((name) => choices.every(({ required }) => required.includes(name))),
    ],
    items: own ?? all.find(({ items }) => items)?.items,
    unsure: new Set([...offered.filter((name) => !common(name)), ...all.flatMap(({ unsure }) => [...unsure])]),
  }
}

/** Whether a value may be null. */
export function isNullable(document: Tree, node: unknown): boolean {
  const schema = follow(document, node)
  const options = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')].map((one) => follow(document, one))
  return (
    schema['nullable'] === true ||
    schema['type'] === 'null' ||
    listAt(schema, 'type').includes('null') ||
    options.some((one) => isNullable(document, one))
  )
}

/** The schema with which values are made: the only alternative to null, or itself. */
export function single(document: Tree, node: unknown): Tree {
  const schema = follow(document, node)
  const [only, ...more] = alternatives(document, schema)
  return only && more.length === 0 && !isTree(schema['properties']) ? single(document, only) : schema
}

/** The word for a schema's type, without null. */
export function typeOf(document: Tree, node: unknown): Field['type'] {
  const schema = single(document, node)
  const { type } = schema
  const word = (Array.isArray(type) ? type : [type]).find((one) => one !== 'null')
  switch (word) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'object':
    case 'array':
      return word
    default: {
      if (isTree(schema['properties'])) return 'object'
      const [value] = valuesOf(document, schema)
      if (value !== undefined) return typeof value === 'string' ? 'string' : 'number'
      const types = [...listAt(schema, 'allOf'), ...alternatives(document, schema)].map((one) => typeOf(document, one))
      const [first = 'unknown'] = types
      return types.every((one) => one === first) ? first : 'unknown'
    }
  }
}

/** The properties of alternatives; of those that several have, any may be meant. */
function either(choices: readonly Members[]): Tree {
  const names = new Set(choices.flatMap(({ properties }) => Object.keys(properties)))
  const named = [...names].map((name) => {
    const [first, ...more] = choices.flatMap(({ properties }) => properties[name] ?? [])
    return [name, more.length === 0 ? first : { anyOf: [first, ...more] }] as const
  })
  return Object.fromEntries(named)
}

function alternatives(document: Tree, schema: Tree): Tree[] {
  const options = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')].map((one) => follow(document, one))
  return options.filter((one) => one['type'] !== 'null')
}

function valuesOf(document: Tree, schema: Tree): (string | number)[] {
  const parts = [...listAt(schema, 'allOf'), ...alternatives(document, schema)].map((one) => follow(document, one))
  const own = Object.hasOwn(schema, 'const') ? [schema['const']] : listAt(schema, 'enum')
  const usable = own.filter((one) => typeof one === 'string' || typeof one === 'number')
  const inner = parts.map((one) => valuesOf(document, one))
  // An alternative that lists nothing takes anything.
  return usable.length > 0 || inner.some((one) => one.length === 0) ? usable : [...new Set(inner.flat())]
}
