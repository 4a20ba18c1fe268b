import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SimulatorClock } from './clock.ts'
import { makeMp4, type Mp4Options } from './mp4.ts'

/** What a result shows. */
export type Video = Mp4Options

/** The storage behind a vendor's result URLs. */
export interface Media {
  /** Stores a video and returns its pre-signed URL. */
  publish(id: string, options: { video: Video; origin: string; expiresAt: number }): string
  /** Answers a request for a video as object storage would: GET and HEAD, whole or a range. */
  answer(request: Request): Promise<Response>
}

/** Where all result URLs begin. */
export const mediaPath = '/media/'

/** Makes an empty storage; equal seeds sign alike. */
export function createMedia({ clock, seed }: { clock: SimulatorClock; seed: number }): Media {
  const videos = new Map<string, Video>()
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  const sign = (id: string, expires: string): string =>
    createHmac('sha256', `reelay simulator ${seed}`).update(`${id}\n${expires}`).digest('hex')

  const file = (key: string, video: Video): Promise<Uint8Array<ArrayBuffer>> => {
    const made = files.get(key) ?? makeMp4(video)
    files.set(key, made)
    return made
  }

  return {
    publish: (id, { video, origin, expiresAt }) => {
      videos.set(id, video)
      const expires = String(Math.floor(expiresAt / 1000))
      return `${origin}${mediaPath}${id}.mp4?expires=${expires}&signature=${sign(id, expires)}`
    },
    answer: async (request) => {
      const url = new URL(request.url)
      const id = url.pathname.slice(mediaPath.length).replace(/\.mp4$/, '')
      const expires = url.searchParams.get('expires') ?? ''
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return storageError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
      }
      if (!isEqual(sign(id, expires), url.searchParams.get('signature') ?? '')) {
        return storageError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match.')
      }
      if (clock.now() >= Number(expires) * 1000) return storageError(403, 'AccessDenied', 'Request has expired')
      const video = videos.get(id)
      if (!video) return storageError(404, 'NoSuchKey', 'The specified key does not exist.')
      const key = `${video.width}x${video.height}-${video.seconds}s-${video.framesPerSecond ?? 24}`
      return serveBytes(request, await file(key, video), `"${key}"`)
    },
  }
}

function serveBytes(request: Request, bytes: Uint8Array<ArrayBuffer>, etag: string): Response {
  const range = wantsRange(request, etag) ? readRange(request.headers.get('range') ?? '', bytes.length) : 'whole'
  const headers = new Headers({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes', etag })
  if (range === 'impossible') {
    headers.set('content-range', `bytes */${bytes.length}`)
    headers.set('content-length', '0')
    return new Response(null, { status: 416, headers })
  }
  const part = range === 'whole' ? bytes : bytes.subarray(range.start, range.end)
  if (range !== 'whole') headers.set('content-range', `bytes ${range.start}-${range.end - 1}/${bytes.length}`)
  headers.set('content-length', String(part.length))
  return new Response(request.method === 'HEAD' ? null : part, { status: range === 'whole' ? 200 : 206, headers })
}

// A client that resumes may say which version it holds a part of; another version is sent whole.
function wantsRange(request: Request, etag: string): boolean {
  const condition = request.headers.get('if-range')
  return request.method === 'GET' && (condition === null || condition === etag)
}

/** Several ranges, or what is no byte range at all, may be answered with the whole. */
function readRange(header: string, size: number): { start: number; end: number } | 'whole' | 'impossible' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? []
  if (first === '' && last === '') return 'whole'
  if (first === '') return last === '0' ? 'impossible' : { start: Math.max(0, size - Number(last)), end: size }
  if (last !== '' && Number(last) < Number(first)) return 'whole'
  if (Number(first) >= size) return 'impossible'
  return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) }
}

function storageError(status: number, code: string, message: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return new Response(xml, { status, headers: { 'content-type': 'application/xml' } })
}

function isEqual(expected: string, given: string): boolean {
  return expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}
