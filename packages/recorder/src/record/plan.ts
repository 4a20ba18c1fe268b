import { createClient, type Clock, type Cost, type Job, type Mode, type VideoProvider } from '@reelay/core'
import type { ContractConfig } from '@reelay/contract-tests/config'
import { isHarmlessHeader } from '@reelay/contract-tests/fixtures'
import { readFixtureSet, type FixtureSet } from '@reelay/contract-tests/fixtures'
import { scenarios, type Scenario } from '@reelay/contract-tests/fixtures'
import { unfinished } from './journal.ts'
import type { Secret } from './search.ts'
import { mayBeVendor, type Circumstances } from './stamp.ts'
import { recordings, untold, type ScenarioRecording } from './recordings.ts'

/** What a recording is made with. */
export interface RecordOptions extends Circumstances {
  config: ContractConfig
  apiKey: string
  /** Default: the vendor's own. */
  baseUrl?: string | undefined
  webhookSecret?: string | undefined
  /** Scenarios to record; default: all that the provider offers, but for those that are rare or destroy more than their own job. */
  scenarios?: readonly Scenario[] | undefined
  /** Folder for the fixtures, ending with a slash; default: the one of the configuration. */
  output?: URL | undefined
  /** Whether fixtures that tell the same scenarios are replaced; default false. */
  isReplacing?: boolean | undefined
  /** Other secrets that may show up, besides the key. */
  secrets?: readonly Secret[] | undefined
  /** Names of headers to keep, besides those that every fixture keeps. */
  keepHeaders?: readonly string[] | undefined
  /** JSON pointers into bodies whose values are hidden. */
  redact?: readonly string[] | undefined
  /** Most that all creates together may cost by the price list; also the least that is needed to begin without asking. */
  maxCost?: number | undefined
  /** Default: the machine's own. */
  clock?: Clock | undefined
  signal?: AbortSignal | undefined
}

/** A scenario that will be recorded. */
export interface PlannedRecording {
  recording: ScenarioRecording
  /** Of the fixture: `text` for `text.completes`. */
  name: string
  /** Name of the file that will be written. */
  file: string
  /** What its create costs by the price list; `unknown` where that says nothing, left out where none is sent. */
  cost?: Cost | 'unknown'
}

/** A recording that is ready to begin; nothing has been spent. */
export interface RecordingPlan {
  options: RecordOptions
  recordings: readonly PlannedRecording[]
  /** What is needed to begin; with any of these nothing may be recorded. */
  findings: readonly string[]
  fixtureSet: FixtureSet
  /** Mode of the first scenario that makes a job. */
  firstMode: Mode
  /** Ids of the models, which stay as they are. */
  models: readonly string[]
  baseUrl: string
  output: URL
}

const modes: readonly Mode[] = ['text', 'image', 'reference']

/** A key that no vendor has given out. */
export const strangersKey = 'reelay-key-of-nobody'

/** Says what a recording would do and cost; asks the vendor for nothing but its models. Rejects when even those cannot be had. */
export async function planRecording(options: RecordOptions): Promise<RecordingPlan> {
  const { config, output = config.fixtures, signal, clock } = options
  const provider = makeProvider(options, options.apiKey, globalThis.fetch)
  const firstMode = modes.find((mode) => config.samples[mode]) ?? 'text'
  const fixtureSet = readFixtureSet(output)
  const asked = options.scenarios ?? defaultScenarios(provider, config)
  const chosen = recordings.filter(({ scenario }) => asked.includes(scenario))
  const findings = [
    ...settingFindings(options, provider, output),
    ...asked.flatMap((scenario) => recordingFindings(scenario, { provider, config, asked, firstMode })),
  ]
  const planned = chosen.map((recording) => ({
    recording,
    name: nameOf(recording.scenario),
    file: fileFor(recording.scenario, fixtureSet),
  }))
  for (const { recording, name, file } of planned) {
    const twin = fixtureSet.find(recording.scenario) ?? fixtureSet.texts.get(file)
    if (twin !== undefined && options.isReplacing !== true)
      findings.push(`${file}: tells ${recording.scenario} already; replace it, or choose another folder`)
    const left = unfinished(output, name)
    if (left)
      findings.push(
        `${left.path}: a recording of ${recording.scenario} was interrupted after its create, which may be paid for: see what became of its job, then delete the file`,
      )
  }
  const stay = { options, findings, fixtureSet, firstMode, baseUrl: options.baseUrl ?? provider.origin, output }
  if (findings.length > 0) return { ...stay, models: [], recordings: planned }
  const models = (await provider.models({ signal, fetch: globalThis.fetch, clock })).map(({ id }) => id)
  const offers = await Promise.all(
    planned.map(({ recording }) => offerFor(recording, { provider, options, firstMode })),
  )
  const priced = planned.map((one, index) => ({ ...one, ...(offers[index]?.cost && { cost: offers[index].cost }) }))
  const refused = offers.flatMap(({ problems }) => problems)
  return { ...stay, models, recordings: priced, findings: [...new Set([...refused, ...overBudget(priced, options)])] }
}

