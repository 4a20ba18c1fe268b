import { invalidRequest, issue } from '../model/issues.ts'

/**
 * One object from two, at every depth; without what is undefined, and itself undefined when nothing is left. Throws
 * `invalid_request` for a key that both set, for one of the two would be lost.
 */
export function mergeObjects(own: object, given: object, field: string): Record<string, unknown> | undefined {
  const keys = new Set([...Object.keys(own), ...Object.keys(given)])
  const entries = [...keys].flatMap((key): [string, unknown][] => {
    const [left, right]: unknown[] = [Reflect.get(own, key), Reflect.get(given, key)]
    const place = `${field}.${key}`
    const isDeep = isPlain(left) && (right === undefined || isPlain(right))
    if (!isDeep && left !== undefined && right !== undefined)
      throw invalidRequest([issue(place, right, 'a key that is not set already')])
    const value = isDeep ? mergeObjects(left, right ?? {}, place) : (left ?? right)
    return value === undefined ? [] : [[key, value]]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The values that the table names, under the names that it gives them: `renamed({ seed: 7 }, { seed: 'Seed' })`. */
export function renamed(values: object, names: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const own = Object.entries(values).filter(([name]) => Object.hasOwn(names, name))
  return Object.fromEntries(own.map(([name, value]) => [names[name] ?? name, value]))
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
