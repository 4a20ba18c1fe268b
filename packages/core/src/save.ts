import type { VideoStream } from './download.ts'
import { isVideoError, VideoError } from './errors.ts'
import type { Job } from './job.ts'

/** Where a clip was saved. */
export interface SavedVideo {
  path: string
  bytes: number
  mediaType: string
}

/** Writes a clip beside its final name and renames it when it is whole: no half file ever has that name. */
export async function saveVideo(job: Job, open: () => Promise<VideoStream>, path: string): Promise<SavedVideo> {
  const fail = (what: string, cause?: unknown): VideoError =>
    new VideoError('storage', `could not save job ${job.id} to ${path}: ${what}`, { job, operation: 'download', cause })
  // Not an import: bundlers for browsers and workers would stumble over it.
  const files = globalThis.process?.getBuiltinModule?.('node:fs/promises')
  if (!files)
    throw new VideoError('unsupported', 'there is no file system here: use stream()', { job, operation: 'download' })

  const part = `${path}.${crypto.randomUUID().slice(0, 8)}.part`
  const { body, mediaType } = await open()
  const file = await files.open(part, 'wx').catch(async (cause: unknown) => {
    await body.cancel()
    throw fail(reason(cause), cause)
  })
  let bytes = 0
  try {
    for await (const chunk of body) {
      await file.writeFile(chunk)
      bytes += chunk.byteLength
    }
    await file.sync()
    await file.close()
    await files.rename(part, path)
    return { path, bytes, mediaType }
  } catch (error) {
    await file.close().catch(() => {})
    await files.rm(part, { force: true }).catch(() => {})
    throw isVideoError(error) ? error : fail(reason(error), error)
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return 'the disk is full'
  if (code === 'ENOENT') return 'its folder does not exist'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'no permission to write there'
  return error instanceof Error ? error.message : String(error)
}
