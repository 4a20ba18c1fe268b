import type { JobFields } from './answer-fields.ts'
import { exampleOf, jsonMaker, makeAnswer, type Known } from './answer.ts'
import { errorFields } from './error-fields.ts'
import { idParameter } from './find-operations.ts'
import type { Plan } from './plan.ts'
import { modelOf, modesOf, sentFor, type Mode } from './samples.ts'
import type { Operation } from './spec.ts'
import { wordsByStatus, type Status } from './status-words.ts'

/** A fixture that nobody has vouched for yet. */
export interface Skeleton {
  /** Such as `text`, of `text.fixture.jsonc`. */
  name: string
  text: string
}

interface Exchange {
  op: string
  request: { method: string; path: string; query?: Record<string, string>; json?: unknown }
  response: { status: number; json?: unknown }
}

const bornAt = '2026-01-01T00:00:00Z'
const diesAt = '2026-01-02T00:00:00Z'
const video = 'https://videos.example/video.mp4'

/** The scenarios that the contract suite asks about, as far as the spec can tell them; their provenance is empty. */
export function skeletons(plan: Plan): Skeleton[] {
  const { found } = plan
  const { list, delete: remove, cancel } = found
  const modes = modesOf(plan)
  const [first = 'text'] = modes
  const words = wordsByStatus(plan)
  const cancelled = words.cancelled ? poll(plan, 'cancelled') : undefined
  const told = modes.map((mode) =>
    fixture(plan, mode, `${mode}.completes`, [
      creation(plan, mode),
      poll(plan, 'in_progress', 50),
      poll(plan, 'completed', 100),
    ]),
  )
  return [
    ...told,
    fixture(plan, 'fails', 'fails', [creation(plan, first), poll(plan, 'failed')]),
    ...refusals(plan, first),
    ...(list ? [fixture(plan, 'list', 'list', [{ ...ask('list', list, plan), response: listed(plan, list) }])] : []),
    ...(remove
      ? [fixture(plan, 'delete', 'delete', [{ ...ask('delete', remove, plan), response: done(plan, remove) }])]
      : []),
    ...(cancel && cancelled
      ? [
          fixture(plan, 'cancel', 'cancel', [
            { ...ask('cancel', cancel, plan), response: done(plan, cancel) },
            cancelled,
          ]),
        ]
      : []),
  ]
}

function fixture({ id, spec }: Plan, name: string, scenario: string, interactions: readonly Exchange[]): Skeleton {
  const isError = /^(refused\.|fails$)/.test(scenario)
  const provenance = { kind: 'simulated', reason: '', ...(isError ? {} : { why_not_real: '' }) }
  const whole = { fixture: 1, id: `${id}.${name}`, scenario, provenance, clock_start: bornAt, interactions }
  const text = `// A skeleton, made from the schemas of ${spec.title}: nobody has seen these answers.
// Put in what the vendor's page says ("documented": each answer as "quote") or what it really answered, or say in
// "provenance" why there is nothing better. Until then this fixture is not played.
${JSON.stringify(whole, null, 2)}
`
  return { name, text }
}

function creation(plan: Plan, mode: Mode): Exchange {
  const { create } = plan.found
  const known = knownOf(plan, plan.created, 'queued', 0)
  const json = makeAnswer(plan.spec.document, create.answer.schema, known, jsonMaker('queued'))
  return { ...asking(plan, mode), response: { status: create.answer.status, json } }
}

function asking(plan: Plan, mode: Mode): Pick<Exchange, 'op' | 'request'> {
  const { create } = plan.found
  // A form has no body that a fixture could hold: the suite takes any.
  const body = plan.request.kind === 'json' ? { json: sentFor(plan, mode) } : {}
  return { op: 'create', request: { method: 'POST', path: fill(create.path, plan), ...body } }
}

function poll(plan: Plan, status: Status, progress = 0): Exchange {
  const { get } = plan.found
  const known = knownOf(plan, plan.job, status, progress)
  const json = makeAnswer(plan.spec.document, get.answer.schema, known, jsonMaker(status))
  return { ...ask('get', get, plan), response: { status: get.answer.status, json } }
}

