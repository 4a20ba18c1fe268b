import type { OpenOutput } from './open-output.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'

/** Where a video was saved. */
export interface SavedVideo {
  path: string
  bytes: number
  mediaType: string
}

/** Writes a video beside its final name and renames it when it is whole: no half file ever has that name. */
export async function saveVideo(job: Job, open: () => Promise<OpenOutput>, path: string): Promise<SavedVideo> {
  const fail = (what: string, cause?: unknown): VideoError =>
    new VideoError('storage', `could not save job ${job.id} to ${path}: ${what}`, { job, operation: 'download', cause })
  // Not an import, because bundlers for browsers and workers would fail on it.
  const files = globalThis.process?.getBuiltinModule?.('node:fs/promises')
  if (!files) throw new VideoError('unsupported', 'no file system: use stream()', { job, operation: 'download' })

  const part = `${path}.${crypto.randomUUID().slice(0, 8)}.part`
  const { next, close, mediaType } = await open()
  const file = await files.open(part, 'wx').catch(async (cause: unknown) => {
    close()
    throw fail(reason(cause), cause)
  })
  let bytes = 0
  let buffered: Uint8Array[] = []
  let writing: Promise<unknown> = Promise.resolve()
  // One piece of the file is written while the next comes in.
  const flush = async (): Promise<void> => {
    await writing
    const [full, at] = [buffered, bytes - buffered.reduce((sum, { byteLength }) => sum + byteLength, 0)]
    buffered = []
    if (full.length > 0) writing = writeAll(file, full, at)
    // Awaited by the next flush: a failure before that must not count as unhandled.
    writing.catch(() => {})
  }
  try {
    for (let chunk = await next(); chunk; chunk = await next()) {
      buffered.push(chunk)
      bytes += chunk.byteLength
      if (buffered.length >= 4) await flush()
    }
    await flush()
    await writing
    await file.sync()
    await file.close()
    await files.rename(part, path)
    await syncFolder(files, path)
    return { path, bytes, mediaType }
  } catch (error) {
    close()
    await file.close().catch(() => {})
    await files.rm(part, { force: true }).catch(() => {})
    throw isVideoError(error) ? error : fail(reason(error), error)
  }
}

/** Makes a new name survive a power cut, where the system opens folders. */
async function syncFolder(files: typeof import('node:fs/promises'), path: string): Promise<void> {
  const folder = await files.open(path.replace(/(?<![^/\\])[^/\\]*$/, '') || '.', 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC') return 'the disk is full'
  if (code === 'ENOENT') return 'no such folder'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'no permission'
  return error instanceof Error ? error.message : String(error)
}

interface Writable {
  writev(buffers: Uint8Array[], position: number): Promise<{ bytesWritten: number }>
}

async function writeAll(file: Writable, pieces: Uint8Array[], position: number): Promise<void> {
  let [rest, at] = [pieces, position]
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, at)
    if (bytesWritten === 0) throw Object.assign(new Error('the disk takes no more'), { code: 'ENOSPC' })
    at += bytesWritten
    rest = after(rest, bytesWritten)
  }
}

/** What is left of the pieces behind so many bytes. */
function after(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skipped = bytes
  return pieces.flatMap((piece) => {
    const taken = Math.min(skipped, piece.byteLength)
    skipped -= taken
    return taken < piece.byteLength ? [piece.subarray(taken)] : []
  })
}
