import { isJson, mediaTypeOf, readBody, type SpecContent } from './body.ts'
import { openDocument, type SpecDocument, type SpecNode } from './document.ts'
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
  const prefix = basePathOf(document)
  const routes = document.children(['paths']).flatMap(({ key: template, node: item }) =>
    document
      .children(item.pointer)
      .filter(({ key }) => methods.has(key))
      .map(({ key: method, node }) => ({
        method: method.toUpperCase(),
        match: pathMatcher(prefix + template),
        parameterCount: template.split('{').length - 1,
        operation: createOperation({ name: `${method} ${template}`, node, item, document, schemas }),
      })),
  )
  // OpenAPI: a literal path wins over one with parameters.
  const byPrecedence = routes.toSorted((left, right) => left.parameterCount - right.parameterCount)
  return {
    operationIds: routes.map(({ operation }) => operation.operationId),
    route: (method, pathname) => {
      for (const route of byPrecedence) {
        const path = route.method === method ? route.match(pathname) : undefined
        if (path) return { operation: route.operation, path }
      }
      return undefined
    },
  }
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

interface OperationSource {
  name: string
  node: SpecNode
  item: SpecNode
  document: SpecDocument
  schemas: Schemas
}

function createOperation({ name, node, item, document, schemas }: OperationSource): SpecOperation {
  const operationId = node.value['operationId']
  if (typeof operationId !== 'string') throw new TypeError(`${name} has no operationId`)
  const parameters = [item, node].flatMap(({ pointer }) => document.children([...pointer, 'parameters']))
  const checkParameters = (location: string): Check => {
    const own = parameters.filter(({ node: { value } }) => value['in'] === location)
    const named = own.map(({ node: { value, pointer } }) => ({
      name: location === 'header' ? String(value['name']).toLowerCase() : String(value['name']),
      isRequired: value['required'] === true,
      schema: [...pointer, 'schema'],
    }))
    return schemas.parameters(named, location === 'header')
  }
  const checkPath = checkParameters('path')
  const checkQuery = checkParameters('query')
  const checkHeaders = checkParameters('header')
  const requestBody = document.find([...node.pointer, 'requestBody'])
  const contents = requestBody ? contentsOf(requestBody, document, schemas) : []
  const answers = new Map(
    document
      .children([...node.pointer, 'responses'])
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
      const mediaType = mediaTypeOf(answer.headers)
      const content = expected.find((content) => content.mediaType === mediaType)
      if (!content) return { what: `the spec has no ${mediaType || 'empty'} answer with status ${status}` }
      return isJson(mediaType) ? content.check(await answer.clone().json(), 'answer') : undefined
    },
  }
}

// Fields of a form are text; JSON says itself what it is.
function contentsOf(parent: SpecNode, document: SpecDocument, schemas: Schemas): SpecContent[] {
  return document.children([...parent.pointer, 'content']).map(({ key: mediaType, node }) => {
    const pointer = [...node.pointer, 'schema']
    if (!document.find(pointer)) return { mediaType, check: () => undefined }
    return { mediaType, check: isJson(mediaType) ? schemas.json(pointer) : schemas.text(pointer) }
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

function basePathOf(document: SpecDocument): string {
  const url = document.find(['servers', '0'])?.value['url']
  return typeof url === 'string' ? new URL(url, 'http://localhost').pathname.replace(/\/$/, '') : ''
}

function pathMatcher(template: string): (pathname: string) => Record<string, string> | undefined {
  const names: string[] = []
  const source = template.replaceAll(/\{([^}]+)\}|[^\w/{}]/g, (part: string, name?: string) => {
    if (name === undefined) return `\\${part}`
    names.push(name)
    return '([^/]+)'
  })
  const pattern = new RegExp(`^${source}$`)
  return (pathname) => {
    const values = pattern.exec(pathname)?.slice(1)
    if (!values) return undefined
    try {
      return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
    } catch {
      return undefined // a broken escape names nothing
    }
  }
}
