import { base64, defineProvider, shifted, lenient, statusMap, usdFromCents, type Snapshot } from '@reelay/core/provider'
import type { ModelCapability, ModeCapability } from '@reelay/core/provider'
import * as z from 'zod/mini'
import type { components, paths } from './generated.ts'

type Wire = components['schemas']

declare module '@reelay/core/provider' {
  interface ProviderOptions {
    airforce?: AirforceOptions
  }
}

/** Keys beside the documented ones; the vendor forwards them, unchecked, to the model's own provider. */
export type AirforceOptions = Record<string, unknown>

// A status added to the spec stops this file from compiling, on purpose.
const statusOf = statusMap<Wire['TaskStatus']>({
  queued: 'queued',
  processing: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  expired: 'expired',
})

const { id, text, number, time, url, maybe, rows } = lenient
/** Only the fields that we read; a stream sends but a few of them. */
const Task = z.object({
  task_id: id,
  status: text,
  model: text,
  created: time,
  expires_at: time,
  progress: number,
  result_url: url,
  error: text,
  cost_cents: number,
  prompt: text,
  duration_seconds: number,
  aspect_ratio: text,
  quality: text,
})

// "The result is purged exactly created + 86400."
const lifetimeMs = 86_400_000

const words = maybe(z.array(z.string()))
const VideoCaps = z.object({
  aspect_ratios: words,
  qualities: words,
  min_duration_s: number,
  max_duration_s: number,
  modes: words,
  price_per_second_cents: number,
})

const Models = z.object({ data: rows(z.object({ id, output_modalities: words, video_caps: maybe(VideoCaps) })) })

/** Either shape of the vendor's refusals. */
const Said = z.union([z.string(), z.object({ message: z.string() })])
const Refused = z.object({ error: Said, retry_after: z.optional(z.number()) })

/** Api.Airforce: `airforce({ apiKey })`, or the variable AIRFORCE_API_KEY. */
export const airforce = defineProvider<paths, AirforceOptions>({
  id: 'airforce',
  baseUrl: 'https://api.airforce',
  options: z.record(z.string(), z.unknown()),
  capabilities: {
    idempotency: 'list',
    concurrentJobs: 4,
    // "Poll every 5-15 seconds"; the page's own example waits 8.
    polling: { firstMs: 8_000, intervalMs: 8_000, minimumMs: 5_000 },
    resultLifetimeMs: lifetimeMs,
    deletes: 'record',
    passThrough: true,
  },

  async models({ http }) {
    const { data } = await http.get('/v1/models', { schema: Models })
    return data.data.flatMap(({ id, output_modalities, video_caps }): ModelCapability[] => {
      if (!video_caps && output_modalities?.includes('video') !== true) return []
      const caps = video_caps ?? {}
      const cents = caps.price_per_second_cents
      const price = typeof cents === 'number' ? { amount: cents / 100, currency: 'USD', per: 'second' as const } : null
      return [{ id, price, modes: modesOf(caps) }]
    })
  },

  async create({ model, prompt, mode, duration, aspectRatio, resolution, images, seed, audio, options }, { http }) {
    const body = {
      model,
      prompt,
      mode,
      duration_seconds: duration,
      aspect_ratio: aspectRatio,
      quality: resolution,
      input_images:
        mode === 'text'
          ? undefined
          : images.map((image) => ('url' in image ? { url: image.url } : { b64_json: base64(image.data) })),
      seed,
      sound: audio,
    }
    const { data } = await http.post('/v1/video/generations', { body, extra: options, schema: Task })
    return read(data)
  },

  async get({ id }, { http }) {
    const { data } = await http.get('/v1/video/tasks/{task_id}', { path: { task_id: id }, schema: Task })
    return read(data)
  },

  async *watch({ id }, { http }) {
    for await (const event of http.events('/v1/video/tasks/{task_id}/stream', { path: { task_id: id } })) {
      if (event.event !== 'state') return
      yield read(event.read(Task))
    }
  },

  async list(_query, { http }) {
    const { data } = await http.get('/v1/video/tasks', { schema: z.object({ data: rows(Task) }) })
    return { jobs: data.data.map(read) }
  },

  async delete({ id }, { http }) {
    await http.delete('/v1/video/tasks/{task_id}', {
      path: { task_id: id },
      schema: z.object({ deleted: z.literal(true) }),
    })
  },

  errorCodes: { insufficient_balance: 'insufficient_credit' },

  refusal(status, body) {
    const { data } = z.safeParse(Refused, body)
    if (!data || status < 400) return undefined
    // The vendor's own client sends any create again that was answered so, "not charged"; a gateway's page says nothing.
    return { submitted: 'no', ...(data.retry_after !== undefined && { retryAfterMs: data.retry_after * 1000 }) }
  },
})

function read(task: z.output<typeof Task>): Snapshot & { id: string } {
  const status = statusOf(task.status)
  // "Failed or expired tasks are not charged", whatever the estimate says; but an expired one may have been completed, and so
  // been charged, before.
  const isFailed = status.status === 'failed'
  const cost = usdFromCents(isFailed ? 0 : task.cost_cents, isFailed || status.status === 'completed')
  return {
    id: task.task_id,
    ...status,
    model: task.model,
    progress: task.progress,
    outputs: task.result_url ? [{ url: task.result_url, mediaType: 'video/mp4' }] : undefined,
    error: { message: task.error, charged: isFailed ? 'no' : 'unknown' },
    cost,
    // Only the answer to a create has a time of its own.
    createdAt: task.created ?? shifted(task.expires_at, -lifetimeMs),
    expiresAt: task.expires_at,
    echo: {
      prompt: task.prompt,
      duration: task.duration_seconds,
      aspectRatio: task.aspect_ratio,
      resolution: task.quality,
    },
  }
}

/** `null` wherever the vendor does not say: core lets it pass. */
function modesOf(caps: z.output<typeof VideoCaps>): ModelCapability['modes'] {
  const { min_duration_s: min, max_duration_s: max } = caps
  const hasRange = typeof min === 'number' && typeof max === 'number'
  const modeOptions: ModeCapability = {
    duration: hasRange ? { min, max, step: 1, default: min } : null,
    aspectRatios: caps.aspect_ratios ?? null,
    resolutions: caps.qualities ?? null,
    // Passed through to the model's own provider, which may or may not honour them.
    seed: null,
    audio: null,
  }
  const as = ['url', 'data'] as const
  const offers = (mode: string): boolean => caps.modes?.includes(mode) ?? true
  return {
    ...(offers('text') && { text: modeOptions }),
    ...(offers('image') && {
      image: { ...modeOptions, images: { min: 1, max: 1, roles: ['first_frame' as const], as: [...as] } },
    }),
    ...(offers('reference') && {
      reference: { ...modeOptions, images: { min: 1, max: null, roles: ['reference' as const], as: [...as] } },
    }),
  }
}
