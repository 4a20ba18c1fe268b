import { keysOf } from '@reelay/contract-tests/fixtures'
import { isJson, mediaTypeOf } from '@reelay/simulator/openapi'
import { openDocument, type Place, type SpecDocument } from '@reelay/simulator/openapi'
import { typeOf } from './shape.ts'

/** What a specification says of one place in an answer; of alternatives, all that any of them says. */
export interface SpecField {
  /** JSON types that it may have; undefined: any. */
  types: ReadonlySet<string> | undefined
  /** Texts that it may be; undefined: any. */
  words: ReadonlySet<string> | undefined
  /** Whether every alternative requires it. */
  isRequired: boolean
  /** Fields within it that every alternative requires. */
  required: ReadonlySet<string>
}

/** A place within something whose fields nobody names. */
export const free = Symbol('free')

/** What a specification says of a JSON answer, by pointer: undefined where it names no such field. */
export type SpecFields = (pointer: string) => SpecField | typeof free | undefined

/** A call that an answer came to. */
export interface SpecCall {
  method: string
  path: string
}

/** Reads the answers of an operation with one status; undefined when the specification has no JSON for it. */
export function specFields(source: object | undefined, call: SpecCall, status: number): SpecFields | undefined {
  if (!source) return undefined
  const document = openDocument(source)
  const content = contentsOf(document, call, status).find(({ key }) => isJson(mediaTypeOf(key)))
  const root = content && document.find([...content.node.place, 'schema'])
  return root && ((pointer) => fieldAt(document, root.place, keysOf(pointer)))
}

/** Media types that a specification names for the answers of an operation with one status. */
export function specMediaTypes(source: object | undefined, call: SpecCall, status: number): string[] {
  return source ? contentsOf(openDocument(source), call, status).map(({ key }) => mediaTypeOf(key)) : []
}

/** Statuses that a specification names for a call, such as `404`. */
export function specStatuses(source: object | undefined, call: SpecCall): number[] {
  const answers = source ? answersOf(openDocument(source), call) : []
  return answers.map(({ key }) => Number(key)).filter(Number.isInteger)
}

/** How a call is named: by the template of the specification, else by its path. */
export function callName(source: object | undefined, { method, path }: SpecCall): string {
  return (source && openDocument(source).operation(method, path)?.name) ?? `${method} ${path}`
}

type Children = ReturnType<SpecDocument['children']>

function answersOf(document: SpecDocument, { method, path }: SpecCall): Children {
  const operation = document.operation(method, path)
  return operation ? document.children([...operation.node.place, 'responses']) : []
}

function contentsOf(document: SpecDocument, call: SpecCall, status: number): Children {
  const answers = answersOf(document, call)
  const names = [String(status), `${String(status).slice(0, 1)}XX`, 'DEFAULT']
  const [answer] = names.flatMap((name) => answers.filter(({ key }) => key.toUpperCase() === name))
  return answer ? document.children([...answer.node.place, 'content']) : []
}

function fieldAt(document: SpecDocument, root: Place, keys: readonly string[]): ReturnType<SpecFields> {
  let places: Place[] = [root]
  let isRequired = true
  for (const key of keys) {
    const next = places.flatMap((place) => childrenOf(document, place, key))
    const beside = next.length > 0 ? next : places.flatMap((place) => othersOf(document, place))
    if (beside.length === 0) return places.some((place) => !isNamed(document, place)) ? free : undefined
    isRequired = common(places.map((place) => requiredOf(document, place))).has(key)
    places = beside
  }
  return {
    types: union(places.map((place) => typesOf(document, place))),
    words: union(places.map((place) => wordsOf(document, place))),
    isRequired,
    required: common(places.map((place) => requiredOf(document, place))),
  }
}

const alternatives = ['anyOf', 'oneOf'] as const
const parts = ['allOf', ...alternatives] as const

