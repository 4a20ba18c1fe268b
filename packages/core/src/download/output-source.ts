import { isTrusted, whyUnreachable, within, type Reach } from '../http/public-address.ts'
import type { VideoError, VideoErrorDetails } from '../model/errors.ts'
import type { ErrorCode } from '../model/error-codes.ts'
import { codeOf, retryAfterMs, transportCode } from '../http/classify-failure.ts'
import { findVideoUrl } from '../http/find-video-url.ts'
import type { Content, VideoProvider } from '../model/video-provider.ts'
import { parseJson, readText } from '../http/encoding.ts'
import type { Clock } from '../time/clock.ts'

/** Makes the error of a download. */
export type Fail = (code: ErrorCode, what: string, details?: VideoErrorDetails) => VideoError

/** Where to resume a video: from `offset` on, if it is still the same by its validator. */
export interface Resume {
  offset: number
  validator: string
}

/** What an output source is made from. */
export interface OutputSourceOptions {
  provider: VideoProvider
  fetch: typeof globalThis.fetch
  clock: Clock
  reach: Reach
  fail: Fail
}

/** Opens a video on one of its ways, or resumes it there. Throws where the server gives none. */
export type OpenSource = (way: Content, signal: AbortSignal, resume?: Resume) => Promise<Response>

const mostHops = 5

/** Follows redirects and links by hand, and gives the key to the vendor's own origin only. */
export function outputSource({ provider, fetch, clock, reach, fail }: OutputSourceOptions): OpenSource {
  async function hop({ url, needsKey = false }: Content, signal: AbortSignal, range: object): Promise<Response> {
    let next = url
    // Once a redirect has left, the key is not given again, not even back there: whoever was in between names the path.
    let isOwn = needsKey
    for (let hops = 0; hops <= mostHops; hops++) {
      const why = await whyUnreachable(next, reach)
      if (why !== undefined) throw fail('invalid_response', why)
      isOwn &&= new URL(next).origin === provider.origin
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
      if (response.status < 300 || response.status >= 400 || location === null) return checked(response, isOwn)
      // Not awaited: a body that hangs must not hold up the next hop.
      response.body?.cancel().catch(() => {})
      next = URL.canParse(location, next) ? new URL(location, next).href : ''
    }
    throw fail('invalid_response', `more than ${mostHops} redirects`)
  }

  function checked(response: Response, hasKey: boolean): Response {
    const { ok, body, status, headers } = response
    if (ok && body) return response
    body?.cancel().catch(() => {})
    const pauseMs = retryAfterMs(undefined, headers, clock.now())
    throw fail(codeAt(status, hasKey), String(status), { status, retryAfterMs: pauseMs })
  }

  return async (way, signal, resume) => {
    const range = resume ? { range: `bytes=${resume.offset}-`, 'if-range': resume.validator } : {}
    const first = await hop(way, signal, range)
    if (!/^application\/json/i.test(first.headers.get('content-type') ?? '')) return first
    const url = findVideoUrl(parseJson(await readText(first)))
    if (url === undefined) throw fail('invalid_response', 'JSON that names no video')
    return hop({ url }, signal, range)
  }
}

/** A link that is refused without a key has run out: object stores say so with 400 and 401, too. */
function codeAt(status: number, hasKey: boolean): ErrorCode {
  const isGone = [403, 404, 410].includes(status) || (!hasKey && [400, 401].includes(status))
  return isGone ? 'expired' : codeOf(status)
}
