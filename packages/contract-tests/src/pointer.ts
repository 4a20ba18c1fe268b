/** One place in a JSON value: its pointer (RFC 6901) and what stands there. */
export type Leaf = [pointer: string, value: unknown]

/** Every value below which nothing lies, with its pointer; an empty list or object is one. */
export function leaves(value: unknown, pointer = ''): Leaf[] {
  const entries = typeof value === 'string' ? [] : entriesOf(value)
  if (entries.length === 0) return [[pointer, value]]
  return entries.flatMap(([key, inner]) => leaves(inner, `${pointer}/${escape(key)}`))
}

/** What stands at a pointer; a `*` stands for every member, so there may be several, or none. */
export function valuesAt(value: unknown, pointer: string): unknown[] {
  return keysOf(pointer).reduce<unknown[]>(
    (found, key) => found.flatMap((one) => entriesOf(one).flatMap(([name, inner]) => (isAt(key, name) ? [inner] : []))),
    [value],
  )
}

/** A copy without the value at a pointer; a `*` stands for every member. */
export function without(value: unknown, pointer: string): unknown {
  return edit(value, keysOf(pointer), () => [])
}

/** A copy with another value at a pointer, whether or not anything stood there; a `*` stands for every member. */
export function withValue(value: unknown, pointer: string, replacement: unknown): unknown {
  return edit(value, keysOf(pointer), () => [replacement])
}

/** The first pointer at which two JSON values differ, and both sides; undefined when they are equal. */
export function difference(
  left: unknown,
  right: unknown,
): { pointer: string; left: unknown; right: unknown } | undefined {
  const before = new Map(leaves(left))
  const after = new Map(leaves(right))
  for (const pointer of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(pointer), after.get(pointer)]
    if (before.has(pointer) !== after.has(pointer) || !isSame(one, other)) return { pointer, left: one, right: other }
  }
  return undefined
}

function edit(value: unknown, keys: readonly string[], change: () => unknown[]): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return change()[0]
  if (typeof value === 'string' && inText(value) !== undefined) return JSON.stringify(edit(inText(value), keys, change))
  const inner = (old: unknown): unknown[] => (rest.length === 0 ? change() : [edit(old, rest, change)])
  if (Array.isArray(value)) return value.flatMap((old, index) => (isAt(key, String(index)) ? inner(old) : [old]))
  const entries = entriesOf(value)
  const isKnown = key === '*' || entries.some(([name]) => name === key)
  const known = isKnown ? entries : [...entries, [key, undefined] as const]
  return Object.fromEntries(
    known.flatMap(([name, old]) => (isAt(key, name) ? inner(old).map((made) => [name, made]) : [[name, old]])),
  )
}

function isAt(key: string, name: string): boolean {
  return key === '*' || key === name
}

function entriesOf(value: unknown): [string, unknown][] {
  const held = typeof value === 'string' ? inText(value) : value
  return typeof held === 'object' && held !== null ? Object.entries(held) : []
}

/** Some vendors put a text that is JSON into their JSON: a pointer goes on inside it. */
function inText(text: string): unknown {
  try {
    return /^\s*[[{]/.test(text) ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** The keys of a pointer, unescaped. */
export function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A key as a pointer writes it. */
export function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function isSame(left: unknown, right: unknown): boolean {
  return Object.is(left, right) || JSON.stringify(left) === JSON.stringify(right)
}
