import type {
  Capabilities,
  Clock,
  ErrorCode,
  Job,
  Mode,
  ModelCapability,
  Status,
  VideoProvider,
  VideoRequestInput,
} from '@reelay/core'
import type { Operation } from '../fixtures/fixture.ts'
import type { Deviation, Level } from './verdict.ts'

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

/** A JSON pointer into an answer (`*` stands for every member), for all operations or for each. */
export type WirePointer = string | Partial<Record<Operation, string>>

/** How the vendor says what a job costs. */
export interface WireCost {
  at: WirePointer
  /** ISO 4217, such as `USD`. */
  currency: string
  /** How many of the vendor's figure make one unit of the currency: 100 where it counts in cents. */
  perUnit: number
  /** In which of our statuses the figure will not change any more; default none. */
  final?: readonly Status[]
  /** In which of our statuses a job costs nothing, whatever the answer says; default none. */
  free?: readonly Status[]
}

/** How the vendor says how much money is left. */
export type WireBalance = Pick<WireCost, 'currency' | 'perUnit'> & { at: string }

/** Where the vendor's answers hold what the suite mutates and compares. */
export interface Wire {
  /** The job's id. */
  id: WirePointer
  /** The status word. */
  status: WirePointer
  /** Which model makes the video, in the vendor's words; left out where no answer says it. */
  model?: WirePointer
  /** Progress, 0 to 100. */
  progress?: WirePointer
  /** Where the video is; with `*` where there may be several. */
  resultUrl?: WirePointer
  /** Why a job failed, in the vendor's words. */
  reason?: WirePointer
  /** When the job was created, in the vendor's own writing; left out where no answer says it, and so are the next two. */
  createdAt?: WirePointer
  /** When it ended. */
  completedAt?: WirePointer
  /** Until when the video is there. */
  expiresAt?: WirePointer
  /** What the job costs; left out where no answer says it. */
  cost?: WireCost
  /** The vendor's words for each of our statuses. */
  words: Partial<Record<Exclude<Status, 'unknown'>, readonly string[]>>
  /** The vendor's words for refusals, each with our code; every one of them is on the fixture `refused.codes`. */
  codes?: Readonly<Record<string, ErrorCode>>
  /** Where a refusal says in words what is wrong; default `/error/message` and `/message`. */
  refusal?: readonly string[]
  /** Where a refusal says whether trying again may help, as a boolean. */
  retryable?: string
  /** Where the body of a refusal says how many seconds to wait. */
  retryAfter?: string
  /** Where the vendor lists its jobs on pages: what asks for the next one, and whether there is one, if it says so apart. */
  pages?: { cursor: string; more?: string }
  /** How much money is left; for a provider with `balance`. */
  balance?: WireBalance
  /** How many jobs a `deleteAll` has removed; left out where no answer says it. */
  removed?: string
  /** Where the answer to a `cancel` or a `delete` says, with `true`, that it was done; left out where none does. */
  done?: WirePointer
  /** Where a delivery says what has happened, if it does. */
  event?: string
}

/** One request per mode, with every option that the model declares; it is the one on the mode's fixture. */
export type Samples = Partial<Record<Mode, VideoRequestInput>>

/** A call that no sample shows: another family of models, another dialect of the vendor, another form of its answers. */
export interface Example {
  /** Its fixture tells `example.NAME`; without one nothing may be sent. */
  name: string
  /** What is asked for; default the first sample. */
  request?: VideoRequestInput
  /** What a poll, or any other call about a job, is for; default the first sample's. */
  job?: Job
  /** The provider in another setting; default that of the configuration. */
  createProvider?: ContractConfig['createProvider']
  /** All that the last call gives, as JSON: a job, a page of them; nothing is called without this and `throws`. */
  gives?: unknown
  /** What the last call is refused with: each field that is named, of the error as JSON. */
  throws?: Readonly<Record<string, unknown>>
  /** All the models that it has in this setting. */
  models?: readonly ModelCapability[]
  /** What it claims in this setting: each field that is named. */
  capabilities?: Partial<Capabilities>
}

/** Where a fixture is known to differ from `spec`, and why both are right. */
export interface Waiver {
  /** Id of the fixture. */
  fixture: string
  /** Such as `/interactions/1/response/body`; for everything below it as well. */
  pointer: string
  reason: string
}

/** Everything the suite has to know of a provider. */
export interface ContractConfig {
  createProvider: (environment: ProviderEnvironment) => VideoProvider
  /** Folder of `*.fixture.jsonc`. */
  fixtures: URL
  wire: Wire
  samples: Samples
  /** All that models() has to give for the fixture `models`, or without one; for a provider that reads its models from the vendor. */
  claims?: readonly ModelCapability[]
  /** Calls beside the samples, each exactly as it is sent and read. */
  examples?: readonly Example[]
  /** The vendor's OpenAPI 3.1 document, parsed: what requests, fixtures, status words and mutated answers are held against. */
  spec?: Readonly<Record<string, unknown>>
  /** The provider's package.json: what npm would publish is judged as well. */
  package?: URL
  /** The job of the first mode's fixture as versions so far have stored it; add one when the form changes, and never edit one. */
  jobs?: readonly unknown[]
  /** Differences between fixtures and `spec` that are none. */
  waivers?: readonly Waiver[]
  /** Promises that are known to be broken. */
  deviations?: readonly Deviation[]
  /**
   * Which clauses may fail the provider: `1.x`, all of that major version of the suite, or `1.4`, those that it had then; a
   * newer one is judged all the same. Default: all of this suite's major version.
   */
  contract?: string
  /** Default `stable`. */
  level?: Level
  /** Makes a run repeatable; default 1, or REELAY_CONTRACT_SEED. */
  seed?: number
  /** Ids of the clauses to run; default all. */
  only?: readonly string[]
  /** Today, such as `2026-11-02`; default the machine's. */
  today?: string
  /** How long a sandbox may stand still, in real ms; default 2000. */
  watchdogMs?: number
}

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