/** The names under which a program may look for the settings of the vendor; asks nobody. */
export function recordSettings(config: ContractConfig): { provider: string; apiKey: string; baseUrl: string } {
  const { id, environment } = makeProvider(
    { config, apiKey: '', baseUrl: 'http://127.0.0.1' },
    'none',
    globalThis.fetch,
  )
  return { provider: id, apiKey: environment.apiKey, baseUrl: environment.baseUrl }
}

/** The provider with this key, and with this fetch as its only way out. */
export function makeProvider(
  { config, baseUrl, webhookSecret = '', clock }: RecordOptions,
  apiKey: string,
  fetch: typeof globalThis.fetch,
): VideoProvider {
  const environment = { apiKey, fetch, webhookSecret, random: Math.random, ...(clock && { clock }) }
  const given = baseUrl === undefined ? environment : { ...environment, baseUrl }
  // Without an address a provider knows its vendor's own, which a sandbox of the suite never has.
  const made: unknown = Reflect.apply(config.createProvider, undefined, [given])
  if (isProvider(made)) return made
  throw new TypeError('createProvider made no provider')
}

/** Sum of what is known of the costs, and whether that is all. */
function totalOf(planned: readonly PlannedRecording[]): { amounts: Map<string, number>; isComplete: boolean } {
  const amounts = new Map<string, number>()
  for (const { cost } of planned)
    if (cost && cost !== 'unknown') amounts.set(cost.currency, (amounts.get(cost.currency) ?? 0) + cost.amount)
  return { amounts, isComplete: planned.every(({ cost }) => cost !== 'unknown') }
}

/** The job of the first mode's scenario as it was stored once; undefined when there is none. */
export function storedJob({ config }: RecordOptions, provider: VideoProvider): Job | undefined {
  const stored = config.jobs?.at(-1)
  return stored === undefined ? undefined : createClient({ providers: [provider] }).job(stored)
}

function isProvider(value: unknown): value is VideoProvider {
  return typeof value === 'object' && value !== null && 'create' in value && 'get' in value && 'models' in value
}

function defaultScenarios(provider: VideoProvider, config: ContractConfig): Scenario[] {
  const told = recordings.filter(({ operation, creates, isRare }) => {
    if (isRare) return false
    const isOffered = operation === undefined || provider.capabilities.operations.some((one) => one === operation)
    const { mode = 'first' } = creates ?? {}
    return isOffered && (mode === 'first' || config.samples[mode] !== undefined)
  })
  return told.map(({ scenario }) => scenario)
}

function settingFindings(options: RecordOptions, provider: VideoProvider, output: URL): string[] {
  const { keepHeaders = [], redact = [], keyTier, run, pluginCommit, baseUrl = provider.origin } = options
  const needed = mayBeVendor(baseUrl)
    ? [
        ...(keyTier ? [] : ['keyTier: missing; say of which tier the account is, such as paid']),
        ...(run ? [] : ['run: missing; say who records, or the URL of the CI run']),
        ...(pluginCommit ? [] : ['pluginCommit: missing; commit the provider first']),
      ]
    : []
  return [
    ...needed,
    ...(options.apiKey === '' ? ['apiKey: missing; a recording is made with a key of yours'] : []),
    ...(output.protocol === 'file:' && output.href.endsWith('/') ? [] : [`output: ${output.href} is no folder`]),
    ...keepHeaders
      .filter((name) => !isHarmlessHeader(name))
      .map((name) => `keepHeaders: ${name} looks like a credential and has no place on a fixture`),
    ...redact
      .filter((one) => !one.startsWith('/'))
      .map((one) => `redact: ${one} is no JSON pointer such as /user/name`),
  ]
}

