import { bearerOf, defineVendor, fateOf, frameSize, isOver } from '@reelay/simulator'
import type { Video, Jobs, Life, SimulatedJob, Simulator, SimulatorOptions, Webhook, World } from '@reelay/simulator'
import type { components, operations } from './generated.ts'
import { spec } from './generated-spec.ts'

type TaskInput = components['schemas']['TaskInput']
type Task = components['schemas']['Task']
type Refusal = components['schemas']['Refusal']

/** What a create call asked for. */
type TaskOrder = components['schemas']['GenerateTask'] & { model: string }

interface State {
  world: World
  tasks: Jobs<TaskOrder>
  /** Requests of each key in the minute that began at `from`, in ms. */
  minutes: Map<string, { from: number; count: number }>
}

/** A key that the simulated vendor accepts. */
export const exampleKey = 'apixo-simulated'

const requestsPerMinute = 10_000
const concurrentTasks = 1000
const day = 86_400_000
// Slugs that the documentation names; only the first one's input is described, so only that is checked.
const models = new Set(['wan-2-5', 'wan-2-5-video', 'veo-3-1', 'seedance-2-0'])

/**
 * Plays apixo. Keys begin with `apixo-`; one that contains `-broke` has no credit, `-barred` may not come from here, and
 * with `-200` in a key, every refusal has HTTP status 200 and only its `code` says no. A prompt with `[fail]` or, say,
 * `[fail NSFW_DETECTED]` ends failed, as does an image on a host below `.invalid`; one with `[stall]` never ends. Whoever
 * asks for a callback on this machine is called back; no other host is.
 */
export const apixoSimulator: (options?: SimulatorOptions) => Simulator = defineVendor<State, operations>({
  vendor: 'apixo',
  spec,
  state: (world) => {
    const timing = { queuedMs: [1_000, 10_000], totalMs: [50_000, 90_000], medianMs: 68_000 } as const
    return { world, tasks: world.jobs({ timing, lifetimeMs: 15 * day }), minutes: new Map() }
  },
  refuse: ({ status, message }) =>
    Response.json(status === 400 ? invalid(message) : { code: status, message }, { status }),
  guard: ({ request, state }) => {
    const key = bearerOf(request)
    if (!/^apixo-./.test(key)) return refuse(request, { code: 401, message: 'Invalid or missing API key' })
    if (isTooFast(key, state)) return refuse(request, { code: 429, message: 'Rate limit exceeded' })
    return key.includes('-barred') ? refuse(request, { code: 403, message: 'IP address not allowed' }) : undefined
  },
  operations: {
    generateTask: ({ path, body, request, state, origin }) => {
      const order = { ...body, model: path.model }
      const refusal = refuseOrder(order) ?? refuseAccount(bearerOf(request), state)
      if (refusal) return refuse(request, refusal)
      const video = videoOf(body.input)
      const job = state.tasks.start({
        owner: bearerOf(request),
        request: order,
        // Nobody documents a price; a cent for a second tells what was billed from what was not.
        costCents: video.seconds,
        fate: failCodeOf(body.input) === undefined ? fateOf(body.input.prompt ?? '') : 'failed',
        video,
        origin,
        webhook: body.request_type === 'callback' ? (job) => callback(job, body.callback_url) : undefined,
      })
      return succeed({ taskId: job.id })
    },
    getTaskStatus: ({ path, query, request, state }) => {
      const job = state.tasks.find(query.taskId)
      const isTheirs = job?.owner === bearerOf(request) && job.request.model === path.model
      if (!job || !isTheirs) return refuse(request, { code: 404, message: 'Task not found' })
      return succeed(taskOf(job, state.tasks.life(job)))
    },
    getBalance: ({ request }) => succeed(isBroke(bearerOf(request)) ? 0 : 12.5),
  },
})

function taskOf({ id, request, createdAt, resultUrl, plan }: SimulatedJob<TaskOrder>, { phase }: Life): Task {
  const createTime = createdAt
  if (phase === 'queued') return { taskId: id, state: 'pending', createTime }
  if (phase === 'failed') {
    // Without any time, as in the page's example.
    const failCode = failCodeOf(request.input) ?? 'GENERATION_FAILED'
    return { taskId: id, state: 'failed', failCode, failMsg: failMessages[failCode] ?? 'Generation failed' }
  }
  // A task outlives its result, and one that stalls goes on for ever.
  if (phase === 'processing' || plan.fate === 'stalled') return { taskId: id, state: 'processing', createTime }
  return {
    taskId: id,
    state: 'success',
    resultJson: JSON.stringify({ resultUrls: [resultUrl] }),
    createTime,
    completeTime: createdAt + plan.endsAfterMs,
    costTime: plan.endsAfterMs,
  }
}

