import type { Ledger, RequestRecord, ViolationRecord } from './ledger.ts'
import { isJson, mediaTypeOf } from './openapi/media-type.ts'
import { realClock, type SimulatorClock } from './clock.ts'
import { answerWithFaults, createFaultPicker, type Fault } from './faults.ts'
import { createJobs, type Jobs, type JobRecord } from './jobs.ts'
import { simulatedHeader, violationHeader } from './marks.ts'
import { createMedia, mediaPath } from './media.ts'
import { createRandom, randomUuid } from './random.ts'
import { readSpec, type Spec } from './spec.ts'
import type { Call, UntypedOperation, VendorDefinition, World } from './vendor.ts'
import { createWebhooks } from './webhooks.ts'

/** How a simulator behaves. */
export interface SimulatorOptions {
  /** Default: the machine's own. */
  clock?: SimulatorClock
  /** Simulated seconds per second of the clock, default 1; lifetimes of results are not shortened. */
  speed?: number
  /** Default 1; the same seed and the same calls give the same ids, durations and fates. */
  seed?: number
  /** What goes wrong on purpose. */
  faults?: readonly Fault[]
  /** Where result URLs point; default: where the create request went. */
  origin?: string
  /** What webhooks are sent with; default: the machine's own fetch. They go to the loopback host and nowhere else. */
  webhookFetch?: typeof globalThis.fetch
}

/** A vendor, played. */
export interface Simulator {
  readonly vendor: string
  /** Answers as the vendor would, with no port and no network; rejects only where a connection would die. */
  readonly fetch: typeof globalThis.fetch
  readonly ledger: Ledger
}

/** The name under which faults and ledger know requests for result URLs. */
export const mediaOperation = 'media'

/** Makes a simulator of one vendor; throws when the handlers are not exactly the operations of its spec. */
export function defineVendor<State, Operations extends object = Record<string, UntypedOperation>>(
  definition: VendorDefinition<State, Operations>,
): (options?: SimulatorOptions) => Simulator {
  let spec: Spec | undefined
  return (options = {}) => {
    spec ??= readOwnSpec(definition)
    return createSimulator(definition, spec, options)
  }
}

function readOwnSpec<State, Operations extends object>(definition: VendorDefinition<State, Operations>): Spec {
  const spec = readSpec(definition.spec)
  const handled = Object.keys(definition.operations)
  const missing = spec.operationIds.filter((id) => !handled.includes(id))
  const foreign = handled.filter((id) => !spec.operationIds.includes(id))
  if (missing.length > 0) throw new TypeError(`${definition.vendor}: no handler for ${missing.join(', ')}`)
  if (foreign.length > 0) throw new TypeError(`${definition.vendor}: the spec has no operation ${foreign.join(', ')}`)
  return spec
}

function createSimulator<State, Operations extends object>(
  definition: VendorDefinition<State, Operations>,
  spec: Spec,
  options: SimulatorOptions,
): Simulator {
  const { vendor } = definition
  const { clock = realClock, speed = 1, seed = 1, faults = [] } = options
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`speed must be a positive number, not ${speed}`)
  const pickFaults = createFaultPicker(faults, [...spec.operationIds, mediaOperation], seed)
  const requestIds = createRandom(seed, 'request ids')
  const oddities = createRandom(seed, 'oddities')
  const media = createMedia({ clock, seed })
  const webhooks = createWebhooks({ clock, speed, fetch: options.webhookFetch })
  const ledgers: (() => JobRecord[])[] = []
  const requests: RequestRecord[] = []
  const violations: ViolationRecord[] = []
  const world: World = {
    clock,
    duration: (ms) => ms / speed,
    jobs: <Request>(settings: Parameters<World['jobs']>[0]): Jobs<Request> => {
      const { jobs, ledger } = createJobs<Request>({ clock, seed, speed, media, webhooks, ...settings })
      ledgers.push(ledger)
      return jobs
    },
  }
  const answers = createAnswers(definition, {
    media,
    violations,
    state: definition.state(world),
    origin: options.origin,
  })

  return {
    vendor,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      const { method } = request
      const { pathname } = new URL(request.url)
      const isMedia = pathname.startsWith(mediaPath)
      const route = isMedia ? undefined : spec.route(method, pathname)
      const operationId = isMedia ? mediaOperation : (route?.operation.operationId ?? null)
      const record: RequestRecord = { operationId, method, path: pathname, at: clock.now(), status: null }
      requests.push(record)
      const answer = async (): Promise<Response> => {
        if (isMedia) return answers.ofMedia(request, record)
        if (!route) return answers.refusal(record, { status: 404, what: `there is no ${method} ${pathname}` })
        return answers.ofOperation(request, record, route)
      }
      const { status, headers, body } = await answerWithFaults(operationId === null ? [] : pickFaults(operationId), {
        clock,
        signal: request.signal,
        random: oddities,
        answer: () => (clock.busy ? clock.busy(answer) : answer()),
        refuse: (status) => definition.refuse({ status, message: `simulated status ${status}` }),
      })
      record.status = status
      const marked = new Headers(headers)
      marked.set(simulatedHeader, '1')
      marked.set('x-request-id', request.headers.get('x-request-id') ?? randomUuid(requestIds))
      marked.set('date', new Date(clock.now()).toUTCString())
      return new Response(body, { status, headers: marked })
    },
    ledger: {
      get jobs() {
        return ledgers.flatMap((ledger) => ledger())
      },
      requests,
      violations,
      deliveries: webhooks.deliveries,
    },
  }
}

