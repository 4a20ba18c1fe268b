import type { OpenOutput } from './open-output.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'

// At most 64 MiB is allocated at first, because the announced length may be wrong.
const mostBelieved = 2 ** 26

/** Reads the whole video into memory; `maxBytes` of the download bounds it. Throws `storage` where memory runs out. */
export async function collect(
  { next, close, byteLength = 2 ** 20 }: OpenOutput,
  job: Job,
): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = new Uint8Array(Math.min(byteLength, mostBelieved))
  let size = 0
  try {
    for (let piece = await next(); piece; piece = await next()) {
      const total = size + piece.byteLength
      if (total > bytes.byteLength) {
        const larger = new Uint8Array(Math.max(2 * total, byteLength))
        larger.set(bytes.subarray(0, size))
        bytes = larger
      }
      bytes.set(piece, size)
      size = total
    }
  } catch (cause) {
    close()
    if (isVideoError(cause)) throw cause
    const what = `${job.provider}: download of job ${job.id}: ${size} bytes came, then no memory`
    throw new VideoError('storage', what, { job, operation: 'download', cause })
  }
  return size === bytes.byteLength ? bytes : bytes.slice(0, size)
}
