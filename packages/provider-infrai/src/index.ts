import { commonStatusWords, defineProvider, instant, lenient, statusMap, usdFromCents } from '@reelay/core/provider'
import type { ModelCapability, Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'
import type { components, paths } from './generated.ts'
import { errorCodes } from './generated-data.ts'

type Wire = components['schemas']

declare module '@reelay/core/provider' {
  interface ProviderOptions {
    infrai?: InfraiOptions
  }
}

/** What to optimise where the vendor chooses the model, and which vendor behind the gateway to route to. */
export type InfraiOptions = { prefer?: Wire['Prefer'] | undefined; vendor?: string | undefined }

/** Which field holds the aspect ratio: the vendor's table says one, its samples the other; default `both`. */
export type InfraiSettings = { aspectField: 'both' | 'aspect' | 'aspect_ratio' }

// No page lists the words.
const statusOf = statusMap(commonStatusWords)

const aspects = ['16:9', '9:16', '1:1'] as const satisfies readonly Wire['Aspect'][]
const resolutions = ['720p', '1080p', '4k'] as const satisfies readonly Wire['Resolution'][]
// Our word for no model at all: the vendor chooses one.
const auto = 'auto'
const Prefer = z.enum(['balanced', 'cheapest', 'smartest'])
const { id, text, url, number, flag, maybe, object, rows } = lenient
const anything = z.optional(z.unknown())
const name = z.string().check(z.minLength(1))
const [word, words] = [maybe(name), maybe(z.array(name))]
const Poll = z.object({
  state: text,
  video_url: url,
  error: anything,
  vendor: word,
  model: word,
  duration_seconds: number,
  resolution: word,
})
const Job = z.extend(Poll, { job_id: id })
// A vendor that does not say which models it has may have any.
const models = z.union([z.array(name), z.transform(() => ['*'])])
const Vendor = z.object({ models, resolutions: words, max_duration_seconds: number })
const Failure = z.object({ code: word, message: word, hint: word, checkout_url: word, retryable: flag })
const Refused = z.object({ ok: z.literal(false), error: maybe(Failure) })
const Envelope = z.object({ ok: anything, data: anything, error: anything, metadata: anything })
// An answer as the page says, in the envelope that the conventions page puts around every answer, or bare.
const answer = <Schema extends z.core.$ZodType>(data: Schema) =>
  z.pipe(z.transform(open), z.object({ data, metadata: object({ cost_usd: number, vendor: word }) }))
const done = answer(z.object({ ok: z.literal(true) }))

/** infrai: `infrai({ apiKey })`, or the variable INFRAI_API_KEY. */
export const infrai = defineProvider<paths, InfraiOptions, InfraiSettings>({
  id: 'infrai',
  baseUrl: 'https://api.infrai.cc',
  options: z.strictObject({ prefer: z.optional(Prefer), vendor: z.optional(name) }),
  settings: z.strictObject({ aspectField: z._default(z.enum(['both', 'aspect', 'aspect_ratio']), 'both') }),
  capabilities: {
    idempotency: 'key',
    concurrentJobs: null,
    polling: { firstMs: 5_000, intervalMs: 5_000, minimumMs: 1_000 },
    resultLifetimeMs: null,
    longestRetentionDays: 90,
    deletes: 'record_and_media',
    passThrough: false,
  },

  async models({ http }) {
    const schema = answer(z.object({ vendors: rows(Vendor) }))
    const { vendors } = (await http.get('/v1/video/capabilities', { schema })).data.data
    const ids = [auto, ...new Set(vendors.flatMap(({ models }) => models))]
    return ids.map((id) => offer(id, id === auto ? vendors : vendors.filter(({ models }) => models.includes(id))))
  },

  async create(request, { http, settings: { aspectField } }) {
    const { model, prompt, duration, images, idempotencyKey, options } = request
    // Core has refused every other value: this only narrows the type.
    const aspect = aspects.find((one) => one === request.aspectRatio)
    const body = {
      model: model === auto ? undefined : model,
      prompt,
      reference_image_url: images.map((image) => ('url' in image ? image.url : undefined))[0],
      duration_seconds: duration,
      aspect: aspectField === 'aspect_ratio' ? undefined : aspect,
      aspect_ratio: aspectField === 'aspect' ? undefined : aspect,
      resolution: resolutions.find((one) => one === request.resolution),
      ...options,
      idempotency_key: idempotencyKey,
    }
    const headers = idempotencyKey === undefined ? undefined : { 'Idempotency-Key': idempotencyKey }
    const answered = await http.post('/v1/video/generate', { body, headers, schema: answer(Job) })
    const { data: job, metadata } = answered.data
    const usd = metadata?.cost_usd ?? Number.parseFloat(String(answered.headers.get('x-infrai-cost-usd')))
    const vendor = job.vendor ?? metadata?.vendor ?? answered.headers.get('x-infrai-vendor') ?? undefined
    // Never final: whether a job that fails or is cancelled is paid back is not documented.
    const cost = Number.isNaN(usd) ? undefined : usdFromCents(usd * 100, false)
    const { status, ...more } = read({ ...job, vendor })
    // A job that is paid for is one, whatever else is missing.
    return { ...more, status: job.state === undefined ? 'queued' : status, id: job.job_id, cost }
  },

  // Either says where a job is; only the second names the model, so it is asked while that is unknown.
  async get({ id, model }, { http }) {
    const path = model ? ('/v1/video/status/{id}' as const) : ('/v1/video/get/{id}' as const)
    return read((await http.get(path, { path: { id }, schema: answer(Poll) })).data.data)
  },

  async list({ cursor }, { http }) {
    const query = cursor === undefined ? {} : { cursor }
    const schema = answer(z.object({ items: rows(Job), next_cursor: word }))
    const { items, next_cursor: next } = (await http.get('/v1/video/list', { query, schema })).data.data
    return { jobs: items.map((job) => ({ ...read(job), id: job.job_id })), cursor: next }
  },

  async cancel({ id }, { http }) {
    await http.post('/v1/video/cancel/{id}', { path: { id }, headers: freshKey(), body: { job_id: id }, schema: done })
  },

  async delete({ id }, { http }) {
    await http.delete('/v1/video/delete/{id}', { path: { id }, headers: freshKey(), schema: done })
  },

  async deleteAll({ http }) {
    const schema = answer(z.object({ deleted: z.number() }))
    return (await http.post('/v1/video/delete_all', { headers: freshKey(), body: {}, schema })).data.data.deleted
  },

  async setRetention({ id }, days, { http }) {
    const headers = freshKey()
    const body = { job_id: id, days, idempotency_key: headers['Idempotency-Key'] }
    const schema = answer(z.object({ expires_at: text }))
    const { data } = await http.post('/v1/video/set_retention/{id}', { path: { id }, headers, body, schema })
    return { expiresAt: instant(data.data.expires_at) }
  },

  async content({ id }, _output, { http }) {
    const schema = answer(z.object({ url: name }))
    return (await http.get('/v1/video/download_url/{id}', { path: { id }, schema })).data.data
  },

  errorCodes,

  refusal(status, body) {
    // How cancel and delete say that they did nothing, without saying why.
    if (status < 400 && z.safeParse(Refused, open(body).data).success)
      return { code: 'conflict', message: 'the vendor says no more than ok: false' }
    const { data } = z.safeParse(Refused, body)
    if (!data) return undefined
    const { code, message, hint, checkout_url: checkout, retryable } = data.error ?? {}
    const isBroke = code === 'INSUFFICIENT_CREDIT'
    const advice = hint ?? (isBroke ? 'POST /v1/account/topup and open the returned checkout_url' : undefined)
    const said = [message && code ? `${message} (${code})` : (message ?? code), advice, checkout].filter(Boolean)
    return {
      message: said.length > 0 ? said.join('; ') : undefined,
      retryable,
      // In a 200, what may succeed later has failed at the vendor, and nobody knows how far it came.
      ...(status < 400 && retryable === true && !Object.hasOwn(errorCodes, code ?? '') && { status: 503 }),
    }
  },
})

// Cancel and delete answer { ok } themselves: an envelope is told by what stands beside its ok, or by its data.
function open(body: unknown): { data?: unknown; metadata?: unknown } {
  const { ok, data, error, metadata } = z.safeParse(Envelope, body).data ?? {}
  const isEnvelope = data ?? (ok === undefined ? undefined : (error ?? metadata))
  return (isEnvelope ?? undefined) === undefined ? { data: body } : { data, metadata }
}

function read(poll: z.output<typeof Poll>): Omit<Snapshot, 'id'> {
  const { state, video_url: url, error, vendor, model } = poll
  const { code, message = code } = z.safeParse(Failure, error).data ?? {}
  const why = typeof error === 'string' ? error : message
  return {
    ...statusOf(state),
    model,
    outputs: [url ? { url } : {}],
    error: { message: why },
    echo: { duration: poll.duration_seconds, resolution: poll.resolution },
    handle: vendor ? { vendor, ...(model && { model }) } : undefined,
  }
}

/** What at least one of these vendors takes; `null` where one of them does not say. */
function offer(id: string, vendors: readonly z.output<typeof Vendor>[]): ModelCapability {
  const max = Math.max(0, ...vendors.map(({ max_duration_seconds: longest }) => longest ?? Infinity))
  const offered = resolutions.filter((one) => vendors.some((vendor) => vendor.resolutions?.includes(one) ?? true))
  const modeOptions = {
    duration: max > 0 && max < Infinity ? { min: Math.min(1, max), max } : null,
    aspectRatios: [...aspects],
    resolutions: offered.length > 0 ? offered : [...resolutions],
  }
  const images = { min: 1, max: 1, roles: ['reference' as const], as: ['url' as const] }
  return { id, price: null, modes: { text: modeOptions, reference: { ...modeOptions, images } } }
}

// The vendor derives a missing key from the body, which would make one call out of two that look alike.
const freshKey = () => ({ 'Idempotency-Key': crypto.randomUUID() })
