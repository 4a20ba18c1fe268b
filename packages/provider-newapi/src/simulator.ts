import { videoAnswer, defineVendor, fateOf, frameSize, isOver } from '@reelay/simulator'
import type { Jobs, SimulatedJob, Simulator, SimulatorOptions, World } from '@reelay/simulator'
import type { components, operations } from './generated.ts'
import { spec } from './generated-spec.ts'

type Wire = components['schemas']
type Create = Wire['CreateVideo'] | Wire['CreateVideoForm'] | Wire['CreateTask']
type Job = SimulatedJob<Create>

type State = { world: World; tasks: Jobs<Create>; ids: Map<string, Job> }

type Asked = { request: Request; state: State }

/** A key that the simulated server accepts. */
export const exampleKey = 'sk-simulated'

// "The row is inserted after the response has been written."
const storedAfterMs = 3_000
// The last two are what an operator named himself, and what makes no videos.
const models = `kling-v1 jimeng_vgfm_t2v_l20 jimeng_vgfm_i2v_l20 viduq1 doubao-seedance-1-0-pro-250528 MiniMax-Hailuo-02
veo-3.0-generate-001 wan2.5-t2v-preview wan2.5-i2v-preview sora-2 sora-2-pro house-video chat-mini`.split(/\s/)

/**
 * Plays a New API server. Keys begin with `sk-`: `sk-plugins...` finds one of the task-plugin generation, any other a classic
 * one; `sk-old...` a classic one of before October 2025, `sk-flat...` a reseller that answers as the documentation says,
 * `sk-broke...` no quota, `sk-busy...` a provider without room. A prompt that contains `[fail]` ends failed, one that
 * contains `[stall]` runs until the server gives up, after a day.
 */
export const newapiSimulator: (options?: SimulatorOptions) => Simulator = defineVendor<State, operations>({
  vendor: 'newapi',
  spec,
  state: (world) => {
    const timing = { queuedMs: [2_000, 15_000], totalMs: [40_000, 400_000], medianMs: 120_000 } as const
    return { world, tasks: world.jobs({ timing, lifetimeMs: 86_400_000 }), ids: new Map() }
  },
  refuse: ({ status, message, field = '' }) => {
    const [, url] = /^there is no (\S+ \/v1\/.*)$/.exec(message) ?? []
    if (url) return nested(404, `Invalid URL (${url})`, invalid)
    if (status === 404) return new Response('<!doctype html><title>New API</title>', html)
    if (status >= 500) return nested(status, message)
    const code = ['duration', 'seconds'].includes(field) ? 'invalid_seconds' : 'invalid_request'
    return flat(status, status === 429 ? 'fail_to_fetch_task' : code, message)
  },
  guard: ({ request }) => {
    if (/^sk-./.test(keyOf(request))) return undefined
    return nested(401, 'Invalid token (request id: 20261121044500123456789AbCdEfGh)')
  },
  operations: {
    createVideo: (call) => create(call.body, call),
    createOpenaiVideo: (call) => create(call.body, call),
    createTask: ({ request, body, ...call }) =>
      isPlugins(request) ? create({ model: 'kling-v1', ...body }, { request, ...call }) : noRoute(request),
    remixVideo: ({ path, body: { prompt }, ...call }) =>
      withTask(path.task_id, call, noTask, ({ job }) => create({ ...job.request, prompt }, call)),
    getVideo: ({ path, ...call }) =>
      withTask(path.task_id, call, noTask, (task) => {
        if (keyOf(call.request).startsWith('sk-flat')) return Response.json(flatTaskOf(task))
        const isVeo = task.model.startsWith('veo')
        // Nothing to say before the provider was asked.
        if (isVeo && task.word === 'QUEUED') return Response.json({ code: 'success', data: null })
        return Response.json({ code: 'success', message: '', data: isVeo ? realtimeOf(task) : storedOf(task) })
      }),
    getOpenaiVideo: ({ path, ...call }) => withTask(path.task_id, call, noTask, (task) => Response.json(videoOf(task))),
    getVideoContent: ({ path, ...call }) =>
      withTask(path.task_id, call, notFound, (task) => {
        if (task.word === 'SUCCESS') return bytesOf(task)
        return nested(400, `Task is not completed yet, current status: ${task.word}`, invalid)
      }),
    getTask: ({ path, ...call }) =>
      withTask(path.key, call, notFound, (task) => {
        const { task_id, platform = '', status, progress = '', fail_reason = '', finish_time = 0 } = storedOf(task)
        const times = { created_at: seconds(task.createdAt), finished_at: finish_time }
        return Response.json({ task_id, platform, status, progress, fail_reason, ...times })
      }),
    listArtifacts: ({ path, ...call }) =>
      withTask(path.key, call, notFound, ({ job, word }) => {
        const video = { key: 'video', type: 'video', mime_type: 'video/mp4', content_url: job.resultUrl }
        return Response.json({ task_id: path.key, artifacts: word === 'SUCCESS' ? [video] : [] })
      }),
    getArtifactContent: ({ path, ...call }) => {
      const none = (): Response => nested(404, 'Artifact not found', invalid, 'artifact_not_found')
      return withTask(path.key, call, none, (task) => {
        if (path.artifact_key !== 'video') return none()
        return task.word === 'SUCCESS' ? bytesOf(task) : nested(409, 'Not ready', invalid, 'artifact_not_ready')
      })
    },
    listModels: () => {
      const kinds = (id: string): string[] => [id.startsWith('sora') ? 'openai-video' : 'openai']
      const data = models.map((id) => ({ id, object: 'model', supported_endpoint_types: kinds(id) }))
      return Response.json({ success: true, object: 'list', data })
    },
  },
})