// "Respond with HTTP 200 within 30 seconds" (webhooks page). It documents up to three more attempts with growing delays, not
// how long these are. The body is what a poll would get, of success and failure alone.
function callback(job: SimulatedJob<TaskOrder>, url = ''): Webhook {
  const isTaken = (status: number): boolean => status === 200
  const tell = (life: Life): components['schemas']['TaskEnvelope'] | undefined => {
    const task = taskOf(job, life)
    return task.state === 'processing' ? undefined : enveloped(task)
  }
  return { url, tell, isTaken, timeoutMs: 30_000, pausesMs: [30_000, 60_000, 120_000] }
}

function refuseOrder({ model, input }: TaskOrder): Refusal | undefined {
  if (!models.has(model)) return { code: 404, message: 'Model not found' }
  return model === 'wan-2-5' ? refuseInput(input) : undefined
}

/** What the page, and for the images a newer one, demand of wan-2-5. */
function refuseInput(input: TaskInput): Refusal | undefined {
  if (!input.mode) return invalid('Missing required field: input.mode')
  if (!input.prompt) return invalid('Missing required field: input.prompt')
  const lists: [string, readonly unknown[], unknown][] = [
    ['mode', ['text-to-video', 'image-to-video'], input.mode],
    ['resolution', ['720p', '1080p'], input.resolution],
    ['duration', [5, 10], input.duration],
    ['aspect_ratio', ['16:9', '9:16', '1:1'], input.aspect_ratio],
  ]
  const wrong = lists.find(([, allowed, value]) => value !== undefined && !allowed.includes(value))
  if (wrong) return invalid(`Invalid value: input.${wrong[0]} must be one of ${wrong[1].join(', ')}`)
  const isMissing = input.mode === 'image-to-video' && input.image_urls?.length !== 1
  return isMissing ? invalid('Invalid value: input.image_urls must hold exactly one URL') : undefined
}

function refuseAccount(key: string, { tasks }: State): Refusal | undefined {
  // Not 402, and no code of its own.
  if (isBroke(key)) return { code: 400, message: 'Insufficient credits', data: null }
  const running = tasks.ownedBy(key).filter((job) => !isOver(tasks.life(job).phase))
  return running.length < concurrentTasks ? undefined : { code: 429, message: 'Too many concurrent tasks' }
}

function isTooFast(key: string, { world, minutes }: State): boolean {
  const now = world.clock.now()
  const known = minutes.get(key)
  const minute = known && now < known.from + 60_000 ? known : { from: now, count: 0 }
  minutes.set(key, minute)
  minute.count += 1
  return minute.count > requestsPerMinute
}

const failMessages: Readonly<Record<string, string>> = {
  CONTENT_VIOLATION: 'Content does not meet safety guidelines',
  INVALID_IMAGE_URL: 'Cannot access provided image URL',
}

function failCodeOf({ prompt = '', image_urls = [] }: TaskInput): string | undefined {
  const [isAsked, code = 'GENERATION_FAILED'] = /\[fail(?: (\w+))?\]/.exec(prompt) ?? []
  if (isAsked !== undefined) return code
  return image_urls.some((url) => /^https?:\/\/[^/?#]+\.invalid([:/?#]|$)/.test(url)) ? 'INVALID_IMAGE_URL' : undefined
}

/** What was asked for, where it is a size and a length; other models have words of their own. */
function videoOf({ resolution = '', duration = 5, aspect_ratio: ratio = '' }: TaskInput): Video & { seconds: number } {
  const size = frameSize(
    /^[1-9]\d?:[1-9]\d?$/.test(ratio) ? ratio : '16:9',
    /^[1-9]\d{2,3}p$/.test(resolution) ? resolution : '720p',
  )
  return { ...size, seconds: Math.min(60, Math.max(1, Math.round(duration))) }
}

function invalid(error: string): Refusal {
  return { code: 400, message: 'Invalid request', data: { error } }
}

// Nobody says which HTTP status a refusal has, so both are played.
function refuse(request: Request, refusal: Refusal): Response {
  return Response.json(refusal, { status: bearerOf(request).includes('-200') ? 200 : refusal.code })
}

function succeed(data: unknown): Response {
  return Response.json(enveloped(data))
}

function enveloped<Data>(data: Data): { code: 200; message: string; data: Data } {
  return { code: 200, message: 'success', data }
}

function isBroke(key: string): boolean {
  return key.includes('-broke')
}
