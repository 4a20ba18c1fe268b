import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { collect } from '../download/to-bytes.ts'
import { openOutput, streamOf, type OpenOutput, type DownloadOptions } from '../download/open-output.ts'
import type { Job } from '../model/job.ts'
import { awaited } from '../model/merge-snapshot.ts'
import { findProvider } from './find-provider.ts'
import { saveVideo } from '../download/to-file.ts'

// 256 MiB: more belongs in a file.
const mostInMemory = 2 ** 28

/** The three ways to the video of a completed job. */
export function downloadMethods(context: ClientContext): Pick<Client, 'download' | 'bytes' | 'stream'> {
  const { providers, fetch, clock, emit, callOf, pollNow, allowHosts = [], resolve } = context

  const open = async (stored: Job, given: DownloadOptions = {}): Promise<OpenOutput> => {
    const provider = findProvider(providers, stored.provider)
    const pending = awaited(stored)
    // A vendor's list may leave out the videos, and what is written to a log has none.
    const job = pending === stored ? stored : await pollNow(pending, callOf(given))
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
