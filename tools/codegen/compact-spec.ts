// Keys that only a reader of the spec, or another step, needs.
const prose = new Set([
  'description',
  'summary',
  'x-provenance',
  'x-source',
  'x-codeSamples',
  'x-data',
  'x-options',
  'x-schemas',
])

// Keys whose value is data of the vendor: it may hold any key and is copied as it is.
const data = new Set(['const', 'default', 'enum', 'example', 'required', 'value'])

// Keys whose value maps names that somebody chose to objects of the spec, so `description` may be such a name.
const maps = new Set([
  '$defs',
  'callbacks',
  'content',
  'dependentSchemas',
  'encoding',
  'headers',
  'links',
  'mapping',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'scopes',
  'securitySchemes',
  'variables',
  'webhooks',
])

/** Returns an OpenAPI document without its prose; it stays valid and describes the same requests and responses. */
export function compactSpec(document: unknown): unknown {
  return compactObject(document, false)
}

function compactObject(node: unknown, isResponse: boolean): unknown {
  if (Array.isArray(node)) return node.map((item: unknown) => compactObject(item, false))
  if (node === null || typeof node !== 'object') return node
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(node)) {
    // OpenAPI demands a description of a response, and of nothing else.
    if (prose.has(key) && !(isResponse && key === 'description')) continue
    kept[key] = compactValue(key, value)
  }
  return kept
}

function compactValue(key: string, value: unknown): unknown {
  if (data.has(key)) return value
  if (key === 'examples') return Array.isArray(value) ? value : compactMap(value, false)
  if (maps.has(key)) return compactMap(value, key === 'responses')
  return compactObject(value, false)
}

function compactMap(node: unknown, isResponses: boolean): unknown {
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return compactObject(node, false)
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      compactObject(value, isResponses && !('$ref' in Object(value))),
    ]),
  )
}
