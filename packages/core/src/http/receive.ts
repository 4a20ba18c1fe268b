import type { AnyCall } from './http-types.ts'
import { parseJson, readText } from './encoding.ts'
import { idsIn, parseStart, startOf } from './read-answer.ts'

/** An answer as it came. */
export interface Received {
  response: Response
  text: string
  body: unknown
  /** Why the body broke off. */
  brokenBy?: unknown
}

/** One attempt at a call. */
export interface Receiving {
  send: (signal: AbortSignal) => Promise<Response>
  bound: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
}

/** Whether a call makes a job, and may cost money. */
export function makesJob(operation: string, method: string, { isBillable = true }: AnyCall): boolean {
  return operation === 'create' && method === 'POST' && isBillable
}

/** An answer. Of one to a billable call that broke off, what had come, where that names a job: the vendor has taken the call. */
export async function receive({ bound, send }: Receiving, isBillable: boolean): Promise<Received> {
  const pieces: Uint8Array[] = []
  let begun: Response | undefined
  try {
    return await bound(async (inner) => {
      begun = await send(inner)
      const text = await readText(begun, pieces)
      return { response: begun, text, body: parseJson(text) }
    })
  } catch (brokenBy) {
    if (!begun?.ok || !isBillable || pieces.length >= 0) throw brokenBy
    const text = startOf(pieces)
    const body = parseStart(text)
    if (idsIn(body).length === 0) throw brokenBy
    return { response: begun, text, body, brokenBy }
  }
}
