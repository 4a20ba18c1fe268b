import { bearerOf, videoAnswer, defineVendor, fateOf, frameSize, isOver } from '@reelay/simulator'
import type { Call, Jobs, SimulatedJob, Simulator, SimulatorOptions, Webhook } from '@reelay/simulator'
import type { components, operations } from './generated.ts'
import { spec } from './generated-spec.ts'

type Video = components['schemas']['Video']
type Body = components['schemas']['CreateVideo'] | components['schemas']['CreateVideoForm']
type Event = components['schemas']['VideoCompletedEvent'] | components['schemas']['VideoFailedEvent']
type Job = SimulatedJob<Order>
type Where = Pick<Call<State, unknown>, 'request' | 'state' | 'origin'>

type Order = { model: string; prompt: string; seconds: number; size: string; source?: string }
type State = { jobs: Jobs<Order>; ids: Map<string, string>; gone: Set<string> }

const least = 'createVideo getVideo getVideoContent'
const more = 'listVideos remixVideo editVideo extendVideo createCharacter getCharacter'
const served = {
  any: `${least} ${more} deleteVideo createVideoNow listModels`,
  aiid: `${least} listModels`,
  newapi: `${least} remixVideo listModels`,
  openai: `${least} ${more} deleteVideo listModels`,
  'vllm-omni': `${least} createVideoNow listVideos deleteVideo`,
  sglang: `${least} listVideos deleteVideo`,
  litellm: `${least} ${more}`,
} as const

/** A dialect that the simulator plays; `any` has every endpoint of all of them. */
export type SimulatedDialect = keyof typeof served

/** How the simulator behaves. */
export interface OpenaiVideosSimulatorOptions extends SimulatorOptions {
  /** Default `any`. */
  dialect?: SimulatedDialect
  /** Called back on this machine alone; the secret is `whsec_` and base64, or any other text. */
  webhook?: { url: string; secret: string }
}

/** A key that the simulated vendor accepts. */
export const exampleKey = 'sk-simulated'

/**
 * Plays a server of `/v1/videos`, in one of its dialects (default `any`). Keys begin with `sk-`; `sk-broke...` has no
 * credit, `sk-busy...` is told to wait. A model that begins with `no-such` does not exist. A prompt that contains
 * `[fail]` ends failed, `[moderated]` fails for its content, `[stall]` never ends, `[refuse]` is refused inside a 200
 * (New API), `[url]` shows its result as `video_url`, `[link]` answers with a link where the bytes should be. Give a
 * `webhook`, as OpenAI's dashboard takes one for a whole project, and every end is told there, signed.
 */
