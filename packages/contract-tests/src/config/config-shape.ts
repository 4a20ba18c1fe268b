import { inspect } from 'node:util'
import { operations } from '../fixtures/fixture-format.ts'

/** What a field must be, in words and as a test. */
interface Rule {
  expected: string
  fits: (value: unknown) => boolean
  isOptional: boolean
}
type Rules = Readonly<Record<string, Rule>>

/** What of a configuration is missing, misspelt or of another kind; with any of these nothing else of it can be read. */
export function shapeFindings(config: unknown): string[] {
  if (!isObject(config))
    return [`the configuration: ${shown(config)} is not an object with createProvider, fixtures, …`]
  return [
    ...misfits(config, fields, ''),
    ...misfits(valueIn(config, 'wire'), wireFields, 'wire.'),
    ...misfits(valueIn(valueIn(config, 'wire'), 'cost'), costFields, 'wire.cost.'),
    ...misfits(valueIn(valueIn(config, 'wire'), 'balance'), balanceFields, 'wire.balance.'),
    ...misfits(valueIn(valueIn(config, 'wire'), 'pages'), pagesFields, 'wire.pages.'),
    ...misfits(valueIn(config, 'samples'), samplesFields, 'samples.'),
    ...membersOf(config, 'examples').flatMap((one, index) => misfits(one, exampleFields, `examples[${index}].`)),
    ...membersOf(config, 'waivers').flatMap((one, index) => misfits(one, waiverFields, `waivers[${index}].`)),
    ...membersOf(config, 'deviations').flatMap((one, index) => misfits(one, deviationFields, `deviations[${index}].`)),
  ]
}

/** Whether a text is a day that the calendar has, such as `2026-11-02`. */
export function isDay(text: unknown): boolean {
  return (
    typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text)
  )
}

function misfits(owner: unknown, rules: Rules, where: string): string[] {
  if (!isObject(owner)) return []
  const unknown = Object.keys(owner)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => `${where}${name}: there is no such field; allowed: ${Object.keys(rules).join(', ')}`)
  const wrong = Object.entries(rules).flatMap(([name, { expected, fits, isOptional }]) => {
    if (isBroken(owner, name)) return []
    const value = valueIn(owner, name)
    if (value === undefined && isOptional) return []
    if (fits(value)) return []
    return [`${where}${name}: ${value === undefined ? 'is missing; it must be' : `${shown(value)} is not`} ${expected}`]
  })
  return [...unknown, ...wrong]
}

const needed = (expected: string, fits: Rule['fits']): Rule => ({ expected, fits, isOptional: false })
const optional = (expected: string, fits: Rule['fits']): Rule => ({ expected, fits, isOptional: true })
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isFunction = (value: unknown): boolean => typeof value === 'function'
const isFile = (value: unknown): boolean => value instanceof URL && value.protocol === 'file:'
const isPointer = (value: unknown): boolean =>
  typeof value === 'string' ||
  (isObject(value) &&
    Object.entries(value).every(([name, one]) => names.has(name) && (one === undefined || typeof one === 'string')))
const isListOf =
  (fits: Rule['fits']): Rule['fits'] =>
  (value) =>
    Array.isArray(value) && value.every(fits)
const isRecordOf =
  (fits: Rule['fits']): Rule['fits'] =>
  (value) =>
    isObject(value) && Object.values(value).every((one) => one === undefined || fits(one))
const names: ReadonlySet<string> = new Set(operations)

const list = optional('a list of objects', isListOf(isObject))
const pointer = 'a JSON pointer such as /task_id, or one for each operation'
const text = optional('a text', isText)
const statuses = optional('a list of statuses such as failed', isListOf(isText))
const day = 'a day such as 2027-03-01'

