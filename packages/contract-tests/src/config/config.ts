import type { Capabilities, Clock, ErrorCode, Job, ModelCapability, Status } from '@reelay/core'
import type { VideoProvider, VideoRequestInput } from '@reelay/core'
import * as z from 'zod/mini'
import type { Operation } from '../fixtures/fixture-format.ts'
import * as is from './fields.ts'
import { field, list, object, place, pointer, text, type WirePointer } from './fields.ts'
import type { Level } from './verdict.ts'

export type { WirePointer } from './fields.ts'

/** What a provider is made from in a sandbox: nothing else may reach the outside. */
export interface ProviderEnvironment {
  /** A canary: it may show up in the declared place only. A function where keys are changed while a provider lives. */
  apiKey: string | (() => string)
  /** Origin of the vendor in this sandbox. */
  baseUrl: string
  /** The only way out. */
  fetch: typeof globalThis.fetch
  /** Virtual: hours pass at once. */
  clock: Clock
  /** Seeded. */
  random: () => number
  /** Secret that deliveries are signed with, as Standard Webhooks writes it. */
  webhookSecret: string
}

const createProvider = field<(environment: ProviderEnvironment) => VideoProvider>(
  'a function that makes the provider',
  (value) => typeof value === 'function',
)
const models = field<readonly ModelCapability[]>('a list of models and what each can do', is.isListOf(is.isObject))
const request = z.optional(field<VideoRequestInput>('a request', is.isObject))
const statuses = z.optional(field<readonly Status[]>('a list of statuses such as failed', is.isListOf(is.isText)))
const reason = field<string>('a reason', (value) => typeof value === 'string')
const day = 'a day such as 2027-03-01'
const isFile = (value: unknown): boolean => value instanceof URL && value.protocol === 'file:'

const money = {
  /** ISO 4217, such as `USD`. */
  currency: text('a currency such as USD'),
  /** How many of the vendor's figure make one unit of the currency: 100 where it counts in cents. */
  perUnit: field<number>('a number such as 100', (value) => typeof value === 'number'),
}

/** How the vendor says what a job costs. */
export const WireCost = object('an object', {
  at: pointer(),
  ...money,
  /** In which of our statuses the figure will not change any more; default none. */
  final: statuses,
  /** In which of our statuses a job costs nothing, whatever the answer says; default none. */
  free: statuses,
})
export type WireCost = z.output<typeof WireCost>

/** Where the vendor's answers hold what the suite mutates and compares. */
export const Wire = object('an object', {
  /** The job's id. */
  id: pointer(),
  /** The status word. */
  status: pointer(),
  /** Progress, 0 to 100. */
  progress: z.optional(pointer()),
  /** Which model makes the video, in the vendor's words; left out where no answer says it. */
  model: z.optional(pointer()),
  /** Where the video is; with `*` where there may be several. */
  resultUrl: z.optional(pointer()),
  /** Our id of a call, for `idempotency: 'correlation'`: in the body of a `create`, and in the answer of a `list`. */
  correlation: z.optional(pointer()),
  /** Why a job failed, in the vendor's words. */
  reason: z.optional(pointer()),
  /** When the job was created, in the vendor's own writing; left out where no answer says it, and so are the next two. */
  createdAt: z.optional(pointer()),
  /** When it ended. */
  completedAt: z.optional(pointer()),
  /** Until when the video is there. */
  expiresAt: z.optional(pointer()),
  /** What the job costs; left out where no answer says it. */
  cost: z.optional(WireCost),
  /** The vendor's words for each of our statuses. */
  words: field<Partial<Record<Exclude<Status, 'unknown'>, readonly string[]>>>(
    "an object with the vendor's words for each status",
    is.isRecordOf(is.isListOf(is.isText)),
  ),
  /** The vendor's words for refusals, each with our code; every one of them is on the fixture `refused.codes`. */
  codes: z.optional(
    field<Readonly<Record<string, ErrorCode>>>(
      "an object with a code for each of the vendor's",
      is.isRecordOf(is.isText),
    ),
  ),
  /** Where a refusal says in words what is wrong; default `/error/message` and `/message`. */
  refusal: z.optional(field<readonly string[]>('a list of JSON pointers', is.isListOf(is.isText))),
  /**
   * What proves, beside the codes, that a create was refused: `status`, a status in the body; `envelope`, the vendor's own
   * error body, whatever its code and HTTP status, because its pages or its source say that such an answer charges nothing.
   */
  refusedBy: z.optional(
    field<'status' | 'envelope'>('status or envelope', (value) => value === 'status' || value === 'envelope'),
  ),
  /** Where a refusal says whether trying again may help, as a boolean. */
  retryable: z.optional(place('a text', '/error/retryable')),
  /** Where the body of a refusal says how many seconds to wait. */
  retryAfter: z.optional(place('a text')),
  /** Where the vendor lists its jobs on pages: what asks for the next one, and whether there is one, if it says so apart. */
  pages: z.optional(
    object('an object', { cursor: place('a JSON pointer such as /next'), more: z.optional(place('a text')) }),
  ),
  /** How much money is left; for a provider with `balance`. */
  balance: z.optional(object('an object', { at: place('a JSON pointer such as /balance'), ...money })),
  /** How many jobs a `deleteAll` has removed; left out where no answer says it. */
  removed: z.optional(place('a text')),
  /** Where the answer to a `cancel` or a `delete` says, with `true`, that it was done; left out where none does. */
  done: z.optional(pointer()),
  /** Where a delivery says what has happened, if it does. */
  event: z.optional(place('a text')),
})
export type Wire = z.output<typeof Wire>