function refusals(plan: Plan, mode: Mode): Skeleton[] {
  const { create, get } = plan.found
  const { document } = plan.spec
  const scenarios = [
    ['refused.invalid_request', 400],
    ['refused.authentication', 401],
    ['refused.not_found', 404],
    ['refused.rate_limited', 429],
  ] as const
  return scenarios.map(([scenario, status]) => {
    const operation = status === 404 ? get : create
    const { message } = errorFields(document, operation)
    const known = message ? [{ path: message, value: `An answer with status ${status}.` }] : []
    const json = makeAnswer(document, operation.error, known, jsonMaker('failed'))
    const asked = status === 404 ? ask('get', get, plan) : asking(plan, mode)
    return fixture(plan, `refused-${status}`, scenario, [{ ...asked, response: { status, json } }])
  })
}

function listed(plan: Plan, list: Operation): Exchange['response'] {
  const { listing, spec } = plan
  const known = knownOf(plan, listing?.fields ?? {}, 'completed', 100)
  const below = known.map((one) => ({ ...one, path: [...(listing?.path ?? []), '*', ...one.path] }))
  const json = makeAnswer(spec.document, list.answer.schema, below, jsonMaker('completed'))
  return { status: list.answer.status, json }
}

function done(plan: Plan, { answer }: Operation): Exchange['response'] {
  const json = answer.schema && exampleOf(plan.spec.document, answer.schema)
  return { status: answer.status, ...(json !== undefined && { json }) }
}

function ask(op: string, operation: Operation, plan: Plan): Pick<Exchange, 'op' | 'request'> {
  const parameter = idParameter(operation)
  const query = parameter?.in === 'query' ? { query: { [parameter.name]: idOf(plan) } } : {}
  const method = operation.method.toUpperCase()
  return { op, request: { method, path: fill(operation.path, plan), ...query } }
}

/** The vendor's words for a job with this status. */
function knownOf(plan: Plan, fields: JobFields, status: Status, progress: number): Known<unknown>[] {
  const words = wordsByStatus(plan)
  const word = words[status]?.[0] ?? 'TODO'
  const values: Readonly<Record<keyof JobFields, unknown>> = {
    id: fields.id?.type === 'string' ? idOf(plan) : Number(idOf(plan)),
    status: word,
    progress: fields.progress?.schema['maximum'] === 1 ? progress / 100 : progress,
    url: video,
    message: 'The video could not be made.',
    code: fields.code?.type === 'string' ? (fields.code.values[0] ?? 'failed') : 1,
    createdAt: instant(fields.createdAt, bornAt),
    completedAt: instant(fields.completedAt, '2026-01-01T00:01:00Z'),
    expiresAt: instant(fields.expiresAt, diesAt),
  }
  const whens = { url: 'completed', completedAt: 'completed', message: 'failed', code: 'failed' } as const
  return Object.entries(fields).map(([name, { path }]) => {
    const value: unknown = Reflect.get(values, name)
    const when = name in whens ? Reflect.get(whens, name) : undefined
    return { path, value, ...(when === 'completed' || when === 'failed' ? { when } : {}) }
  })
}

function instant(field: JobFields['createdAt'], at: string): string | number {
  if (field?.type === 'string' || !field) return at
  const ms = Date.parse(at)
  return Number(field.schema['example']) > 1e11 ? ms : ms / 1000
}

function idOf({ created }: Plan): string {
  if (created.id?.type !== 'string') return '1001'
  const { example } = created.id.schema
  return typeof example === 'string' && example !== '' ? example : 'job-1001'
}

function fill(path: string, plan: Plan): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_found, name: string) => {
    if (name === 'model') return encodeURIComponent(modelOf(plan))
    return name === idParameter(plan.found.get)?.name || /id$/i.test(name) ? idOf(plan) : 'TODO'
  })
}
