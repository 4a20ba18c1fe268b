import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { asObject, exampleValues, isObject, type Json } from './spec-folder.ts'

// What a schema of ours may hold beyond JSON Schema; anything else in a schema is a misspelling and throws.
const annotations = ['x-provenance', 'x-source']

/** Returns what a public OpenAPI 3.1 validator has against a document, and its references that lead nowhere. */
export async function openapiProblems(document: Json): Promise<string[]> {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(document))
  if (result.valid) return validator.version === '3.1' ? [] : [`OpenAPI ${validator.version} instead of 3.1`]
  return [result.errors].flat().map((error) => JSON.stringify(error))
}

/** Returns what is wrong with a document's schemas and with its examples, each with its place. */
export function exampleProblems(document: Json): string[] {
  const ajv = new Ajv2020({ strict: true, strictTypes: true, allowUnionTypes: true, allErrors: true })
  // The document's own keys count as keywords, since a reference into a document begins at its root.
  for (const keyword of [...annotations, ...Object.keys(document)]) ajv.addKeyword(keyword)
  ajv.addSchema(document, 'spec', undefined, false)
  const problems: string[] = []

  const compile = (pointer: string): ValidateFunction | undefined => {
    try {
      return ajv.compile({ $ref: `spec#${pointer}` })
    } catch (error) {
      problems.push(`${pointer}: ${String(error)}`)
      return undefined
    }
  }
  const judge = (pointer: string, values: unknown[]): void => {
    const validate = compile(pointer)
    for (const value of values) {
      if (validate?.(value) !== false) continue
      problems.push(`${pointer}: ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`)
    }
  }
  const walk = (place: unknown, pointer: string): void => {
    if (Array.isArray(place)) place.forEach((item, index) => walk(item, `${pointer}/${index}`))
    if (!isObject(place)) return
    if (isObject(place['schema'])) judge(`${pointer}/schema`, exampleValues(place))
    if (Array.isArray(place['examples'])) judge(pointer, place['examples'])
    if (isObject(place['x-events'])) {
      for (const { name, data } of eventsOf(exampleValues(place))) {
        if (name in place['x-events']) judge(`${pointer}/x-events/${name}`, [data])
        else problems.push(`${pointer}: event ${name} is not among its x-events`)
      }
    }
    for (const [key, value] of Object.entries(place)) {
      if (key !== 'examples' && key !== 'x-codeSamples') walk(value, `${pointer}/${escapeKey(key)}`)
    }
  }

  for (const name of Object.keys(asObject(asObject(document['components'])['schemas']))) {
    judge(`/components/schemas/${name}`, [])
  }
  walk(document, '')
  return problems
}

function eventsOf(streams: unknown[]): { name: string; data: unknown }[] {
  return streams
    .flatMap((stream) => String(stream).trim().split('\n\n'))
    .map((event) => {
      const name = /^event: (.*)$/m.exec(event)?.[1] ?? 'message'
      const data = /^data: (.*)$/m.exec(event)?.[1] ?? ''
      return { name, data: data.startsWith('{') ? JSON.parse(data) : data }
    })
}

// A key of a JSON pointer inside a URI: first the pointer's own escapes, then the URI's.
function escapeKey(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}
