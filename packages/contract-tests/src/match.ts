import type { Part } from './form.ts'
import { jsonText } from './json-text.ts'
import { difference } from './pointer.ts'
import type { Exchange, Operation, Tape } from './tape.ts'

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
  /** What the tape says it is for; undefined when the tape has no such call. */
  operation: Operation | undefined
  /** What was answered, for people. */
  answer: string
  /** When it came in, on the scene's clock, in ms since the scene began. */
  atMs: number
}

/** An exchange on its way through the player. */
export interface Cue {
  exchange: Exchange
  tape: Tape
  served: number
  /** Whether it may stay unplayed, and be played again without end. */
  isFree: boolean
}

/** Which parts of a request have to be as on the tape: `any` body, or the `taped` one. */
export type BodyRule = 'any' | 'taped'

/** The exchange that answers this request: per operation in the order of the tape. */
export function findCue(
  cues: readonly Cue[],
  request: SeenRequest,
  { origin, bodies }: { origin: string; bodies: BodyRule },
): Cue | undefined {
  return candidates(cues).find((cue) => isThere(cue, request) && reasons(cue, request, { origin, bodies }).length === 0)
}

/** Why no exchange fits, told by the one that comes nearest. */
export function explainMismatch(
  cues: readonly Cue[],
  request: SeenRequest,
  { origin, bodies }: { origin: string; bodies: BodyRule },
): string {
  const open = candidates(cues)
  const played = cues.find((cue) => isThere(cue, request) && !open.includes(cue))
  const ranked = open
    .map((cue) => ({ cue, why: reasons(cue, request, { origin, bodies }) }))
    .sort((left, right) => left.why.length - right.why.length)
  const [nearest] = ranked
  if (played && (!nearest || !isThere(nearest.cue, request)))
    return `the tape has this call ${played.served === 1 ? 'once' : `${played.served} times`}, and it has been played`
  if (!nearest) return 'the tape expects no call here'
  return `the nearest call on the tape is ${nearest.cue.exchange.operation}: ${nearest.why.join('; ')}`
}

function isThere({ exchange }: Cue, { method, path }: SeenRequest): boolean {
  return exchange.request.method === method && exchange.request.path === path
}

/** Per operation: what is due next, and what may follow a repeatable one that was played already. */
function candidates(cues: readonly Cue[]): Cue[] {
  const blocked = new Set<Operation>()
  return cues.filter((cue) => {
    const { operation, most } = cue.exchange
    // What the vendor sends answers nobody.
    if (operation === 'webhook') return false
    if (blocked.has(operation) || cue.served >= most) return false
    if (cue.served === 0 && !cue.isFree) blocked.add(operation)
    return true
  })
}

function reasons(
  { exchange: { request: wanted } }: Cue,
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
    if (bodies !== 'taped' || !Object.hasOwn(wanted, kind)) continue
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