interface Surroundings {
  provider: VideoProvider
  config: ContractConfig
  asked: readonly Scenario[]
  firstMode: Mode
}

function recordingFindings(scenario: Scenario, { provider, config, asked, firstMode }: Surroundings): string[] {
  const reason = untold[scenario]
  if (reason !== undefined) return [`${scenario}: cannot be recorded on demand: ${reason}`]
  const recording = recordings.find((one) => one.scenario === scenario)
  if (!recording) return [`${scenario}: there is no such scenario; allowed: ${Object.keys(scenarios).join(', ')}`]
  const { operation, creates, needsJob } = recording
  const { operations } = provider.capabilities
  if (operation !== undefined && !operations.some((one) => one === operation))
    return [`${scenario}: ${provider.id} does not offer ${operation}`]
  const mode = creates?.mode === 'first' ? firstMode : creates?.mode
  if (mode !== undefined && !config.samples[mode]) return [`${scenario}: samples.${mode} is missing`]
  const first: Scenario = `${firstMode}.completes`
  if (needsJob && !asked.includes(first)) return [`${scenario}: is about the job of ${first}: record both together`]
  const isLost = scenario === 'refused.not_found' && !asked.includes(first) && !config.jobs?.length
  return isLost ? [`${scenario}: needs the form of a job: record ${first} with it, or list one in jobs`] : []
}

/** What a scenario's create costs, and why it would be refused before it is sent. */
async function offerFor(
  { creates }: ScenarioRecording,
  { provider, options, firstMode }: { provider: VideoProvider; options: RecordOptions; firstMode: Mode },
): Promise<{ cost?: Cost | 'unknown'; problems: readonly string[] }> {
  const mode = creates?.mode === 'first' ? firstMode : creates?.mode
  const sample = mode && options.config.samples[mode]
  if (!sample) return { problems: [] }
  const { signal, clock } = options
  const client = createClient({ providers: [provider], ...(clock && { clock }) })
  const [candidate] = (await client.plan(sample, { signal })).candidates
  const told = (candidate?.problems ?? []).map(({ field, given, allowed }) => {
    const instead = allowed === undefined ? '' : `, allowed: ${allowed}`
    return `samples.${mode}.${field}: ${given ?? 'missing'}, not taken${instead}`
  })
  return { cost: candidate?.cost ?? 'unknown', problems: told }
}

function overBudget(planned: readonly PlannedRecording[], { maxCost }: RecordOptions): string[] {
  if (maxCost === undefined) return []
  const { amounts, isComplete } = totalOf(planned)
  const [[currency, amount] = ['USD', 0], ...others] = amounts
  if (others.length > 0) return [`maxCost: ${maxCost} of what? Prices are in ${[...amounts.keys()].join(' and ')}`]
  if (!isComplete) return ['maxCost: the price of a create is unknown, so that nobody can say what it will cost']
  return amount > maxCost ? [`maxCost: ${amount} ${currency} is more than ${maxCost}: leave scenarios out`] : []
}

/** The file of the fixture that told this scenario so far, or a new one. */
function fileFor(scenario: Scenario, fixtureSet: FixtureSet): string {
  const id = fixtureSet.find(scenario)?.id
  const found = [...fixtureSet.texts].find(
    ([, text]) => id !== undefined && text.includes(`"id": ${JSON.stringify(id)}`),
  )
  return found?.[0] ?? `${nameOf(scenario)}.fixture.jsonc`
}

/** "text" for `text.completes`, "refused-not-found" for `refused.not_found`, "delete-all" for `deleteAll`. */
function nameOf(scenario: Scenario): string {
  const words = scenario.replace(/\.completes$/, '').replaceAll(/[._]/g, '-')
  return words.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
