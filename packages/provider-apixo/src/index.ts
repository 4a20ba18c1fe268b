import { errorCodes } from '@reelay/core'
import { defineProvider, lenient, statusMap, type ErrorCode, type Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'
import type { components, paths } from './generated.ts'
import { failCodes, models } from './generated-data.ts'
import { ProviderRouting, TaskInput } from './generated-options.ts'

type Wire = components['schemas']

declare module '@reelay/core/provider' {
  interface ProviderOptions {
    apixo?: ApixoOptions
  }
}

// What is left of the vendor's input, the request has fields of its own for.
const { enable_prompt_expansion, mode, ...ours } = TaskInput.shape
const Input = z.looseObject({ enable_prompt_expansion, mode }).check(({ value: input, issues }) => {
  const given = Object.keys(ours).filter((key) => input[key] !== undefined)
  const message = 'the field of the request itself'
  issues.push(...given.map((key) => ({ code: 'custom' as const, path: [key], message, input })))
})
const Options = z.strictObject({
  provider: z.optional(ProviderRouting),
  /** Keys of the vendor's `input` that the request has no field for; those of other models are sent as they are. */
  input: z.optional(Input),
})
/** What a task of apixo takes beside the request; `mode` is told by the request's own where it is left out. */
export type ApixoOptions = z.output<typeof Options>

// A state added to the spec stops this file from compiling, on purpose.
const statusOf = statusMap<Wire['TaskState']>({
  pending: 'queued',
  processing: 'in_progress',
  success: 'completed',
  failed: 'failed',
})

const { id, text, code, time } = lenient
const Created = z.object({ data: z.object({ taskId: id }) })

/** Only the fields that we read: `costTime` is a duration, not money. */
const Task = z.object({
  state: text,
  resultJson: z.optional(z.unknown()),
  failCode: code,
  failMsg: text,
  createTime: time,
  completeTime: time,
})

const Result = z.object({ resultUrls: z.array(z.string()) })
const Detail = z.object({ error: z.string() })

/** What wraps a refusal, under whatever HTTP status; any other code is no verdict. */
const Refused = z.object({
  code: z.int().check(z.gte(400), z.lte(599)),
  message: z.nullish(z.string()),
  data: z.optional(z.unknown()),
})

// The status call needs the model, and a callback does not name it.
const modelParameter = 'apixo_model'

/** apixo: `apixo({ apiKey })`, or the variable APIXO_API_KEY. */
export const apixo = defineProvider<paths, ApixoOptions>({
  id: 'apixo',
  baseUrl: 'https://api.apixo.ai',
  options: Options,
  capabilities: {
    idempotency: 'none',
    concurrentJobs: 1000,
    // "Submit task, wait 50 seconds, then poll every 5 seconds"
    polling: { firstMs: 50_000, intervalMs: 5_000, minimumMs: 5_000 },
    // One page says 15 days, another 24 hours; counting on the shorter one loses no video.
    resultLifetimeMs: 86_400_000,
    passThrough: false,
  },
  models,

  async create({ model, mode, prompt, images, webhookUrl, options, ...request }, { http }) {
    const { data } = await http.post('/api/v1/generateTask/{model}', {
      path: { model },
      body: {
        request_type: webhookUrl === undefined ? 'async' : 'callback',
        callback_url: webhookUrl === undefined ? undefined : withModel(webhookUrl, model),
        provider: options.provider,
        input: {
          ...options.input,
          mode: options.input?.mode ?? modeWords[mode],
          prompt,
          resolution: request.resolution,
          duration: request.duration,
          aspect_ratio: request.aspectRatio,
          image_urls: mode === 'text' ? undefined : images.flatMap((image) => ('url' in image ? image.url : [])),
          negative_prompt: request.negativePrompt,
          seed: request.seed,
        },
      },
      schema: Created,
    })
    return { id: data.data.taskId, status: 'queued', handle: { model } }
  },

  async get({ id, handle, model: stated = '' }, { http }) {
    const model = handle?.['model'] ?? stated
    const call = { path: { model }, query: { taskId: id }, schema: z.object({ data: Task }) }
    return { ...read((await http.get('/api/v1/statusTask/{model}', call)).data.data), model }
  },

  async balance({ http }) {
    const { data } = await http.get('/api/v1/apikeys/current-balance', { schema: z.object({ data: z.number() }) })
    return { amount: data.data, currency: 'USD' }
  },

  // Nothing is signed, and nothing tells two deliveries apart: an id of ours would let a forged one silence the true one.
  async webhook({ body, url }) {
    const { data } = z.safeParse(Created, JSON.parse(body))
    const model = url.searchParams.getAll(modelParameter).at(-1)
    return { ...(data && model && { job: { id: data.data.taskId, model } }), isVerified: false }
  },

  refusal(status, body) {
    const { data } = z.safeParse(Refused, body)
    if (!data) return undefined
    const answered = status < 300 ? data.code : status
    const words = [data.message, z.safeParse(Detail, data.data).data?.error].flatMap((word) => word ?? [])
    return {
      code: words.flatMap((word) => meaningOf(word) ?? [])[0],
      message: words.length > 0 ? words.join(': ') : undefined,
      // Nobody says which of the two is right where they differ: the worse news is believed.
      status: answered === data.code ? answered : undefined,
      submitted: Math.max(answered, data.code) < 500 ? undefined : 'unknown',
    }
  },
})

// What other models call their references, only their pages know.
const modeWords = { text: 'text-to-video', image: 'image-to-video', reference: undefined } as const

function withModel(webhookUrl: string, model: string): string {
  const [url = ''] = webhookUrl.split('#')
  return `${url}${url.includes('?') ? '&' : '?'}${modelParameter}=${encodeURIComponent(model)}`
}

function read(task: z.output<typeof Task>): Snapshot {
  const status = statusOf(task.state)
  return {
    ...status,
    outputs: status.status === 'completed' ? urlsIn(task.resultJson).map((url) => ({ url })) : undefined,
    // Whether a failed task is charged, nobody documents, so core's `unknown` stands.
    error: { message: task.failMsg, vendorCode: task.failCode, code: meaningOf(task.failCode ?? '') },
    createdAt: task.createTime,
    completedAt: task.completeTime,
  }
}

/** What a fail code means, whether alone or within a sentence. */
function meaningOf(words: string): ErrorCode | undefined {
  const has = (word: string): boolean => words.toLowerCase().includes(word.toLowerCase())
  return errorCodes.find((code) => failCodes[code]?.some(has) === true)
}

/** The URLs in a text that holds JSON, or in the JSON itself; none in anything else, which core reports. */
function urlsIn(result: unknown): string[] {
  try {
    const { data } = z.safeParse(Result, typeof result === 'string' ? JSON.parse(result) : result)
    return data?.resultUrls ?? []
  } catch {
    return []
  }
}
