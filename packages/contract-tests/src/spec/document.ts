/** A place in an OpenAPI document: the keys that lead there from its root. */
export type Place = readonly string[]

/** An object of an OpenAPI document, and where it is. */
export interface SpecNode {
  place: Place
  value: Readonly<Record<string, unknown>>
}

/** An operation of an OpenAPI document. */
export interface SpecOperation {
  /** Such as `GET /v1/videos/{id}`. */
  name: string
  node: SpecNode
  /** What a path holds for each parameter, decoded. */
  parameters: Readonly<Record<string, string>>
  /** What describes its parameters: its own, and those of its path. */
  described: readonly SpecNode[]
}

/** Reads an OpenAPI document by place. */
export interface SpecDocument {
  /** The object at a place, or the one it refers to; undefined when nothing is there. */
  find(place: Place): SpecNode | undefined
  /** What an object of the document refers to; the object itself when it is no reference. */
  follow(node: object): object | undefined
  /** The members of the object at a place by key, each followed to what it refers to. */
  children(place: Place): { key: string; node: SpecNode }[]
  /** The operation that a request is for; a literal path wins over one with parameters. */
  operation(method: string, path: string): SpecOperation | undefined
}

/** The name under which schemas refer to the document. */
export const documentName = 'spec'

/** Writes a place as the `$ref` of a schema. */
export function referenceTo(place: Place): string {
  const keys = place.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
  return `${documentName}#/${keys.join('/')}`
}

const mostHops = 32

/** Opens an OpenAPI document; a reference that leads nowhere gives nothing. */
export function openDocument(document: object): SpecDocument {
  const find = (place: Place, hops = 0): SpecNode | undefined => {
    const value = place.reduce<unknown>(memberOf, document)
    if (!isObject(value)) return undefined
    const reference = value['$ref']
    if (typeof reference !== 'string') return { place, value }
    // A reference that leads to itself leads nowhere.
    return reference.startsWith('#/') && hops < mostHops ? find(placeOf(reference), hops + 1) : undefined
  }
  const children = (place: Place): { key: string; node: SpecNode }[] => {
    const parent = find(place)
    return Object.keys(parent?.value ?? {}).flatMap((key) => {
      const node = find([...(parent?.place ?? []), key])
      return node ? [{ key, node }] : []
    })
  }
  const base = basePathOf(find(['servers', '0'])?.value['url'])
  return {
    find: (place) => find(place),
    follow(node) {
      const reference = memberOf(node, '$ref')
      return typeof reference === 'string' && reference.startsWith('#/') ? find(placeOf(reference))?.value : node
    },
    children,
    operation(method, path) {
      const fitting = children(['paths']).flatMap(({ key: template, node: item }) => {
        const parameters = parametersIn(template, path) ?? parametersIn(base + template, path)
        const node = find([...item.place, method.toLowerCase()])
        if (!parameters || !node) return []
        const described = [item, node].flatMap(({ place }) => children([...place, 'parameters']))
        return [{ name: `${method} ${template}`, node, parameters, described: described.map((one) => one.node) }]
      })
      const [best] = fitting.toSorted(
        (left, right) => Object.keys(left.parameters).length - Object.keys(right.parameters).length,
      )
      return best
    },
  }
}

/** What stands in an object under a name; nothing in anything else. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function parametersIn(template: string, path: string): Record<string, string> | undefined {
  const given = path.split('/')
  const wanted = template.split('/')
  if (given.length !== wanted.length) return undefined
  const found: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    const name = /^\{(.*)\}$/.exec(segment)?.[1]
    if (name === undefined ? value !== segment : value === '') return undefined
    if (name !== undefined) found[name] = decoded(value)
  }
  return found
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function basePathOf(url: unknown): string {
  if (typeof url !== 'string' || !URL.canParse(url, 'http://localhost')) return ''
  return new URL(url, 'http://localhost').pathname.replace(/\/$/, '')
}

function placeOf(reference: string): Place {
  const keys = reference.slice(2).split('/')
  return keys.map((key) => decoded(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
