import { readBody, type SpecContent } from './body.ts'
import {
  openDocument,
  type SpecDocument,
  type SpecNode,
  type SpecOperation as DocumentOperation,
} from './openapi/document.ts'
import { isJson, mediaTypeOf } from './openapi/media-type.ts'
import { type Check, createSchemas, type Schemas, type Violation } from './schema.ts'

/** What a request brought, by the spec: parameters as their schemas type them, the body decoded. */
export interface SpecInput {
  path: Record<string, unknown>
  query: Record<string, unknown>
  body: unknown
}

/** One operation of an OpenAPI document. */
export interface SpecOperation {
  operationId: string
  /** Reads a request whose path was matched, or says what the spec forbids about it. */
  read(request: Request, path: Record<string, string>): Promise<{ input: SpecInput } | { violation: Violation }>
  /** Says what the spec does not foresee about an answer; reads its body if that is JSON. */
  checkAnswer(answer: Response): Promise<Violation | undefined>
}

/** An OpenAPI 3.1 document, ready to serve. */
export interface Spec {
  operationIds: readonly string[]
  /** Finds the operation, and the decoded parameters of the path. */
  route(method: string, pathname: string): { operation: SpecOperation; path: Record<string, string> } | undefined
}

/** Reads an OpenAPI 3.1 document; throws when an operation has no operationId or a reference leads nowhere. */
export function readSpec(source: object): Spec {
  const document = openDocument(source)
  const schemas = createSchemas(source)
  const operations = new Map(document.operations().map((one) => [one.name, createOperation(one, document, schemas)]))
  return {
    operationIds: [...operations.values()].map(({ operationId }) => operationId),
    route: (method, pathname) => {
      const found = document.operation(method, pathname, true)
      const operation = found && operations.get(found.name)
      return operation && { operation, path: found.parameters }
    },
  }
}

function createOperation(
  { name, node, described }: DocumentOperation,
  document: SpecDocument,
  schemas: Schemas,
): SpecOperation {
  const operationId = node.value['operationId']
  if (typeof operationId !== 'string') throw new TypeError(`${name} has no operationId`)
  const checkParameters = (location: string): Check => {
    const own = described.filter(({ value }) => value['in'] === location)
    const named = own.map(({ value, place }) => ({
      name: location === 'header' ? String(value['name']).toLowerCase() : String(value['name']),
      isRequired: value['required'] === true,
      schema: [...place, 'schema'],
    }))
    return schemas.parameters(named, location === 'header')
  }
  const checkPath = checkParameters('path')
  const checkQuery = checkParameters('query')
  const checkHeaders = checkParameters('header')
  const requestBody = document.find([...node.place, 'requestBody'])
  const contents = requestBody ? contentsOf(requestBody, document, schemas) : []
  const answers = new Map(
    document
      .children([...node.place, 'responses'])
      .map(({ key, node }) => [key.toUpperCase(), contentsOf(node, document, schemas)]),
  )
  return {
    operationId,
    read: async (request, path) => {
      const input: SpecInput = { path, query: queryOf(request), body: undefined }
      const violation =
        checkPath(input.path, 'path') ??
        checkQuery(input.query, 'query') ??
        checkHeaders(Object.fromEntries(request.headers), 'headers')
      if (violation) return { violation }
      const body = await readBody(request, contents, requestBody?.value['required'] === true)
      return 'violation' in body ? body : { input: { ...input, body: body.value } }
    },
    checkAnswer: async (answer) => {
      const status = String(answer.status)
      const expected = answers.get(status) ?? answers.get(`${status.slice(0, 1)}XX`) ?? answers.get('DEFAULT')
      if (!expected) return { what: `the spec has no answer with status ${status}` }
      if (expected.length === 0) return answer.body ? { what: `the spec gives status ${status} no body` } : undefined
      const mediaType = mediaTypeOf(answer.headers.get('content-type'))
      const content = expected.find((content) => content.mediaType === mediaType)
      if (!content) return { what: `the spec has no ${mediaType || 'empty'} answer with status ${status}` }
      return isJson(mediaType) ? content.check(await answer.clone().json(), 'answer') : undefined
    },
  }
}

// Fields of a form are text; JSON says itself what it is.
function contentsOf(parent: SpecNode, document: SpecDocument, schemas: Schemas): SpecContent[] {
  return document.children([...parent.place, 'content']).map(({ key: mediaType, node }) => {
    const place = [...node.place, 'schema']
    if (!document.find(place)) return { mediaType, check: () => undefined }
    return { mediaType, check: isJson(mediaType) ? schemas.json(place) : schemas.text(place) }
  })
}

function queryOf(request: Request): Record<string, unknown> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}
