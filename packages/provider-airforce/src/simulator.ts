import { bearerOf, defineVendor, eventStream, fateOf, frameSize, isOver } from '@reelay/simulator'
import type { Jobs, Life, ServerEvent, SimulatedJob, Simulator, SimulatorOptions, World } from '@reelay/simulator'
import type { components, operations } from './generated.ts'
import { spec } from './generated-spec.ts'

type CreateVideo = components['schemas']['CreateVideo']
type Task = components['schemas']['Task']
type Model = components['schemas']['Model']
type VideoModel = Model & { video_caps: Required<components['schemas']['VideoCaps']> }

interface State {
  world: World
  tasks: Jobs<CreateVideo>
  /** Ids of tasks that were deleted from the history; they run on and are paid for. */
  forgotten: Set<string>
}

/** A key that the simulated vendor accepts. */
export const exampleKey = 'sk-air-simulated'

const concurrentTasks = 4
const lifetimeSeconds = 86_400

/**
 * Plays Api.Airforce. Keys begin with `sk-air-`; `sk-air-broke...` has no credit, `sk-air-free...` no paid models.
 * A prompt that contains `[fail]` ends failed, one that contains `[stall]` runs until it expires.
 */
export const airforceSimulator: (options?: SimulatorOptions) => Simulator = defineVendor<State, operations>({
  vendor: 'airforce',
  spec,
  state: (world) => {
    const timing = { queuedMs: [2_000, 10_000], totalMs: [30_000, 240_000], medianMs: 80_000 } as const
    return { world, tasks: world.jobs({ timing, lifetimeMs: lifetimeSeconds * 1000 }), forgotten: new Set() }
  },
  refuse: ({ status, message, field }) => {
    if (status === 400 && field !== undefined) return invalid(400, field, message)
    if (status < 500) return flatError(status, status === 404 ? 'not_found' : 'invalid_request', message)
    return nestedError(status, { message, type: 'server_error' })
  },
  guard: ({ operationId, request }) => {
    if (/^sk-air-./.test(bearerOf(request))) return undefined
    if (operationId === 'listModels' && !request.headers.has('authorization')) return undefined
    return nestedError(401, { message: 'Invalid API key.', type: 'authentication_error', code: 'invalid_api_key' })
  },
  operations: {
    createVideo: ({ body, request, state, origin }) => {
      const model = videoModels.find(({ id }) => id === body.model)
      if (!model) return refuseModel(body.model)
      const refusal = refuseValues(body, model) ?? refuseAccount(bearerOf(request), model, state)
      if (refusal) return refusal
      const { aspect_ratios, qualities, price_per_second_cents } = model.video_caps
      const seconds = durationOf(body)
      const size = frameSize(body.aspect_ratio ?? aspect_ratios[0] ?? '16:9', body.quality ?? qualities[0] ?? '720p')
      const job = state.tasks.start({
        owner: bearerOf(request),
        request: body,
        costCents: seconds * price_per_second_cents,
        fate: fateOf(body.prompt),
        video: { ...size, seconds },
        origin,
      })
      const task: Task = {
        task_id: job.id,
        status: 'queued',
        model: body.model,
        created: job.expiresAt / 1000 - lifetimeSeconds,
        expires_at: job.expiresAt / 1000,
        progress: 0,
        cost_cents: job.costCents,
      }
      return Response.json(task)
    },
    getVideo: ({ path, request, state }) => {
      const job = findTask(path.task_id, request, state)
      return job ? Response.json(taskOf(job, state.tasks.life(job))) : noSuchTask()
    },
    streamVideo: ({ path, request, state }) => {
      const job = findTask(path.task_id, request, state)
      return job ? eventStream(request, (signal) => follow(job, state, signal)) : noSuchTask()
    },
    listVideos: ({ request, state }) => {
      const kept = state.tasks.ownedBy(bearerOf(request)).filter(({ id }) => !state.forgotten.has(id))
      return Response.json({ data: kept.slice(0, 100).map((job) => taskOf(job, state.tasks.life(job))) })
    },
    deleteVideo: ({ path, request, state }) => {
      const job = findTask(path.task_id, request, state)
      if (job) state.forgotten.add(job.id)
      return Response.json({ deleted: true })
    },
    // Nobody documents the variants that ?channels=1 adds, so it adds none.
    listModels: ({ request, state }) => {
      const offered = [...videoModels, chatModel].filter(({ tier }) => tier === 'free' || !isFree(bearerOf(request)))
      const created = Math.floor(state.world.clock.now() / 1000)
      return Response.json({ object: 'list', data: offered.map((model) => ({ ...model, created })) })
    },
  },
})

function findTask(id: string, request: Request, { tasks, forgotten }: State): SimulatedJob<CreateVideo> | undefined {
  const job = tasks.find(id)
  return job?.owner === bearerOf(request) && !forgotten.has(id) ? job : undefined
}

function taskOf({ id, request, expiresAt, costCents, resultUrl, plan }: SimulatedJob<CreateVideo>, life: Life): Task {
  const { phase, progress } = life
  // Settled once processed: a result that was delivered stays paid for when it has expired, all else costs nothing.
  const cost = isOver(phase) ? { cost_cents: plan.fate === 'completed' ? costCents : 0 } : {}
  return {
    task_id: id,
    status: phase,
    progress,
    ...(phase === 'completed' ? { result_url: resultUrl } : {}),
    ...(phase === 'failed' ? { error: 'The upstream provider could not generate this video.' } : {}),
    model: request.model,
    duration_seconds: durationOf(request),
    expires_at: expiresAt / 1000,
    ...cost,
  }
}

