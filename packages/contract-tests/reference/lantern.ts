import { isEnd } from '@reelay/core'
import { defineProvider, statusMap, usdFromCents } from '@reelay/core/provider'
import type { Image, VideoProvider } from '@reelay/core'
import type { Definition, ProviderSettings, Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { Video, VideoEvent, OneVideo, Page, Refused, type Videos, type Word } from './lantern-wire.ts'

/** Options that only this invented vendor has. */
export type LanternOptions = { style?: string | undefined }

const statusOf = statusMap<Word>({
  waiting: 'queued',
  rendering: 'in_progress',
  done: 'completed',
  broken: 'failed',
  stopped: 'cancelled',
  gone: 'expired',
})

const sizes: Readonly<Record<string, string>> = { '720p': 'hd', '1080p': 'full' }
const codes = {
  no_credit: 'insufficient_credit',
  bad_content: 'moderated',
  no_such_video: 'not_found',
  too_many: 'rate_limited',
  slow_down: 'rate_limited',
  too_late: 'conflict',
} as const

const Uploaded = z.object({ upload: z.string() })

/** A whole invented vendor: every capability that the interface has. */
export const lanternDefinition: Definition<Videos, LanternOptions> = {
  id: 'lantern',
  baseUrl: 'https://api.lantern.example',
  environment: {
    apiKey: 'LANTERN_API_KEY',
    baseUrl: 'LANTERN_BASE_URL',
    webhookSecret: 'LANTERN_WEBHOOK_SECRET',
  },
  headers: (key) => ({ 'x-lantern-key': key, 'x-lantern-version': '2026-03' }),
  options: z.strictObject({ style: z.optional(z.string()) }),
  capabilities: {
    idempotency: 'key',
    concurrentJobs: 2,
    polling: { firstMs: 4_000, intervalMs: 4_000, minimumMs: 1_000 },
    resultLifetimeMs: 3_600_000,
    deletes: 'record_and_media',
    passThrough: false,
  },
  models: [
    {
      id: 'lantern-2',
      price: { amount: 0.05, currency: 'USD', per: 'second' },
      modes: {
        text: {
          duration: { min: 2, max: 12, step: 2, default: 4 },
          aspectRatios: ['16:9', '9:16', '1:1'],
          resolutions: ['720p', '1080p'],
          fps: [24, 30],
          seed: true,
          negativePrompt: true,
          audio: true,
          n: 3,
          promptLength: 12_000,
        },
        image: {
          duration: { values: [4, 8] },
          aspectRatios: ['16:9', '9:16'],
          images: { min: 1, max: 2, roles: ['first_frame', 'last_frame'], as: ['url', 'data'] },
        },
        reference: { images: { min: 1, max: 3, roles: ['reference'], as: ['data'] } },
      },
    },
  ],

  async create(request, { http }) {
    const frames: { upload: string; role: string }[] = []
    for (const image of request.images) {
      const sent = 'url' in image ? { body: { link: image.url } } : { form: { file: fileOf(image), role: image.role } }
      const { data } = await http.post('/v1/uploads', { ...sent, isBillable: false, schema: Uploaded })
      frames.push({ upload: data.upload, role: image.role })
    }
    const body = {
      model: request.model,
      text: request.prompt,
      seconds: request.duration,
      ratio: request.aspectRatio,
      size: request.resolution === undefined ? undefined : sizes[request.resolution],
      fps: request.fps,
      seed: request.seed,
      avoid: request.negativePrompt,
      sound: request.audio,
      count: request.n,
      frames: frames.length > 0 ? frames : undefined,
      style: request.options.style,
      notify: request.webhookUrl,
    }
    const { data } = await http.post('/v1/videos', {
      body,
      headers: { 'idempotency-key': request.idempotencyKey },
      schema: OneVideo,
    })
    return read(data.video)
  },

  async get({ id }, { http }) {
    const { data } = await http.get('/v1/videos/{id}', { path: { id }, schema: OneVideo })
    return read(data.video)
  },

  async *watch({ id }, { http }) {
    for await (const event of http.events('/v1/videos/{id}/events', { path: { id } })) {
      if (event.event === 'video') yield read(event.read(Video))
    }
  },

  async list({ cursor }, { http }) {
    const { data } = await http.get('/v1/videos', { query: { after: cursor }, schema: Page })
    // A page that points to itself, or nowhere, is the last one.
    const hasMore = data.next !== '' && data.next !== cursor
    return { jobs: data.videos.map(read), cursor: hasMore ? data.next : undefined }
  },

  async cancel({ id }, { http }) {
    await http.post('/v1/videos/{id}/stop', { path: { id }, schema: z.object({ stopping: z.literal(true) }) })
  },

  async delete({ id }, { http }) {
    await http.delete('/v1/videos/{id}', { path: { id }, schema: z.object({ removed: z.literal(true) }) })
  },

  async deleteAll({ http }) {
    const { data } = await http.delete('/v1/videos', { schema: z.object({ removed: z.number() }) })
    return data.removed
  },

  async setRetention({ id }, days, { http }) {
    const { data } = await http.post('/v1/videos/{id}/keep', { path: { id }, body: { days }, schema: OneVideo })
    return { expiresAt: data.video.ends_at }
  },

  async balance({ http }) {
    const { data } = await http.get('/v1/account', { schema: z.object({ cents: z.number() }) })
    return { amount: data.cents / 100, currency: 'USD' }
  },

  async content({ id }, { url = '' }, { http }) {
    return { url: http.url('/v1/videos/{id}/file', { path: { id }, query: { of: url } }), needsKey: true }
  },

  async webhook({ headers, body }, { verify }) {
    const { data } = z.safeParse(VideoEvent, JSON.parse(body))
    const deliveryId = headers.get('webhook-id') ?? undefined
    return { ...(data && { job: { id: data.video.id } }), deliveryId, isVerified: await verify() }
  },

  // This vendor signs refusals with its own code, sometimes in an answer with status 200.
  refusal(_status, body) {
    const { data } = z.safeParse(Refused, body)
    if (!data) return undefined
    const { code, message, wait_s: seconds, again } = data.error
    const known = Object.entries(codes).find(([word]) => word === code)?.[1]
    return {
      message: `${message} (${code})`,
      ...(known && { code: known }),
      ...(typeof seconds === 'number' && { retryAfterMs: seconds * 1000 }),
      ...(typeof again === 'boolean' && { retryable: again }),
    }
  },
}

/** Makes a provider of that vendor. */
export const lantern: (settings?: ProviderSettings) => VideoProvider = defineProvider(lanternDefinition)

function fileOf({ data, mediaType }: Extract<Image, { data: Uint8Array }>): File {
  return new File([Uint8Array.from(data)], mediaType.replace('/', '.'), { type: mediaType })
}

function read(video: z.output<typeof Video>): Snapshot & { id: string } {
  const status = statusOf(video.state)
  const isRefused = video.problem?.code === 'bad_content'
  return {
    id: video.id,
    ...status,
    model: video.model,
    progress: video.percent,
    outputs: video.files?.map(({ url }) => ({ url, mediaType: 'video/mp4' })),
    error: video.problem
      ? { message: video.problem.message, code: isRefused ? 'moderated' : 'vendor_failure', charged: 'no' }
      : undefined,
    cost: usdFromCents(video.cents, isEnd(status)),
    createdAt: video.created_at,
    completedAt: video.finished,
    expiresAt: video.ends_at,
  }
}
