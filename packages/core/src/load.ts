import { VideoError } from './model/errors.ts'

type Engine = typeof import('./engine.ts')

let loading: Promise<Engine> | undefined

/** The engine, fetched at the first call and whole: nothing can be missing once money is spent. Throws `network`, and `aborted` at once. */
export async function load(signal?: AbortSignal): Promise<Engine> {
  loading ??= import('./engine.ts').catch((cause: unknown) => {
    loading = undefined
    throw new VideoError('network', 'the code of @reelay/core could not be loaded', { cause })
  })
  if (!signal) return loading
  let abort = (): void => {}
  const stopped = new Promise<never>((_, reject) => {
    abort = () => reject(new VideoError('aborted', 'aborted by the caller', { cause: signal.reason }))
    signal.addEventListener('abort', abort, { once: true })
    if (signal.aborted) abort()
  })
  return Promise.race([loading, stopped]).finally(() => signal.removeEventListener('abort', abort))
}

/** Fetches now what the first call would fetch: for an application that bundles in pieces, and for tests with a clock of their own. */
export async function preload(): Promise<void> {
  await load()
}
