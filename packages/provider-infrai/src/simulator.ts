import { bearerOf, defineVendor, fateOf, frameSize, isOver } from '@reelay/simulator'
import type { Jobs, SimulatedJob, Simulator, SimulatorOptions, World } from '@reelay/simulator'
import type { components, operations } from './generated.ts'
import { spec } from './generated-spec.ts'

type Schemas = components['schemas']
type Generate = Schemas['GenerateVideo']
type VideoJob = Schemas['VideoJob']

/** A job, and what was decided about it. */
interface Entry {
  job: SimulatedJob<Generate>
  detail: Omit<Schemas['VideoJobDetail'], keyof VideoJob>
  /** Ms since 1970; 0 once it was deleted. */
  keptUntil: number
  isCancelled: boolean
}

interface State {
  world: World
  jobs: Jobs<Generate>
  entries: Map<string, Entry>
  /** What calls with an idempotency key were answered. */
  answers: Map<string, { call: string; reply: Reply }>
  requests: number
}

type Refused = { status: number; code: string; message: string; hint?: string }
type Reply = Refused | { data: object; costUsd?: number; vendor?: string }

/** A key that the simulated vendor accepts. */
export const exampleKey = 'ifr_pk_proj_simulated'

const dayMs = 86_400_000
const retention = { usualDays: 30, longestDays: 90 }

/**
 * Plays infrai. Keys begin with `ifr_`; what else is in one decides: `broke` has no credit, `viewer` may only read,
 * `strict` is refused the field `aspect_ratio`, which the page's table lacks, and `bare` is answered without the envelope,
 * with `{ ok: false }` instead of a refusal to cancel or to delete, and with errors of jobs as text.
 * A prompt that contains `[fail]` ends failed, one that contains `[stall]` runs until it is cancelled or no longer kept.
 * Links outlive the job that they were issued for.
 */
export const infraiSimulator: (options?: SimulatorOptions) => Simulator = defineVendor<State, operations>({
  vendor: 'infrai',
  spec,
  state: (world) => {
    const timing = { queuedMs: [2_000, 15_000], totalMs: [30_000, 300_000], medianMs: 90_000 } as const
    const jobs = world.jobs<Generate>({ timing, lifetimeMs: retention.longestDays * dayMs })
    return { world, jobs, entries: new Map(), answers: new Map(), requests: 0 }
  },
  refuse: ({ status, message }) => {
    if (status === 400) return refuse(invalid(message))
    return refuse({ status, code: codes[status] ?? 'UNKNOWN_ERROR', message })
  },
  guard: ({ operationId, request }) => {
    const key = bearerOf(request)
    if (!/^ifr_./.test(key)) return refuse({ status: 401, code: 'UNAUTHORIZED', message: 'The key is not valid.' })
    if (!key.includes('viewer') || /^(get|list)/.test(operationId)) return undefined
    return refuse({ status: 403, code: 'SCOPE_INSUFFICIENT', message: 'This key may only read.' })
  },
  operations: {
    generateVideo: (call) => once(call, () => generate(call)),
    getVideoStatus: (call) =>
      send(
        call,
        read(call, (entry) => ({ data: jobOf(entry, call) })),
      ),
    getVideo: (call) =>
      send(
        call,
        read(call, (entry) => ({ data: { ...jobOf(entry, call), ...entry.detail } })),
      ),
    listVideos: (call) => send(call, list(call)),
    cancelVideo: (call) =>
      once(call, () =>
        read(call, (entry) => {
          const isEnded = entry.isCancelled || isOver(call.state.jobs.life(entry.job).phase)
          if (isEnded) return isBare(call) ? { data: { ok: false } } : conflict('The job has ended.')
          entry.isCancelled = true
          // It will never be delivered, so nobody is billed for it.
          entry.job.plan = { ...entry.job.plan, fate: 'stalled' }
          return { data: { ok: true } }
        }),
      ),
    deleteVideo: (call) =>
      once(call, () => {
        const entry = own(call).find(({ job }) => job.id === call.path.id)
        if (!entry) return isBare(call) ? { data: { ok: false } } : noSuchJob
        entry.keptUntil = 0
        return { data: { ok: true } }
      }),
    deleteAllVideos: (call) =>
      once(call, () => {
        const all = kept(call)
        for (const entry of all) entry.keptUntil = 0
        return { data: { deleted: all.length } }
      }),
    getDownloadUrl: (call) => {
      const link = (entry: Entry): Reply => {
        const { state, video_url: url } = jobOf(entry, call)
        if (url === undefined) return conflict(`The job is ${state}.`)
        return { data: { url, expires_at: new Date(entry.keptUntil).toISOString() } }
      }
      return send(call, read(call, link))
    },
    setRetention: (call) =>
      once(call, () =>
        read(call, (entry) => {
          const { days } = call.body
          entry.keptUntil = entry.job.createdAt + days * dayMs
          const expiresAt = new Date(entry.keptUntil).toISOString()
          return { data: { job_id: entry.job.id, retention_days: days, expires_at: expiresAt } }
        }),
      ),
    getCapabilities: (call) => {
      const flags = { supports_extend: false, supports_upscale: true }
      const offer = vendors.map(({ centsPerSecond: _price, ...vendor }) => ({ ...vendor, ...flags }))
      return send(call, { data: { vendors: offer } })
    },
  },
})