async function* follow(job: SimulatedJob<CreateVideo>, state: State, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  for await (const life of state.tasks.follow(job, signal)) {
    if (state.forgotten.has(job.id)) {
      yield { event: 'error', data: JSON.stringify({ error: 'Task not found.' }) }
      return
    }
    const { task_id, status, progress, result_url } = taskOf(job, life)
    yield { event: 'state', data: JSON.stringify({ task_id, status, progress, result_url }) }
  }
  yield { event: 'done', data: '[DONE]' }
}

function refuseModel(id: string): Response {
  const isMisspelt = videoModels.some((model) => model.id === id.toLowerCase())
  if (isMisspelt || id === chatModel.id) return invalid(400, 'model', `${id} is no video model.`, 'unknown_model')
  return invalid(404, 'model', `Model ${id} not found.`, 'model_not_found')
}

function refuseValues(body: CreateVideo, { id, video_caps: caps }: VideoModel): Response | undefined {
  const lists: [string, readonly string[], string | undefined][] = [
    ['mode', caps.modes, body.mode ?? 'text'],
    ['aspect_ratio', caps.aspect_ratios, body.aspect_ratio],
    ['quality', caps.qualities, body.quality],
  ]
  for (const [field, allowed, value] of lists) {
    if (value !== undefined && !allowed.includes(value)) {
      return invalid(400, field, `${field} of ${id} must be one of ${allowed.join(', ')}.`)
    }
  }
  const { min_duration_s: shortest, max_duration_s: longest } = caps
  if (durationOf(body) >= shortest && durationOf(body) <= longest) return undefined
  return invalid(400, 'duration_seconds', `duration_seconds of ${id} must be from ${shortest} to ${longest}.`)
}

function refuseAccount(key: string, model: VideoModel, { tasks, world }: State): Response | undefined {
  if (isFree(key) && model.tier !== 'free') {
    return flatError(403, 'free_tier_gated', `${model.id} is not part of the free tier.`)
  }
  if (key.startsWith('sk-air-broke')) {
    return flatError(402, 'insufficient_balance', 'The balance does not cover this request.')
  }
  const running = tasks.ownedBy(key).filter((job) => !isOver(tasks.life(job).phase))
  if (running.length < concurrentTasks) return undefined
  const seconds = Math.ceil(world.duration(15_000) / 1000)
  const message = `At most ${concurrentTasks} video tasks at a time.`
  const body = { error: 'too_many_tasks', message, retry_after: seconds }
  return Response.json(body, { status: 429, headers: { 'retry-after': String(seconds) } })
}

function durationOf({ model, duration_seconds }: CreateVideo): number {
  return duration_seconds ?? videoModels.find(({ id }) => id === model)?.video_caps.min_duration_s ?? 0
}

function isFree(key: string): boolean {
  return key.startsWith('sk-air-free')
}

function noSuchTask(): Response {
  return flatError(404, 'not_found', 'Task not found.')
}

// The vendor writes errors in two shapes.
function flatError(status: number, error: string, message: string): Response {
  return Response.json({ error, message }, { status })
}

function nestedError(
  status: number,
  error: { message: string; type: string; param?: string; code?: string },
): Response {
  return Response.json({ error: { param: null, code: null, ...error } }, { status })
}

function invalid(status: number, param: string, message: string, code?: string): Response {
  return nestedError(status, { message, type: 'invalid_request_error', param, ...(code === undefined ? {} : { code }) })
}

const videoModels = [
  videoModel('wan-2.6', { price_per_second_cents: 40, aspect_ratios: ['16:9', '9:16', '1:1'] }),
  videoModel('kling-1', { price_per_second_cents: 28, qualities: ['720p', '1080p'] }),
  videoModel('seedance-2', { modes: ['text', 'image', 'reference'], min_duration_s: 4, max_duration_s: 12 }),
  videoModel('veo-3.1', { price_per_second_cents: 75, modes: ['text'], min_duration_s: 8, max_duration_s: 8 }),
  videoModel('animate-1', { modes: ['image'], qualities: ['480p'] }),
  videoModel('ltx-free', { price_per_second_cents: 0, modes: ['text'], qualities: ['480p'] }),
]

const chatModel: Model = {
  id: 'chat-mini',
  object: 'model',
  media_type: 'text',
  output_modalities: ['text'],
  tier: 'free',
}

function videoModel(id: string, caps: Model['video_caps']): VideoModel {
  const video_caps: VideoModel['video_caps'] = {
    aspect_ratios: ['16:9', '9:16', '1:1', '4:3'],
    qualities: ['480p', '720p', '1080p'],
    min_duration_s: 5,
    max_duration_s: 10,
    modes: ['text', 'image'],
    price_per_second_cents: 20,
    ...caps,
  }
  const tier = video_caps.price_per_second_cents === 0 ? 'free' : 'paid'
  return { id, object: 'model', media_type: 'video', output_modalities: ['video'], tier, status: 'healthy', video_caps }
}
