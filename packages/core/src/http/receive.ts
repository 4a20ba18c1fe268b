import type { VideoError } from '../model/errors.ts'
import type { AnyCall } from './http-types.ts'
import { fields } from '../model/values.ts'
import { notJson, parseJson, readText } from './encoding.ts'
import { parseStart, startOf } from './read-answer.ts'

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
  fail: (code: VideoError['code'], what: string, response?: Response) => VideoError
  bound: <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>
}

/** Whether a call makes a job, and may cost money. */
export function makesJob(operation: string, method: string, { isBillable = true }: AnyCall): boolean {
  return operation === 'create' && method === 'POST' && isBillable
}

/** An answer. Of one to a billable call that broke off, what had come, which may name the job: the vendor has taken the call. */
export async function receive({ bound, send, fail }: Receiving, isBillable: boolean): Promise<Received> {
  const pieces: Uint8Array[] = []
  let begun: Response | undefined
  let brokenBy: unknown
  try {
    const whole = await bound(async (inner) => {
      begun = await send(inner)
      const text = await readText(begun, pieces)
      return { response: begun, text, body: parseJson(text) }
    })
    if (whole.body !== undefined || !begun?.ok || !isBillable) return whole
    brokenBy = fail('invalid_response', `answer out of contract: ${notJson(begun, whole.text)}`, begun)
  } catch (error) {
    if (!begun?.ok || !isBillable) throw error
    brokenBy = error
  }
  const text = startOf(pieces)
  const body = parseStart(text)
  // Of nothing a schema that demands no id would make a job.
  if (Object.keys(fields(body)).length === 0) throw brokenBy
  return { response: begun, text, body, brokenBy }
}
