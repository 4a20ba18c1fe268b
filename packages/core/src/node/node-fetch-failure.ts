import { failedBeforeSending, transportCode } from '../http/classify-failure.ts'

/** What a call over the network fails with, in the words of fetch; the cause has the code of what happened. */
export function networkFailure(error: unknown, { mayBeSent }: { mayBeSent: boolean }): TypeError {
  return new TypeError('fetch failed', { cause: mayBeSent ? doubtful(error) : unsent(error) })
}

/** An error with a code. */
export function coded(code: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code })
}

/** Nothing has left this machine: where the code does not say so by itself, what it was caused by does. */
function unsent(error: unknown): unknown {
  if (failedBeforeSending(error)) return error
  const refused = coded('ECONNREFUSED', 'no connection was made, so nothing was sent')
  return coded(transportCode(error) ?? 'ERR_CONNECTION', messageOf(error), refused)
}

/** A route that goes away fails a call under way with the code of one that never began. */
function doubtful(error: unknown): unknown {
  return failedBeforeSending(error) ? coded('ECONNRESET', messageOf(error)) : error
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
