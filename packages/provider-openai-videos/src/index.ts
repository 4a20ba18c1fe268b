import { assertAbsent, CommonJob, commonRefusal, commonStatusWords, defineProvider } from '@reelay/core/provider'
import { imageFile, imageText, invalidRequest, issue, lenient, mergeObjects } from '@reelay/core/provider'
import { NamedCommonJob, readCommonJob, renamed, sizeOf, statusMap } from '@reelay/core/provider'
import type { Http, ProviderRequest } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { capabilities, dialects, errorCodes, families } from './generated-data.ts'
import type { Family } from './generated-options.ts'
import type { components, paths } from './generated.ts'
import { Dialect, DialectName, Options, type OpenaiVideosOptions } from './options.ts'

declare module '@reelay/core/provider' {
  interface ProviderOptions {
    'openai-videos'?: OpenaiVideosOptions
  }
}

export { dialects, type Dialect, type OpenaiVideosOptions }

type Wire = components['schemas']
// A status added to the spec stops this file from compiling, on purpose; the usual words come from behind gateways.
const statusOf = statusMap<Wire['OpenaiStatus'] | Wire['NewApiStatus'] | 'deleted'>({
  ...commonStatusWords,
  unknown: 'in_progress',
  deleted: 'expired',
})
// The address of the bytes themselves needs the key and says nothing new.
const isWanted = (link: string): boolean => !/\/videos\/[^/]+\/content(\?|$)/.test(link)
type Request = ProviderRequest<OpenaiVideosOptions>
type Sent = Promise<{ data: CommonJob }>

const Page = z.object({ data: lenient.rows(NamedCommonJob), last_id: lenient.text, has_more: lenient.flag })
const Deleted = z.union([z.object({ deleted: z.literal(true) }), z.object({ status: z.literal('deleted') })])
const Event = z.object({ type: z.enum(['video.completed', 'video.failed']), data: z.object({ id: z.string() }) })
const byName = z.transform((name: keyof typeof dialects) => dialects[name])
/** What New API answers itself, when it has given the quota back and has no task. */
const OwnToNewApi = z.object({ code: z.string().check(z.minLength(1)), message: z.string(), data: z.null() })
/** Which server it is: one that is known by name, or your own, such as `{ ...dialects.newapi, derives: [] }`. */
const Settings = z.strictObject({ dialect: z._default(z.union([z.pipe(DialectName, byName), Dialect]), dialects.any) })

/** Any server of `/v1/videos`: `openaiVideos({ baseUrl, apiKey, dialect: 'newapi' })`. */
export const openaiVideos = defineProvider<
  paths,
  OpenaiVideosOptions,
  z.output<typeof Settings>,
  z.input<typeof Settings>
>({
  id: 'openai-videos',
  baseUrl: null,
  whyNoBaseUrl: "OpenAI's own service ended in September 2026; the servers that speak its protocol are run by others",
  options: Options,
  settings: Settings,
  lacks: ({ dialect }) => dialect.lacks,
  capabilities({ dialect: { lacks, deletes } }) {
    return { ...capabilities, ...(lacks.includes('list') && { idempotency: 'none' }), ...(deletes && { deletes }) }
  },
  errorCodes,
  refusal(status, body) {
    const told = commonRefusal(status, body, 'Invalid URL (')
    return status >= 400 && z.safeParse(OwnToNewApi, body).success ? { ...told, submitted: 'no' } : told
  },

  async models({ settings: { dialect } }) {
    const as = ['url' as const, 'data' as const]
    return [...dialect.models, '*'].map((id) => {
      const { audio, negativePrompt } = familyOf(id, dialect).metadata
      const text = {
        ...dialect.options,
        ...(audio && { audio: true }),
        ...(negativePrompt && { negativePrompt: true }),
      }
      const image = { ...text, images: { min: 1, max: 1, roles: ['first_frame' as const], as } }
      const reference = { ...text, images: { min: 1, max: dialect.references, roles: ['reference' as const], as } }
      return { id, price: null, modes: { text, image, ...(dialect.references !== 0 && { reference }) } }
    })
  },

  async create(request, { http, settings: { dialect } }) {
    const { options, webhookUrl } = request
    const made = (['remixOf', 'editOf', 'extendOf'] as const).find((name) => options[name] !== undefined)
    const taken: readonly string[] | null = made ? dialect.derives.filter((name) => name === made) : dialect.fields
    const foreign = Object.entries(options).filter(([name]) => taken?.includes(name) === false)
    assertAbsent(Object.fromEntries(foreign.map(([name, value]) => [`providerOptions.openai-videos.${name}`, value])))
    // They are set up once for an account, never by a request.
    assertAbsent({ webhookUrl })
    const { data } = await (made ? derive(made, request, http) : generate(request, dialect, http))
    return readCommonJob(data, { statusOf, isWanted, unsaid: 'queued' })
  },

  async get({ id }, { http }) {
    const { data } = await http.get('/v1/videos/{video_id}', { path: { video_id: id }, schema: CommonJob })
    return readCommonJob(data, { statusOf, isWanted })
  },

  async list({ cursor }, { http }) {
    const query = cursor === undefined ? {} : { after: cursor }
    const { data } = await http.get('/v1/videos', { query, schema: Page })
    const jobs = data.data.map((video) => readCommonJob(video, { statusOf, isWanted }))
    // Where nobody says whether there is more, an empty page does.
    return { jobs, cursor: data.has_more === false ? undefined : (data.last_id ?? jobs.at(-1)?.id) }
  },

  async delete({ id }, { http }) {
    await http.delete('/v1/videos/{video_id}', { path: { video_id: id }, schema: Deleted })
  },

  async content({ id }, { url }, { http }) {
    const own = { url: http.url('/v1/videos/{video_id}/content', { path: { video_id: id } }), needsKey: true }
    return url === undefined ? own : [{ url }, own]
  },

  signsWebhooks: true,
  async webhook({ headers, body }, { verify }) {
    const { data } = z.safeParse(Event, JSON.parse(body))
    const deliveryId = headers.get('webhook-id') ?? undefined
    return { ...(data && { job: { id: data.data.id } }), deliveryId, isVerified: await verify() }
  },
})