function create(body: Create, { request, state, origin }: Asked & { origin: string }): Response {
  const { model = '', prompt = '' } = body
  const key = keyOf(request)
  if (!models.includes(model) || model === 'chat-mini')
    return nested(503, `No available channel for model ${model} (distributor)`, '', 'model_not_found')
  if (prompt.trim() === '') return flat(400, 'invalid_request', 'prompt is required')
  if (key.startsWith('sk-broke')) return flat(403, 'insufficient_user_quota', 'user quota is not enough')
  if (key.startsWith('sk-busy')) return flat(429, 'fail_to_fetch_task', '当前分组上游负载已饱和，请稍后再试')
  const size = sizeOf(body)
  const isTall = model === 'sora-2-pro' && /^(1024x1792|1792x1024)$/.test(size)
  if (model.startsWith('sora') && !isTall && !/^(1280x720|720x1280)?$/.test(size))
    return flat(400, 'invalid_size', `sora-2 takes 720x1280 or 1280x720, not ${size}`)
  if (/^wan.*t2v/.test(model) && size.includes('x')) return flat(500, 'build_request_failed', `invalid size: ${size}`)
  // Ali's own errors come with the status of its answer.
  if (/^wan.*i2v/.test(model) && !['image', 'images', 'metadata'].some((name) => body[name] !== undefined))
    return flat(200, 'ali_api_error', 'InvalidParameter: img_url must be set')
  const job = state.tasks.start({
    owner: key,
    request: body,
    costCents: 50,
    fate: fateOf(prompt),
    video: outputOf(body),
    origin,
  })
  const id = key.startsWith('sk-old') ? job.id : `task_${job.id.replaceAll('-', '')}`
  state.ids.set(id, job)
  const created_at = seconds(job.createdAt)
  if (key.startsWith('sk-old')) return Response.json({ task_id: id })
  if (key.startsWith('sk-flat'))
    return Response.json({ id: 'video_123', object: 'video', model, created_at, task_id: id, status: 'processing' })
  const task = { id, task_id: id, status: 'queued', model, created_at }
  return Response.json(isPlugins(request) ? task : { ...task, object: 'video', progress: 0 })
}

/** A task as the server sees it now. */
type View = ReturnType<typeof viewOf>

/** Answers for a task, or that there is none. The general routes are those of the task plugins alone. */
function withTask(id: string, call: Asked, none: () => Response, answer: (task: View) => Response | Promise<Response>) {
  const isForeign = new URL(call.request.url).pathname.startsWith('/v1/tasks/') && !isPlugins(call.request)
  const task = isForeign ? undefined : find(id, call)
  return task ? answer(task) : isForeign ? noRoute(call.request) : none()
}

/** Tasks belong to the user: here, to the key. A classic server stores a task a moment after it answered. */
function find(id: string, { request, state }: Asked): View | undefined {
  const job = state.ids.get(id)
  if (job?.owner !== keyOf(request)) return undefined
  const isStored = state.world.clock.now() - job.createdAt >= state.world.duration(storedAfterMs)
  return isStored || isPlugins(request) ? viewOf(id, job, state) : undefined
}

function viewOf(id: string, job: Job, { tasks }: State) {
  const { phase, progress } = tasks.life(job)
  const { plan, createdAt, request } = job
  const { model = '' } = request
  // After a day a running task is given up; one that was completed stays so.
  const isDone = phase === 'completed' || (phase === 'expired' && plan.fate === 'completed')
  const words = { queued: 'QUEUED', processing: 'IN_PROGRESS', completed: 'SUCCESS', failed: 'FAILURE' } as const
  const word = words[phase === 'expired' ? (isDone ? 'completed' : 'failed') : phase]
  const why = phase === 'expired' ? 'task timeout (1440 minutes)' : 'Failure to pass the risk control system'
  // Sora's and Veo's result is this server's own content, under the address that an operator forgot to set.
  const hasOwnUrl = /^(sora|veo|house)/.test(model)
  const address = hasOwnUrl ? `http://localhost:3000/v1/videos/${id}/content` : job.resultUrl
  const endedAt = createdAt + (phase === 'expired' && !isDone ? plan.expiresAfterMs : plan.endsAfterMs)
  const said = { reason: word === 'FAILURE' ? why : '', url: isDone ? address : '', hasOwnUrl }
  return { id, job, model, word, isOver: isOver(phase), progress, createdAt, endedAt, ...said }
}

