import { closed } from './closed.ts'
import { memberOf, openDocument, referenceTo, type Place, type SpecNode, type SpecDocument } from './document.ts'
import { isJson } from './media-type.ts'
import { validatorOf, type Misfit } from './misfits.ts'

export type { Misfit } from './misfits.ts'

/** A body, decoded: JSON as it is; of a form an object, with the name of a file in place of its bytes. */
export interface CheckedBody {
  /** Without its parameters, such as `application/json`. */
  mediaType: string
  /** Absent where the body is neither JSON nor a form. */
  value?: unknown
}

/** A request, as far as a specification speaks of it. */
export interface CheckedRequest {
  method: string
  path: string
  query: Readonly<Record<string, string>>
  /** Left out where nobody wrote them down. */
  headers?: Readonly<Record<string, string>>
  body?: CheckedBody | undefined
}

/** An OpenAPI 3.1 document that requests and answers are held against. */
export interface Spec {
  /** What it forbids about a request: a field that it does not name, above all. */
  request(request: CheckedRequest): Misfit[]
  /** What it forbids about an answer; what it does not name is allowed. */
  answer(call: SpecCall, status: number, body: CheckedBody | undefined): Misfit[]
  /** The media types that the body of a request may have. */
  takes(call: SpecCall): string[]
  /** What the parts of its form are, by name. */
  parts(call: SpecCall): ReadonlyMap<string, SpecPart>
  /** The parameters that say which version of the API is spoken, each with the only value that it may have. */
  versions(call: SpecCall): SpecVersion[]
  /** Whether it demands a credential, and does not take the call without one. */
  isSecured(call: SpecCall): boolean
}

type Found = NonNullable<ReturnType<SpecDocument['operation']>>

/** Which operation it is. */
export type SpecCall = Pick<CheckedRequest, 'method' | 'path'>

/** A part of a form. */
export interface SpecPart {
  isFile: boolean
  /** Types that a file may have, such as `image/*`; none where nothing is said. */
  types: readonly string[]
}

/** A parameter that holds a version. */
export interface SpecVersion {
  location: 'header' | 'query'
  /** A header's in lower case. */
  name: string
  value: unknown
}

const read = new WeakMap<object, Spec>()

/** Opens an OpenAPI 3.1 document; what was made of it once is kept as long as it is. */
export function openSpec(source: object): Spec {
  const known = read.get(source) ?? readSpec(source)
  read.set(source, known)
  return known
}

function readSpec(source: object): Spec {
  const document = openDocument(source)
  const narrow = closed(source)
  const sent = validatorOf(narrow, false)
  const written = validatorOf(narrow, true)
  const answered = validatorOf(source, false)
  const operationOf = ({ method, path }: SpecCall): Found | undefined => document.operation(method, path)
  const contentsOf = (place: Place): Map<string, SpecNode> =>
    new Map(document.children([...place, 'content']).map(({ key, node }) => [key, node]))
  const bodyOf = (operation: Found | undefined): SpecNode | undefined =>
    operation && document.find([...operation.node.place, 'requestBody'])
  const fit = (
    types: ReadonlyMap<string, SpecNode>,
    body: CheckedBody,
    check: (mediaType: string) => typeof sent,
  ): Misfit[] => {
    const content = types.get(body.mediaType)
    if (!content) return [{ pointer: '/body', what: notOneOf(body.mediaType, [...types.keys()]) }]
    const hasBoth = Object.hasOwn(content.value, 'schema') && Object.hasOwn(body, 'value')
    return hasBoth ? check(body.mediaType)(ref([...content.place, 'schema']), body.value, '/body') : []
  }
  const parameters = ({ described }: Found, location: string, values: object): Misfit[] => {
    const own = described.filter(({ value }) => value['in'] === location)
    const schema = {
      type: 'object',
      properties: Object.fromEntries(own.map((one) => [nameOf(one), ref([...one.place, 'schema'])])),
      required: own.filter(({ value }) => value['required'] === true).map(nameOf),
      // A header may be anybody's.
      additionalProperties: location === 'header',
    }
    return written(schema, { ...values }, `/${location}`)
  }

  return {
    request({ method, path, query, headers, body }) {
      const operation = document.operation(method, path)
      if (!operation) return [{ pointer: '/path', what: 'is no operation of the specification' }]
      const wanted = bodyOf(operation)
      const isMissing = !body && wanted?.value['required'] === true
      return [
        ...parameters(operation, 'path', operation.parameters),
        ...parameters(operation, 'query', query),
        ...(headers ? parameters(operation, 'header', headers) : []),
        ...(isMissing ? [{ pointer: '/body', what: 'is missing' }] : []),
        ...(body ? fit(contentsOf(wanted?.place ?? []), body, (type) => (isJson(type) ? sent : written)) : []),
      ]
    },
    answer(call, status, body) {
      const answers = document.children([...(operationOf(call)?.node.place ?? []), 'responses'])
      const names = [String(status), `${String(status).slice(0, 1)}XX`, 'DEFAULT']
      const [found] = names.flatMap((name) => answers.filter(({ key }) => key.toUpperCase() === name))
      if (!found) return [{ pointer: '/status', what: `the specification has no answer with status ${status}` }]
      const types = contentsOf(found.node.place)
      if (!body) return types.size > 0 ? [{ pointer: '/body', what: 'is missing' }] : []
      return fit(types, body, () => answered)
    },
    takes: (call) => [...contentsOf(bodyOf(operationOf(call))?.place ?? []).keys()],
    parts: (call) => partsOf(document, contentsOf(bodyOf(operationOf(call))?.place ?? []).get('multipart/form-data')),
    versions: (call) => (operationOf(call)?.described ?? []).flatMap((one) => versionsIn(document, one)),
    isSecured(call) {
      const operation = operationOf(call)
      const ways = operation?.node.value['security'] ?? memberOf(source, 'security')
      const isFree = (way: unknown): boolean => Object.keys(Object(way)).length === 0
      return operation !== undefined && Array.isArray(ways) && ways.length > 0 && !ways.some(isFree)
    },
  }
}

function partsOf(document: SpecDocument, form: SpecNode | undefined): Map<string, SpecPart> {
  const place = form?.place ?? []
  const fields = document.children([...(document.find([...place, 'schema'])?.place ?? []), 'properties'])
  return new Map(
    fields.map(({ key, node: { value } }) => {
      const media = value['contentMediaType']
      const isFile = value['format'] === 'binary' || (typeof media === 'string' && !isJson(media))
      const types = document.find([...place, 'encoding', key])?.value['contentType']
      return [key, { isFile, types: typeof types === 'string' ? types.split(',').map((type) => type.trim()) : [] }]
    }),
  )
}

function versionsIn(document: SpecDocument, one: SpecNode): SpecVersion[] {
  const location = one.value['in'] === 'header' ? 'header' : 'query'
  const { const: only, enum: list } = { ...document.find([...one.place, 'schema'])?.value }
  const value = only ?? (Array.isArray(list) && list.length === 1 ? list[0] : undefined)
  const isVersion = one.value['in'] === location && /version/i.test(nameOf(one)) && value !== undefined
  return isVersion ? [{ location, name: nameOf(one), value }] : []
}

function nameOf({ value }: SpecNode): string {
  return value['in'] === 'header' ? String(value['name']).toLowerCase() : String(value['name'])
}

function ref(place: Place): { $ref: string } {
  return { $ref: referenceTo(place) }
}

function notOneOf(given: string, allowed: readonly string[]): string {
  const wanted = allowed.length > 0 ? allowed.join(' or ') : 'no body at all'
  return `must be ${wanted}, but is ${given || 'of no type'}`
}
