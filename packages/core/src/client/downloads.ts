import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { collect } from '../download/to-bytes.ts'
import { openOutput, streamOf, type OpenOutput, type DownloadOptions } from '../download/open-output.ts'
import type { Job } from '../model/job.ts'
import { findProvider } from './find-provider.ts'
import { saveVideo } from '../download/to-file.ts'

// 256 MiB: more belongs in a file.
const mostInMemory = 2 ** 28

/** The three ways to the video of a completed job. */
export function downloadMethods(context: ClientContext): Pick<Client, 'download' | 'bytes' | 'stream'> {
  const { providers, fetch, clock, emit, callOf, allowHosts = [], resolve } = context

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
