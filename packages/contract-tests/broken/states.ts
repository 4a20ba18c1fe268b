import { isEnd, isVideoError, VideoError, type JobReference } from '@reelay/core'
import type { ProviderCall, Snapshot } from '@reelay/core/provider'
import type { ProviderEnvironment } from '../src/config/config.ts'
import { replacing, sending, sound } from './mutate.ts'
import type { BrokenProvider } from './broken.ts'

/** Bugs that group F has to find. */
export const brokenStates: readonly BrokenProvider[] = [
  {
    name: 'queued-as-running: a job that waits is said to be running',
    of: 'candle',
    breaks: ['STA-01'],
    createProvider: seeing('candle', (seen) => (seen.status === 'queued' ? { ...seen, status: 'in_progress' } : seen)),
  },
  {
    name: 'shouts: the word of the vendor is kept in capitals',
    of: 'candle',
    breaks: ['STA-01'],
    createProvider: seeing('candle', (seen) =>
      seen.status === 'unknown' ? seen : { ...seen, vendorStatus: seen.vendorStatus?.toUpperCase() },
    ),
  },
  {
    name: 'expired-as-failed',
    of: 'lantern',
    breaks: ['STA-01', 'STA-03', 'STA-04', 'LST-02'],
    createProvider: seeing('lantern', (seen) => (seen.status === 'expired' ? { ...seen, status: 'failed' } : seen)),
  },
  {
    name: 'unknown-is-running: a word that nobody listed is guessed at',
    of: 'candle',
    breaks: ['STA-02', 'HOS-02', 'HOS-07'],
    createProvider: seeing('candle', (seen) => (seen.status === 'unknown' ? { ...seen, status: 'in_progress' } : seen)),
  },
  {
    name: 'hides-words: nobody learns which word it was',
    of: 'candle',
    breaks: ['STA-02', 'CON-02'],
    createProvider: seeing('candle', (seen) =>
      seen.status === 'unknown' ? { ...seen, vendorStatus: undefined } : seen,
    ),
  },
  {
    name: 'unknown-is-an-error: a word that nobody listed ends the wait',
    of: 'candle',
    breaks: ['STA-02', 'HOS-02', 'HOS-07', 'CON-02'],
    createProvider: seeing('candle', (seen) => {
      if (seen.status !== 'unknown') return seen
      throw new VideoError('vendor_failure', 'a status that nobody knows')
    }),
  },
  {
    name: 'writes-into-the-job: a late answer undoes the end',
    of: 'candle',
    breaks: ['STA-03'],
    createProvider: seeing('candle', (seen, job) => {
      job.status = seen.status
      return seen
    }),
  },
  {
    name: 'refuses-late-answers: an older answer is an error',
    of: 'candle',
    breaks: ['STA-03'],
    createProvider: seeing('candle', (seen, { status = 'queued' }) => {
      if (!isEnd({ status }) || seen.status === status) return seen
      throw new VideoError('conflict', 'the vendor has changed its mind')
    }),
  },
  {
    name: 'foretells-videos: the address is made up before the video is there',
    of: 'candle',
    breaks: ['STA-04'],
    createProvider: seeing('candle', (seen) => ({
      ...seen,
      outputs: seen.outputs ?? [{ url: 'https://candle.example/files/soon.mp4' }],
    })),
  },
  {
    name: 'drops-reasons: a failure is reported in words of its own',
    of: 'candle',
    breaks: ['STA-04'],
    createProvider: seeing('candle', (seen) => (seen.error ? { ...seen, error: { message: 'It failed' } } : seen)),
  },
  {
    name: 'keeps-silent: a failure has an empty reason',
    of: 'lantern',
    breaks: ['STA-04', 'LST-02'],
    createProvider: seeing('lantern', (seen) =>
      seen.status === 'failed' ? { ...seen, error: { message: '' } } : seen,
    ),
  },
  {
    name: 'throws-failures: a failed job is an exception',
    of: 'candle',
    breaks: ['STA-01', 'STA-03', 'STA-04', 'TIM-02', 'REF-01'],
    createProvider: seeing('candle', (seen) => {
      if (seen.status !== 'failed') return seen
      throw new VideoError('vendor_failure', seen.error?.message ?? 'it failed')
    }),
  },
  {
    name: 'invents-progress: the status is made a figure',
    of: 'candle',
    breaks: ['STA-05'],
    createProvider: seeing('candle', (seen) => ({ ...seen, progress: isEnd(seen) ? 100 : 50 })),
  },
  {
    name: 'progress-fraction: 42 of 100 becomes 0.42',
    of: 'lantern',
    breaks: ['STA-05', 'LST-02'],
    createProvider: seeing('lantern', (seen) => ({ ...seen, progress: seen.progress && seen.progress / 100 })),
  },
  {
    name: 'zero-by-default: no figure becomes 0',
    of: 'lantern',
    breaks: ['STA-05'],
    createProvider: seeing('lantern', (seen) => ({ ...seen, progress: seen.progress ?? 0 })),
  },
  {
    name: 'counts-polls: each poll leaves a trace in the job',
    of: 'candle',
    breaks: ['STA-06', 'HOS-02', 'HOS-03'],
    createProvider: (environment) => {
      let polls = 0
      return seeing('candle', (seen) => ({ ...seen, handle: { polls: String(++polls) } }))(environment)
    },
  },
  {
    name: 'trusts-itself: nobody is asked about a job that has ended',
    of: 'candle',
    breaks: ['SEC-04', 'STA-03', 'STA-06', 'DWN-02'],
    createProvider: replacing('candle', (provider) => ({
      get: async ({ status = 'queued', ...job }, call) =>
        isEnd({ status }) ? { ...job, status } : provider.get(job, call),
    })),
  },
  {
    name: 'missing-is-failed: a job that the vendor does not know counts as failed',
    of: 'candle',
    breaks: ['STA-06', 'STA-07', 'ERR-404', 'ERR-13'],
    createProvider: catching((error) => {
      if (!isVideoError(error) || error.code !== 'not_found') throw error
      return { status: 'failed', error: { message: 'no such job' } }
    }),
  },
  {
    name: 'gives-up: half an answer counts as a failed job',
    of: 'candle',
    breaks: ['STA-07', 'ERR-15', 'HOS-01', 'HOS-04'],
    createProvider: catching((error) => {
      if (!isVideoError(error) || error.code !== 'invalid_response') throw error
      return { status: 'failed', error: { message: 'the vendor talks nonsense' } }
    }),
  },
  {
    name: 'impatient: the pause that the vendor asks for is lost',
    of: 'candle',
    breaks: ['STA-07', 'RET-02'],
    createProvider: sending('candle', (send) => async (url, init) => {
      const response = await send(url, init)
      const kept = [...response.headers].filter(([name]) => name !== 'retry-after')
      return new Response(response.body, { status: response.status, headers: kept })
    }),
  },
  {
    name: 'polls-on: an ended job is polled once more, a while later',
    of: 'candle',
    breaks: ['STA-04', 'STA-05', 'STA-07', 'TIM-03', 'RET-05', 'REF-01', 'FIX-01'],
    createProvider: lateCall('end'),
  },
  {
    name: 'cancels-at-deadline: who stops waiting loses the job',
    of: 'candle',
    breaks: ['STA-07', 'ABT-02'],
    createProvider: lateCall('abort'),
  },
  {
    name: 'remembers: what a job costs is known only to the process that made it',
    of: 'candle',
    breaks: ['STA-08', 'TIM-02', 'REF-01'],
    createProvider: replacing('candle', (provider) => {
      const made = new Set<string>()
      return {
        async create(request, call) {
          const job = await provider.create(request, call)
          made.add(job.id)
          return job
        },
        async get(job, call) {
          const cost = { amount: 0.2, currency: 'USD', source: 'vendor' as const, final: false }
          return { ...(await provider.get(job, call)), ...(made.has(job.id) && { cost }) }
        },
      }
    }),
  },
]