function storedOf({ id, job, model, word, isOver, progress, reason, url, createdAt, endedAt }: View): Wire['Task'] {
  const [isOld, isPlugin] = [job.owner.startsWith('sk-old'), job.owner.startsWith('sk-plugins')]
  const start = word === 'QUEUED' ? 0 : seconds(createdAt + job.plan.startsAfterMs)
  const finish = isOver ? seconds(endedAt) : 0
  const row = { id: 42, task_id: id, user_id: 1, group: 'default', channel_id: 7, action: 'generate', data: null }
  const begin = { created_at: seconds(createdAt), updated_at: finish || start, submit_time: seconds(createdAt) }
  const times = { ...begin, start_time: start, finish_time: finish }
  // What is not stored is taken from the reason, so a failed task has its text where the URL should be.
  const result = url || reason
  return {
    ...row,
    ...times,
    platform: isPlugin ? 'kling' : '50',
    quota: word === 'FAILURE' ? 0 : 250_000,
    status: word,
    fail_reason: isOld ? result : reason,
    ...(isOld || isPlugin || result === '' ? {} : { result_url: result }),
    progress: word === 'QUEUED' ? '' : isOver ? '100%' : `${progress}%`,
    properties: { input: '', upstream_model_name: model, origin_model_name: model },
  }
}

function realtimeOf({ id, word, reason, url }: View): Wire['RealtimeTask'] {
  const words = { QUEUED: 'queued', IN_PROGRESS: 'processing', SUCCESS: 'succeeded', FAILURE: 'failed' } as const
  return { error: null, format: 'mp4', metadata: null, status: words[word], task_id: id, url: url || reason }
}

function flatTaskOf(task: View): Wire['FlatTask'] {
  const error = task.reason === '' ? null : { code: 500, message: task.reason }
  return { ...realtimeOf(task), error, url: task.url === '' ? null : task.job.resultUrl }
}

function videoOf({ id, job, model, word, isOver, progress, reason, url, ...view }: View): Wire['Video'] {
  const words = { QUEUED: 'queued', IN_PROGRESS: 'in_progress', SUCCESS: 'completed', FAILURE: 'failed' } as const
  const isPlugin = job.owner.startsWith('sk-plugins')
  const unit = model.startsWith('kling') && !isPlugin ? 1 : 1000
  const created_at = Math.floor(view.createdAt / unit)
  const video = { id, object: 'video', model: isPlugin ? model : '', status: words[word], progress, created_at }
  return {
    ...video,
    ...(isOver ? { completed_at: Math.floor(view.endedAt / unit) } : {}),
    ...(reason === '' ? {} : { error: { code: 'video_generation_failed', message: reason } }),
    ...(isPlugin || view.hasOwnUrl ? {} : { metadata: { url } }),
  }
}

function bytesOf({ job }: View): Promise<Response> {
  return videoAnswer(outputOf(job.request), { 'cache-control': 'public, max-age=86400' })
}

function outputOf(body: Create): { width: number; height: number; seconds: number } {
  const [, width = 16, height = 9] = /^(\d+)[x*](\d+)$/.exec(sizeOf(body)) ?? []
  const length = Number(body['seconds'] ?? body['duration'] ?? 5)
  return { ...frameSize(`${width}:${height}`, '360p'), seconds: length > 0 ? length : 5 }
}

const sizeOf = ({ size }: Create): string => (typeof size === 'string' ? size : '')
const seconds = (ms: number): number => Math.floor(ms / 1000)
function keyOf(request: Request): string {
  return /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
}

const isPlugins = (request: Request): boolean => keyOf(request).startsWith('sk-plugins')
const noTask = (): Response => flat(400, 'task_not_exist', 'task_not_exist')
const notFound = (): Response => nested(404, 'Task not found', invalid)

function noRoute({ method, url }: Request): Response {
  return nested(404, `Invalid URL (${method} ${new URL(url).pathname})`, invalid)
}

function flat(status: number, code: string, message: string): Response {
  return Response.json({ code, message, data: null }, { status })
}

function nested(status: number, message: string, type = 'new_api_error', code = ''): Response {
  return Response.json({ error: { message, type, param: '', code } }, { status })
}

const invalid = 'invalid_request_error'
const html = { headers: { 'content-type': 'text/html; charset=utf-8' } }
