import { inspect } from 'node:util'
import * as z from 'zod/mini'
import { operations, type Operation } from '../fixtures/fixture-format.ts'

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** What is known of a field beside what zod checks. */
interface About {
  /** What it must be, in words: messages and the README's table say this. */
  expected: string
  /** The fields of an object, or of each object of a list. */
  shape?: Shape
  /** A JSON pointer that it could hold, for a field that holds one. */
  example?: string
}
const about = new WeakMap<z.core.$ZodType, About>()

function noted<Schema extends z.core.$ZodType>(schema: Schema, what: About): Schema {
  about.set(schema, what)
  return schema
}

/** A JSON pointer into an answer (`*` stands for every member), for all operations or for each. */
export type WirePointer = string | Partial<Record<Operation, string>>

/** A field that is checked by a function, and not looked into. */
export function field<Value>(expected: string, fits: (value: unknown) => boolean): z.ZodMiniType<Value> {
  return noted(z.custom<Value>(fits, expected), { expected })
}

/** A field with a text that is not empty. */
export function text(expected: string): z.ZodMiniType<string> {
  return field(expected, isText)
}

/** A field with one JSON pointer. */
export function place(expected: string, example = '/task_id'): z.ZodMiniType<string> {
  return noted(z.custom<string>(isText, expected), { expected, example })
}

/** A field with a JSON pointer, or with one for each operation. */
export function pointer(): z.ZodMiniType<WirePointer> {
  const expected = 'a JSON pointer such as /task_id, or one for each operation'
  return noted(z.custom<WirePointer>(isPointer, expected), { expected, example: '/task_id' })
}

/** An object with these fields, and no other. */
export function object<Fields extends Shape>(
  expected: string,
  shape: Fields,
): z.ZodMiniType<z.output<z.ZodMiniObject<Fields, z.core.$strict>>> {
  const allowed = Object.keys(shape).join(', ')
  const error = ({ code }: { code?: string }): string =>
    code === 'unrecognized_keys' ? `there is no such field; allowed: ${allowed}` : expected
  return noted(z.strictObject(shape, { error }), { expected, shape })
}

/** A list of objects. */
export function list<Value>(item: z.ZodMiniType<Value>): z.ZodMiniType<readonly Value[]> {
  const expected = 'a list of objects'
  const schema: z.ZodMiniType<readonly Value[]> = z.pipe(
    z.custom<unknown[]>(isListOf(isObject), expected),
    z.array(item),
  )
  return noted(schema, { ...about.get(item), expected })
}

/** A field of a schema, as the README and further checks see it. */
export interface Field extends About {
  /** Such as `wire.cost.at`, or `examples[].name`. */
  path: string
  isOptional: boolean
}

/** Every field of a schema, those of its objects after it. */
export function fieldsOf(schema: z.core.$ZodType, path = ''): Field[] {
  return Object.entries(about.get(schema)?.shape ?? {}).flatMap(([name, member]) => {
    const inner = withoutOptional(member)
    const known = about.get(inner) ?? { expected: 'anything' }
    const here = `${path}${path && '.'}${name}`
    return [
      { ...known, path: here, isOptional: inner !== member },
      ...fieldsOf(inner, known.expected === 'a list of objects' ? `${here}[]` : here),
    ]
  })
}

/** What of a value a schema forbids, each with the field, what is there and what must be. */
export function misfits(schema: z.core.$ZodType, value: unknown): string[] {
  const { error } = z.safeParse(schema, readable(schema, value))
  return (error?.issues ?? []).flatMap((issue) => {
    const where = issue.path.reduce<string>(joined, '')
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${joined(where, key)}: ${issue.message}`)
    const given = issue.path.reduce<unknown>((owner, key) => memberOf(owner, key), value)
    if (given === unreadable) return []
    const found = given === undefined && where ? 'is missing; it must be' : `${shown(given)} is not`
    return `${where || 'the configuration'}: ${found} ${issue.message}`
  })
}

function joined(where: string, key: PropertyKey): string {
  return typeof key === 'number' ? `${where}[${key}]` : `${where}${where && '.'}${String(key)}`
}

/** In place of a field that throws when it is read: whichever clause needs it says so. */
const unreadable = Symbol('unreadable')

function memberOf(owner: unknown, key: PropertyKey): unknown {
  try {
    return Reflect.get(Object(owner), key)
  } catch {
    return unreadable
  }
}

/** A copy of what a schema looks into, without what throws when it is read. */
function readable(schema: z.core.$ZodType, value: unknown): unknown {
  const { shape } = about.get(schema) ?? {}
  if (!shape || !isObject(value)) return value
  const names = new Set([...Object.keys(value), ...Object.keys(shape).filter((name) => name in value)])
  const members = [...names].map((name) => [name, memberOf(value, name)] as const)
  return Object.fromEntries(
    members.flatMap(([name, member]) => {
      if (member === unreadable) return []
      const below = shape[name]
      return [[name, below ? readable(withoutOptional(below), member) : member]]
    }),
  )
}

function withoutOptional(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodMiniOptional ? schema._zod.def.innerType : schema
}

/** Whether it is an object, and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether it is a text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** Whether a value is a list of what fits. */
export function isListOf(fits: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(fits)
}

/** Whether a value is an object all of whose fields fit, or are left out. */
export function isRecordOf(fits: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => isObject(value) && Object.values(value).every((one) => one === undefined || fits(one))
}

/** Whether a text is a day that the calendar has, such as `2026-11-02`. */
export function isDay(text: unknown): boolean {
  return (
    typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text)
  )
}

const names: ReadonlySet<string> = new Set(operations)

function isPointer(value: unknown): boolean {
  if (typeof value === 'string') return true
  return (
    isRecordOf((one) => typeof one === 'string')(value) && Object.keys(Object(value)).every((one) => names.has(one))
  )
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  const text = inspect(value, { depth: 1, breakLength: Infinity })
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
