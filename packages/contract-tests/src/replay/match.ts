import type { Part } from '../fixtures/form.ts'
import { jsonText } from '../fixtures/json-text.ts'
import { difference } from '../fixtures/pointer.ts'
import type { Exchange, Operation, Fixture } from '../fixtures/fixture.ts'

/** A request as it came in over the wire. */
export interface SeenRequest {
  method: string
  url: string
  path: string
  query: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
  /** The body as text; '' when there is none. */
  text: string
  /** The body as it came. */
  bytes: Buffer
  /** The body as JSON; undefined when it is none. */
  json: unknown
  /** The parts of a multipart body; undefined when it is none. */
  form?: readonly Part[] | undefined
  /** What the fixture says it is for; undefined when the fixture has no such call. */
  operation: Operation | undefined
  /** What was answered, for people. */
  answer: string
  /** When it came in, on the sandbox's clock, in ms since the sandbox began. */
  atMs: number
}

/** An exchange on its way through the player. */
export interface Expectation {
  exchange: Exchange
  fixture: Fixture
  served: number
  /** Whether it may stay unplayed, and be played again without end. */
  isFree: boolean
}

/** Which parts of a request have to be as on the fixture: `any` body, or the `fixture` one. */
export type BodyRule = 'any' | 'fixtureValues'

/** The exchange that answers this request: per operation in the order of the fixture. */
export function findExpectation(
  expectations: readonly Expectation[],
  request: SeenRequest,
  { origin, bodies }: { origin: string; bodies: BodyRule },
): Expectation | undefined {
  return candidates(expectations).find(
    (expectation) => isThere(expectation, request) && reasons(expectation, request, { origin, bodies }).length === 0,
  )
}

/** Why no exchange fits, told by the one that comes nearest. */
export function explainMismatch(
  expectations: readonly Expectation[],
  request: SeenRequest,
  { origin, bodies }: { origin: string; bodies: BodyRule },
): string {
  const open = candidates(expectations)
  const played = expectations.find((expectation) => isThere(expectation, request) && !open.includes(expectation))
  const ranked = open
    .map((expectation) => ({ expectation, why: reasons(expectation, request, { origin, bodies }) }))
    .sort((left, right) => left.why.length - right.why.length)
  const [nearest] = ranked
  if (played && (!nearest || !isThere(nearest.expectation, request)))
    return `the fixture has this call ${played.served === 1 ? 'once' : `${played.served} times`}, and it has been played`
  if (!nearest) return 'the fixture expects no call here'
  return `the nearest call on the fixture is ${nearest.expectation.exchange.operation}: ${nearest.why.join('; ')}`
}

function isThere({ exchange }: Expectation, { method, path }: SeenRequest): boolean {
  return exchange.request.method === method && exchange.request.path === path
}

/** Per operation: what is due next, and what may follow a repeatable one that was played already. */
function candidates(expectations: readonly Expectation[]): Expectation[] {
  const blocked = new Set<Operation>()
  return expectations.filter((expectation) => {
    const { operation, most } = expectation.exchange
    // What the vendor sends answers nobody.
    if (operation === 'webhook') return false
    if (blocked.has(operation) || expectation.served >= most) return false
    if (expectation.served === 0 && !expectation.isFree) blocked.add(operation)
    return true
  })
}

function reasons(
  { exchange: { request: wanted } }: Expectation,
  request: SeenRequest,
  { origin, bodies }: { origin: string; bodies: BodyRule },
): string[] {
  const wantedOrigin = wanted.origin ?? origin
  const found: string[] = []
  if (new URL(request.url).origin !== wantedOrigin) found.push(`its origin is ${wantedOrigin}`)
  if (wanted.method !== request.method) found.push(`its method is ${wanted.method}`)
  if (wanted.path !== request.path) found.push(`its path is ${wanted.path}`)
  const query = difference(wanted.query, request.query)
  if (query) found.push(`its query has ${query.pointer} ${show(query.left)}, not ${show(query.right)}`)
  for (const [name, value] of Object.entries(wanted.headers)) {
    const sent = request.headers[name.toLowerCase()]
    if (sent !== value) found.push(`its header ${name} is ${show(value)}, not ${show(sent)}`)
  }
  for (const kind of ['json', 'form'] as const) {
    if (bodies !== 'fixtureValues' || !Object.hasOwn(wanted, kind)) continue
    const body = difference(wanted[kind], request[kind])
    if (body) found.push(`its body has ${body.pointer || 'as a whole'} ${show(body.left)}, not ${show(body.right)}`)
  }
  return found
}

/** A value as a message shows it: short. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = jsonText(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
