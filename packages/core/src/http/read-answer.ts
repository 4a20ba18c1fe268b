import * as z from 'zod/mini'
import { fields, isText } from '../model/values.ts'
import { parseJson, textOf } from './encoding.ts'

// What is left out of an answer may uncover what else does not fit: a field, then its row.
const mostRounds = 4
// The start of an answer names the job; beyond this nobody looks for it.
const longestStart = 65_536
const deepest = 64
const idName = /^(id|uuid|((task|job|video|generation|prediction|clip|operation)_?id))$/i
// What else an answer holds has ids of its own, such as a model.
const holder = /^(data|result|output|response|(task|job|video|generation|prediction|clip)s?)$/i

/**
 * What the schema reads of an answer. With `isLenient`, what does not fit is left out where the schema can do without it, and a
 * member of a list that still does not fit is left out whole: an odd field must not lose a job, nor an odd row a list.
 */
export function readAnswer<Schema extends z.core.$ZodType>(
  schema: Schema,
  body: unknown,
  isLenient: boolean,
): z.core.util.SafeParseResult<z.output<Schema>> {
  const parsed = z.safeParse(schema, body)
  let [left, again] = [body, parsed]
  for (let round = 0; isLenient && !again.success && round < mostRounds; round++) {
    left = structuredClone(left)
    if (!leaveOut(left, again.error.issues)) return parsed
    again = z.safeParse(schema, left)
  }
  return again.success ? again : parsed
}

/** Removes what does not fit; false where that changes nothing. */
function leaveOut(body: unknown, issues: readonly z.core.$ZodIssue[]): boolean {
  const rows = new Map<unknown[], Set<number>>()
  let hasChanged = false
  for (const issue of issues) {
    const keys = 'keys' in issue && Array.isArray(issue.keys) ? issue.keys : [undefined]
    for (const key of keys) {
      const path = key === undefined ? issue.path : [...issue.path, key]
      let [value, place]: [unknown, (() => void) | undefined] = [body, undefined]
      for (const name of path) {
        const parent = value
        value = typeof parent === 'object' && parent !== null ? Reflect.get(parent, name) : undefined
        if (Array.isArray(parent))
          place = () => void rows.set(parent, (rows.get(parent) ?? new Set()).add(Number(name)))
        else if (value !== undefined) place = () => Reflect.deleteProperty(Object(parent), name)
      }
      place?.()
      hasChanged ||= place !== undefined
    }
  }
  for (const [list, odd] of rows) list.splice(0, list.length, ...list.filter((_, index) => !odd.has(index)))
  return hasChanged
}

/** Every id that an answer may name its job by, under the usual names, wherever in its objects; a list counts with its first member. */
export function idsIn(answer: unknown, depth = 0): string[] {
  if (depth > 3) return []
  const [first] = [answer].flat()
  const found = Object.entries(fields(first)).flatMap(([name, value]) => {
    if (typeof value === 'object') return holder.test(name) ? idsIn(value, depth + 1) : []
    if (!idName.test(name)) return []
    return isText(value) ? [value] : typeof value === 'number' && Number.isSafeInteger(value) ? [String(value)] : []
  })
  return [...new Set(found)]
}

/** The first of the bytes that came, as text. */
export function startOf(pieces: readonly Uint8Array[]): string {
  let size = 0
  const first = pieces.filter((piece) => {
    const isNeeded = size < longestStart
    if (isNeeded) size += piece.byteLength
    return isNeeded
  })
  return textOf(first, size)
}

/** What a JSON text that broke off says until there, of what came whole; undefined where that is nothing. */
export function parseStart(text: string): unknown {
  const open: string[] = []
  let [whole, before] = ['', '']
  for (const { 0: token, 1: close, index } of text
    .slice(0, longestStart)
    .matchAll(/"(?:[^"\\]|\\[^])*("?)|[{}[\],:"]|[^\s{}[\],:"]+/g)) {
    const end = index + token.length
    if (close === '' || open.length > deepest) break
    if (token === '{' || token === '[') open.unshift(token === '{' ? '}' : ']')
    else if (token === '}' || token === ']') open.shift()
    // A number may go on; a text is whole, and a value unless a name is due.
    else if (token === ',') whole = text.slice(0, index) + open.join('')
    const isValue = token.startsWith('"') && (before === ':' || open[0] === ']')
    if (isValue || /[{}[\]]/.test(token)) whole = text.slice(0, end) + open.join('')
    before = token
  }
  return parseJson(whole)
}
