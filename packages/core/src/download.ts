import { bounded, deadline, aborted, type Clock } from './clock.ts'
import { VideoError, isVideoError, type ErrorCode, type VideoErrorDetails } from './errors.ts'
import { codeOf, safeCause } from './failure.ts'
import { redactor } from './redact.ts'
import { linkIn } from './link.ts'
import { isEnd, type Job, type Output } from './job.ts'
import type { Content, ProviderCall, VideoProvider } from './provider.ts'
import { parseJson, readText } from './wire.ts'

/** Which clip, and within which bounds. */
export interface DownloadOptions {
  signal?: AbortSignal | undefined
  /** Index of the clip in `job.outputs`; default 0. */
  output?: number | undefined
  /** Largest clip accepted, in bytes; default 2 GiB. */
  maxBytes?: number | undefined
  /** Longest silence between two pieces, in ms; default 60 000. */
  idleTimeoutMs?: number | undefined
}

/** A clip on its way: read `body` to its end or cancel it. An error of the body is a VideoError. */
export interface VideoStream {
  body: ReadableStream<Uint8Array>
  mediaType: string
  /** As announced; absent when the server does not say. */
  byteLength?: number
}

/** What opening a clip needs besides its options. */
export interface Downloader extends DownloadOptions {
  provider: VideoProvider
  fetch: typeof globalThis.fetch
  clock: Clock
  call: ProviderCall
}

const mostHops = 5

/** Opens a clip: the key goes to the vendor's own origin only, and what is not a video is refused. */
export async function openVideo(job: Job, downloader: Downloader): Promise<VideoStream> {
  const { provider, clock, signal, idleTimeoutMs = 60_000, maxBytes = 2 ** 31 } = downloader
  const fail = (code: ErrorCode, what: string, details: VideoErrorDetails = {}): VideoError =>
    new VideoError(code, `${provider.id}: download of job ${job.id}: ${what}`, {
      ...details,
      operation: 'download',
      job,
    })
  const within = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await bounded({ clock, timeoutMs: idleTimeoutMs, signal }, work)
    } catch (error) {
      if (isVideoError(error)) throw error
      if (signal?.aborted) throw aborted(signal, { job, operation: 'download' })
      if (error === deadline) throw fail('timeout', `nothing came for ${idleTimeoutMs} ms`)
      throw fail('network', 'the connection was lost', { cause: safeCause(error, redactor([])) })
    }
  }

  const content = await locate(job, pick(job, downloader.output ?? 0, fail), downloader)
  // Lives as long as the body: an abort, a cancel or an error ends the transfer.
  const controller = new AbortController()
  const response = await within(async (inner) => {
    inner.addEventListener('abort', () => controller.abort(inner.reason), { once: true })
    const first = await hop(content, downloader, controller.signal, fail)
    if (!first.ok || !/^application\/json/i.test(first.headers.get('content-type') ?? '')) return first
    const url = linkIn(parseJson(await readText(first)))
    if (url === undefined) throw fail('invalid_response', 'not a video but JSON that names no address of one')
    return hop({ url }, downloader, controller.signal, fail)
  })
  const gone = [403, 404, 410].includes(response.status)
  if (!response.ok || !response.body) {
    controller.abort()
    if (gone) throw fail('expired', `${response.status}: the result is no longer there`, { status: response.status })
    throw fail(codeOf(response.status), `${response.status}`, { status: response.status })
  }
  const announced = /^\d+$/.exec(response.headers.get('content-length') ?? '')?.[0]
  const isEncoded = response.headers.has('content-encoding')
  const byteLength = announced === undefined || isEncoded ? undefined : Number(announced)
  if (byteLength !== undefined && byteLength > maxBytes) {
    controller.abort()
    throw fail('invalid_response', `${byteLength} bytes are more than maxBytes (${maxBytes})`)
  }

  const reader = response.body.getReader()
  const first = await within(() => readAtLeast(reader, 12))
  const mediaType = sniff(first)
  if (!mediaType) {
    controller.abort()
    const type = response.headers.get('content-type') ?? 'no content type'
    throw fail('invalid_response', `not a video but ${type.split(';')[0]}, ${first.byteLength} bytes at the start`)
  }

  let received = 0
  let pending: Uint8Array | undefined = first
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        try {
          const chunk = pending ?? (await within(() => reader.read())).value
          pending = undefined
          received += chunk?.byteLength ?? 0
          if (received > maxBytes) throw fail('invalid_response', `more than maxBytes (${maxBytes})`)
          if (byteLength !== undefined && (chunk ? received > byteLength : received < byteLength)) {
            throw fail('network', `${received} bytes came of ${byteLength}`)
          }
          if (chunk) stream.enqueue(chunk)
          else stream.close()
        } catch (error) {
          controller.abort()
          throw error
        }
      },
      cancel: () => controller.abort(),
    },
    { highWaterMark: 0 },
  )
  return { body, mediaType, ...(byteLength !== undefined && { byteLength }) }
}

type Fail = (code: ErrorCode, what: string, details?: VideoErrorDetails) => VideoError

function pick(job: Job, index: number, fail: Fail): Output {
  if (job.error) throw fail(job.error.code, job.error.message, { charged: job.error.charged })
  if (job.status === 'expired') throw fail('expired', 'the job has expired')
  if (!isEnd(job)) throw fail('conflict', `it is ${job.status}; wait for its end first`)
  const output = job.outputs[index]
  if (!output) throw fail('invalid_request', `there is no output ${index}; it has ${job.outputs.length}`)
  return output
}

async function locate(job: Job, output: Output, { provider, call, signal }: Downloader): Promise<Content> {
  if (provider.content) return provider.content(job, output, { ...call, signal })
  return { url: output.url ?? '' }
}

/** Follows redirects by hand: every hop is http(s), and only hops to the vendor's own origin see the key. */
async function hop(
  { url, needsKey = false }: Content,
  { provider, fetch }: Downloader,
  signal: AbortSignal,
  fail: Fail,
): Promise<Response> {
  let next = url
  for (let hops = 0; hops <= mostHops; hops++) {
    if (!URL.canParse(next) || !/^https?:$/.test(new URL(next).protocol))
      throw fail('invalid_response', 'its URL is not http(s)')
    const isOwn = needsKey && new URL(next).origin === provider.origin
    const headers = { accept: 'video/*, application/octet-stream', ...(isOwn && (await provider.contentHeaders())) }
    const response = await fetch(next, { headers, redirect: 'manual', signal })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) return response
    // Not awaited: a body that hangs must not hold up the next hop.
    response.body?.cancel().catch(() => {})
    next = URL.canParse(location, next) ? new URL(location, next).href : ''
  }
  throw fail('invalid_response', `more than ${mostHops} redirects`)
}

async function readAtLeast(reader: ReadableStreamDefaultReader<Uint8Array>, bytes: number): Promise<Uint8Array> {
  let start = new Uint8Array()
  while (start.byteLength < bytes) {
    const { done, value } = await reader.read()
    if (done) break
    const longer = new Uint8Array(start.byteLength + value.byteLength)
    longer.set(start)
    longer.set(value, start.byteLength)
    start = longer
  }
  return start
}

/** The container, told by its first bytes: a header can lie. */
function sniff(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 12))
  if (start.slice(4, 8) === 'ftyp') return start.slice(8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4'
  return start.startsWith('\u001aE\u00df\u00a3') ? 'video/webm' : undefined
}
