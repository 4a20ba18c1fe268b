import * as z from 'zod/mini'

/** Enough to be imported; the whole provider is reference/lantern.ts. */
export const definition = {
  id: 'lantern',
  baseUrl: 'https://api.lantern.example',
  environment: { apiKey: 'LANTERN_API_KEY', baseUrl: 'LANTERN_BASE_URL' },
  headers: (key) => ({ 'x-lantern-key': key }),
  options: z.strictObject({ style: z.optional(z.string()) }),
  capabilities: {
    idempotency: 'key',
    concurrentJobs: 2,
    polling: { firstMs: 4_000, intervalMs: 4_000, minimumMs: 1_000 },
    resultLifetimeMs: 3_600_000,
    passThrough: false,
  },
  models: [{ id: 'lantern-2', price: null, modes: { text: { duration: { values: [4, 8] } } } }],
  async create({ model, prompt, duration }, { http }) {
    const body = { model, text: prompt, seconds: duration }
    const { data } = await http.post('/v1/clips', { body, schema: z.object({ clip: z.object({ id: z.string() }) }) })
    return { id: data.clip.id, status: 'queued' }
  },
  async get({ id }, { http }) {
    await http.get('/v1/clips/{id}', { path: { id }, schema: z.object({}) })
    return { status: 'unknown' }
  },
}
