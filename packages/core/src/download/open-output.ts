import { systemResolver, type Reach } from '../http/public-address.ts'
import { outputSource, type Fail } from './output-source.ts'
import type { Clock } from '../time/clock.ts'
import { connect, type Connection } from './read-response.ts'
import { isVideoError, VideoError } from '../model/errors.ts'
import { codeOf } from '../http/classify-failure.ts'
import { isEnd, type Job, type Output } from '../model/job.ts'
import type { ProviderCall, VideoProvider } from '../model/video-provider.ts'

/** Which video, and within which bounds. */
export interface DownloadOptions {
  signal?: AbortSignal | undefined
  /** Index of the video in `job.outputs`; default 0. */
  output?: number | undefined
  /** Largest video accepted, in bytes; default 2 GiB, and 256 MiB for `bytes`. */
  maxBytes?: number | undefined
  /** Longest silence between two pieces, in ms; default 60 000. */
  idleTimeoutMs?: number | undefined
}

/** A video on its way: read `body` to its end or cancel it. An error of the body is a VideoError. */
export interface VideoStream {
  body: ReadableStream<Uint8Array>
  mediaType: string
  /** As announced; absent when the server does not say. */
  byteLength?: number
}

/** A video on its way, for whoever takes it piece by piece. */
export interface OpenOutput extends Omit<VideoStream, 'body'> {
  /** The next piece; undefined at the end. Throws a VideoError. */
  next(): Promise<Uint8Array | undefined>
  /** Ends it before its end. */
  close(): void
}

/** What opening a video needs besides its options. */
export interface Downloader extends DownloadOptions {
  provider: VideoProvider
  fetch: typeof globalThis.fetch
  clock: Clock
  call: ProviderCall
  /** Names that may be inside a network. */
  allowHosts: readonly string[]
  /** Asked before a name is fetched from; default: the machine's own, unless `fetch` is not. */
  resolve?: Reach['resolve']
}

// In a row, without a byte between them, and in all.
const mostResumes = 3
const mostCuts = 20

/** Opens a video: the key goes to the vendor's own origin only, and what is not a video is refused. A cut is resumed. */
export async function openOutput(job: Job, downloader: Downloader): Promise<OpenOutput> {
  const { provider, fetch, clock, call, signal, allowHosts, idleTimeoutMs = 60_000, maxBytes = 2 ** 31 } = downloader
  const fail: Fail = (code, what, details = {}) =>
    new VideoError(code, `${provider.id}: download of job ${job.id}: ${what}`, {
      ...details,
      operation: 'download',
      job,
    })
  const index = downloader.output ?? 0
  const output = pick(job, index, fail)
  const { resolve = fetch === globalThis.fetch ? systemResolver() : undefined } = downloader
  const trusted = [new URL(provider.origin).hostname, ...allowHosts].map((host) => host.toLowerCase())
  const reach = { trusted, resolve }
  const source = outputSource({ job, index, output, provider, fetch, call: { ...call, signal }, reach, fail })
  const bounds = { job, clock, idleTimeoutMs, signal, fail }

  let current = await connect((inner) => source.open(inner), bounds)
  const { response } = current
  const stop = (error: VideoError): VideoError => {
    current.close()
    return error
  }
  const { status, headers } = response
  if (!response.ok || !response.body) {
    const isGone = [403, 404, 410].includes(status)
    throw stop(
      fail(isGone ? 'expired' : codeOf(status), `${status}${isGone ? ': the result is no longer there' : ''}`, {
        status,
      }),
    )
  }
  const byteLength = lengthOf(headers)
  if (byteLength !== undefined && byteLength > maxBytes)
    throw stop(fail('invalid_response', `${byteLength} bytes are more than maxBytes (${maxBytes})`))

  const start = await readAtLeast(current, 12)
  const mediaType = mediaTypeOf(start)
  if (!mediaType) {
    const type = headers.get('content-type')?.split(';')[0] ?? 'no content type'
    throw stop(fail('invalid_response', `not a video but ${type}, ${start.byteLength} bytes at the start`))
  }

  const validator = byteLength === undefined ? undefined : validatorOf(headers)
  let received = 0
  let cuts = 0
  let pending: Uint8Array | undefined = start

  async function next(): Promise<Uint8Array | undefined> {
    const chunk = pending ?? (await current.read())
    pending = undefined
    const total = received + (chunk?.byteLength ?? 0)
    if (total > maxBytes) throw fail('invalid_response', `more than maxBytes (${maxBytes})`)
    if (byteLength !== undefined && (chunk ? total > byteLength : total < byteLength))
      throw fail('network', `${total} bytes came of ${byteLength}`)
    received = total
    return chunk
  }

  /** Goes on where the video was cut, if it is still the same one; else the cut is what happened. */
  async function resume(cut: VideoError): Promise<void> {
    const again = validator === undefined ? undefined : { offset: received, validator }
    for (let left = mostResumes; again && left > 0 && cuts < mostCuts; left--) {
      cuts += 1
      try {
        current = await connect((inner) => source.open(inner, again), bounds)
        const range = current.response.headers.get('content-range') ?? ''
        if (current.response.status === 206 && range.startsWith(`bytes ${received}-`)) return
        break
      } catch (error) {
        if (!isCut(error)) throw error
      }
    }
    throw stop(cut)
  }

  return {
    mediaType,
    ...(byteLength !== undefined && { byteLength }),
    close: () => current.close(),
    async next() {
      for (;;) {
        try {
          const chunk = await next()
          if (!chunk) current.close()
          return chunk
        } catch (error) {
          current.close()
          if (!isCut(error)) throw error
          await resume(error)
        }
      }
    },
  }
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

function isCut(error: unknown): error is VideoError {
  return isVideoError(error) && (error.code === 'network' || error.code === 'timeout')
}

function pick(job: Job, index: number, fail: Fail): Output {
  if (job.error) throw fail(job.error.code, job.error.message, { charged: job.error.charged })
  if (job.status === 'expired') throw fail('expired', 'the job has expired')
  if (!isEnd(job)) throw fail('conflict', `it is ${job.status}; wait for its end first`)
  const output = job.outputs[index]
  if (!output) throw fail('invalid_request', `there is no output ${index}; it has ${job.outputs.length}`)
  return output
}

/** As announced, unless what travels is not what arrives. */
function lengthOf(headers: Headers): number | undefined {
  const announced = /^\d+$/.exec(headers.get('content-length') ?? '')?.[0]
  return announced === undefined || headers.has('content-encoding') ? undefined : Number(announced)
}

/** What proves that a later answer is about the same bytes; a weak mark proves nothing. */
function validatorOf(headers: Headers): string | undefined {
  if (headers.get('accept-ranges') === 'none') return undefined
  const mark = headers.get('etag')
  return mark?.startsWith('"') === true ? mark : (headers.get('last-modified') ?? undefined)
}

async function readAtLeast(connection: Connection, bytes: number): Promise<Uint8Array> {
  let start = new Uint8Array()
  while (start.byteLength < bytes) {
    const piece = await connection.read()
    if (!piece) break
    const longer = new Uint8Array(start.byteLength + piece.byteLength)
    longer.set(start)
    longer.set(piece, start.byteLength)
    start = longer
  }
  return start
}

/** The container, told by its first bytes: a header can lie. */
function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 12))
  if (start.slice(4, 8) === 'ftyp') return start.slice(8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4'
  return start.startsWith('\u001aE\u00df\u00a3') ? 'video/webm' : undefined
}