interface Asked {
  request: Request
  state: State
}

function generate({ body, request, state, origin }: Asked & { body: Generate; origin: string }): Reply {
  const { prompt, aspect, aspect_ratio: ratio, duration_seconds: seconds = 5, resolution = '720p' } = body
  if (bearerOf(request).includes('strict') && ratio !== undefined) return invalid('aspect_ratio is not a parameter.')
  if (aspect !== undefined && ratio !== undefined && aspect !== ratio) return invalid('aspect is not aspect_ratio.')
  if (prompt.trim() === '') return invalid('prompt must not be empty.')
  if (seconds <= 0) return invalid('duration_seconds must be positive.')
  const route = routeOf({ ...body, resolution, duration_seconds: seconds })
  if (!route) return invalid('No vendor makes such a video.')
  if (bearerOf(request).includes('broke')) return outOfCredit
  const { vendor, models, centsPerSecond } = route
  const job = state.jobs.start({
    owner: bearerOf(request),
    request: body,
    costCents: seconds * centsPerSecond,
    fate: fateOf(prompt),
    video: { ...frameSize(aspect ?? ratio ?? '16:9', resolution === '4k' ? '2160p' : resolution), seconds },
    origin,
  })
  const detail = { duration_seconds: seconds, resolution, vendor, model: body.model ?? models[0] ?? '' }
  const entry = { job, detail, keptUntil: job.createdAt + retention.usualDays * dayMs, isCancelled: false }
  state.entries.set(job.id, entry)
  return { data: jobOf(entry, { request, state }), costUsd: job.costCents / 100, vendor }
}

function routeOf({ vendor, model, resolution = '720p', duration_seconds: seconds = 5, prefer = 'balanced' }: Generate) {
  const byPrice = vendors.toSorted((left, right) => left.centsPerSecond - right.centsPerSecond)
  return { balanced: vendors, cheapest: byPrice, smartest: byPrice.toReversed() }[prefer].find(
    (one) =>
      (vendor ?? one.vendor) === one.vendor &&
      (model === undefined || one.models.includes(model)) &&
      one.resolutions.includes(resolution) &&
      seconds <= one.max_duration_seconds,
  )
}

function list({ query, ...asked }: Asked & { query: { cursor?: string; limit?: number } }): Reply {
  const { cursor, limit = 20 } = query
  const all = kept(asked)
  const start = cursor === undefined ? 0 : all.findIndex(({ job }) => `after-${job.id}` === cursor) + 1
  if (!(limit >= 1 && limit <= 100)) return invalid('limit must be from 1 to 100.')
  if (cursor !== undefined && start === 0) return invalid('There is no such cursor.')
  const page = all.slice(start, start + limit)
  const next = start + limit < all.length ? { next_cursor: `after-${page.at(-1)?.job.id}` } : {}
  return { data: { items: page.map((entry) => jobOf(entry, asked)), ...next } }
}

function jobOf({ job, isCancelled }: Entry, asked: Asked): VideoJob {
  const state = isCancelled ? 'cancelled' : asked.state.jobs.life(job).phase
  const message = 'The model could not generate this video.'
  const error = isBare(asked) ? message : { code: 'GENERATION_FAILED', message, retryable: false }
  const outcome = { ...(state === 'completed' && { video_url: job.resultUrl }), ...(state === 'failed' && { error }) }
  return { job_id: job.id, state, ...outcome }
}

