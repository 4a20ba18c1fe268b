import { failedBeforeSending, transportCode } from '../http/classify-failure.ts'

/** The TypeError of a failed call, as fetch has it; its cause has the code of the transport. */
export function networkFailure(error: unknown, { mayBeSent }: { mayBeSent: boolean }): TypeError {
  return new TypeError('fetch failed', { cause: mayBeSent ? doubtful(error) : unsent(error) })
}

/** An error with a code. */
export function coded(code: string, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), { code })
}

/** The cause where nothing was sent: a code that does not imply this gets a cause that does. */
function unsent(error: unknown): unknown {
  if (failedBeforeSending(error)) return error
  const refused = coded('ECONNREFUSED', 'no connection was made, so nothing was sent')
  return coded(transportCode(error) ?? 'ERR_CONNECTION', messageOf(error), refused)
}

/** The cause where something may have been sent: a lost route can fail an open call with the code of an unsent one. */
function doubtful(error: unknown): unknown {
  return failedBeforeSending(error) ? coded('ECONNRESET', messageOf(error)) : error
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
