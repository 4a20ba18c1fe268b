/** Any text. */
export const text = { type: 'string' }

/** A text or nothing. */
export const textOrNull = { type: ['string', 'null'] }

/** The schema of an object with these fields. */
export function object(properties: Record<string, object>, required: readonly string[] = []): object {
  return { type: 'object', required: [...required], properties }
}

/** A body of JSON: of an answer, or of a request. */
export function json(schema: object): { description: string; content: Record<string, object> } {
  return { description: 'JSON', content: { 'application/json': { schema } } }
}

/** A schema of the document by name. */
export function refTo(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}
