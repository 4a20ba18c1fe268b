import type { Exchange, Operation } from '../../harness/clause.ts'
import { mutate, mutateFixtures, onEach, type Mutation } from '../../replay/mutators.ts'

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
  return onEach(`answeredAs:${operation}=${response.status}`, operation, (one) => ({ ...one, response }))
}

/** Refuses in these words. */
export function refusal(operation: Operation, status: number, words: string): Mutation {
  const value = { error: { message: words }, message: words }
  return answeredAs(operation, { response: { status, headers: {}, body: { kind: 'json', value } } })
}

/** Answers without any header of the vendor's own: what an answer says, it says in its body. */
export function bareHeaders(operation: Operation): Mutation {
  return onEach(`bareHeaders:${operation}`, operation, (one) => ({
    ...one,
    response: { ...one.response, headers: {} },
  }))
}

/** Puts a video at an address: a few bytes that begin as an MP4 does. */
export function videoAt(url: string): Mutation {
  return downloadAt('videoAt', url, { status: 200, headers: {}, body: { kind: 'bytes', bytes: videoBytes } }, 1)
}

/** Answers a download at an address with a web page and this status, however often it is asked for. */
export function closedAt(url: string, status: number): Mutation {
  const body = { kind: 'text' as const, text: '<!doctype html><title>no video</title>' }
  return downloadAt(`closedAt(${status})`, url, { status, headers: { 'content-type': 'text/html' }, body }, Infinity)
}

function downloadAt(name: string, url: string, response: Exchange['response'], most: number): Mutation {
  const { origin, pathname: path, searchParams } = new URL(url)
  const request = { method: 'GET', path, origin, query: Object.fromEntries(searchParams), headers: {} }
  const download = { operation: 'download' as const, request, response, most }
  // One for a sandbox, however many fixtures are played in it; what nothing has to be asked for stands before what is.
  return mutate(`${name}:${origin}${path}`, (all) => {
    if (!all.some(({ operation }) => operation === 'get')) return all
    return most === Infinity ? [download, ...all] : [...all, download]
  })
}

const videoBytes = new TextEncoder().encode('\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isomiso2')
