/** Waits for shared work until the signal aborts; the work goes on without this caller. Rejects with the signal's reason. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  if (signal.aborted) {
    // A failure of the work must not become an unhandled rejection.
    work.catch(() => {})
    throw signal.reason
  }
  let stop = (): void => {}
  const stopped = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(signal.reason))
  })
  return Promise.race([work, stopped]).finally(stop)
}

/** Calls `abort` once when the signal aborts, or now where it has aborted; gives what stops listening. */
export function onAbort(signal: AbortSignal | undefined, abort: () => void): () => void {
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort, { once: true })
  return () => signal?.removeEventListener('abort', abort)
}
