import { isVideoError, VideoError, type VideoProvider } from '@reelay/core'
import type { ProviderCall } from '@reelay/core/provider'
import { candle } from '../reference/candle.ts'
import { replacing, sending } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group J has to find. */
export const brokenAborts: readonly BrokenProvider[] = [
  {
    name: 'checks-the-signal-late: after the answer',
    of: 'candle',
    breaks: ['ABT-01'],
    createProvider: polling(async (poll, call) => {
      if (call.signal?.aborted) await poll({ ...call, signal: undefined })
      return poll(call)
    }),
  },
  {
    name: 'ignores-signal',
    of: 'candle',
    breaks: ['ABT-01', 'ABT-02'],
    createProvider: polling((poll, call) => poll({ ...call, signal: undefined })),
  },
  {
    name: 'abort-as-network',
    of: 'candle',
    breaks: ['ABT-01', 'ABT-02'],
    createProvider: polling((poll, call) =>
      poll(call).catch((error: unknown) => {
        throw isAborted(error) ? new VideoError('network', error.message, { cause: error.cause }) : error
      }),
    ),
  },
  {
    name: 'loses-the-reason: nobody can tell whose abort it was',
    of: 'candle',
    breaks: ['ABT-01', 'ABT-02'],
    createProvider: polling((poll, call) =>
      poll(call).catch((error: unknown) => {
        throw isAborted(error) ? new VideoError('aborted', error.message) : error
      }),
    ),
  },
  {
    name: 'asks-again-after-abort',
    of: 'candle',
    breaks: ['STA-07', 'ABT-02'],
    createProvider: polling(async (poll, call) => {
      const wasAborted = call.signal?.aborted
      return poll(call).catch((error: unknown) => {
        if (!isAborted(error) || wasAborted) throw error
        return poll({ ...call, signal: undefined })
      })
    }),
  },
  {
    name: 'aborted-create-is-nothing: the job may well exist',
    of: 'candle',
    breaks: ['ABT-02'],
    createProvider: replacing('candle', (provider) => ({
      create: (request, call) =>
        provider.create(request, call).catch((error: unknown) => {
          throw call?.signal?.aborted
            ? new VideoError('aborted', 'candle: create', { cause: call.signal.reason })
            : error
        }),
    })),
  },
  {
    name: 'deaf-line: fetch is never told that nobody waits any more',
    of: 'candle',
    breaks: ['SUB-02', 'SUB-04', 'STA-07', 'ERR-network', 'ABT-02', 'ABT-04', 'HOS-05'],
    createProvider: sending(
      'candle',
      (send) =>
        (url, { signal: _signal, ...init } = {}) =>
          send(url, init),
    ),
  },
  {
    name: 'leaks-listener: one for each poll',
    of: 'candle',
    breaks: ['ABT-03'],
    createProvider: polling(async (poll, call) => {
      call.signal?.addEventListener('abort', () => {})
      return poll(call)
    }),
  },
  {
    name: 'leaks-on-failure: the listener is removed only when all went well',
    of: 'lantern',
    breaks: ['ABT-03'],
    createProvider: replacing('lantern', ({ list }) => ({
      async list(query, call) {
        const hear = (): void => {}
        call?.signal?.addEventListener('abort', hear)
        const page = (await list?.(query, call)) ?? { jobs: [] }
        call?.signal?.removeEventListener('abort', hear)
        return page
      },
    })),
  },
  {
    name: 'patient: an hour for each call',
    of: 'candle',
    breaks: ['ABT-04'],
    createProvider: ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch, requestTimeoutMs: 3_600_000 }),
  },
]

type Seen = ReturnType<VideoProvider['get']>

/** A provider that polls in its own way. */
function polling(
  change: (poll: (call: ProviderCall) => Seen, call: ProviderCall) => Seen,
): BrokenProvider['createProvider'] {
  return replacing('candle', (provider) => ({
    get: (job, call = {}) => change((other) => provider.get(job, other), call),
  }))
}

function isAborted(error: unknown): error is VideoError {
  return isVideoError(error) && error.code === 'aborted'
}
