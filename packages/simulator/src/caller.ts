import { isObject } from './openapi/document.ts'
import { simulatedHeader } from './marks.ts'
import type { Simulator } from './simulator.ts'

/** One call to a simulator. */
export interface Ask {
  /** Default POST when there is a body, else GET. */
  method?: string | undefined
  /** Sent as a bearer token; default the caller's own, null: none. */
  key?: string | null | undefined
  /** A text is sent as JSON as it is, a form as a form, anything else as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>> | undefined
}

/** Makes a function that asks a simulator by hand, as the examples of a vendor's documentation do. */
export function createCaller(
  /** The one to ask now: tests make a new one each. */
  simulator: () => Pick<Simulator, 'fetch'>,
  /** Stands before each path, and is the key of calls without one. */
  { base, key: usualKey }: { base: string; key: string },
): (path: string, ask?: Ask) => Promise<Response> {
  return (path, { key = usualKey, body, method = body === undefined ? 'GET' : 'POST', headers: more } = {}) => {
    const isForm = body instanceof FormData
    const headers = {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...more,
    }
    const payload = isForm || typeof body === 'string' ? body : JSON.stringify(body)
    return simulator().fetch(base + path, { method, headers, ...(body !== undefined && { body: payload }) })
  }
}

/** Reads an answer of a simulator that is a JSON object; throws when it has another status, or does not say that it is simulated. */
export async function readJson(pending: Response | Promise<Response>, status = 200): Promise<Record<string, unknown>> {
  const answer = await pending
  const text = await answer.text()
  if (answer.status !== status) throw new Error(`answered with ${answer.status}, not ${status}: ${text}`)
  if (answer.headers.get(simulatedHeader) !== '1') throw new Error(`answered without ${simulatedHeader}: ${text}`)
  const body: unknown = JSON.parse(text)
  if (isObject(body)) return body
  throw new Error(`answered with what is no JSON object: ${text}`)
}
