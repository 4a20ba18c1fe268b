import type { OpenOutput } from './open-output.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import type { Job } from '../model/job.ts'

// So much is taken at once for a length that is only announced.
const mostBelieved = 2 ** 26

/** The whole video in memory, in one piece; what bounds it has bounded the video. */
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
