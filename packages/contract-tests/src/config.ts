import type { Clock, ErrorCode, Mode, Status, VideoProvider, VideoRequestInput } from '@reelay/core'
import type { Operation } from './tape.ts'
import type { Deviation, Level } from './verdict.ts'

/** What a provider is made from in a scene: nothing else may reach the outside. */
export interface ProviderEnvironment {
  /** A canary: it may show up in the declared place only. A function where keys are changed while a provider lives. */
  apiKey: string | (() => string)
  /** Origin of the vendor in this scene. */
  baseUrl: string
  /** The only way out. */
  fetch: typeof globalThis.fetch
  /** Virtual: hours pass at once. */
  clock: Clock
  /** Seeded. */
  random: () => number
}

/** A JSON pointer into an answer (`*` stands for every member), for all operations or for each. */
export type WirePointer = string | Partial<Record<Operation, string>>

/** Where the vendor's answers hold what the suite bends and compares. */
export interface Wire {
  /** The job's id. */
  id: WirePointer
  /** The status word. */
  status: WirePointer
  /** Progress, 0 to 100. */
  progress?: WirePointer
  /** Where the clip is; with `*` where there may be several. */
  resultUrl?: WirePointer
  /** Why a job failed, in the vendor's words. */
  reason?: WirePointer
  /** The vendor's words for each of our statuses. */
  words: Partial<Record<Exclude<Status, 'unknown'>, readonly string[]>>
  /** The vendor's words for refusals, each with our code; every one of them is on the tape `refused.codes`. */
  codes?: Readonly<Record<string, ErrorCode>>
  /** Where a refusal says whether trying again may help, as a boolean. */
  retryable?: string
}

/** One request per mode, with every knob that the model declares; it is the one on the mode's tape. */
export type Samples = Partial<Record<Mode, VideoRequestInput>>

/** Everything the suite has to know of a provider. */
export interface ContractConfig {
  createProvider: (environment: ProviderEnvironment) => VideoProvider
  /** Folder of `*.tape.jsonc`. */
  tapes: URL
  wire: Wire
  samples: Samples
  /** The vendor's OpenAPI document, parsed: every status word that it lists must be one of `wire.words`. */
  spec?: Readonly<Record<string, unknown>>
  /** Promises that are known to be broken. */
  deviations?: readonly Deviation[]
  /** Default `stable`. */
  level?: Level
  /** Makes a run repeatable; default 1, or REELAY_CONTRACT_SEED. */
  seed?: number
  /** Ids of the clauses to run; default all. */
  only?: readonly string[]
  /** Today, such as `2026-11-02`; default the machine's. */
  today?: string
  /** How long a scene may stand still, in real ms; default 2000. */
  watchdogMs?: number
}

/** A pointer for one operation. */
export function pointerFor(pointer: WirePointer | undefined, operation: Operation): string | undefined {
  return typeof pointer === 'string' ? pointer : pointer?.[operation]
}

/** What is wrong with a configuration; with any of these nothing is judged. */
export function configFindings(config: ContractConfig, clauseIds: readonly string[]): string[] {
  const { deviations = [], only = [], samples, wire } = config
  const findings: string[] = []
  const day = /^\d{4}-\d\d-\d\d$/
  for (const [index, { clause, reason, issue, until }] of deviations.entries()) {
    const where = `deviations[${index}]`
    if (!clauseIds.includes(clause)) findings.push(`${where}.clause: there is no clause ${clause}`)
    if (reason.trim() === '') findings.push(`${where}.reason: say why`)
    if (!URL.canParse(issue)) findings.push(`${where}.issue: must be a URL where one can read on`)
    if (!day.test(until)) findings.push(`${where}.until: must be a day such as 2027-03-01`)
    if (deviations.findIndex((one) => one.clause === clause) !== index)
      findings.push(`${where}.clause: ${clause} twice`)
  }
  for (const id of only) if (!clauseIds.includes(id)) findings.push(`only: there is no clause ${id}`)
  if (Object.keys(samples).length === 0) findings.push('samples: at least one mode needs a request')
  const pointers = Object.entries({
    id: wire.id,
    status: wire.status,
    progress: wire.progress,
    resultUrl: wire.resultUrl,
    reason: wire.reason,
  })
  if (wire.retryable !== undefined && !wire.retryable.startsWith('/'))
    findings.push(`wire.retryable: ${wire.retryable} is no JSON pointer such as /error/retryable`)
  for (const [name, pointer] of pointers)
    for (const one of typeof pointer === 'string' ? [pointer] : Object.values(pointer ?? {}))
      if (!one.startsWith('/')) findings.push(`wire.${name}: ${one} is no JSON pointer such as /task_id`)
  return findings
}

/** The seed of a run. */
export function seedOf({ seed }: ContractConfig): number {
  return seed ?? Number(process.env['REELAY_CONTRACT_SEED'] ?? 1)
}
