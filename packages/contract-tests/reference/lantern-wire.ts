import { lenient } from '@reelay/core/provider'
import * as z from 'zod/mini'

/** The paths of the invented vendor's API. */
export interface Videos {
  '/v1/uploads': {
    post: { requestBody: { content: { 'application/json': { link: string }; 'multipart/form-data': Upload } } }
  }
  '/v1/videos': Post<VideoRequest> & {
    post: { parameters: { header?: { 'idempotency-key'?: string | undefined } } }
    get: { parameters: { query?: { after?: string | undefined } } }
    delete: object
  }
  '/v1/videos/{id}': { get: ById; delete: ById }
  '/v1/videos/{id}/events': { get: ById }
  '/v1/videos/{id}/file': { get: { parameters: { path: { id: string }; query?: { of: string } } } }
  '/v1/videos/{id}/stop': { post: ById }
  '/v1/videos/{id}/keep': Post<{ days: number }> & { post: ById }
  '/v1/account': { get: object }
}

interface Upload {
  file: string
  role: string
}

interface VideoRequest {
  model: string
  text: string
  seconds: number | undefined
  ratio: string | undefined
  size: string | undefined
  fps: number | undefined
  seed: number | undefined
  avoid: string | undefined
  sound: boolean | undefined
  count: number | undefined
  frames: { upload: string; role: string }[] | undefined
  style: string | undefined
  notify: string | undefined
}

interface ById {
  parameters: { path: { id: string } }
}

interface Post<Body> {
  post: { requestBody: { content: { 'application/json': Body } } }
}

/** Every word that the vendor has for the state of a video. */
export type Word = 'waiting' | 'rendering' | 'done' | 'broken' | 'stopped' | 'gone'

/** A video, wherever the vendor speaks of one. */
export const Video = z.object({
  id: lenient.id,
  state: lenient.text,
  model: lenient.text,
  percent: lenient.number,
  files: lenient.maybe(lenient.rows(z.object({ url: z.string() }))),
  problem: lenient.object({ code: lenient.text, message: lenient.text }),
  cents: lenient.number,
  created_at: lenient.time,
  ends_at: lenient.time,
  finished: lenient.time,
})
/** The answer to a create and to a poll. */
export const OneVideo = z.object({ video: Video })
/** One page of the list. */
export const Page = z.object({ videos: lenient.rows(Video), next: lenient.text })
/** A delivery that is about a video. */
export const VideoEvent = z.object({ event: z.literal('video.ended'), video: z.object({ id: z.string() }) })
/** How the vendor refuses. */
export const Refused = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    wait_s: z.nullish(z.number()),
    again: z.nullish(z.boolean()),
  }),
})