export function openaiVideosSimulator(options: OpenaiVideosSimulatorOptions = {}): Simulator {
  const { dialect = 'any', webhook: hook, ...rest } = options
  if (hook && dialect !== 'any' && dialect !== 'openai')
    throw new TypeError(`webhook: a server of the dialect ${dialect} calls nobody back; OpenAI's own does, as does any`)
  const isNewApi = dialect === 'newapi' || dialect === 'aiid'
  const isFastApi = dialect === 'vllm-omni' || dialect === 'sglang'

  const refusal = (status: number, message: string, code?: string, param?: string): Response => {
    if (isNewApi) return Response.json({ code: code ?? 'invalid_request', message, data: null }, { status })
    const loc = ['body', ...(param === undefined ? [] : [param])]
    if (isFastApi) return Response.json({ detail: status === 422 ? [{ loc, msg: message }] : message }, { status })
    return nested(status, message, code, param)
  }
  const unknownVideo = (): Response =>
    refusal(isNewApi ? 400 : 404, 'Video not found', isNewApi ? 'task_not_exist' : undefined)

  const start = (order: Order, { request, state, origin }: Where): Job => {
    const fate = order.prompt.includes('[moderated]') ? 'failed' : fateOf(order.prompt)
    const cost = { owner: bearerOf(request), costCents: order.seconds * 10 }
    const webhook = hook && ((job: Job) => webhookOf(job, hook))
    const job = state.jobs.start({ ...cost, request: order, fate, video: outputOf(order), origin, webhook })
    state.ids.set(publicId(dialect, job.id), job.id)
    return job
  }
  const find = (id: string, request: Request, { ids, jobs, gone }: State): Job | undefined => {
    const job = jobs.find(ids.get(id) ?? '')
    return job?.owner === bearerOf(request) && !gone.has(job.id) ? job : undefined
  }
  const phaseOf = (job: Job, { jobs }: State): 'queued' | 'in_progress' | 'completed' | 'failed' => {
    const { phase } = jobs.life(job)
    // What outlives its lifetime without an end is given up; a result that is purged was still completed.
    if (phase === 'expired') return job.plan.fate === 'completed' ? 'completed' : 'failed'
    return phase === 'processing' ? 'in_progress' : phase
  }
  const videoOf = (job: Job, state: State): Video => {
    const { model, prompt, seconds, size, source } = job.request
    const unit = dialect === 'aiid' || (dialect === 'newapi' && model.startsWith('kling')) ? 1 : 1000
    const time = (ms: number): number => Math.floor(ms / unit)
    const status = phaseOf(job, state)
    const isDone = status === 'completed'
    const code = prompt.includes('[moderated]') ? 'moderation_blocked' : isNewApi ? 'task_failed' : 'generation_failed'
    const message = code === 'moderation_blocked' ? 'The request was blocked.' : 'The video could not be generated.'
    const hasUrl = dialect === 'aiid' || (dialect === 'newapi' && !model.startsWith('sora'))
    return {
      id: publicId(dialect, job.id),
      object: 'video',
      model: isNewApi && /^(kling|jimeng|vidu)/.test(model) ? '' : model,
      status,
      progress: state.jobs.life(job).progress,
      created_at: time(job.createdAt),
      seconds: String(seconds),
      size,
      ...(isNewApi ? { task_id: publicId(dialect, job.id) } : { expires_at: job.expiresAt / 1000 }),
      // New API puts the time of the last change there, even while it runs.
      ...((isDone || isNewApi) && { completed_at: time(job.createdAt + (isDone ? job.plan.endsAfterMs : 0)) }),
      ...(status === 'failed' && { error: dialect === 'sglang' ? { message } : { code, message } }),
      ...(source !== undefined && { remixed_from_video_id: source }),
      ...(hasUrl && { metadata: { url: isDone ? job.resultUrl : '' } }),
      ...(prompt.includes('[url]') && isDone && { video_url: job.resultUrl }),
    }
  }
  type Change = Where & { body: { prompt: string; seconds?: string } }
  const derive = (video: { id: string } | string, { body: { prompt, seconds }, ...call }: Change): Response => {
    // A file in the form instead of an id: the simulator goes by its name.
    const source = typeof video === 'string' ? video : video.id
    const job = find(source, call.request, call.state)
    if (!job) return unknownVideo()
    if (phaseOf(job, call.state) !== 'completed') return refusal(400, 'The video is not completed.')
    // An extension counts the whole, stitched video.
    const order = { ...job.request, prompt, seconds: job.request.seconds + Number(seconds ?? 0), source }
    return Response.json(videoOf(start(order, call), call.state))
  }
  return defineVendor<State, operations>({
    vendor: 'openai-videos',
    spec,
    state: ({ jobs }) => ({ jobs: jobs({ timing, lifetimeMs: 86_400_000 }), ids: new Map(), gone: new Set() }),
    refuse: ({ status, message, field }) => {
      const [, method, path = ''] = /^there is no (\w+) (.*)$/.exec(message) ?? []
      if (method === undefined) return refusal(isFastApi && status === 400 ? 422 : status, message, undefined, field)
      return noRoute(method, path)
    },
    guard: ({ operationId, request }) => {
      if (!served[dialect].split(' ').includes(operationId))
        return noRoute(request.method, new URL(request.url).pathname)
      const key = bearerOf(request)
      if (!key.startsWith('sk-')) return nested(401, 'Invalid token', isNewApi ? '' : 'invalid_api_key')
      return key.startsWith('sk-busy') ? nested(429, 'Too many requests', 'rate_limit_exceeded') : undefined
    },
    operations: {
      createVideo: (call) => {
        const { body, request, state } = call
        const { model, prompt } = body
        const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false
        if (isJson && dialect === 'vllm-omni') return refusal(422, 'Field required', undefined, 'prompt')
        if (isNewApi && prompt.trim() === '') return refusal(400, 'prompt is required')
        if (isNewApi && typeof body.input_reference === 'object') return refusal(400, 'invalid JSON', 'invalid_json')
        if (model.startsWith('no-such'))
          return nested(isNewApi ? 503 : 400, `No channel for model ${model}`, 'model_not_found')
        if (bearerOf(request).startsWith('sk-broke'))
          return isNewApi
            ? refusal(403, 'no quota', 'insufficient_user_quota')
            : nested(429, 'no quota', 'insufficient_quota')
        const order: Order = { model, prompt, seconds: secondsOf(body), size: body.size ?? '720x1280' }
        const isLength = dialect === 'openai' ? [4, 8, 12, 16, 20].includes(order.seconds) : order.seconds <= 3600
        if (!isLength) return refusal(400, `seconds must not be ${order.seconds}`, 'invalid_seconds', 'seconds')
        const isStrict = dialect === 'openai' || (isNewApi && model.startsWith('sora'))
        if (isStrict && !soraSizes.includes(order.size))
          return refusal(400, `size must be one of ${soraSizes.join(', ')}`, 'invalid_size', 'size')
        if (prompt.includes('[refuse]'))
          return Response.json({ code: 'ali_api_error', message: 'InvalidParameter: refused', data: null })
        return Response.json(videoOf(start(order, call), state))
      },
      getVideo: ({ path, request, state }) => {
        const job = find(path.video_id, request, state)
        return job ? Response.json(videoOf(job, state)) : unknownVideo()
      },
      getVideoContent: ({ path, query, request, state }) => {
        const job = find(path.video_id, request, state)
        if (!job) return isNewApi ? nested(404, 'Task not found') : unknownVideo()
        const { phase } = state.jobs.life(job)
        const waiting = `Task is not completed yet, current status: ${phase}`
        if (!isOver(phase) || phase === 'failed') return isNewApi ? nested(400, waiting) : refusal(404, waiting)
        if (phase === 'expired') return nested(410, 'the result is gone', 'artifact_gone')
        if (job.request.prompt.includes('[link]')) return Response.json({ url: job.resultUrl })
        if (dialect === 'openai' && (query.variant ?? 'video') === 'video')
          return new Response(null, { status: 302, headers: { location: job.resultUrl } })
        return videoAnswer(outputOf(job.request))
      },
      listVideos: ({ query, request, state }) => {
        const all = state.jobs.ownedBy(bearerOf(request)).filter(({ id }) => !state.gone.has(id))
        const ordered = query.order === 'asc' ? all.toReversed() : all
        const after = ordered.findIndex(({ id }) => publicId(dialect, id) === query.after) + 1
        const data = ordered.slice(after, after + (query.limit ?? 20)).map((job) => videoOf(job, state))
        const has_more = after + data.length < ordered.length
        const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more }
        return Response.json({ object: 'list', data, ...(dialect !== 'sglang' && ends) })
      },
      deleteVideo: ({ path, request, state }) => {
        const job = find(path.video_id, request, state)
        if (!job) return unknownVideo()
        if (!isFastApi && !isOver(state.jobs.life(job).phase)) return refusal(409, 'The video is still being made.')
        state.gone.add(job.id)
        if (dialect === 'sglang') return Response.json({ ...videoOf(job, state), status: 'deleted' })
        return Response.json({ id: path.video_id, object: 'video.deleted', deleted: true })
      },
      remixVideo: (call) => derive(call.path.video_id, call),
      editVideo: (call) => derive(call.body.video, call),
      extendVideo: (call) => derive(call.body.video, call),
      createVideoNow: ({ body }) =>
        videoAnswer(outputOf({ ...body, seconds: secondsOf(body), size: body.size ?? '1280x720' })),
      createCharacter: ({ body }) => Response.json({ id: `char_${body.name}`, name: body.name }),
      getCharacter: ({ path: { character_id: id } }) =>
        id.startsWith('char_') ? Response.json({ id, name: id.slice(5) }) : nested(404, 'Character not found'),
      listModels: () =>
        Response.json({ object: 'list', data: ['sora-2', 'sora-2-pro'].map((id) => ({ id, object: 'model' })) }),
    },
  })(rest)
}

