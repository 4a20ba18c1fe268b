import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** A YAML or JSON object. */
export type Json = Record<string, unknown>

/** An example of a vendor's page: whose, of which part (request, response, sample of code), and its text. */
export interface PageExample {
  operation: string
  part: string
  text: string
}

/** What `specs/<vendor>/` holds. */
export interface SpecFolder {
  vendor: string
  document: Json
  pageExamples: PageExample[]
}

const specs = new URL('../../../specs/', import.meta.url)

/** Reads every vendor's folder; throws if a spec is no object or has no `examples.yaml` of its page beside it. */
export function readSpecFolders(): SpecFolder[] {
  return readdirSync(specs)
    .filter((vendor) => existsSync(new URL(`${vendor}/openapi.yaml`, specs)))
    .map((vendor) => ({
      vendor,
      document: asObject(readYaml(`${vendor}/openapi.yaml`)),
      pageExamples: objectsIn(readYaml(`${vendor}/examples.yaml`)).map((example) => ({
        operation: String(example['operation']),
        part: String(example['part']),
        text: String(example['text']),
      })),
    }))
}

/** Says whether a value is an object and not a list. */
export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** Returns a value that is an object; throws if it is not. */
export function asObject(value: unknown): Json {
  if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`)
  return value
}

/** Returns the objects one level below a value. */
export function objectsIn(value: unknown): Json[] {
  return Object.values(Object(value)).filter(isObject)
}

/** Returns every operation of a document. */
export function operationsOf(document: Json): Json[] {
  return objectsIn(document['paths'])
    .flatMap(objectsIn)
    .filter((operation) => 'responses' in operation)
}

/** Returns the values of the examples beside a schema. */
export function exampleValues(place: Json): unknown[] {
  const values = Array.isArray(place['examples']) ? [] : objectsIn(place['examples']).map((example) => example['value'])
  return 'example' in place ? [...values, place['example']] : values
}

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, specs), 'utf8'))
}
