import { escape } from '@reelay/contract-tests/fixtures'

/** What stands at one place of one or several JSON values. */
export interface FieldShape {
  /** JSON types that were seen there. */
  types: ReadonlySet<string>
  /** Texts that were seen there. */
  words: ReadonlySet<string>
  /** How often something stood there. */
  count: number
  /** How often it was an object. */
  objects: number
}

/** Fields by JSON pointer, those around before those within; `*` stands for every item of a list. */
export type Shape = ReadonlyMap<string, FieldShape>

// No vendor means what lies deeper.
const deepest = 32

/** The shape of some JSON values, laid one over the other; a text that holds JSON is both. */
export function shapeOf(values: readonly unknown[]): Shape {
  const fields = new Map<string, { types: Set<string>; words: Set<string>; count: number; objects: number }>()
  const add = (value: unknown, pointer: string, depth: number): void => {
    const field = fields.get(pointer) ?? { types: new Set(), words: new Set(), count: 0, objects: 0 }
    fields.set(pointer, field)
    field.types.add(typeOf(value))
    field.count += 1
    if (depth > deepest) return
    if (typeof value === 'string') field.words.add(value)
    const inner = typeof value === 'string' ? jsonIn(value) : value
    if (Array.isArray(inner)) return inner.forEach((item) => add(item, `${pointer}/*`, depth + 1))
    if (typeof inner !== 'object' || inner === null) return
    field.objects += 1
    for (const [key, one] of Object.entries(inner)) add(one, `${pointer}/${escape(key)}`, depth + 1)
  }
  for (const value of values) add(value, '', 0)
  return fields
}

/** The JSON type of a value. */
export function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

/** The pointer of what a field is in. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}

/** Whether a field stands in each object that could have it. */
export function isAlways(shape: Shape, pointer: string): boolean {
  const around = shape.get(parentOf(pointer))?.objects ?? 0
  return around > 0 && shape.get(pointer)?.count === around
}

function jsonIn(text: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
