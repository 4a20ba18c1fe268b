import { keysOf } from './pointer.ts'
import type { Exchange } from './tape.ts'

/** The words that an OpenAPI document lists for a field of an answer; none where it lists none. */
export function specWords(
  document: Readonly<Record<string, unknown>>,
  { request }: Exchange,
  pointer: string,
): string[] {
  const paths = memberOf(document, 'paths')
  const template = namesOf(paths).find((one) => isPath(one, request.path)) ?? ''
  const responses = memberOf(memberOf(memberOf(paths, template), request.method.toLowerCase()), 'responses')
  const found = namesOf(responses)
    .filter((status) => status.startsWith('2'))
    .flatMap((status) => {
      const content = memberOf(resolve(document, memberOf(responses, status)), 'content')
      return wordsOf(document, memberOf(memberOf(content, 'application/json'), 'schema'), keysOf(pointer))
    })
  return [...new Set(found)]
}

/** Follows a pointer through a schema: into references, alternatives, properties and items. */
function wordsOf(document: unknown, unresolved: unknown, keys: readonly string[]): string[] {
  const schema = resolve(document, unresolved)
  if (schema === undefined) return []
  const inner = ['allOf', 'anyOf', 'oneOf']
    .flatMap((name) => listOf(memberOf(schema, name)))
    .flatMap((one) => wordsOf(document, one, keys))
  const [key, ...rest] = keys
  if (key === undefined) {
    const own = [...listOf(memberOf(schema, 'enum')), memberOf(schema, 'const')]
    return [...inner, ...own.filter((word) => typeof word === 'string')]
  }
  const below = /^(\*|\d+)$/.test(key) ? memberOf(schema, 'items') : memberOf(memberOf(schema, 'properties'), key)
  return [...inner, ...wordsOf(document, below, rest)]
}

function resolve(document: unknown, value: unknown): unknown {
  const reference = memberOf(value, '$ref')
  if (typeof reference !== 'string') return value
  return keysOf(reference.replace(/^#/, '')).reduce<unknown>(memberOf, document)
}

function isPath(template: string, path: string): boolean {
  const given = path.split('/')
  const segments = template.split('/')
  const isAlike = segments.every((segment, index) => /^\{.*\}$/.test(segment) || segment === given[index])
  return segments.length === given.length && isAlike
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function namesOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
