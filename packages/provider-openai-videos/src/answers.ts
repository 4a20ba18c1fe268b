import { instant, statusMap, type Refusal, type Snapshot } from '@reelay/core'
import * as z from 'zod/mini'
import { refusals, statusWords } from './dialects.ts'

const statusOf = statusMap(statusWords)
const text = z.nullish(z.string())
const number = z.nullish(z.number())
const Reason = z.nullish(z.union([z.string(), z.object({ code: z.nullish(z.union([text, number])), message: text })]))
// Servers put other things under these names, too.
const otherwise = z.catch
const Holder = otherwise(z.nullish(z.object({ url: text, video_url: text })), undefined)
const Links = z.object({
  url: text,
  video_url: text,
  result_url: text,
  metadata: Holder,
  output: Holder,
  content: Holder,
})
const Times = z.extend(Links, { created_at: number, created: number, completed_at: number, expires_at: number })
const Look = z.extend(Times, { id: text, task_id: text, model: text, status: text, progress: number, error: Reason })
const Named = Look.check(z.refine((video) => idOf(video) !== '', 'a video with an id'))
const Body = z.object({ id: text, task_id: text, data: z.optional(z.unknown()), detail: z.optional(z.unknown()) })
const Refused = z.extend(Body, { error: Reason, code: z.nullish(z.union([text, number])) })
const Misfits = z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() }))

/** A video that was just made, alone or inside `data`. */
export const Created = z.union([z.object({ data: Named }), Named])
/** A video, alone or inside `data`. */
export const Video = z.union([z.object({ data: Named }), Look])
/** A page of videos. */
export const Page = z.object({ data: z.array(Named), last_id: text, has_more: z.nullish(z.boolean()) })
/** What a deletion answers. */
export const Deleted = z.union([z.object({ deleted: z.literal(true) }), z.object({ status: z.literal('deleted') })])
/** A webhook that is about a video. */
export const Event = z.object({ type: z.enum(['video.completed', 'video.failed']), data: z.object({ id: z.string() }) })

/** Reads one video. Without a status it is as the caller says, or failed where an error is all there is. */
export function readVideo(answer: z.output<typeof Video>, unsaid: Snapshot['status']): Snapshot & { id: string } {
  const video = 'data' in answer ? answer.data : answer
  const { code, message } = reasonOf(video.error)
  const { status: word } = video
  const unsaidOrFailed = code === '' && message === '' ? unsaid : ('failed' as const)
  const state = isText(word) ? statusOf(word) : { status: unsaidOrFailed }
  const ours = refusals.get(code)?.code
  const error = { message: message === '' ? `no reason given ${code}`.trim() : message, ...(ours && { code: ours }) }
  return {
    id: idOf(video),
    ...state,
    model: isText(video.model) ? video.model : undefined,
    progress: video.progress,
    outputs: [linkOf(video)],
    error: state.status === 'failed' ? error : undefined,
    createdAt: instant(video.created_at ?? video.created),
    // Some servers put the time of the last change there, even while it runs.
    completedAt: state.status === 'completed' ? instant(video.completed_at) : undefined,
    expiresAt: instant(video.expires_at),
  }
}

/** The link in an answer that came in place of bytes. */
export function linkIn(body: unknown): string | undefined {
  const { data } = z.safeParse(z.object({ data: Links }), body)
  return linkOf(data?.data ?? z.safeParse(Links, body).data ?? {}).url
}

/** Tells a refusal by its code, or by an error inside a 200 that names no video. */
export function refusalIn(status: number, body: unknown): Refusal | undefined {
  const { data } = z.safeParse(Refused, body)
  if (!data) return undefined
  const { code, message } = reasonOf(data.error)
  const own = String(data.code ?? '')
  const isError = code !== '' || message !== '' || !['', 'success', '0', '200'].includes(own)
  const isVideo = idOf(data) !== '' || (data.data !== undefined && data.data !== null)
  if (status < 400 && (isVideo || !isError)) return undefined
  // There is no such route, which says nothing about the video.
  if (message.startsWith('Invalid URL (')) return { code: 'unsupported' }
  const misfits = z.safeParse(Misfits, data.detail).data?.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`)
  return { ...refusals.get(code === '' ? own : code), ...(misfits && { message: misfits.join('; ') }) }
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value !== ''
}

function idOf({ id, task_id }: { id?: string | null | undefined; task_id?: string | null | undefined }): string {
  return isText(id) ? id : (task_id ?? '')
}

function reasonOf(error: z.output<typeof Reason>): { code: string; message: string } {
  const { code, message } = typeof error === 'string' ? { code: '', message: error } : { ...error }
  return { code: String(code ?? ''), message: message ?? '' }
}

// The address of the bytes themselves needs the key and says nothing new; inline data is too long for a job.
function linkOf(video: Partial<z.output<typeof Links>>): { url?: string } {
  const { metadata, output, content } = video
  const found = [metadata?.url, video.video_url, video.url, video.result_url, output?.video_url, content?.video_url]
  const url = found.find((one) => isText(one) && !/^data:|\/videos\/[^/]+\/content(\?|$)/.test(one))
  return isText(url) ? { url } : {}
}
