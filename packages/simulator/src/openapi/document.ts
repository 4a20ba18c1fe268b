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
  /** What describes its parameters: its own, and those of its path. */
  described: readonly SpecNode[]
  /** What a path holds for each parameter, decoded; undefined when it is the path of another operation. */
  match(method: string, path: string, isBaseNeeded: boolean): Record<string, string> | undefined
}

/** Reads an OpenAPI document by place. Everything throws a TypeError at a reference to what the document does not have. */
export interface SpecDocument {
  /** The object at a place, or the one it refers to; undefined when nothing is there. */
  find(place: Place): SpecNode | undefined
  /** What an object of the document refers to; the object itself when it is no reference. */
  follow(node: object): object
  /** The members of the object at a place by key, each followed to what it refers to. */
  children(place: Place): { key: string; node: SpecNode }[]
  /** Every operation, as it is listed. */
  operations(): readonly SpecOperation[]
  /**
   * The operation that a request is for, and its parameters; a literal path wins over one with parameters. A path may leave
   * out that of the first server, unless `isBaseNeeded`.
   */
  operation(
    method: string,
    path: string,
    isBaseNeeded?: boolean,
  ): (SpecOperation & { parameters: Record<string, string> }) | undefined
}

/** The name under which schemas refer to the document. */
export const documentName = 'spec'

/** Writes a place as the `$ref` of a schema. */
export function referenceTo(place: Place): string {
  const keys = place.map((key) => encodeURIComponent(escape(key)))
  return `${documentName}#/${keys.join('/')}`
}

/** A key as a JSON pointer writes it. */
export function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
const mostHops = 32

/** Opens an OpenAPI document. */
export function openDocument(document: object): SpecDocument {
  const find = (place: Place): SpecNode | undefined => {
    const value = place.reduce<unknown>(memberOf, document)
    if (!isObject(value)) return undefined
    const reference = value['$ref']
    return typeof reference === 'string' ? target(document, reference) : { place, value }
  }
  const children = (place: Place): { key: string; node: SpecNode }[] => {
    const parent = find(place)
    return Object.keys(parent?.value ?? {}).flatMap((key) => {
      const node = find([...(parent?.place ?? []), key])
      return node ? [{ key, node }] : []
    })
  }
  const listed = (): SpecOperation[] => {
    const base = basePathOf(find(['servers', '0'])?.value['url'])
    return children(['paths']).flatMap(({ key: template, node: item }) => {
      const [whole, short] = [pathMatcher(base + template), pathMatcher(template)]
      return Object.keys(item.value).flatMap((verb): SpecOperation[] => {
        const node = methods.has(verb) ? find([...item.place, verb]) : undefined
        if (!node) return []
        const described = [item, node].flatMap((one) =>
          children([...one.place, 'parameters']).map((child) => child.node),
        )
        const match: SpecOperation['match'] = (method, path, isBaseNeeded) => {
          if (method.toLowerCase() !== verb) return undefined
          return whole(path) ?? (isBaseNeeded ? undefined : short(path))
        }
        return [{ name: `${verb.toUpperCase()} ${template}`, node, described, match }]
      })
    })
  }
  let operations: SpecOperation[] | undefined
  return {
    find,
    follow: (node) => {
      const reference = memberOf(node, '$ref')
      return typeof reference === 'string' ? target(document, reference).value : node
    },
    children,
    operations: () => (operations ??= listed()),
    operation(method, path, isBaseNeeded = false) {
      operations ??= listed()
      const fitting = operations.flatMap((one) => {
        const parameters = one.match(method, path, isBaseNeeded)
        return parameters ? [{ ...one, parameters }] : []
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

/** Whether it is an object, or a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What a reference leads to, over further ones. */
function target(document: object, reference: string): SpecNode {
  let next: unknown = reference
  for (let hops = 0; typeof next === 'string' && next.startsWith('#/'); hops++) {
    const place = next.slice(2).split('/').map(keyOf)
    const value = place.reduce<unknown>(memberOf, document)
    if (!isObject(value)) break
    next = value['$ref']
    if (typeof next !== 'string') return { place, value }
    if (hops === mostHops) throw new TypeError(`the spec refers to itself in a circle: ${reference}`)
  }
  throw new TypeError(`the spec refers to ${reference}, which is not in the file: put it there`)
}

function keyOf(written: string): string {
  return (decoded(written) ?? written).replaceAll('~1', '/').replaceAll('~0', '~')
}

function basePathOf(url: unknown): string {
  if (typeof url !== 'string' || !URL.canParse(url, 'http://localhost')) return ''
  return new URL(url, 'http://localhost').pathname.replace(/\/$/, '')
}

function pathMatcher(template: string): (path: string) => Record<string, string> | undefined {
  const names: string[] = []
  const source = template.replaceAll(/\{([^}]+)\}|[^\w/{}]/g, (part: string, name?: string) => {
    if (name === undefined) return `\\${part}`
    names.push(name)
    return '([^/]+)'
  })
  const pattern = new RegExp(`^${source}$`)
  return (path) => {
    const values = pattern.exec(path)?.slice(1).map(decoded)
    // A broken escape names nothing.
    if (!values || values.includes(undefined)) return undefined
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
