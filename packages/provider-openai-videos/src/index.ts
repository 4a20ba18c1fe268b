import { base64, defineProvider, refuse, wrong, type Http, type Image, type ProviderRequest } from '@reelay/core'
import * as z from 'zod/mini'
import { Created, Deleted, Event, linkIn, Page, readVideo, refusalIn, Video } from './answers.ts'
import { Dialect, dialects } from './dialects.ts'
import type { paths } from './generated.ts'
import { families, Options, type Family, type OpenaiVideosOptions } from './models.ts'
import { sizeOf } from './size.ts'

declare module '@reelay/core' {
  interface ProviderOptions {
    'openai-videos'?: OpenaiVideosOptions
  }
}

export { dialects, type Dialect, type OpenaiVideosOptions }

type Request = ProviderRequest<OpenaiVideosOptions>
type Sent = Promise<{ data: z.output<typeof Created> }>

const isName = (name: string): name is keyof typeof dialects => Object.hasOwn(dialects, name)
/** Which server it is: one that is known by name, or your own, such as `{ ...dialects.newapi, derives: [] }`. */
const Settings = z.strictObject({
  dialect: z._default(z.union([z.enum(Object.keys(dialects).filter(isName)), Dialect]), 'any'),
})
type Settings = z.output<typeof Settings>

/** Any server of `/v1/videos`: `openaiVideos({ baseUrl, apiKey, dialect: 'newapi' })`. */
export const openaiVideos = defineProvider<paths, OpenaiVideosOptions, Settings>({
  id: 'openai-videos',
  baseUrl: null,
  whyNoBaseUrl: "OpenAI's own service ended in September 2026; the servers that speak its protocol are run by others",
  environment: {
    apiKey: 'OPENAI_VIDEOS_API_KEY',
    baseUrl: 'OPENAI_VIDEOS_BASE_URL',
    webhookSecret: 'OPENAI_VIDEOS_WEBHOOK_SECRET',
  },
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  options: Options,
  settings: Settings,
  lacks: (settings) => dialectOf(settings).lacks,
  capabilities(settings) {
    const { lacks, deletes } = dialectOf(settings)
    return {
      idempotency: lacks.includes('list') ? 'none' : 'list',
      concurrentJobs: null,
      // "Poll every 10 to 20 s"; gateways look at their own providers every 15.
      polling: { firstMs: 10_000, intervalMs: 10_000, minimumMs: 5_000 },
      resultLifetimeMs: null,
      ...(deletes && { deletes }),
      passThrough: false,
    }
  },

  async models({ settings }) {
    const { models, knobs, references, hasMetadata } = dialectOf(settings)
    return [...models, '*'].map((id) => {
      const { audio, negativePrompt } = hasMetadata ? familyOf(id).metadata : {}
      const text = { ...knobs, ...(audio && { audio: true }), ...(negativePrompt && { negativePrompt: true }) }
      const images = { min: 1, as: ['url' as const, 'data' as const] }
      const image = { ...text, images: { ...images, max: 1, roles: ['first_frame' as const] } }
      const reference = { ...text, images: { ...images, max: references, roles: ['reference' as const] } }
      return { id, price: null, modes: { text, image, ...(references !== 0 && { reference }) } }
    })
  },

  async create(request, { http, settings }) {
    const { options, webhookUrl } = request
    const dialect = dialectOf(settings)
    const { derives, fields } = dialect
    const made = (['remixOf', 'editOf', 'extendOf'] as const).find((name) => options[name] !== undefined)
    const taken = made ? derives.filter((name) => name === made) : fields
    const foreign = Object.keys(options).filter((name) => taken?.some((field) => field === name) === false)
    // Webhooks are set up once for an account, never by a request.
    refuseAny({ webhookUrl }, foreign)
    const { data } = await (made ? derive(made, request, http) : generate(request, dialect, http))
    return readVideo(data, 'queued')
  },

  async get({ id }, { http }) {
    const { data } = await http.get('/v1/videos/{video_id}', { path: { video_id: id }, schema: Video })
    return readVideo(data, 'in_progress')
  },

  async list({ cursor }, { http }) {
    const query = cursor === undefined ? {} : { after: cursor }
    const { data } = await http.get('/v1/videos', { query, schema: Page })
    const jobs = data.data.map((video) => readVideo(video, 'in_progress'))
    // Where nobody says whether there is more, an empty page does.
    const next = data.has_more === false ? undefined : (data.last_id ?? jobs.at(-1)?.id)
    return { jobs, ...(jobs.length > 0 && next !== cursor && { cursor: next }) }
  },

  async delete({ id }, { http }) {
    await http.delete('/v1/videos/{video_id}', { path: { video_id: id }, schema: Deleted })
  },

  async content({ id }, { url }, { http }) {
    if (url !== undefined) return { url }
    const own = http.url('/v1/videos/{video_id}/content', { path: { video_id: id } })
    return { url: own, needsKey: true, urlIn: linkIn }
  },

  async webhook({ headers, body }, { verify }) {
    const { data } = z.safeParse(Event, JSON.parse(body))
    const deliveryId = headers.get('webhook-id') ?? undefined
    return { ...(data && { job: { id: data.data.id } }), deliveryId, isVerified: await verify() }
  },

  refusal: refusalIn,
})