/** A provider that makes something else of what it sees. */
function seeing(
  of: 'lantern' | 'candle',
  read: (seen: Snapshot, job: JobReference) => Snapshot,
): BrokenProvider['createProvider'] {
  return replacing(of, (provider) => ({ get: async (job, call) => read(await provider.get(job, call), job) }))
}

/** A provider that makes something else of a failed poll. */
function catching(mend: (error: unknown) => Snapshot): BrokenProvider['createProvider'] {
  return replacing('candle', (provider) => ({ get: (job, call) => provider.get(job, call).catch(mend) }))
}

/** A provider that goes on by itself when a job has ended, or when a poll is given up. */
function lateCall(when: 'end' | 'abort'): BrokenProvider['createProvider'] {
  return (environment: ProviderEnvironment) => {
    const { baseUrl, clock, fetch } = environment
    const provider = sound('candle', environment)
    const later = async (method: string, id: string): Promise<void> => {
      await clock.sleep(60_000)
      await fetch(`${baseUrl}/jobs/${id}`, { method }).catch(() => {})
    }
    return {
      ...provider,
      async get(job: JobReference, call?: ProviderCall) {
        const onAbort = (): void => void later('DELETE', job.id)
        if (when === 'abort') call?.signal?.addEventListener('abort', onAbort)
        // A client also aborts what is over.
        const seen = await provider.get(job, call).finally(() => call?.signal?.removeEventListener('abort', onAbort))
        if (when === 'end' && job.status === 'in_progress' && isEnd(seen)) void later('GET', job.id)
        return seen
      },
    }
  }
}