function partsOf(document: SpecDocument, place: Place, names: readonly string[] = parts): Place[] {
  const around = document.find(place)?.place ?? place
  return names.flatMap((name) => document.children([...around, name])).map(({ node }) => node.place)
}

/** Where the schemas of a member are; `*` is an item. */
function childrenOf(document: SpecDocument, place: Place, key: string): Place[] {
  const schema = document.find(place)
  if (!schema) return []
  const below = key === '*' ? ['items'] : ['properties', key]
  const own = document.find([...schema.place, ...below])
  const text = document.find([...schema.place, 'contentSchema'])
  const inner = [...partsOf(document, place), ...(text ? [text.place] : [])]
  return [...(own ? [own.place] : []), ...inner.flatMap((one) => childrenOf(document, one, key))]
}

/** Where the schemas of members without a name are. */
function othersOf(document: SpecDocument, place: Place): Place[] {
  const schema = document.find(place)
  const others = schema && document.find([...schema.place, 'additionalProperties'])
  return [...(others ? [others.place] : []), ...partsOf(document, place).flatMap((one) => othersOf(document, one))]
}

/** Whether a schema names fields or items, or can have none. */
function isNamed(document: SpecDocument, place: Place): boolean {
  const value = document.find(place)?.value ?? {}
  const names = ['properties', 'items', 'contentSchema'].some((name) => Object.hasOwn(value, name))
  if (names || partsOf(document, place).some((one) => isNamed(document, one))) return true
  const types = typesOf(document, place)
  return types !== undefined && !types.has('object') && !types.has('array')
}

/** Fields that a schema requires of an object. */
function requiredOf(document: SpecDocument, place: Place): ReadonlySet<string> {
  const own = document.find(place)?.value['required']
  const names = Array.isArray(own) ? own.filter((name) => typeof name === 'string') : []
  const together = partsOf(document, place, ['allOf']).flatMap((one) => [...requiredOf(document, one)])
  const either = alternatives.flatMap((name) => [
    ...common(partsOf(document, place, [name]).map((one) => requiredOf(document, one))),
  ])
  return new Set([...names, ...together, ...either])
}

function typesOf(document: SpecDocument, place: Place): ReadonlySet<string> | undefined {
  const { type, enum: listed, ...value } = document.find(place)?.value ?? {}
  const named = [type].flat().filter((one) => typeof one === 'string')
  if (named.length > 0) return new Set(named.map((one) => (one === 'integer' ? 'number' : one)))
  if (Array.isArray(listed)) return new Set(listed.map(typeOf))
  if (Object.hasOwn(value, 'const')) return new Set([typeOf(value['const'])])
  return ofParts(document, place, typesOf)
}

function wordsOf(document: SpecDocument, place: Place): ReadonlySet<string> | undefined {
  const value = document.find(place)?.value ?? {}
  const { enum: listed } = value
  const own: unknown[] | undefined = Array.isArray(listed)
    ? listed
    : Object.hasOwn(value, 'const')
      ? [value['const']]
      : undefined
  if (own) return new Set(own.filter((word) => typeof word === 'string'))
  const types = typesOf(document, place)
  if (types && !types.has('string')) return new Set()
  return ofParts(document, place, wordsOf)
}

/** What the parts of a schema allow: all that alternatives do, or what the first part does that says anything. */
function ofParts(
  document: SpecDocument,
  place: Place,
  read: (document: SpecDocument, place: Place) => ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const either = partsOf(document, place, alternatives)
  if (either.length > 0) return union(either.map((one) => read(document, one)))
  return partsOf(document, place, ['allOf'])
    .map((one) => read(document, one))
    .find((one) => one !== undefined)
}

/** Everything that any of them allows; undefined when one allows anything. */
function union(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const all = new Set<string>()
  for (const one of sets) {
    if (one === undefined) return undefined
    for (const word of one) all.add(word)
  }
  return all
}

/** What is in each of them. */
function common([first, ...rest]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set([...(first ?? [])].filter((name) => rest.every((one) => one.has(name))))
}
