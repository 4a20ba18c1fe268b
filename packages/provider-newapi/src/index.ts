import {
  assertFits,
  mergeObjects,
  defineProvider,
  imageFile,
  lenient,
  NamedCommonJob,
  readCommonJob,
  findVideoUrl,
  invalidRequest,
  statusMap,
  commonRefusal,
  commonStatusWords,
  issue,
} from '@reelay/core/provider'
import type { ModelCapability, Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'
import { anyFamily, anything, families, familyNames, familyOf } from './families.ts'
import { errorCodes } from './generated-data.ts'
import type { components, paths } from './generated.ts'
import { Options, type NewapiOptions } from './options.ts'

export type { NewapiOptions }

// A status added to the spec stops this file from compiling, on purpose.
type Word = components['schemas'][`${'Task' | 'Simple' | 'Video'}Status`]
const statusOf = statusMap<Lowercase<Word>>({
  ...commonStatusWords,
  not_start: 'queued',
  // "Keep polling": the server's word for whatever it has no word for.
  unknown: 'in_progress',
})

const { text, number, time, object } = lenient
/** The stored task, the smaller one of gemini and vertex, and the flat one of the documentation. */
const Task = z.looseObject({
  status: text,
  progress: number,
  result_url: text,
  url: text,
  fail_reason: text,
  quota: z.optional(z.unknown()),
  error: object({ message: text }),
  submit_time: time,
  finish_time: time,
  properties: object({ origin_model_name: text }),
})
// Whether it is wrapped, its status tells: a task may have data of its own.
const Wrapped = z.object({ status: z.optional(z.undefined()), data: z.nullable(Task) })
const Answer = z.union([
  z.pipe(
    Wrapped,
    z.transform(({ data }) => data),
  ),
  Task,
])
const Model = z.object({ id: z.string(), supported_endpoint_types: z.nullish(z.array(z.string())) })
const Models = z.object({ data: z.array(Model) })

const Fetched = z.object({ code: z.literal('fail_to_fetch_task') })
/** What the server answers itself, before it sends anything or after it has given the quota back: there is no task then. */
const Own = z.union([
  z.object({ code: z.string().check(z.minLength(1)), message: z.string(), data: z.null() }),
  z.object({ error: z.object({ type: z.literal('new_api_error') }) }),
])

/** A New API server: `newapi({ baseUrl, apiKey })`, or the variables NEWAPI_BASE_URL and NEWAPI_API_KEY. */
export const newapi = defineProvider<paths, NewapiOptions>({
  id: 'newapi',
  baseUrl: null,
  whyNoBaseUrl: 'everybody runs their own server',
  options: Options,
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    // The server itself asks its upstreams every 15 s.
    polling: { firstMs: 10_000, intervalMs: 10_000, minimumMs: 5_000 },
    resultLifetimeMs: null,
    passThrough: false,
  },

  errorCodes,

  async models({ http }) {
    const { data } = await http.get('/v1/models', { schema: Models })
    const own = data.data.flatMap(({ id, supported_endpoint_types: types }): ModelCapability[] => {
      const name = familyOf(id)
      if (name === undefined && types?.includes('openai-video') !== true) return []
      return [{ id, price: null, modes: (name === undefined ? anyFamily : families[name]).modes }]
    })
    return [...own, { id: '*', price: null, modes: anything }]
  },

  async create(request, { http }) {
    const { model, prompt, duration, fps, seed, n, images, options } = request
    const { family = familyOf(model), width, height, response_format, user, mode } = options
    const { modes, write } = family === undefined ? anyFamily : families[family]
    assertFits(request, { id: model, price: null, modes })
    if (images.length > 0 && images.every(({ role }) => role === 'last_frame'))
      throw invalidRequest([issue('images', 'a last_frame alone', 'a first_frame with it')])
    const foreign = familyNames.find((name) => name !== family && options[name] !== undefined)
    const allowed = `those of ${family ?? 'a family that is named'}, or metadata`
    if (foreign !== undefined)
      throw invalidRequest([issue(`providerOptions.newapi.${foreign}`, options[foreign], allowed)])

    const { file, metadata = {}, ...written } = write(request)
    const own = mergeObjects(metadata, (family && options[family]) ?? {}, `providerOptions.newapi.${family}`) ?? {}
    const same = { model, prompt, fps, seed, n, width, height, response_format, user, mode }
    const body = {
      ...same,
      ...written,
      // A Sora channel passes the whole body on, and its upstream knows no `duration`; each other one reads its own.
      duration: family === 'sora' ? undefined : duration,
      seconds: duration === undefined ? undefined : String(duration),
      metadata: mergeObjects(own, options.metadata ?? {}, 'providerOptions.newapi.metadata'),
    }
    const call = file ? { form: { ...body, input_reference: imageFile(file) } } : { body }
    const { data } = await http.post('/v1/video/generations', { ...call, schema: NamedCommonJob })
    // An old server says the id alone.
    const job = readCommonJob(data, { statusOf, unsaid: 'queued' })
    return { ...job, id: data.task_id ?? job.id }
  },

  async get({ id }, { http }) {
    const path = { task_id: id }
    const { data: task } = await http.get('/v1/video/generations/{task_id}', { path, schema: Answer })
    // Nothing to say yet, which is no end.
    return task ? read(task) : { status: 'in_progress' }
  },

  async content({ id }, { url }, { http }) {
    const own = { url: http.url('/v1/videos/{task_id}/content', { path: { task_id: id } }), needsKey: true }
    return url === undefined ? own : [{ url }, own]
  },

  refusal(status, body) {
    // The upstream refused the server's account, not the caller's.
    const isTheirs = z.safeParse(Fetched, body).success && [401, 402, 403].includes(status)
    const told = isTheirs ? { code: 'vendor_failure' as const } : commonRefusal(status, body, 'Invalid URL (')
    const isOwn = (told !== undefined || status >= 400) && z.safeParse(Own, body).success
    return isOwn ? { ...told, submitted: 'no' } : told
  },
})

function read(task: z.output<typeof Task>): Snapshot {
  const { result_url, url, fail_reason, error, properties, quota } = task
  // Servers of before February 2026 have the result where others have the reason.
  const found = [result_url, url].find(isAddress) ?? [fail_reason, findVideoUrl(task)].find(isUrl)
  // The server's own content may stand there under an address that nobody has set right.
  const isWanted = found !== undefined && !/\/v1\/videos\/[^/]+\/content$/.test(found)
  const said = [fail_reason, error?.message, result_url, url].find((one) => Boolean(one) && !isUrl(one))
  return {
    ...statusOf(task.status),
    model: properties?.origin_model_name,
    progress: task.progress,
    outputs: [isWanted ? { url: found, mediaType: 'video/mp4' } : {}],
    // What was given back is no longer in the answer's quota; one shape of gemini and vertex has none, and gives none back.
    error: { message: said, charged: quota === 0 ? 'no' : 'unknown' },
    createdAt: task.submit_time,
    completedAt: task.finish_time,
  }
}

type Text = string | undefined
const isUrl = (value: Text): value is string => /^https?:\/\//i.test(String(value))
// Of whatever kind, so that core refuses what is none to fetch; but a text, and bytes in place of an address, are none.
const isAddress = (value: Text): value is string => /^(?!data:)([a-z][a-z\d+.-]*:|\/)\S+$/i.test(String(value))
