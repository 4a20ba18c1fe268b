/** A text as a TypeScript string. */
export function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", String.raw`\'`)
  return `'${inner}'`
}

/** A value as TypeScript. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const members = Object.entries(value).map(([key, one]) => `${keyOf(key)}: ${literal(one)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A key of an object as TypeScript. */
export function keyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)
}

/** Reading a member, such as `job.film?.url`; members of members may be missing. */
export function access(start: string, path: readonly string[]): string {
  return path.reduce((text, key, index) => {
    const isFirst = index === 0
    if (keyOf(key) === key) return `${text}${isFirst ? '.' : '?.'}${key}`
    return `${text}${isFirst ? '' : '?.'}[${quote(key)}]`
  }, start)
}

/** The type of a member, such as `NonNullable<Answer['film']>['url']`; `*` is a member of a list. */
export function typeAt(start: string, path: readonly string[]): string {
  return path.reduce((text, key) => `NonNullable<${text}>${key === '*' ? '[number]' : `[${quote(key)}]`}`, start)
}

/** The type of an operation, such as `operations['createClip']`. */
export function typeOfOperation(id: string): string {
  return `operations[${quote(id)}]`
}

/** A value in a JSON body, and where. */
export interface Placed<Value> {
  path: readonly string[]
  value: Value
}

/** Nested objects out of values and their places, as lines of TypeScript; each line indented by so many spaces. */
export function objectLines(members: readonly Placed<string>[], indent: number): string[] {
  const space = ' '.repeat(indent)
  const names = [...new Set(members.map(({ path }) => path[0] ?? ''))]
  return names.flatMap((name) => {
    const own = members.filter(({ path }) => path[0] === name)
    const [only] = own
    if (only && own.length === 1 && only.path.length === 1) {
      const isShort = only.value === name
      return [`${space}${isShort ? name : `${keyOf(name)}: ${only.value}`},`]
    }
    const inner = own.map(({ path, value }) => ({ path: path.slice(1), value }))
    return [`${space}${keyOf(name)}: {`, ...objectLines(inner, indent + 2), `${space}},`]
  })
}

/** Nested objects out of values and their places, as JSON. */
export function objectOf(members: readonly Placed<unknown>[]): Record<string, unknown> {
  const names = [...new Set(members.map(({ path }) => path[0] ?? ''))]
  return Object.fromEntries(
    names.map((name) => {
      const own = members.filter(({ path }) => path[0] === name)
      const [only] = own
      if (only && own.length === 1 && only.path.length === 1) return [name, only.value]
      return [name, objectOf(own.map(({ path, value }) => ({ path: path.slice(1), value })))]
    }),
  )
}
