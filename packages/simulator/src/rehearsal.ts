import { isForm, isJson, mediaTypeOf } from './openapi/media-type.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A request as it went out. */
export interface SentRequest {
  method: string
  url: string
  /** Path and query. */
  path: string
  headers: Headers
  /** JSON as it is, a form as FormData, anything else as text; undefined when there was none. */
  body: unknown
}

/** What a client under test is made with; core's `createClient` takes all of it. */
export interface Wires {
  fetch: typeof globalThis.fetch
  clock: VirtualClock
  /** Always 0.5. */
  random: () => number
}

/** A client under test, and what is to be seen of it. */
export interface Rehearsal<Client> {
  client: Client
  clock: VirtualClock
  /** What the client sent, in order. */
  sent: SentRequest[]
}

/** Puts the client that `connect` makes before a simulator's fetch, or `answerWith`; no port is opened, and nobody really waits. */
export function rehearse<Client>(
  answer: typeof globalThis.fetch,
  connect: (wires: Wires) => Client,
  clock: VirtualClock = createVirtualClock(),
): Rehearsal<Client> {
  const sent: SentRequest[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { method, url, headers } = request
    const { pathname, search } = new URL(url)
    const one: SentRequest = { method, url, path: pathname + search, headers, body: undefined }
    sent.push(one)
    one.body = await bodyOf(request.clone())
    return answer(request)
  }
  return { client: connect({ fetch, clock, random: () => 0.5 }), clock, sent }
}

async function bodyOf(request: Request): Promise<unknown> {
  const mediaType = mediaTypeOf(request.headers.get('content-type'))
  if (isForm(mediaType)) return request.formData()
  const text = await request.text()
  if (text === '') return undefined
  return isJson(mediaType) ? JSON.parse(text) : text
}

/**
 * A server made of answers, one a call; the last is given again and again. An Error is a connection that fails, a function is
 * asked with the request, a Response goes out as it is, and anything else as JSON.
 */
export function answerWith(...answers: readonly unknown[]): typeof globalThis.fetch {
  let calls = 0
  return async (input, init) => {
    const answer = answers[Math.min(calls, answers.length - 1)]
    calls += 1
    const said: unknown = isFunction(answer) ? await answer(new Request(input, init)) : answer
    if (said instanceof Error) throw said
    return said instanceof Response ? said.clone() : Response.json(said)
  }
}

function isFunction(answer: unknown): answer is (request: Request) => unknown {
  return typeof answer === 'function'
}

/** The error of one kind that work ends in, such as core's `isVideoError` tells it; throws any other, and when there is none. */
export async function failureOf<Failure>(
  work: Promise<unknown>,
  isFailure: (error: unknown) => error is Failure,
): Promise<Failure> {
  const [result, error] = await work.then(
    (result) => [result, undefined],
    (error: unknown) => [undefined, error],
  )
  if (isFailure(error)) return error
  throw error ?? new Error(`it did not fail but gave ${JSON.stringify(result)}`)
}
