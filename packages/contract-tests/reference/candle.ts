import { defineProvider, lenient, statusMap } from '@reelay/core/provider'
import type { VideoProvider } from '@reelay/core'
import type { Definition, ProviderSettings, Snapshot } from '@reelay/core/provider'
import * as z from 'zod/mini'

/** The paths of its API. */
export interface Jobs {
  '/jobs': {
    post: { requestBody: { content: { 'application/json': { model: string; prompt: string; length?: number } } } }
  }
  '/jobs/{id}': { get: { parameters: { path: { id: string } } } }
}

const statusOf = statusMap<'new' | 'busy' | 'ok' | 'bad'>({
  new: 'queued',
  busy: 'in_progress',
  ok: 'completed',
  bad: 'failed',
})

const Task = z.object({
  job: lenient.id,
  is: lenient.text,
  video: lenient.url,
  reason: lenient.text,
})

/** The least that an invented vendor can offer: words in, one video out. */
export const candleDefinition: Definition<Jobs> = {
  id: 'candle',
  baseUrl: 'https://candle.example',
  environment: { apiKey: 'CANDLE_API_KEY', baseUrl: 'CANDLE_BASE_URL' },
  headers: (key) => ({ authorization: `Bearer ${key}` }),
  options: z.record(z.string(), z.unknown()),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 3_000, intervalMs: 3_000, minimumMs: 1_000 },
    resultLifetimeMs: null,
    passThrough: true,
  },
  models: [{ id: 'candle', price: null, modes: { text: { duration: { values: [4, 6] } } } }],

  async create({ model, prompt, duration, options }, { http }) {
    const body = { model, prompt, length: duration }
    const { data } = await http.post('/jobs', { body, extra: options, schema: Task })
    return read(data)
  },

  async get({ id }, { http }) {
    const { data } = await http.get('/jobs/{id}', { path: { id }, schema: Task })
    return read(data)
  },

  errorCodes: { too_fast: 'rate_limited' },
}

/** Makes a provider of that vendor. */
export const candle: (settings?: ProviderSettings) => VideoProvider = defineProvider(candleDefinition)

function read(task: z.output<typeof Task>): Snapshot & { id: string } {
  const status = statusOf(task.is)
  return {
    id: task.job,
    ...status,
    outputs: task.video ? [{ url: task.video }] : undefined,
    error: status.status === 'failed' ? { message: task.reason ?? 'no reason given' } : undefined,
  }
}
