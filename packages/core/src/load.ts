import { VideoError } from './model/errors.ts'
import { abortable } from './time/abortable.ts'

/** Makes what fetches code once, and again after a failure. Its errors are `network`, and `aborted` at once. */
export function createLoader<Code>(fetchCode: () => Promise<Code>): (signal?: AbortSignal) => Promise<Code> {
  let loading: Promise<Code> | undefined
  let loaded: { code: Code } | undefined
  return async (signal) => {
    if (loaded) return loaded.code
    loading ??= fetchCode().catch((cause: unknown) => {
      loading = undefined
      throw new VideoError('network', 'the code of @reelay/core did not load', { cause })
    })
    try {
      const code = await abortable(loading, signal)
      loaded = { code }
      return code
    } catch (error) {
      throw signal?.aborted ? new VideoError('aborted', 'aborted by the caller', { cause: signal.reason }) : error
    }
  }
}

/** What only a call needs, fetched at the first call and whole: nothing can be missing once money is spent. */
export const load: (signal?: AbortSignal) => Promise<typeof import('./engine.ts')> = createLoader(
  () => import('./engine.ts'),
)

/** What few calls need, fetched by the first of them; no call that costs money is among them. */
export const loadRare: (signal?: AbortSignal) => Promise<typeof import('./rare.ts')> = createLoader(
  () => import('./rare.ts'),
)

/** Fetches now what calls would fetch: for an application that bundles in pieces, and for tests with a clock of their own. */
export async function preload(): Promise<void> {
  await Promise.all([load(), loadRare()])
}
