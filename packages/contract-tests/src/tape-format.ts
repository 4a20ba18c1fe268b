import * as z from 'zod/mini'
import { instant, Provenance } from './provenance.ts'

/** What a call is for, as the interface names it; a create may begin with uploads, and a `webhook` is a call of the vendor's. */
export const operations = [
  'models',
  'upload',
  'create',
  'get',
  'watch',
  'list',
  'delete',
  'cancel',
  'deleteAll',
  'setRetention',
  'balance',
  'webhook',
  'content',
  'download',
] as const
/** One of `operations`. */
export type Operation = (typeof operations)[number]

/** The stories that clauses ask for; a tape tells one of them. */
export const scenarios = {
  models: 'the vendor lists its models; played wherever a provider asks',
  'text.completes': 'a job from words: create, then looks until it is completed',
  'image.completes': 'a job from a frame: create (and uploads, if any), then looks until it is completed',
  'reference.completes': 'a job from references: create, then looks until it is completed',
  fails: 'a job that the vendor gives up: create, then looks until it has failed',
  moderated: 'a job or a create that the vendor refuses for its content',
  'refused.invalid_request': 'the vendor refuses the create: 400',
  'refused.authentication': 'the vendor refuses the key: 401',
  'refused.not_found': 'the vendor does not know the job: 404',
  'refused.rate_limited': 'the vendor asks for a pause: 429',
  'refused.codes': 'the vendor refuses with each of its own codes, one after the other',
  watch: 'the vendor streams a job to its end',
  list: 'the vendor lists its jobs: the first page',
  pages: 'the vendor lists its jobs on several pages, each asked for with what the one before it says',
  delete: 'the vendor removes a job',
  cancel: 'the vendor stops a job: cancel, then a look',
  'cancel.late': 'the vendor says in words of its own that the job had ended before: cancel, then a look',
  deleteAll: 'the vendor removes every job of the account',
  setRetention: 'the vendor keeps a result for some days',
  balance: 'the vendor says how much money is left',
  webhook: 'the vendor calls back when a job has ended, and is asked for the job',
  content: 'the clip is fetched',
} as const
/** What the scenario of an example's tape begins with; the rest is the name that the configuration gives it. */
export const examplePrefix = 'example.'

/** One of `scenarios`, or an example of the configuration. */
export type Scenario = keyof typeof scenarios | `${typeof examplePrefix}${string}`

/** Whether a story is about something that goes wrong at the vendor. */
export function isErrorStory(scenario: Scenario): boolean {
  return /^(refused\.|(fails|moderated|cancel\.late)$)/.test(scenario)
}

const words = z.string().check(z.minLength(1))
const texts = z.optional(z.record(z.string(), z.string()))
const part = z.union([
  z.strictObject({ name: z.string(), value: z.string() }),
  z.strictObject({ name: z.string(), filename: z.string(), type: z.string(), bytes: z.int(), sha256: words }),
])

/** One exchange as it is written. */
export const WrittenExchange = z.strictObject({
  op: z.enum(operations),
  request: z.strictObject({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: z.string().check(z.regex(/^\/[^?#]*$/, 'a path without a query')),
    /** Only for another host than the vendor's own, such as the one that holds the clips. */
    origin: z.optional(z.string().check(z.regex(/^https?:\/\/[^/]+$/, 'an origin such as https://files.example'))),
    query: texts,
    headers: texts,
    json: z.optional(z.unknown()),
    /** The parts of a multipart body, files as their hashes; never the boundary, which is another one each time. */
    form: z.optional(z.array(part)),
    /** What the vendor's page shows of a `webhook`, word for word; of any other call the answer is quoted. */
    quote: z.optional(z.array(z.string())),
  }),
  response: z.strictObject({
    status: z.int().check(z.gte(200), z.lte(599)),
    headers: texts,
    json: z.optional(z.unknown()),
    text: z.optional(z.string()),
    /** Lines of the vendor's page, word for word. */
    quote: z.optional(z.array(z.string())),
    /** What replaces or completes the quoted JSON, by pointer. */
    assumed: z.optional(z.record(z.string(), z.unknown())),
    sse: z.optional(z.array(z.strictObject({ event: z.optional(words), data: z.string() }))),
    /** A file beside the tape. */
    file: z.optional(z.strictObject({ name: words, sha256: words })),
    error: z.optional(z.string().check(z.regex(/^[A-Z_]+(@\d+)?$/, 'such as ECONNRESET, ECONNRESET@1024 or HANG'))),
    /** When the recorder saw each piece, in seconds; time is virtual when the tape is played. */
    at: z.optional(z.array(z.number())),
  }),
  repeat: z.optional(z.strictObject({ max: z.int().check(z.positive()) })),
})
export type WrittenExchange = z.output<typeof WrittenExchange>

/** A tape as it is written: format 1. */
export const WrittenTape = z.strictObject({
  tape: z.literal(1),
  id: words,
  scenario: z.custom<Scenario>(
    (name) => typeof name === 'string' && (Object.hasOwn(scenarios, name) || /^example\.[a-z\d-]+$/.test(name)),
    `one of ${Object.keys(scenarios).join(', ')}, or ${examplePrefix}NAME`,
  ),
  provenance: Provenance,
  clock_start: instant,
  interactions: z.array(WrittenExchange).check(z.minLength(1)),
})
export type WrittenTape = z.output<typeof WrittenTape>

/** What is wrong with a field, each with file and place. */
export function sentences(file: string, issue: z.core.$ZodIssue): string[] {
  const where = (path: readonly PropertyKey[]): string => `${file}#${path.map((key) => `/${String(key)}`).join('')}`
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${where([...issue.path, key])}: no such field in format 1`)
  return [`${where(issue.path)}: ${issue.message}`]
}
