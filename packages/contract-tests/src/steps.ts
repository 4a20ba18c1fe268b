import { bendTapes, type Mutation } from './mutators.ts'
import type { Exchange, Operation } from './tape.ts'

/** Answers an operation with one answer per step, in order, and with no other: each is the last taped one after the step's mutations. */
export function steps(operation: Operation, list: readonly (readonly Mutation[])[]): Mutation {
  const told = list.map((step) => step.map(({ label }) => label).join('+') || 'as taped')
  const label = `steps:${operation}=${told.join(', ')}`
  return {
    label,
    apply(tape, random) {
      const last = tape.exchanges.findLast((one) => one.operation === operation)
      if (!last) return tape
      const single = { ...tape, exchanges: [{ ...last, most: 1 }] }
      const made = list.flatMap((step) => bendTapes([single], step, random).flatMap(({ exchanges }) => exchanges))
      const others = tape.exchanges.filter((one) => one.operation !== operation)
      return { ...tape, exchanges: [...others, ...made], bent: [...tape.bent, label] }
    },
  }
}

/** Answers an operation as another exchange was answered. */
export function answeredAs(operation: Operation, { response }: Pick<Exchange, 'response'>): Mutation {
  const label = `answeredAs:${operation}=${response.status}`
  return {
    label,
    apply(tape) {
      if (!tape.exchanges.some((one) => one.operation === operation)) return tape
      const exchanges = tape.exchanges.map((one) => (one.operation === operation ? { ...one, response } : one))
      return { ...tape, exchanges, bent: [...tape.bent, label] }
    },
  }
}

/** Refuses in these words. */
export function refusal(operation: Operation, status: number, words: string): Mutation {
  const value = { error: { message: words }, message: words }
  return answeredAs(operation, { response: { status, headers: {}, body: { kind: 'json', value } } })
}

/** Answers without any header of the vendor's own: what an answer says, it says in its body. */
export function bareHeaders(operation: Operation): Mutation {
  const label = `bareHeaders:${operation}`
  return {
    label,
    apply(tape) {
      if (!tape.exchanges.some((one) => one.operation === operation)) return tape
      const exchanges = tape.exchanges.map((one) =>
        one.operation === operation ? { ...one, response: { ...one.response, headers: {} } } : one,
      )
      return { ...tape, exchanges, bent: [...tape.bent, label] }
    },
  }
}

/** Puts a clip at an address: a few bytes that begin as an MP4 does. */
export function clipAt(url: string): Mutation {
  const { origin, pathname: path, searchParams } = new URL(url)
  const label = `clipAt:${origin}${path}`
  const request = { method: 'GET', path, origin, query: Object.fromEntries(searchParams), headers: {} }
  const response = { status: 200, headers: {}, body: { kind: 'bytes' as const, bytes: clipBytes } }
  return {
    label,
    apply(tape) {
      // One clip for a scene, however many tapes are played in it.
      if (!tape.exchanges.some(({ operation }) => operation === 'get')) return tape
      const download = { operation: 'download' as const, request, response, most: 1 }
      return { ...tape, exchanges: [...tape.exchanges, download], bent: [...tape.bent, label] }
    },
  }
}

const clipBytes = new TextEncoder().encode('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2')
