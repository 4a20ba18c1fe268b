// An invented vendor with one model, and a clock that tests drive. No test here sleeps or opens a port.
import * as z from 'zod/mini'
import { createClient, type Client, type Clock } from '../src/index.ts'
import { defineProvider, statusMap, type ProviderSettings } from '../src/provider.ts'

export interface Paths {
  '/v1/jobs': {
    get: { parameters: { query?: { page?: string } } }
    post: {
      requestBody: {
        content: {
          'application/json': { model: string; prompt: string; seconds?: number; loop?: boolean } & {
            [key: string]: unknown
          }
        }
      }
    }
  }
  '/v1/jobs/{id}': { get: { parameters: { path: { id: string } } }; delete: { parameters: { path: { id: string } } } }
  '/v1/jobs/{id}/events': { get: { parameters: { path: { id: string } } } }
}

const Job = z.object({
  id: z.string(),
  state: z.string(),
  url: z.nullish(z.string()),
  percent: z.nullish(z.number()),
  why: z.nullish(z.string()),
})
const statusOf = statusMap({ waiting: 'queued', working: 'in_progress', done: 'completed', broken: 'failed' })
const read = ({ id, state, url, percent, why }: z.output<typeof Job>) => ({
  id,
  ...statusOf(state),
  progress: percent,
  outputs: url ? [{ url }] : undefined,
  error: why ? { message: why } : undefined,
})

export const key = 'key-1234567890/+'
const job = '/v1/jobs/{id}' as const

export const acme = defineProvider<Paths>({
  id: 'acme',
  baseUrl: 'https://acme.test',
  environment: { apiKey: 'ACME_API_KEY', baseUrl: 'ACME_BASE_URL' },
  headers: (value) => ({ 'x-key': value }),
  options: z.looseObject({ style: z.optional(z.enum(['plain', 'bold'])) }),
  capabilities: {
    idempotency: 'none',
    concurrentJobs: null,
    polling: { firstMs: 10_000, intervalMs: 5_000, minimumMs: 2_000 },
    resultLifetimeMs: 3_600_000,
    deletes: 'record',
    passThrough: true,
  },
  models: [
    {
      id: 'one',
      price: { amount: 0.1, currency: 'USD', per: 'second' },
      modes: {
        text: {
          duration: { min: 2, max: 10, step: 2, default: 4 },
          aspectRatios: ['16:9'],
          seed: true,
          audio: null,
          promptLength: 40,
        },
        image: { images: { min: 1, max: 2, roles: ['first_frame', 'last_frame'], as: ['url'] } },
      },
    },
  ],
  create: async ({ model, prompt, duration, options }, { http }) =>
    read(
      (await http.post('/v1/jobs', { body: { model, prompt, seconds: duration }, extra: options, schema: Job })).data,
    ),
  get: async ({ id }, { http }) => read((await http.get(job, { path: { id }, schema: Job })).data),
  async *watch({ id }, { http }) {
    for await (const event of http.events('/v1/jobs/{id}/events', { path: { id } })) yield read(event.read(Job))
  },
  list: async ({ cursor }, { http }) => {
    const query = cursor === undefined ? {} : { page: cursor }
    const { data } = await http.get('/v1/jobs', {
      query,
      schema: z.object({ jobs: z.array(Job), next: z.nullish(z.string()) }),
    })
    return { jobs: data.jobs.map(read), cursor: data.next ?? undefined }
  },
  delete: async ({ id }, { http }) => {
    await http.delete(job, { path: { id }, schema: z.unknown() })
  },
  errorCodes: { slow_down: 'rate_limited' },
})

export type Answer = Response | Error | object | ((request: Request) => Response | object | Promise<Response>)

export interface Vendor {
  fetch: typeof globalThis.fetch
  calls: Request[]
  posts: () => number
}

/** A vendor that answers by method and path, in order; the last answer of a route is repeated. */
export function vendor(routes: Record<string, Answer | Answer[]>): {
  fetch: typeof fetch
  calls: Request[]
  posts: () => number
} {
  const calls: Request[] = []
  const left = new Map(
    Object.entries(routes).map(([route, answers]) => [route, Array.isArray(answers) ? [...answers] : [answers]]),
  )
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init)
    calls.push(request.clone())
    const { pathname, origin } = new URL(request.url)
    const queue = left.get(`${request.method} ${pathname}`) ?? left.get(`${request.method} ${origin}${pathname}`)
    const next = queue && (queue.length > 1 ? queue.shift() : queue[0])
    if (!next) return Response.json({ error: `no route ${request.method} ${pathname}` }, { status: 404 })
    if (next instanceof Error) throw next
    const made = typeof next === 'function' ? await next(request) : next
    // A clone reads ahead: what is made anew each time is given as it is.
    if (made instanceof Response) return typeof next === 'function' ? made : made.clone()
    return Response.json(made)
  }
  return { fetch: answer, calls, posts: () => calls.filter(({ method }) => method === 'POST').length }
}

export interface TestClock extends Clock {
  /** Every pause that was slept to its end, in ms; deadlines that were not reached are not among them. */
  slept: number[]
  /** Wall time may jump; elapsed time never does. */
  jump(ms: number): void
}

/** Virtual time: when nothing else is going on, it leaps to the next pause that ends. */
export function testClock(): TestClock {
  let elapsed = 0
  let skew = 0
  const slept: number[] = []
  const timers = new Set<{ at: number; ms: number; resolve: () => void }>()
  let isTurning = false

  async function turn(): Promise<void> {
    isTurning = true
    while (timers.size > 0) {
      // A few turns of the event loop, so that an answer that is ready wins over a deadline.
      for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate)
      const [next] = [...timers].sort((one, other) => one.at - other.at)
      if (!next) break
      timers.delete(next)
      elapsed = Math.max(elapsed, next.at)
      slept.push(next.ms)
      next.resolve()
    }
    isTurning = false
  }
  return {
    slept,
    now: () => Date.UTC(2026, 0, 1) + elapsed + skew,
    elapsed: () => elapsed,
    jump: (ms) => {
      skew += ms
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const abort = (): void => {
          timers.delete(timer)
          reject(signal?.reason)
        }
        const timer = { at: elapsed + ms, ms, resolve: () => (signal?.removeEventListener('abort', abort), resolve()) }
        timers.add(timer)
        signal?.addEventListener('abort', abort, { once: true })
        if (!isTurning) void turn()
      }),
  }
}

export function clientOf(
  fetch: typeof globalThis.fetch,
  settings: ProviderSettings = {},
  clock: Clock = testClock(),
): Client {
  return createClient({ providers: [acme({ apiKey: key, ...settings })], fetch, clock, random: () => 0.5 })
}

export const request = { model: 'one', prompt: 'a paper boat' }
export const lost = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

/** The VideoError that a call ends in. */
export async function errorOf(work: Promise<unknown>): Promise<import('../src/index.ts').VideoError> {
  const { isVideoError } = await import('../src/index.ts')
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  )
  if (isVideoError(error)) return error
  throw error
}

/** All that an iterable gives. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}
