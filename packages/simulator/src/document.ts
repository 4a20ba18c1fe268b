/** A place in an OpenAPI document: the keys that lead there from its root. */
export type Pointer = readonly string[]

/** An object of an OpenAPI document, and where it is. */
export interface SpecNode {
  pointer: Pointer
  value: Record<string, unknown>
}

/** Reads an OpenAPI document by pointer. */
export interface SpecDocument {
  /** The object at a place, or the one it refers to; undefined when nothing is there. */
  find(pointer: Pointer): SpecNode | undefined
  /** The members of the object at a place by key, each followed to what it refers to. */
  children(pointer: Pointer): { key: string; node: SpecNode }[]
}

/** The name under which schemas refer to the document. */
export const documentName = 'spec'

/** Writes a place as the `$ref` of a schema. */
export function referenceTo(pointer: Pointer): string {
  const keys = pointer.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
  return `${documentName}#/${keys.join('/')}`
}

/** Opens an OpenAPI document; a reference that leads nowhere, or out of the document, throws when it is met. */
export function openDocument(document: object): SpecDocument {
  const find = (pointer: Pointer): SpecNode | undefined => {
    let value: unknown = document
    for (const key of pointer) value = isObject(value) ? value[key] : undefined
    if (!isObject(value)) return undefined
    const reference = value['$ref']
    if (typeof reference !== 'string') return { pointer, value }
    const target = reference.startsWith('#/') ? find(readReference(reference)) : undefined
    if (!target) throw new TypeError(`the spec refers to ${reference}, which it does not have`)
    return target
  }
  return {
    find,
    children: (pointer) => {
      const parent = find(pointer)
      if (!parent) return []
      return Object.keys(parent.value).flatMap((key) => {
        const node = find([...parent.pointer, key])
        return node ? [{ key, node }] : []
      })
    },
  }
}

function readReference(reference: string): Pointer {
  const keys = reference.slice(2).split('/')
  return keys.map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Whether it is an object, or a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
