import { Ajv2020 } from 'ajv/dist/2020.js'
import { escape, memberOf, openDocument } from './document.ts'

/** What keeps an OpenAPI document from being read, each with its place; with any of these nothing is judged. Never throws. */
export function specFindings(source: object): readonly string[] {
  const found = known.get(source) ?? findingsIn(source)
  known.set(source, found)
  return found
}

// A run reads the document of a provider many times.
const known = new WeakMap<object, readonly string[]>()
const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const names = new Set(['properties', 'patternProperties', '$defs', 'schemas', 'dependentSchemas'])
// What these hold is data, whatever it looks like.
const data = new Set(['const', 'default', 'enum', 'example', 'examples'])
const most = 10

/** An object of the document. */
interface Part {
  pointer: string
  value: object
  /** Whether it is one of those that it is in. */
  isAbove: boolean
}

function findingsIn(source: object): string[] {
  const version = memberOf(source, 'openapi')
  if (typeof version !== 'string' || !/^3\.[1-9]/.test(version))
    return [`spec#/openapi: must be a version such as 3.1.0, not ${JSON.stringify(version) ?? 'left out'}`]
  const items: unknown[] = Object.values(Object(memberOf(source, 'paths')))
  if (!items.some((item) => verbs.some((verb) => memberOf(item, verb) !== undefined)))
    return ['spec#/paths: holds no operation']
  const parts = [...partsIn(source, '', [], new Set())]
  const loops = parts.filter(({ isAbove }) => isAbove)
  if (loops.length > 0)
    return loops.map(({ pointer }) => `spec#${pointer}: holds what it is in; leave references as they were parsed`)
  const findings = [...parts.flatMap((part) => brokenIn(part, source)), ...schemaFindings(parts)]
  const more = findings.length - most
  return [...findings.slice(0, most), ...(more > 0 ? [`spec: and ${more} more`] : [])]
}

function* partsIn(value: unknown, pointer: string, above: readonly object[], seen: Set<object>): Generator<Part> {
  if (typeof value !== 'object' || value === null) return
  const isAbove = above.includes(value)
  if (seen.has(value) && !isAbove) return
  seen.add(value)
  yield { pointer, value, isAbove }
  if (isAbove) return
  const isNames = names.has(pointer.slice(pointer.lastIndexOf('/') + 1))
  for (const [key, inner] of Object.entries(value))
    if (isNames || !(data.has(key) || key.startsWith('x-')))
      yield* partsIn(inner, `${pointer}/${escape(key)}`, [...above, value], seen)
}

function brokenIn({ pointer, value }: Part, source: object): string[] {
  const reference = memberOf(value, '$ref')
  const pattern = memberOf(value, 'pattern')
  const isOutside = typeof reference === 'string' && !reference.startsWith('#/')
  const isBroken = typeof reference === 'string' && !isOutside && leadsNowhere(source, value)
  return [
    ...(isOutside ? [`spec#${pointer}/$ref: ${reference} leads out of the document: bundle it`] : []),
    ...(isBroken ? [`spec#${pointer}/$ref: ${reference} leads nowhere`] : []),
    ...(typeof pattern === 'string' && !isExpression(pattern)
      ? [`spec#${pointer}/pattern: ${JSON.stringify(pattern)} is no regular expression`]
      : []),
  ]
}

function leadsNowhere(source: object, node: object): boolean {
  try {
    openDocument(source).follow(node)
    return false
  } catch {
    return true
  }
}

function schemaFindings(parts: readonly Part[]): string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false })
  return parts.flatMap(({ pointer, value }) => {
    if (!/(\/schema|^\/components\/schemas\/[^/]+)$/.test(pointer) || ajv.validateSchema(value) === true) return []
    const [error] = ajv.errors ?? []
    return [`spec#${pointer}${error?.instancePath ?? ''}: ${error?.message ?? 'is no schema'}`]
  })
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
