import { createHash } from 'node:crypto'
import { leaves } from '@reelay/contract-tests/fixtures'

/** Ids, each with another one that stands for it wherever it is said: cross-references survive. */
export interface Pseudonyms {
  /** Gives an id its pseudonym, unless it has one; the n-th one is always the same for ids of the same form. */
  add(id: string): void
  /** Gives an id this pseudonym. */
  set(id: string, pseudonym: string): void
  of(id: string): string | undefined
  replace(text: string): string
  /** The ids themselves. */
  ids(): string[]
}

/** Shorter ones are replaced only where nothing else stands beside them. */
const shortest = 6
const uuid = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi

/** Starts without any. */
export function createPseudonyms(): Pseudonyms {
  const known = new Map<string, string>()
  let pattern: RegExp | undefined
  const set = (id: string, pseudonym: string): void => {
    known.set(id, pseudonym)
    const long = [...known.keys()].filter((one) => one.length >= shortest)
    const sorted = long.sort((one, other) => other.length - one.length).map(escapeForPattern)
    pattern = sorted.length > 0 ? new RegExp(`(?<![A-Za-z0-9])(?:${sorted.join('|')})(?![A-Za-z0-9])`, 'g') : undefined
  }
  return {
    add: (id) => {
      if (!known.has(id)) set(id, likeness(id, `id ${known.size + 1}`))
    },
    set,
    of: (id) => known.get(id),
    replace: (text) => known.get(text) ?? (pattern ? text.replaceAll(pattern, (id) => known.get(id) ?? id) : text),
    ids: () => [...known.keys()],
  }
}

/** What in an answer is an id: what its name says is one, and every UUID. */
export function idsIn(answer: unknown): string[] {
  return leaves(answer).flatMap(([pointer, value]) => {
    const name = pointer.slice(pointer.lastIndexOf('/') + 1)
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    const isNamed = /(?:^|[_-])(?:id|uuid|guid|cursor)$|[a-z](?:Id|ID|Uuid|Cursor)$/.test(name)
    const isId = isNamed && /^[\w.:=+/-]{6,}$/.test(text) && /\d/.test(text)
    return isId ? [text] : uuidsIn(text)
  })
}

/** Every UUID in a text. */
export function uuidsIn(text: string): string[] {
  return text.match(uuid) ?? []
}

/** Another id of the same form: the words that it begins with, then digits and letters that the seed alone decides. */
export function likeness(id: string, seed: string): string {
  const hexadecimal = createHash('sha256').update(seed).digest('hex')
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id))
    return hexadecimal.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
  const prefix = /\d/.test(id) ? (/^(?:[a-z]+[_-])+/.exec(id)?.[0] ?? '') : ''
  const digits = digitsFrom(seed)
  return prefix + id.slice(prefix.length).replaceAll(/[A-Za-z0-9]+/g, (run) => fill(run, digits))
}

function fill(run: string, digits: Generator<number, never>): string {
  const alphabet = alphabetOf(run)
  // A number that began with 0 would be another one.
  return Array.from(run, (_, index) => {
    const value = digits.next().value
    return index === 0 && alphabet.length === 10 ? String(1 + (value % 9)) : (alphabet[value % alphabet.length] ?? '0')
  }).join('')
}

function alphabetOf(run: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  if (/^\d+$/.test(run)) return '0123456789'
  if (/^[0-9a-f]+$/.test(run)) return '0123456789abcdef'
  const lower = /[a-z]/.test(run) ? letters : ''
  const upper = /[A-Z]/.test(run) ? letters.toUpperCase() : ''
  return `${/\d/.test(run) ? '0123456789' : ''}${lower}${upper}`
}

function* digitsFrom(seed: string): Generator<number, never> {
  for (let block = 0; ; block++) yield* createHash('sha256').update(`${seed}/${block}`).digest()
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
