import type { CallOptions } from '../model/video-provider.ts'
import type { Client, ClientOptions } from './client.ts'
import type { Clock } from '../time/clock.ts'
import { collect } from '../download/to-bytes.ts'
import { openOutput, streamOf, type OpenOutput, type DownloadOptions } from '../download/open-output.ts'
import type { Job } from '../model/job.ts'
import type { Emit } from '../model/client-event.ts'
import type { ProviderCall } from '../model/video-provider.ts'
import { findProvider } from './find-provider.ts'
import { saveVideo } from '../download/to-file.ts'

/** What videos need of their client. */
export interface DownloadsOptions extends Pick<ClientOptions, 'providers' | 'fetch' | 'allowHosts' | 'resolve'> {
  clock: Clock
  emit: Emit
  callOf: (options: CallOptions) => ProviderCall
}

// More is for a file.
const mostInMemory = 2 ** 28

/** The three ways to a video. */
export function createDownloads(options: DownloadsOptions): Pick<Client, 'download' | 'bytes' | 'stream'> {
  const { providers, fetch, clock, emit, callOf, allowHosts = [], resolve } = options

  const open = async (job: Job, given: DownloadOptions = {}): Promise<OpenOutput> => {
    const provider = findProvider(providers, job.provider)
    const own = provider.fetch ?? fetch ?? globalThis.fetch
    return openOutput(job, { ...given, provider, fetch: own, clock, call: callOf(given), allowHosts, resolve })
  }

  return {
    stream: async (job, given) => streamOf(await open(job, given)),
    bytes: async (job, { maxBytes = mostInMemory, ...given } = {}) =>
      collect(await open(job, { ...given, maxBytes }), job),
    async download(job, path, given) {
      const begin = clock.elapsed()
      const saved = await saveVideo(job, () => open(job, given), path)
      const { provider, model, id } = job
      const durationMs = clock.elapsed() - begin
      emit({ type: 'downloaded', provider, model, job: id, bytes: saved.bytes, durationMs })
      return saved
    },
  }
}
