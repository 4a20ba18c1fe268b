import type { SimulatorClock } from './clock.ts'
import type { Jobs } from './jobs.ts'
import type { Timing } from './life.ts'

/** The part of an operation, as openapi-typescript writes it, that a vendor's side reads. */
export interface UntypedOperation {
  parameters: { path: Record<string, unknown>; query: Record<string, unknown> }
  requestBody: { content: Record<string, unknown> }
}

type PathOf<Operation> = Operation extends { parameters: { path: infer Path } } ? Path : Record<string, never>
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? NonNullable<Query> : unknown
type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Operation extends { requestBody?: { content: infer Content } }
    ? Content[keyof Content] | undefined
    : undefined

/** What a request brought, after it was found to be what the spec says. */
export interface Input<Operation> {
  path: PathOf<Operation>
  query: QueryOf<Operation>
  body: BodyOf<Operation>
}

/** One request to an operation. */
export interface Call<State, Operation> extends Input<Operation> {
  request: Request
  state: State
  /** Where the client reached the simulator, or the `origin` option; result URLs begin with it. */
  origin: string
}

/** Answers one operation of the spec. */
export type Handler<State, Operation> = (call: Call<State, Operation>) => Response | Promise<Response>

/** What a vendor's side may know of the world it runs in. */
export interface World {
  clock: SimulatorClock
  /** How long a time of the vendor's takes on the clock, in ms: `ms` divided by the speed. */
  duration(ms: number): number
  /** Makes a store of jobs that appear in the ledger. */
  jobs<Request>(options: { timing: Timing; lifetimeMs: number }): Jobs<Request>
}

/** Why the engine refuses a request before the vendor's side sees it. */
export interface Refusal {
  status: number
  message: string
  /** The parameter or the body's field, when it is one. */
  field?: string
}

/** One vendor's side: how it answers, in its own words. */
export interface VendorDefinition<State, Operations> {
  vendor: string
  /** Its OpenAPI 3.1 document. */
  spec: object
  /** Makes what the vendor remembers; called once per simulator. */
  state(world: World): State
  /** Writes an error as the vendor does, for what the engine refuses. */
  refuse(refusal: Refusal): Response
  /** Refuses by the headers, before the request is held against the spec; a missing key, for example. */
  guard?(call: { operationId: string; request: Request; state: State }): Response | undefined
  /** By operationId: one for each operation of the spec, and no other. */
  operations: { [Id in keyof Operations]: Handler<State, Operations[Id]> }
}

/** The key of a request that carries it as a bearer token; empty when there is none. */
export function bearerOf(request: Request): string {
  return /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
}