/** Every job of the owner, newest first, with those that are gone. */
function own({ request, state }: Asked): Entry[] {
  return state.jobs.ownedBy(bearerOf(request)).flatMap(({ id }) => state.entries.get(id) ?? [])
}

function kept(asked: Asked): Entry[] {
  return own(asked).filter(({ keptUntil }) => asked.state.world.clock.now() < keptUntil)
}

function read(asked: Asked & { path: { id: string } }, answer: (entry: Entry) => Reply): Reply {
  const entry = kept(asked).find(({ job }) => job.id === asked.path.id)
  return entry ? answer(entry) : noSuchJob
}

/** The same call with the same key gets the same answer, and does nothing more. */
function once(call: Asked & { body: object | undefined }, act: () => Reply): Response {
  const { request, state, body = {} } = call
  const header = request.headers.get('idempotency-key') ?? undefined
  const field = 'idempotency_key' in body ? String(body.idempotency_key) : undefined
  const key = header ?? field
  if (key !== (field ?? header)) return refuse(invalid('idempotency_key is not the header Idempotency-Key.'))
  if (key === undefined) return send(call, act())
  const place = `${bearerOf(request)} ${key}`
  const what = `${request.method} ${new URL(request.url).pathname} ${JSON.stringify(body)}`
  const earlier = state.answers.get(place)
  if (earlier && earlier.call !== what) return refuse(usedKey)
  const reply = earlier?.reply ?? act()
  if (!('code' in reply)) state.answers.set(place, { call: what, reply })
  return send(call, reply, earlier !== undefined)
}

function send(asked: Asked, reply: Reply, isRepeated = false): Response {
  if ('code' in reply) return refuse(reply)
  const { data, costUsd, vendor = '' } = reply
  const requestId = `01900000-0000-7000-8000-${(++asked.state.requests).toString(16).padStart(12, '0')}`
  const billing = costUsd === undefined ? {} : { 'x-infrai-cost-usd': String(costUsd), 'x-infrai-vendor': vendor }
  const headers = { 'x-infrai-request-id': requestId, ...billing }
  if (isBare(asked)) return Response.json(data, { headers })
  const metadata = { cost_usd: costUsd ?? 0, latency_ms: 40, vendor, cache_hit: isRepeated, request_id: requestId }
  return Response.json({ ok: true, data, error: null, metadata }, { headers })
}

function refuse({ status, ...error }: Refused): Response {
  const headers = status === 429 ? { 'retry-after': '7' } : {}
  const details = { ...error, retryable: status === 429 || status >= 500 }
  return Response.json({ ok: false, data: null, error: details, metadata: {} }, { status, headers })
}

function isBare({ request }: Asked): boolean {
  return bearerOf(request).includes('bare')
}

const invalid = (message: string): Refused => ({ status: 400, code: 'INVALID_PARAMETER', message })
const conflict = (message: string): Refused => ({ status: 409, code: 'CONFLICT', message })
const usedKey: Refused = { status: 409, code: 'IDEMPOTENCY_CONFLICT', message: 'The key was used for another request.' }
// What the vendor's page calls each status that says no more.
const codes: Record<number, string> = { 404: 'NOT_FOUND', 429: 'RATE_LIMIT_USER', 503: 'VENDOR_DOWN' }
const noSuchJob: Refused = { status: 404, code: 'NOT_FOUND', message: 'There is no such job.' }
const hint = 'POST /v1/account/topup and open the returned checkout_url.'
const outOfCredit: Refused = { status: 402, code: 'INSUFFICIENT_CREDIT', message: 'Your credit is used up.', hint }

const hd = ['720p', '1080p']
const vendors = [
  { vendor: 'acme', models: ['acme-video'], resolutions: hd, max_duration_seconds: 10, centsPerSecond: 5 },
  { vendor: 'boreal', models: ['boreal-1'], resolutions: [...hd, '4k'], max_duration_seconds: 20, centsPerSecond: 20 },
  { vendor: 'comet', models: ['comet-lite'], resolutions: ['720p'], max_duration_seconds: 6, centsPerSecond: 2 },
]
