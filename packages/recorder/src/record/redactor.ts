import { leaves, valuesAt, withValue } from '@reelay/contract-tests/fixtures'
import { withoutSecrets, isHarmlessHeader } from '@reelay/contract-tests/fixtures'
import { createAddresses, type Addresses } from './addresses.ts'
import type { Decoded } from './decode.ts'
import { createPseudonyms, idsIn, uuidsIn, type Pseudonyms } from './pseudonyms.ts'
import { withoutThese, type Secret } from './search.ts'

/** What is known before anything is recorded. */
export interface RedactorOptions {
  /** Keys and whatever else must never be seen. */
  secrets: readonly Secret[]
  /** Pointers into bodies whose values are hidden, in any operation. */
  pointers: readonly string[]
  /** What we say ourselves, such as samples and the names of models: it stays as it is. */
  ours: readonly unknown[]
}

/** Takes out of a recording what nobody else may see; the same thing is always replaced by the same. */
export interface Redactor {
  /** Ids, which the scenarios may name themselves. */
  pseudonyms: Pseudonyms
  addresses: Pick<Addresses, 'isNamed' | 'tokenOf'>
  /** Learns what is secret, an id or a signed address in an exchange; to be told of all of them before any is written. */
  learn(exchange: Decoded): void
  text(text: string): string
  /** A JSON value, its keys too. */
  value(value: unknown): unknown
  /** A JSON body: a value, and without what stands at the pointers. */
  body(value: unknown): unknown
  /** The path of an address, without a query. */
  path(path: string): string
  /** Everything that must not be found in what was written. */
  secrets(): Secret[]
}

const hidden = '[redacted]'
// Shorter ones would be found by accident.
const shortestSecret = 8
const shortestSignature = 16
const email = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(?!example\b|test\b|invalid\b)[a-z]{2,}\b/gi

/** Starts with what is known. */
export function createRedactor({ secrets, pointers, ours }: RedactorOptions): Redactor {
  const own = new Set(leaves(withoutBytes(ours)).map(([, value]) => String(value)))
  const registered = new Map(secrets.map((one) => [one.value, one]))
  const signed = new Map<string, Secret>()
  const people = new Map<string, string>()
  const pseudonyms = createPseudonyms()
  const addresses = createAddresses((text) => own.has(text))

  const register = (name: string, value: string): void => {
    const isLong = value.length >= shortestSecret && !/^\d{0,12}$/.test(value)
    if (isLong && !registered.has(value) && !own.has(value)) registered.set(value, { name, value })
  }
  const personFor = (address: string): string => {
    const person = people.get(address) ?? `person-${people.size + 1}@mail.example`
    people.set(address, person)
    return person
  }
  /** What signs an address may stand alone, too; what is short or a word is no signature. */
  const signatures = (): Secret[] => {
    for (const value of addresses.values())
      if (value.length >= shortestSignature && /\d/.test(value) && !signed.has(value))
        signed.set(value, { name: 'the query of an address that the vendor gave', value })
    return [...signed.values()]
  }
  const text = (given: string): string => {
    if (own.has(given)) return given
    const inner = innerJson(given)
    if (inner !== undefined) {
      const clean = JSON.stringify(value(inner))
      return clean === JSON.stringify(inner) ? given : clean
    }
    const known = withoutThese(given, [...registered.values()], hidden)
    const placed = withoutThese(addresses.replace(known), signatures(), hidden).replaceAll(email, personFor)
    return withoutSecrets(pseudonyms.replace(placed))
  }
  const value = (given: unknown): unknown => {
    if (typeof given === 'string') return text(given)
    if (typeof given === 'number') return numberFor(given, pseudonyms)
    if (Array.isArray(given)) return given.map(value)
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(Object.entries(given).map(([key, one]) => [text(key), value(one)]))
  }

  return {
    pseudonyms,
    addresses,
    learn({ hop, response }) {
      for (const [name, line] of hop.requestHeaders)
        if (!isHarmlessHeader(name)) register(`the request header ${name}`, line.replace(/^[A-Za-z]+ +/, ''))
      for (const [name, line] of hop.responseHeaders) {
        if (name === 'set-cookie') register('a cookie', /=([^;]*)/.exec(line)?.[1] ?? '')
        else if (!isHarmlessHeader(name)) register(`the header ${name}`, line)
        else addresses.learn(line)
        if (isRequestId(name)) pseudonyms.add(line)
      }
      for (const said of saidIn(response)) {
        for (const id of idsIn(said)) if (!own.has(id)) pseudonyms.add(id)
        for (const [, leaf] of leaves(said)) if (typeof leaf === 'string') addresses.learn(leaf)
      }
      const { pathname } = new URL(hop.url)
      for (const id of uuidsIn(pathname)) if (!own.has(id)) pseudonyms.add(id)
    },
    text,
    value,
    body: (given) => {
      const told = pointers.filter((pointer) => valuesAt(given, pointer).length > 0)
      return value(told.reduce((whole, pointer) => withValue(whole, pointer, hidden), given))
    },
    path: (path) =>
      path
        .split('/')
        .map((segment) => {
          const clean = text(decoded(segment))
          return clean === decoded(segment) ? segment : encodeURIComponent(clean)
        })
        .join('/'),
    secrets: () => [
      ...registered.values(),
      ...signatures(),
      ...named(
        'an id of the vendor',
        pseudonyms.ids().filter((id) => pseudonyms.of(id) !== id),
      ),
      ...named('an e-mail address', [...people.keys()]),
    ],
  }
}

/** Whether a header holds the vendor's id of the request. */
export function isRequestId(name: string): boolean {
  return /(^|-)(request|trace|correlation)-?id$/.test(name)
}

/** The same without images, which hold no text. */
function withoutBytes(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, one: unknown) => (ArrayBuffer.isView(one) ? undefined : one))
  return JSON.parse(text)
}

function named(name: string, values: readonly string[]): Secret[] {
  return values.filter((value) => value.length >= shortestSecret).map((value) => ({ name, value }))
}

function numberFor(number: number, pseudonyms: Pseudonyms): number {
  // A short one may be a count or a percentage as well.
  const pseudonym = String(number).length < shortestSecret ? undefined : pseudonyms.of(String(number))
  return pseudonym === undefined ? number : Number(pseudonym)
}

/** Everything that an answer says, as JSON where it is some. */
function saidIn(response: Decoded['response']): unknown[] {
  switch (response.kind) {
    case 'json':
      return [response.value]
    case 'text':
      return [response.text]
    case 'events':
      return response.events.map(({ data }) => innerJson(data) ?? data)
    case 'none':
    case 'bytes':
      return []
  }
}

/** The value in a text that is an object or a list in JSON. */
function innerJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
