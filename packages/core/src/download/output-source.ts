import { isTrusted, whyUnreachable, within, type Reach } from '../http/public-address.ts'
import type { VideoError, VideoErrorDetails } from '../model/errors.ts'
import type { ErrorCode } from '../model/error-codes.ts'
import { transportCode } from '../http/classify-failure.ts'
import type { Job, Output } from '../model/job.ts'
import { findVideoUrl } from '../http/find-video-url.ts'
import type { Content, ProviderCall, VideoProvider } from '../model/video-provider.ts'
import { parseJson, readText } from '../http/encoding.ts'

/** Makes the error of a download. */
export type Fail = (code: ErrorCode, what: string, details?: VideoErrorDetails) => VideoError

/** Where to resume a video: from `offset` on, if it is still the same by its validator. */
export interface Resume {
  offset: number
  validator: string
}

/** Where the bytes of one video come from. */
export interface OutputSource {
  /** Opens the video, or resumes it. */
  open(signal: AbortSignal, resume?: Resume): Promise<Response>
}

/** What an output source is made from. */
export interface OutputSourceOptions {
  job: Job
  /** Index of the video. */
  index: number
  output: Output
  provider: VideoProvider
  fetch: typeof globalThis.fetch
  call: ProviderCall
  reach: Reach
  fail: Fail
}

const mostHops = 5
const isGone = (status: number): boolean => [403, 404, 410].includes(status)

/** Follows redirects and links by hand, gives the key to the vendor's own origin only, and asks once for a fresh address. */
export function outputSource(options: OutputSourceOptions): OutputSource {
  const { job, index, output, provider, fetch, call, reach, fail } = options
  let content: Content | undefined
  let isFresh = false

  async function locate(found: Output): Promise<Content> {
    return provider.content ? provider.content(job, found, call) : { url: found.url ?? '' }
  }

  /** The current address from the vendor; the old one where the answer has none. */
  async function locateAgain(): Promise<Content> {
    const { outputs } = await provider.get(job, call)
    return locate(outputs?.[index] ?? output)
  }

  async function hop({ url, needsKey = false }: Content, signal: AbortSignal, range: object): Promise<Response> {
    let next = url
    for (let hops = 0; hops <= mostHops; hops++) {
      const why = await whyUnreachable(next, reach)
      if (why !== undefined) throw fail('invalid_response', why)
      const isOwn = needsKey && new URL(next).origin === provider.origin
      const headers = {
        accept: 'video/*, application/octet-stream',
        ...range,
        ...(isOwn && (await provider.contentHeaders())),
      }
      // A transport that knows `publicOnly` checks again, because the name may resolve differently by now.
      const publicOnly = !isTrusted(next, reach)
      let response: Response
      try {
        response = await fetch(next, { headers, redirect: 'manual', signal, ...(publicOnly && { publicOnly }) })
      } catch (error) {
        throw transportCode(error) === 'ERR_PRIVATE_ADDRESS' ? fail('invalid_response', within(next)) : error
      }
      const location = response.headers.get('location')
      if (response.status < 300 || response.status >= 400 || location === null) return response
      // Not awaited: a body that hangs must not hold up the next hop.
      response.body?.cancel().catch(() => {})
      next = URL.canParse(location, next) ? new URL(location, next).href : ''
    }
    throw fail('invalid_response', `more than ${mostHops} redirects`)
  }

  async function fetchOnce(signal: AbortSignal, range: object): Promise<Response> {
    content ??= await locate(output)
    const first = await hop(content, signal, range)
    if (!first.ok || !/^application\/json/i.test(first.headers.get('content-type') ?? '')) return first
    const url = findVideoUrl(parseJson(await readText(first)))
    if (url === undefined) throw fail('invalid_response', 'JSON that names no video')
    return hop({ url }, signal, range)
  }

  return {
    async open(signal, resume) {
      const range = resume && { range: `bytes=${resume.offset}-`, 'if-range': resume.validator }
      const response = await fetchOnce(signal, range ?? {})
      if (!isGone(response.status) || isFresh) return response
      // A signed address expires; the vendor may sign another one.
      isFresh = true
      const fresh = await locateAgain().catch(() => undefined)
      if (fresh === undefined || fresh.url === content?.url) return response
      content = fresh
      response.body?.cancel().catch(() => {})
      return fetchOnce(signal, range ?? {})
    },
  }
}
