import * as z from 'zod/mini'
import type { AnyCall } from './http-types.ts'
import { fields } from '../model/values.ts'
import { invalidRequest, issue } from '../model/issues.ts'

const largestBody = 16 << 20
const QueryValues = z.record(z.string(), z.optional(z.union([z.string(), z.number(), z.boolean()])))

/** The body as it is sent: what the provider writes, and beside it the keys that the vendor passes through. */
export function bodyOf({ body, extra = {} }: AnyCall, provider: string): unknown {
  if (typeof body !== 'object' || body === null) return body
  const taken = Object.keys(extra).filter((key) => Object.hasOwn(body, key))
  if (taken.length === 0) return { ...extra, ...body }
  throw invalidRequest(
    taken.map((key) => issue(`providerOptions.${provider}.${key}`, extra[key], 'a key that the request does not set')),
  )
}

/** A multipart body of the parts that are there; what is neither text nor a file travels as JSON text. */
export function formOf({ form, extra }: AnyCall, provider: string): FormData | undefined {
  if (form === undefined) return undefined
  const data = new FormData()
  for (const [name, part] of Object.entries(fields(bodyOf({ body: form, extra }, provider)))) {
    if (part instanceof File) data.append(name, part, part.name)
    else if (part instanceof Blob) data.append(name, part)
    else if (part !== undefined) data.append(name, typeof part === 'string' ? part : JSON.stringify(part))
  }
  return data
}

/** The extra headers of one call; those that are undefined are left out. */
export function headersOf({ headers }: AnyCall): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {}
  const given = Object.entries(headers)
  return Object.fromEntries(given.filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** Fills `{name}` with the percent-encoded value, so that an id can never become another path. */
export function fill(template: string, values: unknown): string {
  if (!template.includes('{')) return template
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = typeof values === 'object' && values !== null ? Reflect.get(values, name) : undefined
    const segment = encodeURIComponent(String(value ?? ''))
    if (segment !== '' && !/^\.{1,2}$/.test(segment)) return segment
    throw invalidRequest([issue(name, value === '' ? undefined : value, 'an id')])
  })
}

/** Base and path; a version that ends the base and begins the path (`/v1`) is written once. */
export function join(baseUrl: string, path: string, query: unknown): string {
  const base = baseUrl.replace(/(?<!\/)\/+$/, '')
  const version = /^\/[^/]+/.exec(path)?.[0] ?? ''
  const url = new URL((base.endsWith(version) ? base.slice(0, -version.length) : base) + path)
  if (query === undefined) return url.href
  const values = z.safeParse(QueryValues, query).data ?? {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) url.searchParams.set(name, String(value))
  return url.href
}

/** The whole body as text; at most 16 MiB. `pieces` holds what has come, also where the rest does not. */
export async function readText(response: Response, pieces: Uint8Array[] = []): Promise<string> {
  // A reader and one decoding cost a fraction of an iteration with a decoding for each piece.
  const reader = response.body?.getReader()
  let size = 0
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    pieces.push(next.value)
    size += next.value.byteLength
    if (size <= largestBody) continue
    reader?.cancel().catch(() => {})
    throw new RangeError(`an answer of more than ${largestBody} bytes`)
  }
  return textOf(pieces, size)
}

/** The text of byte chunks of `size` bytes in all. */
export function textOf(pieces: readonly Uint8Array[], size: number): string {
  return new TextDecoder().decode(pieces.length === 1 ? pieces[0] : joinBytes(pieces, size))
}

/** Joins byte chunks of `size` bytes in all. */
export function joinBytes(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}

/** JSON, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What came instead of JSON, and what that usually means. */
export function notJson(response: Response, text: string): string {
  if (response.status >= 300 && response.status < 400) return 'a redirect, not an answer: is baseUrl right?'
  if (/^\s*</.test(text)) return 'a web page, not JSON: is baseUrl right?'
  return text === '' ? 'an empty body' : 'a body that is not JSON'
}
