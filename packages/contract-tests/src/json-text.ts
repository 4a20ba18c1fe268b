import { inspect } from 'node:util'

/** Any value as JSON, even what JSON cannot write: that as a text. For looking into and comparing what a provider gives; never throws. */
export function jsonText(value: unknown, isLeftOut: (key: string) => boolean = () => false): string {
  const written = (key: string, inner: unknown): unknown => {
    if (isLeftOut(key)) return undefined
    return typeof inner === 'bigint' || typeof inner === 'function' || typeof inner === 'symbol'
      ? inspect(inner)
      : inner
  }
  try {
    return JSON.stringify(value, written) ?? 'null'
  } catch {
    return JSON.stringify(inspect(value, { depth: 12 }))
  }
}
