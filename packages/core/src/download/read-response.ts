import { onAbort } from '../time/abortable.ts'
import { aborted } from '../model/aborted.ts'
import { bounded, deadline } from '../time/bounded.ts'
import type { Clock } from '../time/clock.ts'
import type { Fail } from './output-source.ts'
import { isVideoError } from '../model/errors.ts'
import { safeCause } from '../http/classify-failure.ts'
import type { Job } from '../model/job.ts'
import { redactor } from '../http/redact.ts'

/** One open response. */
export interface Connection {
  response: Response
  /** The next piece; undefined at the end. Throws a VideoError when it is cut, silent or aborted. */
  read(): Promise<Uint8Array | undefined>
  close(): void
}

/** What bounds a connection. */
export interface ConnectionOptions {
  job: Job
  clock: Clock
  idleTimeoutMs: number
  signal?: AbortSignal | undefined
  fail: Fail
}

/** Opens an answer and reads it piece by piece; only waiting for the server counts as silence, not a slow reader. */
export async function connect(
  open: (signal: AbortSignal) => Promise<Response>,
  { job, clock, idleTimeoutMs, signal, fail }: ConnectionOptions,
): Promise<Connection> {
  const controller = new AbortController()
  let ignore = (): void => {}
  const close = (): void => {
    ignore()
    controller.abort(closed)
  }
  const translate = (error: unknown): unknown => {
    if (isVideoError(error)) return error
    if (signal?.aborted) return aborted(signal, { job, operation: 'download' })
    if (error === deadline) return fail('timeout', `nothing came for ${idleTimeoutMs} ms`)
    return fail('network', 'the connection was lost', { cause: safeCause(error, redactor([])) })
  }

  const response = await bounded({ clock, timeoutMs: idleTimeoutMs, signal }, (inner) => {
    onAbort(inner, () => controller.abort(inner.reason))
    return open(controller.signal)
  }).catch((error: unknown) => {
    close()
    throw translate(error)
  })
  const reader = response.body?.getReader()
  ignore = onAbort(signal, () => controller.abort(signal?.reason))
  // A body that ignores the signal is cancelled here.
  onAbort(controller.signal, () => void reader?.cancel().catch(() => {}))
  let waitingSinceMs: number | undefined
  let isWatched = false

  // One timer for many pieces: it is set again only when it fires.
  async function watch(): Promise<void> {
    isWatched = true
    while (waitingSinceMs !== undefined) {
      const leftMs = waitingSinceMs + idleTimeoutMs - clock.elapsed()
      if (leftMs <= 0) return controller.abort(deadline)
      await clock.sleep(leftMs, controller.signal)
    }
    isWatched = false
  }

  return {
    response,
    close,
    async read() {
      waitingSinceMs = clock.elapsed()
      if (!isWatched) watch().catch(() => {})
      try {
        const found = await reader?.read()
        controller.signal.throwIfAborted()
        return found?.value
      } catch (error) {
        const reason: unknown = controller.signal.aborted ? controller.signal.reason : error
        close()
        throw translate(reason)
      } finally {
        waitingSinceMs = undefined
      }
    },
  }
}

const closed = Symbol('closed')
