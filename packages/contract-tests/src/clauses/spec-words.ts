import { keysOf } from '../fixtures/pointer.ts'
import { openDocument, type Place, type SpecDocument } from '@reelay/simulator/openapi'
import type { Exchange } from '../fixtures/fixture.ts'

/** The words that an OpenAPI document lists for a field of an answer; none where it lists none. */
export function specWords(
  source: Readonly<Record<string, unknown>>,
  { request: { method, path } }: Exchange,
  pointer: string,
): string[] {
  const document = openDocument(source)
  const operation = document.operation(method, path)
  const answers = operation ? document.children([...operation.node.place, 'responses']) : []
  const found = answers
    .filter(({ key }) => key.startsWith('2'))
    .flatMap(({ node }) => wordsOf(document, [...node.place, 'content', 'application/json', 'schema'], keysOf(pointer)))
  return [...new Set(found)]
}

/** Follows a pointer through a schema: into references, alternatives, properties and items. */
function wordsOf(document: SpecDocument, place: Place, keys: readonly string[]): string[] {
  const schema = document.find(place)
  if (!schema) return []
  const inner = ['allOf', 'anyOf', 'oneOf']
    .flatMap((name) => document.children([...schema.place, name]))
    .flatMap(({ node }) => wordsOf(document, node.place, keys))
  const [key, ...rest] = keys
  if (key === undefined) {
    const listed = schema.value['enum']
    const own: unknown[] = [...(Array.isArray(listed) ? listed : []), schema.value['const']]
    return [...inner, ...own.filter((word) => typeof word === 'string')]
  }
  const below = /^(\*|\d+)$/.test(key) ? ['items'] : ['properties', key]
  return [...inner, ...wordsOf(document, [...schema.place, ...below], rest)]
}
