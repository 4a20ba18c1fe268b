import type * as z from 'zod/mini'
import type { ServerSentEvent } from './server-sent-events.ts'

/** Paths of a spec (the `paths` that openapi-typescript makes) that have this verb. */
export type PathWith<Paths, Verb extends string> = {
  [Path in keyof Paths & string]: Paths[Path] extends Record<Verb, object> ? Path : never
}[keyof Paths & string]

type Operation<Paths, Path, Verb extends string> = Path extends keyof Paths
  ? Paths[Path] extends Record<Verb, infer Found>
    ? Found
    : never
  : never

// An index signature (additionalProperties: true) would let any misspelt field through.
type Declared<Body> = { [Key in keyof Body as string extends Key ? never : Key]: Sendable<Body[Key]> | undefined }

// JSON leaves out what is undefined, at every depth.
type Sendable<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]: Sendable<Value[Key]> | undefined }
    : Value

type JsonOf<Sent> = Sent extends { content: { 'application/json': infer Body } } ? Declared<Body> : never
type BodyOf<Found> = Found extends { requestBody?: infer Sent } ? JsonOf<Sent> : never
type FormOf<Found> = Found extends { requestBody?: infer Sent } ? PartsOf<Sent> : never
type PartsOf<Sent> = Sent extends { content: { 'multipart/form-data': infer Body } }
  ? { [Key in keyof Declared<Body>]?: string | number | boolean | object | undefined }
  : never
type HeaderParameters<Found> = Found extends { parameters: { header?: infer Parameters } } ? Parameters : never
type PathParameters<Found> = Found extends { parameters: { path: infer Parameters } } ? Parameters : never
type QueryParameters<Found> = Found extends { parameters: { query?: infer Parameters } } ? Parameters : never

/** What one call takes: only what the spec gives that operation. */
export type Call<Found> = ([PathParameters<Found>] extends [never]
  ? { path?: never }
  : { path: PathParameters<Found> }) &
  ([QueryParameters<Found>] extends [never] ? { query?: never } : { query?: QueryParameters<Found> }) &
  ([HeaderParameters<Found>] extends [never]
    ? { headers?: never }
    : { headers?: HeaderParameters<Found> | undefined }) &
  ([BodyOf<Found> | FormOf<Found>] extends [never] ? Unsent : Sent<BodyOf<Found>> | Parts<FormOf<Found>>)

interface Unsent {
  body?: never
  form?: never
  extra?: never
}

interface Sent<Body> {
  body: Body
  form?: never
  /** Keys that the vendor passes through; refused when one is a field that `body` writes. */
  extra?: Readonly<Record<string, unknown>> | undefined
  /** Say false for a step of `create` that costs nothing, such as an upload; default true. */
  isBillable?: boolean
}

interface Parts<Form> {
  /** Sent as multipart/form-data; a part that is undefined is left out, one that is neither text nor a file is JSON. */
  form: Form
  body?: never
  extra?: Readonly<Record<string, unknown>> | undefined
  isBillable?: boolean
}

/** A successful answer, checked against the schema. */
export interface Answer<Data> {
  data: Data
  status: number
  headers: Headers
}

type Ask<Paths, Verb extends string> = <Path extends PathWith<Paths, Verb>, Schema extends z.core.$ZodType>(
  path: Path,
  call: Call<Operation<Paths, Path, Verb>> & { schema: Schema },
) => Promise<Answer<z.output<Schema>>>

/** A server-sent event of the vendor, with its data still unread. */
export interface HttpEvent extends ServerSentEvent {
  /** The data as checked JSON. Throws `invalid_response`. */
  read: <Schema extends z.core.$ZodType>(schema: Schema) => z.output<Schema>
}

/** The HTTP client of a provider: it adds base URL and key, and handles deadlines, errors and redaction. */
export interface Http<Paths> {
  get: Ask<Paths, 'get'>
  post: Ask<Paths, 'post'>
  delete: Ask<Paths, 'delete'>
  /** The address of a GET, for a result that is fetched later. */
  url: <Path extends PathWith<Paths, 'get'>>(path: Path, call: Call<Operation<Paths, Path, 'get'>>) => string
  /** Server-sent events of a GET. */
  events: <Path extends PathWith<Paths, 'get'>>(
    path: Path,
    call: Call<Operation<Paths, Path, 'get'>>,
  ) => AsyncIterable<HttpEvent>
}

/** A call without the types of the spec. */
export interface AnyCall {
  path?: unknown
  query?: unknown
  headers?: unknown
  form?: unknown
  body?: unknown
  extra?: Readonly<Record<string, unknown>> | undefined
  isBillable?: boolean
}
