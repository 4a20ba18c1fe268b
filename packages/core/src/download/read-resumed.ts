import { isVideoError, type VideoError } from '../model/errors.ts'
import type { Fail, Resume } from './output-source.ts'
import type { Connection } from './read-response.ts'

// Attempts to resume in a row, without a byte between them, and in all.
const mostResumes = 3
const mostCuts = 20

/** A video whose first bytes were read. */
export interface Started {
  connection: Connection
  /** What was read of it. */
  start: Uint8Array
  /** As announced. */
  byteLength: number | undefined
  maxBytes: number
  /** Asks for the rest of the video. Throws where there is no such part. */
  resume: (at: Resume) => Promise<Connection>
  fail: Fail
}

/** Reads a video piece by piece to its end, and resumes it where the connection is cut. */
export function readResumed({ connection, start, byteLength, maxBytes, resume, fail }: Started): {
  next: () => Promise<Uint8Array | undefined>
  close: () => void
} {
  const validator = byteLength === undefined ? undefined : validatorOf(connection.response.headers)
  let current = connection
  let received = 0
  let cuts = 0
  let pending: Uint8Array | undefined = start

  async function read(): Promise<Uint8Array | undefined> {
    const chunk = pending ?? (await current.read())
    pending = undefined
    const total = received + (chunk?.byteLength ?? 0)
    if (total > maxBytes) throw fail('invalid_response', `more than maxBytes (${maxBytes})`)
    if (byteLength !== undefined && (chunk ? total > byteLength : total < byteLength))
      throw fail('network', `${total} bytes came of ${byteLength}`)
    received = total
    return chunk
  }

  /** Continues where the video was cut, if it is still the same video; otherwise throws the cut. */
  async function goOn(cut: VideoError): Promise<void> {
    const from = validator === undefined ? undefined : { offset: received, validator }
    for (let left = mostResumes; from && left > 0 && cuts < mostCuts; left--) {
      cuts += 1
      try {
        current = await resume(from)
        return
      } catch (error) {
        if (isVideoError(error) && error.code === 'aborted') throw error
        if (!isCut(error)) break
      }
    }
    throw cut
  }

  return {
    close: () => current.close(),
    async next() {
      for (;;) {
        try {
          const chunk = await read()
          if (!chunk) current.close()
          return chunk
        } catch (error) {
          current.close()
          if (!isCut(error)) throw error
          await goOn(error)
        }
      }
    },
  }
}

function isCut(error: unknown): error is VideoError {
  return isVideoError(error) && (error.code === 'network' || error.code === 'timeout')
}

/** What proves that a later answer is about the same bytes; a weak entity tag proves nothing. */
function validatorOf(headers: Headers): string | undefined {
  if (headers.get('accept-ranges') === 'none') return undefined
  const tag = headers.get('etag')
  return tag?.startsWith('"') === true ? tag : (headers.get('last-modified') ?? undefined)
}