/** One request per mode, with every option that the model declares; it is the one on the mode's fixture. */
export const Samples = object('an object with one request for each mode', {
  text: request,
  image: request,
  reference: request,
})
export type Samples = z.output<typeof Samples>

/** A call that no sample shows: another family of models, another dialect of the vendor, another form of its answers. */
export const Example = object('an object', {
  /** Its fixture tells `example.NAME`; without one nothing may be sent. */
  name: field<string>('lower-case words such as odd-sizes', (value) => /^[a-z\d]+(-[a-z\d]+)*$/.test(String(value))),
  /** What is asked for; default the first sample. */
  request,
  /** What a poll, or any other call about a job, is for; default the first sample's. */
  job: z.optional(field<Job>('a job', is.isObject)),
  /** The provider in another setting; default that of the configuration. */
  createProvider: z.optional(createProvider),
  /** All that the last call gives, as JSON: a job, a page of them; nothing is called without this and `throws`. */
  gives: z.optional(field<unknown>('what the last call gives, as JSON', () => true)),
  /** What the last call is refused with: each field that is named, of the error as JSON. */
  throws: z.optional(field<Readonly<Record<string, unknown>>>('an object with fields of the error', is.isObject)),
  /** All the models that it has in this setting. */
  models: z.optional(models),
  /** What it claims in this setting: each field that is named. */
  capabilities: z.optional(field<Partial<Capabilities>>('an object with capabilities', is.isObject)),
})
export type Example = z.output<typeof Example>

/** Where a fixture is known to differ from `spec`, and why both are right. */
export const Waiver = object('an object', {
  fixture: text('the id of a fixture'),
  /** Such as `/interactions/1/response/body`; for everything below it as well. */
  pointer: text('a JSON pointer'),
  reason,
})
export type Waiver = z.output<typeof Waiver>

/** A broken promise that the author knows of. */
export const Deviation = object('an object', {
  clause: text('the id of a clause'),
  reason,
  /** Where it is written up. */
  issue: text('a URL'),
  /** Last day on which it may be so, such as `2027-03-01`. */
  until: field<string>(day, (value) => typeof value === 'string'),
})
export type Deviation = z.output<typeof Deviation>

/** Everything the suite has to know of a provider. */
export const ContractConfig = object('an object with createProvider, fixtures, …', {
  createProvider,
  /** Folder of `*.fixture.jsonc`. */
  fixtures: field<URL>("a URL of a folder, such as new URL('./fixtures/', import.meta.url)", isFile),
  wire: Wire,
  samples: Samples,
  /** The vendor's OpenAPI 3.1 document, parsed: what requests, fixtures, status words and mutated answers are held against. */
  spec: z.optional(field<Readonly<Record<string, unknown>>>('an OpenAPI document, parsed', is.isObject)),
  /** The provider's package.json: what npm would publish is judged as well. */
  package: z.optional(field<URL>("a URL of a file, such as new URL('../../package.json', import.meta.url)", isFile)),
  /** All that models() has to give for the fixture `models`, or without one; for a provider that reads its models from the vendor. */
  claims: z.optional(models),
  /** The job of the first mode's fixture as versions so far have stored it; add one when the form changes, and never edit one. */
  jobs: z.optional(field<readonly unknown[]>('a list of stored jobs', Array.isArray)),
  /** Calls beside the samples, each exactly as it is sent and read. */
  examples: z.optional(list(Example)),
  /** Differences between fixtures and `spec` that are none. */
  waivers: z.optional(list(Waiver)),
  /** Promises that are known to be broken. */
  deviations: z.optional(list(Deviation)),
  /**
   * Which clauses may fail the provider: `1.x`, all of that major version of the contract, or `1.4`, those that it had then;
   * a newer one is judged all the same. Default: all of this suite's contract.
   */
  contract: z.optional(text('a range such as 1.x or 1.4')),
  /** Default `stable`. */
  level: z.optional(field<Level>('stable, draft or experimental', (value) => levels.has(value))),
  /** Makes a run repeatable; default 1, or REELAY_CONTRACT_SEED. */
  seed: z.optional(field<number>('a whole number', Number.isSafeInteger)),
  /** Ids of the clauses to run; default all. */
  only: z.optional(
    field<readonly string[]>(
      'a list of ids of clauses',
      (value) => is.isListOf(is.isText)(value) && Object.keys(Object(value)).length > 0,
    ),
  ),
  /** Today, such as `2026-11-02`; default the machine's. */
  today: z.optional(field<string>(day, is.isDay)),
  /** How long a sandbox may stand still, in real ms; default 2000. */
  watchdogMs: z.optional(field<number>('a number of ms', (value) => typeof value === 'number' && value > 0)),
})
export type ContractConfig = z.output<typeof ContractConfig>
const levels: ReadonlySet<unknown> = new Set<Level>(['stable', 'draft', 'experimental'])

/** What a provider claims of itself. */
export interface Claims {
  capabilities: Capabilities
  models: readonly ModelCapability[]
}

/** A pointer for one operation. */
export function pointerFor(pointer: WirePointer | undefined, operation: Operation): string | undefined {
  return typeof pointer === 'string' ? pointer : pointer?.[operation]
}

/** The seed of a run. */
export function seedOf({ seed }: ContractConfig): number {
  return seed ?? Number(process.env['REELAY_CONTRACT_SEED'] ?? 1)
}

/** The day of a run, such as `2026-11-02`. */
export function todayOf({ today }: ContractConfig): string {
  return today ?? new Date().toISOString().slice(0, 10)
}