function generate(request: Request, dialect: Dialect, http: Http<paths>): Sent {
  const { model, prompt, duration, fps, seed, n, negativePrompt, audio, images, options } = request
  const { imageAs: wanted, metadata: own = {}, ...rest } = options
  const family = familyOf(model)
  const [first] = images
  if (first && 'url' in first && dialect.bytesOnly.some((prefix) => model.startsWith(prefix)))
    throw refuse([wrong('images[0]', 'a URL', 'data, for this model drops a URL')])

  const imageAs = wanted ?? family.imageAs ?? 'file'
  const file = first && images.length === 1 && imageAs === 'file' ? fileOf(first) : undefined
  const texts = file ? [] : images.map((image) => textOf(image, imageAs))
  const keys = dialect.hasMetadata ? family.metadata : {}
  const metadata = { ...named(request, keys), ...(keys.image && texts[0] && { [keys.image]: texts[0] }) }
  const twice = Object.keys(own).filter((key) => Object.hasOwn(metadata, key))
  refuseAny({}, [
    ...twice.map((key) => `metadata.${key}`),
    ...(first && rest.input_reference !== undefined ? ['input_reference'] : []),
  ])

  const body = {
    model,
    prompt,
    seconds: duration === undefined ? undefined : String(duration),
    duration: dialect.length === 'both' && family.length !== 'seconds' ? duration : undefined,
    size: sizeOf(request, dialect.size),
    fps,
    seed,
    n,
    ...(Object.keys({ ...own, ...metadata }).length > 0 && { metadata: { ...own, ...metadata } }),
    ...placed(texts, dialect.image),
  }
  const ours = {
    negative_prompt: keys.negativePrompt ? undefined : negativePrompt,
    generate_sound: keys.audio ? undefined : audio,
  }
  const extra = { ...rest, ...ours }
  if (!file && dialect.body === 'json') return http.post('/v1/videos', { body, extra, schema: Created })
  return http.post('/v1/videos', {
    form: { ...partsOf({ ...extra, ...body }), input_reference: file },
    schema: Created,
  })
}

function derive(made: 'remixOf' | 'editOf' | 'extendOf', request: Request, http: Http<paths>): Sent {
  const { model: _model, mode: _mode, idempotencyKey: _key, prompt, options, images, duration, n, ...unused } = request
  refuseAny({
    ...unused,
    images: images[0],
    n: n === 1 ? undefined : n,
    duration: made === 'extendOf' ? undefined : duration,
  })
  const video = { id: options[made] ?? '' }
  const [path, schema] = [{ video_id: video.id }, Created]
  if (made === 'remixOf') return http.post('/v1/videos/{video_id}/remix', { path, body: { prompt }, schema })
  if (made === 'editOf') return http.post('/v1/videos/edits', { body: { prompt, video }, schema })
  if (duration === undefined) throw refuse([wrong('duration', undefined, 'the seconds to add')])
  return http.post('/v1/videos/extensions', { body: { prompt, video, seconds: String(duration) }, schema })
}

function dialectOf({ dialect }: Settings): Dialect {
  return typeof dialect === 'string' ? dialects[dialect] : dialect
}

function familyOf(model: string): Family {
  return families.find(({ prefix }) => model.startsWith(prefix)) ?? { prefix: '', metadata: {} }
}

/** What the model's own provider reads from `metadata`; pixels are a size, not a resolution. */
function named({ aspectRatio, resolution, seed, audio, negativePrompt }: Request, keys: Family['metadata']): object {
  const word = /\dx\d/i.test(resolution ?? '') ? undefined : resolution
  const values = { aspectRatio, resolution: word, seed, audio, negativePrompt }
  const pairs = Object.entries(keys).map(([name, key]) => [
    key,
    Object.entries(values).find(([own]) => own === name)?.[1],
  ])
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}

function fileOf(image: Image): File | undefined {
  if ('url' in image) return undefined
  const { data, mediaType: type } = image
  return new File([Uint8Array.from(data)], type.replace('/', '.'), { type })
}

function textOf(image: Image, imageAs: string): string {
  if ('url' in image) return image.url
  return (imageAs === 'base64' ? '' : `data:${image.mediaType};base64,`) + base64(image.data)
}

function placed([image, ...more]: readonly string[], place: Dialect['image']): object {
  if (image === undefined) return {}
  if (place === 'images') return { image, images: [image, ...more] }
  if (place === 'image_reference') return { image_reference: { image_url: image } }
  return { input_reference: place === 'input_reference' ? image : { image_url: image } }
}

/** As parts of a form: what is no text is JSON text. */
function partsOf(fields: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

function refuseAny(fields: Record<string, unknown>, options: readonly string[] = []): void {
  const given = Object.keys(fields).filter((name) => fields[name] !== undefined)
  const found = [...given, ...options.map((name) => `providerOptions.openai-videos.${name}`)]
  if (found.length > 0) throw refuse(found.map((field) => ({ field, given: 'a value', code: 'unsupported' })))
}