function generate(request: Request, dialect: Dialect, http: Http<paths>): Sent {
  const { model, prompt, duration, fps, seed, n, negativePrompt, audio, images, options } = request
  const { imageAs: wanted, metadata: own = {}, ...rest } = options
  const family = familyOf(model, dialect)
  const [first] = images
  if (first && 'url' in first && dialect.bytesOnly.some((prefix) => model.startsWith(prefix)))
    throw invalidRequest([issue('images[0]', 'a URL', 'data, for this model drops a URL')])

  const imageAs = wanted ?? family.imageAs ?? 'file'
  const file = first && images.length === 1 && imageAs === 'file' ? imageFile(first) : undefined
  const texts = file ? [] : images.map((image) => imageText(image, imageAs === 'base64' ? 'base64' : 'data_url'))
  const place = 'providerOptions.openai-videos'
  if (first) assertAbsent({ [`${place}.input_reference`]: options.input_reference })
  // Pixels are a size, not a resolution.
  const resolution = /\dx\d/i.test(String(request.resolution)) ? undefined : request.resolution
  const named = renamed({ ...request, resolution, image: texts[0] }, family.metadata)
  const same = { model, prompt, fps, seed, n }
  const body = {
    ...same,
    seconds: duration === undefined ? undefined : String(duration),
    duration: dialect.length === 'both' && family.length !== 'seconds' ? duration : undefined,
    size: sizeOf(request, dialect.size),
    metadata: mergeObjects(named, own, `${place}.metadata`),
    ...placed(texts, dialect.image),
  }
  const negative_prompt = family.metadata.negativePrompt ? undefined : negativePrompt
  const extra = { ...rest, negative_prompt, generate_sound: family.metadata.audio ? undefined : audio }
  if (!file && dialect.body === 'json') return http.post('/v1/videos', { body, extra, schema: NamedCommonJob })
  return http.post('/v1/videos', { form: { ...body, input_reference: file }, extra, schema: NamedCommonJob })
}

function derive(made: 'remixOf' | 'editOf' | 'extendOf', request: Request, http: Http<paths>): Sent {
  const { model: _model, mode: _mode, idempotencyKey: _key, prompt, options, images, duration, n, ...unused } = request
  const added = made === 'extendOf' ? undefined : duration
  assertAbsent({ ...unused, images: images[0], n: n === 1 ? undefined : n, duration: added })
  const video = { id: String(options[made]) }
  const [path, schema] = [{ video_id: video.id }, NamedCommonJob]
  if (made === 'remixOf') return http.post('/v1/videos/{video_id}/remix', { path, body: { prompt }, schema })
  if (made === 'editOf') return http.post('/v1/videos/edits', { body: { prompt, video }, schema })
  if (duration === undefined) throw invalidRequest([issue('duration', undefined, 'the seconds to add')])
  return http.post('/v1/videos/extensions', { body: { prompt, video, seconds: String(duration) }, schema })
}

/** Whose model it is; keys of `metadata` only where the server has such a field. */
function familyOf(model: string, { hasMetadata }: Dialect): Omit<Family, 'prefix'> {
  const found = families.find(({ prefix }) => model.startsWith(prefix))
  return { ...found, metadata: (hasMetadata && found?.metadata) || {} }
}

function placed([image, ...more]: readonly string[], place: Dialect['image']): object {
  if (image === undefined) return {}
  if (place === 'images') return { image, images: [image, ...more] }
  if (place === 'image_reference') return { image_reference: { image_url: image } }
  return { input_reference: place === 'input_reference' ? image : { image_url: image } }
}
