import { isNullable, membersOf, single, typeOf } from './fields.ts'
import type { Tree } from './tree.ts'

/** A part of an answer that is not made up. */
export interface Known<Made> {
  /** `*` stands for the members of a list. */
  path: readonly string[]
  value: Made
  /** The only status with which it is there; default: always. */
  when?: 'completed' | 'failed'
}

/** How an answer is put together: as JSON, or as TypeScript. */
export interface Maker<Made> {
  literal(value: unknown): Made
  object(members: readonly [string, Made][]): Made
  list(member: Made): Made
  /** The part if the job has this status, or else what stands in its place. */
  only(when: NonNullable<Known<unknown>['when']>, part: Made, otherwise: unknown): Made
}

/** Makes an answer of a schema: what is known, and beside it an example of what must be there. */
export function makeAnswer<Made>(
  document: Tree,
  schema: unknown,
  known: readonly Known<Made>[],
  maker: Maker<Made>,
): Made {
  const own = known.find(({ path }) => path.length === 0)
  if (own) return own.value
  if (known.length === 0) return maker.literal(exampleOf(document, schema))
  const { properties, required, items } = membersOf(document, schema)
  const below = (key: string): Known<Made>[] =>
    known.flatMap((one) => (one.path[0] === key ? [{ ...one, path: one.path.slice(1) }] : []))
  if (items && known.some(({ path }) => path[0] === '*')) {
    return maker.list(makeAnswer(document, items, below('*'), maker))
  }
  const members = Object.keys(properties).flatMap((name): [string, Made][] => {
    const inner = below(name)
    const isRequired = required.includes(name)
    if (inner.length === 0 && !isRequired) return []
    const when = inner[0]?.when
    const isNull = isNullable(document, properties[name])
    const type = typeOf(document, properties[name])
    // What must be there is there, and only what it holds depends on the status.
    const isFixed = isRequired && !isNull && type === 'object'
    if (when === undefined || isFixed || inner.some((one) => one.when !== when))
      return [[name, makeAnswer(document, properties[name], inner, maker)]]
    const always = inner.map(({ path, value }) => ({ path, value }))
    const part = makeAnswer(document, properties[name], always, maker)
    const empty = type === 'array' ? [] : type === 'string' ? '' : 0
    return [[name, maker.only(when, part, isNull ? null : isRequired ? empty : undefined)]]
  })
  return maker.object(members)
}

/** JSON of a job with this status. */
export function jsonMaker(status: string): Maker<unknown> {
  return {
    literal: (value) => value,
    object: (members) => Object.fromEntries(members.filter(([, value]) => value !== undefined)),
    list: (member) => [member],
    only: (when, part, otherwise) => (when === status ? part : otherwise),
  }
}

/** A value of which the schema would say that it is right: its own example, or the least of its type. */
export function exampleOf(document: Tree, node: unknown, depth = 0): unknown {
  const schema = single(document, node)
  const { example, examples, default: usual, enum: words, const: only } = schema
  const said = [example, Array.isArray(examples) ? examples[0] : undefined, only, usual, ...listed(words)]
  const found = said.find((one) => one !== undefined && one !== null)
  if (found !== undefined) return found
  switch (typeOf(document, schema)) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1
    case 'boolean':
      return false
    case 'array':
      return []
    default: {
      const { properties, required } = membersOf(document, schema)
      if (depth > 5) return {}
      const members = [...new Set(required)].filter((name) => Object.hasOwn(properties, name))
      return Object.fromEntries(members.map((name) => [name, exampleOf(document, properties[name], depth + 1)]))
    }
  }
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
