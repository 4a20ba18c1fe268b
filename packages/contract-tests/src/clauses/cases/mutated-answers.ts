import type { Operation } from '../../harness/clause.ts'
import { mutate, type Mutation } from '../../replay/mutators.ts'
import { escape, keysOf, valuesAt, without, withValue } from '../../fixtures/pointer.ts'

/** An answer with one thing wrong with it, or at least another. */
export interface MutatedAnswer {
  /** How messages call it, such as `/video/id left out`. */
  what: string
  /** Where it was mutated. */
  pointer: string
  how: 'left out' | 'null' | 'another kind'
  value: unknown
}

/** An answer with each of its fields left out, made null and made another kind of value; of a list, the first member only. */
export function mutatedAnswers(value: unknown): MutatedAnswer[] {
  return placesIn(value, '').flatMap((pointer) => {
    const [held] = valuesAt(value, pointer)
    const isMember = /^\d+$/.test(keysOf(pointer).at(-1) ?? '')
    const other = otherKind(held)
    const mutate = (how: MutatedAnswer['how'], said: string, made: unknown): MutatedAnswer => ({
      what: `${pointer} ${said}`,
      pointer,
      how,
      value: made,
    })
    return [
      // A list without a member is only a shorter list.
      ...(isMember ? [] : [mutate('left out', 'left out', without(value, pointer))]),
      ...(held === null ? [] : [mutate('null', 'null', withValue(value, pointer, null))]),
      ...(other === undefined ? [] : [mutate('another kind', JSON.stringify(other), withValue(value, pointer, other))]),
    ]
  })
}

/** An answer with a field that nobody knows in every object that it holds. */
export function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields)
  if (typeof value !== 'object' || value === null) return value
  const known = Object.entries(value).map(([name, inner]): [string, unknown] => [name, withUnknownFields(inner)])
  return { x_contract_unknown: { list: [1, 'two', null] }, ...Object.fromEntries(known) }
}

/** Answers an operation with these texts as JSON, one call after the other, and with no other. */
export function answerEach(operation: Operation, texts: readonly string[]): Mutation {
  return mutate(`answerEach:${operation}=${texts.length} answers`, (all) => {
    const last = all.findLast((one) => one.operation === operation)
    if (!last) return all
    const made = texts.map((text) => {
      const body = { kind: 'json' as const, value: undefined, text }
      return { ...last, response: { ...last.response, body }, most: 1 }
    })
    return [...all.filter((one) => one.operation !== operation), ...made]
  })
}

/** Whether a place is that of a pointer, or holds it; in a pointer, a `*` stands for every member. */
export function holds(place: string, pointer: string): boolean {
  const keys = keysOf(pointer)
  return keysOf(place).every((key, index) => keys[index] === key || (keys[index] === '*' && /^\d+$/.test(key)))
}

/** Every place in a value; of a list, that of its first member and what is in it. */
export function placesIn(value: unknown, pointer: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const members = Array.isArray(value) ? Object.entries(value).slice(0, 1) : Object.entries(value)
  return members.flatMap(([name, inner]: [string, unknown]) => {
    const place = `${pointer}/${escape(name)}`
    return [place, ...placesIn(inner, place)]
  })
}

function otherKind(value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string') return 7
  return typeof value === 'object' && !Array.isArray(value) ? 'a text' : { an: 'object' }
}
