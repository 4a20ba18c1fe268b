import { mutateFixtures, type Mutation } from '../../replay/mutators.ts'
import type { Exchange, Operation } from '../../fixtures/fixture.ts'

/** Answers an operation with one answer per step, in order, and with no other: each is the last fixture one after the step's mutations. */
export function steps(operation: Operation, list: readonly (readonly Mutation[])[]): Mutation {
  const told = list.map((step) => step.map(({ label }) => label).join('+') || 'as fixture')
  const label = `steps:${operation}=${told.join(', ')}`
  return {
    label,
    apply(fixture, random) {
      const last = fixture.exchanges.findLast((one) => one.operation === operation)
      if (!last) return fixture
      const single = { ...fixture, exchanges: [{ ...last, most: 1 }] }
      const made = list.flatMap((step) => mutateFixtures([single], step, random).flatMap(({ exchanges }) => exchanges))
      const others = fixture.exchanges.filter((one) => one.operation !== operation)
      return { ...fixture, exchanges: [...others, ...made], mutated: [...fixture.mutated, label] }
    },
  }
}

/** Answers an operation as another exchange was answered. */
export function answeredAs(operation: Operation, { response }: Pick<Exchange, 'response'>): Mutation {
  const label = `answeredAs:${operation}=${response.status}`
  return {
    label,
    apply(fixture) {
      if (!fixture.exchanges.some((one) => one.operation === operation)) return fixture
      const exchanges = fixture.exchanges.map((one) => (one.operation === operation ? { ...one, response } : one))
      return { ...fixture, exchanges, mutated: [...fixture.mutated, label] }
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
    apply(fixture) {
      if (!fixture.exchanges.some((one) => one.operation === operation)) return fixture
      const exchanges = fixture.exchanges.map((one) =>
        one.operation === operation ? { ...one, response: { ...one.response, headers: {} } } : one,
      )
      return { ...fixture, exchanges, mutated: [...fixture.mutated, label] }
    },
  }
}

/** Puts a video at an address: a few bytes that begin as an MP4 does. */
export function videoAt(url: string): Mutation {
  const { origin, pathname: path, searchParams } = new URL(url)
  const label = `clipAt:${origin}${path}`
  const request = { method: 'GET', path, origin, query: Object.fromEntries(searchParams), headers: {} }
  const response = { status: 200, headers: {}, body: { kind: 'bytes' as const, bytes: videoBytes } }
  return {
    label,
    apply(fixture) {
      // One video for a sandbox, however many fixtures are played in it.
      if (!fixture.exchanges.some(({ operation }) => operation === 'get')) return fixture
      const download = { operation: 'download' as const, request, response, most: 1 }
      return { ...fixture, exchanges: [...fixture.exchanges, download], mutated: [...fixture.mutated, label] }
    },
  }
}

const videoBytes = new TextEncoder().encode('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2')
