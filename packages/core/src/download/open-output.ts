import { joinBytes } from '../http/encoding.ts'
import { systemResolver, type Reach } from '../http/public-address.ts'
import { outputSource, type Fail, type Resume } from './output-source.ts'
import { outputWays } from './output-ways.ts'
import { readResumed } from './read-resumed.ts'
import type { Clock } from '../time/clock.ts'
import { connect, type Connection } from './read-response.ts'
import { VideoError } from '../model/errors.ts'
import { isEnd, type Job, type Output } from '../model/job.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'

/** Which output of a job to download, and its bounds. */
export interface DownloadOptions {
  signal?: AbortSignal | undefined
  /** Index of the video in `job.outputs`; default 0. */
  output?: number | undefined
  /** Largest video accepted, in bytes; default 2 GiB, and 256 MiB for `bytes`. */
  maxBytes?: number | undefined
  /** Longest silence between two pieces, in ms; default 60 000. */
  idleTimeoutMs?: number | undefined
}

/** A video as a web stream: read `body` to its end or cancel it. The body fails with a VideoError. */
export interface VideoStream {
  body: ReadableStream<Uint8Array>
  mediaType: string
  /** The `content-length` in bytes; absent when the server sends none. */
  byteLength?: number
}

/** A video that is read piece by piece. */
export interface OpenOutput extends Omit<VideoStream, 'body'> {
  /** The next piece; undefined at the end. Throws a VideoError. */
  next(): Promise<Uint8Array | undefined>
  /** Closes the connection before the end of the video. */
  close(): void
}

/** What opening a video needs besides its options. */
export interface Downloader extends DownloadOptions {
  provider: VideoProvider
  fetch: typeof globalThis.fetch
  clock: Clock
  call: ProviderCall
  /** Host names that may lead into a private network. */
  allowHosts: readonly string[]
  /** Resolves a host name before it is fetched from; default: the system resolver, and none with a custom `fetch`. */
  resolve?: Reach['resolve']
}

/** Opens a video: the key goes to the vendor's own origin only, and what is not a video is refused. A cut is resumed. */
export async function openOutput(job: Job, downloader: Downloader): Promise<OpenOutput> {
  const { provider, fetch, clock, call, signal, allowHosts, idleTimeoutMs = 60_000, maxBytes = 2 ** 31 } = downloader
  const fail: Fail = (code, what, details = {}) =>
    new VideoError(code, `${provider.id}: download of job ${job.id}: ${what}`, {
      ...(job.cost?.final === true && { charged: job.cost.amount > 0 ? 'yes' : 'no' }),
      ...details,
      operation: 'download',
      job,
    })
  const index = downloader.output ?? 0
  const output = pick(job, index, fail)
  const { resolve = fetch === globalThis.fetch ? systemResolver() : undefined } = downloader
  const trusted = [new URL(provider.origin).hostname, ...allowHosts].map((host) => host.toLowerCase())
  const reach = { trusted, resolve }
  const source = outputSource({ provider, fetch, clock, reach, fail })
  const ways = outputWays({ job, index, output, provider, call: { ...call, signal }, fail, clock })
  const bounds = { job, clock, idleTimeoutMs, signal, fail }

  const { connection, start, mediaType } = await ways.open(async (way) => {
    const opened = await connect((inner) => source(way, inner), bounds)
    return readStart(opened, fail)
  }, true)
  const byteLength = lengthOf(connection.response.headers)
  if (byteLength !== undefined && byteLength > maxBytes) {
    connection.close()
    throw fail('invalid_response', `${byteLength} bytes are more than maxBytes (${maxBytes})`)
  }
  const length = byteLength === undefined ? {} : { byteLength }
  const resume = (at: Resume): Promise<Connection> =>
    ways.open(async (way) => expectPart(await connect((inner) => source(way, inner, at), bounds), at, fail), false)
  return { mediaType, ...length, ...readResumed({ connection, start, byteLength, maxBytes, resume, fail }) }
}

/** The first bytes of a video. Throws where they are none of a video. */
async function readStart(
  connection: Connection,
  fail: Fail,
): Promise<{ connection: Connection; start: Uint8Array; mediaType: string }> {
  try {
    const start = await readAtLeast(connection, 12)
    return { connection, start, mediaType: checkedType(start, connection.response, fail) }
  } catch (error) {
    connection.close()
    throw error
  }
}

/** The rest of a video. Throws where the answer is something else. */
function expectPart(connection: Connection, { offset }: Resume, fail: Fail): Connection {
  const { status, headers } = connection.response
  if (status === 206 && headers.get('content-range')?.startsWith(`bytes ${offset}-`) === true) return connection
  connection.close()
  throw fail('invalid_response', `${status} without the rest of it`)
}

function checkedType(start: Uint8Array, { headers }: Response, fail: Fail): string {
  const mediaType = mediaTypeOf(start)
  if (mediaType) return mediaType
  const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
  throw fail('invalid_response', `not a video but ${type}, ${start.byteLength} bytes at the start`)
}

/** The video as a web stream, which reads nothing ahead. */
export function streamOf({ next, close, ...rest }: OpenOutput): VideoStream {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        const piece = await next()
        if (piece) stream.enqueue(piece)
        else stream.close()
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )
  return { body, ...rest }
}

function pick(job: Job, index: number, fail: Fail): Output {
  if (job.error) throw fail(job.error.code, job.error.message, { charged: job.error.charged })
  if (job.status === 'expired') throw fail('expired', 'the job has expired')
  if (!isEnd(job)) throw fail('conflict', `it is ${job.status}: wait for its end`)
  const output = job.outputs[index]
  if (!output) throw fail('invalid_request', `there is no output ${index}; it has ${job.outputs.length}`)
  return output
}

/** The `content-length`; undefined for an encoded body, whose decoded length differs. */
function lengthOf(headers: Headers): number | undefined {
  const announced = /^\d+$/.exec(headers.get('content-length') ?? '')?.[0]
  return announced === undefined || headers.has('content-encoding') ? undefined : Number(announced)
}

async function readAtLeast(connection: Connection, bytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  while (size < bytes) {
    const piece = await connection.read()
    if (!piece) break
    pieces.push(piece)
    size += piece.byteLength
  }
  return joinBytes(pieces, size)
}

/** The media type by the first bytes, because a header can be wrong; undefined where they are no video. */
function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 12))
  if (start.slice(4, 8) === 'ftyp') return start.slice(8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4'
  return start.startsWith('\u001aE\u00df\u00a3') ? 'video/webm' : undefined
}