const fields: Rules = {
  createProvider: needed('a function that makes the provider', isFunction),
  fixtures: needed("a URL of a folder, such as new URL('./fixtures/', import.meta.url)", isFile),
  wire: needed('an object', isObject),
  samples: needed('an object with one request for each mode', isObject),
  spec: optional('an OpenAPI document, parsed', isObject),
  package: optional("a URL of a file, such as new URL('../../package.json', import.meta.url)", isFile),
  claims: optional('a list of models and what each can do', isListOf(isObject)),
  jobs: optional('a list of stored jobs', Array.isArray),
  examples: list,
  waivers: list,
  deviations: list,
  contract: optional('a range such as 1.x or 1.4', isText),
  level: optional('stable, draft or experimental', (value) => /^(stable|draft|experimental)$/.test(String(value))),
  seed: optional('a whole number', Number.isSafeInteger),
  only: optional('a list of ids of clauses', (value) => isListOf(isText)(value) && membersIn(value).length > 0),
  today: optional(day, isDay),
  watchdogMs: optional('a number of ms', (value) => typeof value === 'number' && value > 0),
}

const wireFields: Rules = {
  id: needed(pointer, isPointer),
  status: needed(pointer, isPointer),
  progress: optional(pointer, isPointer),
  model: optional(pointer, isPointer),
  resultUrl: optional(pointer, isPointer),
  reason: optional(pointer, isPointer),
  createdAt: optional(pointer, isPointer),
  completedAt: optional(pointer, isPointer),
  expiresAt: optional(pointer, isPointer),
  cost: optional('an object', isObject),
  words: needed("an object with the vendor's words for each status", isRecordOf(isListOf(isText))),
  codes: optional("an object with a code for each of the vendor's", isRecordOf(isText)),
  refusal: optional('a list of JSON pointers', isListOf(isText)),
  retryable: text,
  retryAfter: text,
  pages: optional('an object', isObject),
  balance: optional('an object', isObject),
  removed: text,
  done: optional(pointer, isPointer),
  event: text,
}

const moneyFields: Rules = {
  currency: needed('a currency such as USD', isText),
  perUnit: needed('a number such as 100', (value) => typeof value === 'number'),
}

const balanceFields: Rules = { at: needed('a JSON pointer such as /balance', isText), ...moneyFields }

const costFields: Rules = {
  at: needed(pointer, isPointer),
  ...moneyFields,
  final: statuses,
  free: statuses,
}

const pagesFields: Rules = { cursor: needed('a JSON pointer such as /next', isText), more: text }
const request = optional('a request', isObject)
const samplesFields: Rules = { text: request, image: request, reference: request }

const exampleFields: Rules = {
  name: needed(
    'lower-case words such as odd-sizes',
    (value) => typeof value === 'string' && /^[a-z\d]+(-[a-z\d]+)*$/.test(value),
  ),
  request,
  job: optional('a job', isObject),
  createProvider: optional('a function that makes the provider', isFunction),
  gives: optional('what the last call gives, as JSON', () => true),
  throws: optional('an object with fields of the error', isObject),
  models: optional('a list of models and what each can do', isListOf(isObject)),
  capabilities: optional('an object with capabilities', isObject),
}

const waiverFields: Rules = {
  fixture: needed('the id of a fixture', isText),
  pointer: needed('a JSON pointer', isText),
  reason: needed('a reason', (value) => typeof value === 'string'),
}

const deviationFields: Rules = {
  clause: needed('the id of a clause', isText),
  reason: needed('a reason', (value) => typeof value === 'string'),
  issue: needed('a URL', isText),
  until: needed(day, (value) => typeof value === 'string'),
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field that throws when it is read: whichever clause needs it says so. */
function isBroken(owner: object, name: string): boolean {
  try {
    Reflect.get(owner, name)
    return false
  } catch {
    return true
  }
}

function valueIn(owner: unknown, name: string): unknown {
  return isObject(owner) && !isBroken(owner, name) ? owner[name] : undefined
}

function membersOf(owner: unknown, name: string): readonly unknown[] {
  return membersIn(valueIn(owner, name))
}

function membersIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  const text = inspect(value, { depth: 1, breakLength: Infinity })
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