type Route = NonNullable<ReturnType<Spec['route']>>

/** What a simulator answers where nothing goes wrong on purpose. */
interface Answers {
  ofMedia(request: Request, record: RequestRecord): Promise<Response>
  ofOperation(request: Request, record: RequestRecord, route: Route): Promise<Response>
  refusal(record: RequestRecord, why: { status: number; what: string; field?: string }): Response
}

interface AnswerParts<State> {
  media: ReturnType<typeof createMedia>
  violations: ViolationRecord[]
  state: State
  origin: string | undefined
}

function createAnswers<State, Operations extends object>(
  definition: VendorDefinition<State, Operations>,
  { media, violations, state, origin }: AnswerParts<State>,
): Answers {
  const book = ({ operationId, method, path }: RequestRecord, what: string): void =>
    void violations.push({ operationId, method, path, what })

  const answers: Answers = {
    async ofMedia(request, record) {
      const answer = await media.answer(request)
      if (!request.headers.has('authorization')) return answer
      const what = 'a pre-signed URL must not be sent a key'
      book(record, what)
      answer.headers.set(violationHeader, what)
      return answer
    },
    async ofOperation(request, record, route) {
      const { operationId } = route.operation
      const guarded = definition.guard?.({ operationId, request, state })
      if (guarded) return guarded
      const read = await route.operation.read(request, route.path)
      if ('violation' in read) return answers.refusal(record, { status: 400, ...read.violation })
      const call = { ...read.input, request, state, origin: origin ?? new URL(request.url).origin }
      const answer = await dispatch(definition, operationId, call)
      const mistake = await route.operation.checkAnswer(answer)
      if (mistake)
        throw new Error(`${definition.vendor}: the simulator's answer to ${operationId} is wrong: ${mistake.what}`)
      return measured(answer)
    },
    refusal(record, { status, what, field }) {
      book(record, what)
      const answer = definition.refuse({ status, message: what, ...(field === undefined ? {} : { field }) })
      answer.headers.set(violationHeader, headerValue(what))
      return answer
    },
  }
  return answers
}

async function dispatch<State, Operations extends object>(
  { vendor, operations }: VendorDefinition<State, Operations>,
  operationId: string,
  call: Call<State, UntypedOperation>,
): Promise<Response> {
  if (!isHandled(operations, operationId)) throw new TypeError(`${vendor}: no handler for ${operationId}`)
  if (!isTyped<State, Operations[typeof operationId]>(call)) throw new TypeError(`${vendor}: a call without input`)
  return operations[operationId](call)
}

function isHandled<Handlers extends object>(operations: Handlers, id: PropertyKey): id is keyof Handlers {
  return Object.hasOwn(operations, id)
}

// The types are those of the spec that the input was just checked against.
function isTyped<State, Operation>(
  call: Call<State, UntypedOperation>,
): call is Call<State, UntypedOperation> & Call<State, Operation> {
  return Object.hasOwn(call, 'path')
}

async function measured(answer: Response): Promise<Response> {
  if (!answer.body || !isJson(mediaTypeOf(answer.headers.get('content-type')))) return answer
  const bytes = await answer.arrayBuffer()
  const headers = new Headers(answer.headers)
  headers.set('content-length', String(bytes.byteLength))
  return new Response(bytes, { status: answer.status, headers })
}

// A header takes no more than printable ASCII.
function headerValue(text: string): string {
  return text.replaceAll(/[^ -~]/g, '?')
}
