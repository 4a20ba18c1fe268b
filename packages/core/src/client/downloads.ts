import type { ClientContext } from './client-context.ts'
import type { Client } from './client.ts'
import { collect } from '../download/to-bytes.ts'
import { openOutput, streamOf, type OpenOutput, type DownloadOptions } from '../download/open-output.ts'
import { isVideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'
import { awaited } from '../model/merge-snapshot.ts'
import { findProvider } from './find-provider.ts'
import { nameOf } from './job-ends.ts'
import { saveVideo } from '../download/to-file.ts'

// 256 MiB: more belongs in a file.
const mostInMemory = 2 ** 28
// So many jobs with several videos are remembered.
const mostUnfinished = 1000

/** The three ways to the video of a completed job. */
export function downloadMethods(context: ClientContext): Pick<Client, 'download' | 'bytes' | 'stream'> {
  const { providers, fetch, clock, emit, callOf, pollNow, allowHosts = [], resolve } = context
  const settle = createSettle(context)

  /** Does the work with a job that names its videos, and stores that one of them is gone. */
  async function run<Result>(
    stored: Job,
    given: DownloadOptions,
    work: (job: Job, open: () => Promise<OpenOutput>) => Promise<Result>,
  ): Promise<Result> {
    const provider = findProvider(providers, stored.provider)
    const call = callOf(given)
    const pending = awaited(stored)
    // A vendor's list may leave out the videos, and what is written to a log has none.
    const job = pending === stored ? stored : await pollNow(pending, call)
    const own = provider.fetch ?? fetch ?? globalThis.fetch
    try {
      return await work(job, () =>
        openOutput(job, { ...given, provider, fetch: own, clock, call, allowHosts, resolve }),
      )
    } catch (error) {
      if (isVideoError(error) && error.code === 'expired') await settle(job, given, 'dismissed')
      throw error
    }
  }

  return {
    stream: async (stored, given = {}) =>
      run(stored, given, async (job, open) => {
        const opened = await open()
        const next = async (): Promise<Uint8Array | undefined> => {
          const piece = await opened.next()
          if (!piece) await settle(job, given, 'saved')
          return piece
        }
        return streamOf({ ...opened, next })
      }),
    bytes: async (stored, { maxBytes = mostInMemory, ...given } = {}) =>
      run(stored, { ...given, maxBytes }, async (job, open) => {
        const bytes = await collect(await open(), job)
        await settle(job, given, 'saved')
        return bytes
      }),
    download: async (stored, path, given = {}) =>
      run(stored, given, async (job, open) => {
        const begin = clock.elapsed()
        const saved = await saveVideo(job, open, path)
        await settle(job, given, 'saved')
        const { provider, model, id } = job
        const durationMs = clock.elapsed() - begin
        emit({ type: 'downloaded', provider, model, job: id, bytes: saved.bytes, durationMs })
        return saved
      }),
  }
}

/** Makes what stores that nothing is left to do for a job, once each of its videos was saved or is gone. A store that fails is no failure of a download. */
function createSettle({
  journal,
}: ClientContext): (job: Job, given: DownloadOptions, as: 'saved' | 'dismissed') => Promise<void> {
  const unfinished = new Map<string, Set<number>>()
  return async (job, { output = 0 }, as) => {
    const name = nameOf(job.provider, job.id)
    const settled = (unfinished.get(name) ?? new Set()).add(output)
    unfinished.delete(name)
    if (settled.size >= job.outputs.length) return void (await journal[as](job).catch(() => {}))
    const [oldest] = unfinished.set(name, settled).keys()
    if (unfinished.size > mostUnfinished && oldest !== undefined) unfinished.delete(oldest)
  }
}