const timing = { queuedMs: [2_000, 15_000], totalMs: [40_000, 300_000], medianMs: 100_000 } as const
const soraSizes = ['720x1280', '1280x720', '1024x1792', '1792x1024', '1080x1920', '1920x1080']

function publicId(dialect: SimulatedDialect, id: string): string {
  if (dialect === 'newapi' || dialect === 'aiid') return `task_${id.replaceAll('-', '')}`
  // Holds what has to be percent-encoded in a path.
  if (dialect === 'litellm') return `video_${btoa(`litellm:custom_llm_provider:openai;video_id:~?>${id}`)}`
  return `${dialect === 'vllm-omni' ? 'video_gen_' : 'video_'}${id.replaceAll('-', '')}`
}

// What a form brings is text, whatever its type in the spec.
function secondsOf({ seconds, duration }: Body): number {
  return Number(seconds ?? duration ?? 4)
}

function outputOf({ size, seconds }: Pick<Order, 'size' | 'seconds'>): Parameters<typeof videoAnswer>[0] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? []
  if (width !== undefined) return { width: Number(width), height: Number(height), seconds }
  return { ...frameSize('16:9', /^\d+p$/.test(size) ? size : '720p'), seconds }
}

// "If the endpoint doesn't return a successful (2xx) status code, or doesn't respond within a few seconds, the webhook request
// will be retried ... for up to 72 hours with exponential backoff" (guide on webhooks); the figures within that are ours.
const tries = { timeoutMs: 5_000, pausesMs: Array.from({ length: 15 }, (_, count) => 5_000 * 2 ** count) }

function webhookOf({ id, createdAt, expiresAt, plan }: Job, { url, secret }: { url: string; secret: string }): Webhook {
  const type = plan.fate === 'completed' ? 'video.completed' : 'video.failed'
  const endedAt = plan.fate === 'stalled' ? expiresAt : createdAt + plan.endsAfterMs
  const data = { id: publicId('openai', id) }
  const event: Event = { id: `evt_${id}`, object: 'event', created_at: Math.floor(endedAt / 1000), type, data }
  return { url, tell: () => event, signature: { id: `wh_${id}`, secret }, ...tries }
}

// New API serves its dashboard wherever nothing else is.
function noRoute(method: string, path: string): Response {
  if (path.startsWith('/v1/')) return nested(404, `Invalid URL (${method} ${path})`, '')
  return new Response('<!doctype html><title>New API</title>', { headers: { 'content-type': 'text/html' } })
}

// A 429 says when to come again, as every dialect may.
function nested(status: number, message: string, code: string | null = null, param: string | null = null): Response {
  const init = { status, ...(status === 429 && { headers: { 'retry-after': '20' } }) }
  return Response.json({ error: { message, type: 'invalid_request_error', param, code } }, init)
}
