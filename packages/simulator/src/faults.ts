import type { SimulatorClock } from './clock.ts'
import { oddAnswer } from './odd-answer.ts'
import { createRandom, type Random } from './random.ts'
import { streamOf } from './stream.ts'

/** Which requests a fault hits; with no member, every one. */
export interface FaultSelector {
  /** An operationId of the spec, or `media` for result URLs; left out, any request. */
  operation?: string
  /** Only the nth request of that operation, from 1. */
  nth?: number
  /** Each request of that operation with this probability, 0 to 1, drawn by the seed. */
  probability?: number
}

/** Something that goes wrong on purpose. */
export type Fault = FaultSelector &
  (
    | { /** The connection dies before the request is processed. */ kind: 'reset' }
    | { /** The request is processed, then the answer is lost. */ kind: 'lost' }
    | {
        /** Answered with this status before the request is processed. */
        kind: 'status'
        status: number
        /** Whether the request is processed all the same; default false. */
        isProcessed?: boolean
        /** A string is sent as it is, anything else as JSON; left out, the vendor's own error. */
        body?: unknown
        headers?: Record<string, string>
      }
    | { /** Answered with status 200 and a page of HTML before the request is processed. */ kind: 'html' }
    | { /** Processed and answered, but the connection dies in the middle of the body. */ kind: 'truncate' }
    | {
        /** Processed and answered, but one field that is no id has a value of another kind, drawn by the seed. */ kind: 'odd'
      }
    | { /** Answered late, on the clock; other faults then still apply. */ kind: 'delay'; delayMs: number }
  )

/** Chooses the faults that hit a request. */
export type FaultPicker = (operation: string) => Fault[]

const fieldsOf: Record<Fault['kind'], readonly string[]> = {
  reset: [],
  lost: [],
  status: ['status', 'isProcessed', 'body', 'headers'],
  html: [],
  truncate: [],
  odd: [],
  delay: ['delayMs'],
}

/** Prepares faults; throws a TypeError that names what is wrong with one. */
export function createFaultPicker(faults: readonly Fault[], operations: readonly string[], seed: number): FaultPicker {
  for (const [index, fault] of faults.entries()) {
    const problem = problemOf(fault, operations)
    if (problem !== undefined) throw new TypeError(`fault ${index + 1} of ${faults.length}: ${problem}`)
  }
  const counts = new Map<string, number>()
  const randoms = faults.map((_, index) => createRandom(seed, `fault ${index + 1}`))
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  return (operation) => {
    count(operation)
    count('any')
    return faults.filter((fault, index) => {
      if (fault.operation !== undefined && fault.operation !== operation) return false
      if (fault.nth !== undefined) return counts.get(fault.operation ?? 'any') === fault.nth
      return fault.probability === undefined || (randoms[index]?.() ?? 1) < fault.probability
    })
  }
}

/** How a request is answered when nothing is wrong, and what faults need to know of it. */
export interface FaultTarget {
  clock: SimulatorClock
  signal: AbortSignal
  /** Draws what is odd. */
  random: Random
  answer: () => Promise<Response>
  /** The vendor's own error, for a status without a body. */
  refuse: (status: number) => Response
}

/** Answers a request with the faults that hit it; rejects as `fetch` does where the connection dies. */
export async function answerWithFaults(faults: readonly Fault[], target: FaultTarget): Promise<Response> {
  for (const fault of faults) {
    if (fault.kind === 'delay') await target.clock.sleep(fault.delayMs, target.signal)
  }
  const fault = faults.find(({ kind }) => kind !== 'delay')
  switch (fault?.kind) {
    case 'reset':
      throw connectionLost('fetch failed', 'ECONNRESET', 'read ECONNRESET')
    case 'lost': {
      const answer = await target.answer()
      await answer.body?.cancel()
      throw connectionLost('fetch failed', 'ECONNRESET', 'socket hang up')
    }
    case 'status':
      if (fault.isProcessed) await (await target.answer()).body?.cancel()
      return statusAnswer(fault, target)
    case 'html':
      return new Response('<!DOCTYPE html>\n<html><body><h1>Just a moment...</h1></body></html>\n', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      })
    case 'truncate':
      return truncated(await target.answer())
    case 'odd':
      return oddAnswer(await target.answer(), target.random)
    case 'delay':
    case undefined:
      break
  }
  return target.answer()
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>, target: FaultTarget): Response {
  const { status, body } = fault
  const answer = isEmpty(status)
    ? new Response(null, { status })
    : body === undefined
      ? target.refuse(status)
      : typeof body === 'string'
        ? new Response(body, { status })
        : Response.json(body, { status })
  for (const [name, value] of Object.entries(fault.headers ?? {})) answer.headers.set(name, value)
  return answer
}

// HTTP gives these no body, whatever was asked for.
function isEmpty(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

function truncated(answer: Response): Response {
  const { status, headers } = answer
  if (!answer.body) throw connectionLost('fetch failed', 'ECONNRESET', 'socket hang up')
  return new Response(streamOf(cutOff(answer)), { status, headers })
}

// The first half of a body, of a stream its first chunk and a half; then what a client sees of a dead connection.
async function* cutOff(answer: Response): AsyncGenerator<Uint8Array> {
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isStream && answer.body) {
    const reader = answer.body.getReader()
    const first = await reader.read()
    if (first.value) yield first.value
    const second = await reader.read()
    if (second.value) yield firstHalf(second.value)
    await reader.cancel()
  } else {
    yield firstHalf(new Uint8Array(await answer.arrayBuffer()))
  }
  throw connectionLost('terminated', 'UND_ERR_SOCKET', 'other side closed')
}

function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}

function connectionLost(message: string, code: string, reason: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(reason), { code }) })
}

function problemOf(fault: Fault, operations: readonly string[]): string | undefined {
  if (!Object.hasOwn(fieldsOf, fault.kind)) {
    return `there is no kind "${fault.kind}"; there are ${Object.keys(fieldsOf).join(', ')}`
  }
  const known = ['kind', 'operation', 'nth', 'probability', ...fieldsOf[fault.kind]]
  const unknown = Object.keys(fault).find((field) => !known.includes(field))
  if (unknown !== undefined) return `"${fault.kind}" has no field "${unknown}"; it takes ${known.join(', ')}`
  const { operation, nth, probability } = fault
  if (operation !== undefined && !operations.includes(operation)) {
    return `there is no operation "${operation}"; there are ${operations.join(', ')}`
  }
  if (nth !== undefined && probability !== undefined) return 'give nth or probability, not both'
  if (nth !== undefined && !(Number.isInteger(nth) && nth >= 1)) return `nth must be a whole number from 1, not ${nth}`
  if (probability !== undefined && !(probability >= 0 && probability <= 1)) {
    return `probability must be between 0 and 1, not ${probability}`
  }
  if (fault.kind === 'status' && !(Number.isInteger(fault.status) && fault.status >= 200 && fault.status <= 599)) {
    return `status must be between 200 and 599, not ${fault.status}`
  }
  if (fault.kind === 'delay' && !(fault.delayMs >= 0 && Number.isFinite(fault.delayMs))) {
    return `delayMs must be 0 or more, not ${fault.delayMs}`
  }
  return undefined
}
