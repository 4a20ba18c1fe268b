import { isVideoError, systemClock, VideoError, type Clock, type Job, type VideoProvider } from '@reelay/core'
import { invalidRequest, issue } from '@reelay/core/provider'
import type { ContractConfig } from '@reelay/contract-tests/config'
import { webhookSecret } from '@reelay/contract-tests/config'
import { memberOf } from '@reelay/simulator/openapi'
import { readFixtureSet } from '@reelay/contract-tests/fixtures'
import type { Line } from './ask.ts'
import { changesetOf, sortFindings } from './finding.ts'
import type { Known } from './known.ts'
import { listen } from './listen.ts'
import { note, outcomeOf, type DriftLog, type DriftTier } from './outcome.ts'
import { checkPages } from './pages.ts'
import { checkPaid, type Spent } from './paid.ts'
import { bogusKey, probeWithKey, probeWithoutKey, type Probe } from './probe.ts'
import { cleaner } from './redact.ts'
import type { DriftReport } from './report.ts'

/** How a vendor is checked. */
export interface DriftOptions {
  /** 0 (default): no key. 1: free calls with the key. 2: one video that costs money. */
  tier?: DriftTier | undefined
  /** Needed from tier 1 on; without it nothing of these is checked. */
  apiKey?: string | undefined
  /** Default: the first server of the specification. */
  baseUrl?: string | undefined
  /** Most that tier 2 may spend, in USD; tier 2 demands it. */
  maxCost?: number | undefined
  /** What is counted for a video whose price nobody says in USD; without it none is made. */
  assumedCost?: number | undefined
  /** Told of the job of tier 2 as soon as the vendor has named it: from then on it costs money, whatever becomes of the run. */
  onJob?: ((job: Job) => void) | undefined
  /** Ends the run: it rejects with `aborted`, and with the job, if any. */
  signal?: AbortSignal | undefined
  /** Default: the machine's own, and so are the next two. */
  fetch?: typeof globalThis.fetch | undefined
  clock?: Clock | undefined
  random?: (() => number) | undefined
}

/** The names under which a program may look for the settings of a vendor; asks nobody. */
export function driftSettings(config: ContractConfig): { provider: string; apiKey: string; baseUrl: string } {
  const { id, environment } = providerOf(config, {
    apiKey: bogusKey,
    baseUrl: 'http://127.0.0.1',
    fetch: globalThis.fetch,
    clock: systemClock,
    random: Math.random,
  })
  return { provider: id, apiKey: environment.apiKey, baseUrl: environment.baseUrl }
}

/**
 * Holds the live vendor against fixtures and specification. Whatever the vendor does ends in a report. Throws
 * `invalid_request` for options that make no sense and for fixtures that cannot be read, before anything is sent,
 * and `aborted`, with the job if there is one; `submission_unknown` where it was stopped while a create was on its way.
 */
export async function checkDrift(config: ContractConfig, options: DriftOptions = {}): Promise<DriftReport> {
  const { tier = 0, apiKey, clock = systemClock, signal } = options
  const baseUrl = options.baseUrl ?? serverOf(config.spec)
  assertOptions({ ...options, tier, baseUrl })
  const known = knownOf(config)
  const { provider } = known
  const at = new Date(clock.now()).toISOString()
  const adapter = observedFetch(options.fetch ?? globalThis.fetch)
  const line = { fetch: adapter.fetch, clock, signal }
  let job: Job | undefined
  const onJob = (named: Job): void => {
    job = named
    options.onJob?.(named)
  }
  try {
    const pages: DriftLog = { checks: [], findings: [] }
    const vendor: DriftLog = { checks: [], findings: [] }
    await checkPages(known.fixtureSet, line, pages)
    if (baseUrl === undefined)
      note(vendor, 0, 'every path', 'unchecked', 'no address: the specification names no server, and none was given')
    const asked = { known, line: { ...line, baseUrl: baseUrl ?? '' }, log: vendor }
    const spent = baseUrl === undefined ? undefined : await checkVendor(config, { ...options, ...asked, tier, onJob })

    const checks = [...pages.checks, ...vendor.checks]
    const findings = sortFindings([...pages.findings, ...vendor.findings])
    const outcome = outcomeOf({ checks, findings })
    const changeset = changesetOf(provider, findings)
    return cleaner(apiKey)({
      provider,
      tier,
      at,
      outcome,
      ...(changeset !== undefined && { changeset }),
      findings,
      checks,
      ...(spent && { spent }),
      ...(adapter.isSimulated() && { simulated: true }),
    })
  } catch (error) {
    if (!signal?.aborted || (isVideoError(error) && error.code === 'submission_unknown')) throw error
    throw new VideoError('aborted', `${provider}: stopped`, { provider, job, operation: 'drift', cause: signal.reason })
  }
}

/** The calls of each tier, the free ones first; gives what was spent. */
async function checkVendor(
  config: ContractConfig,
  { tier, apiKey, maxCost = 0, assumedCost, random = Math.random, onJob, ...probe }: VendorOptions,
): Promise<Spent | undefined> {
  const { known, line, log } = probe
  const nobody = providerOf(config, { ...line, apiKey: bogusKey, random })
  await probeWithoutKey(probe, nobody)
  if (tier === 0) return undefined
  if (apiKey === undefined || apiKey === '') {
    note(log, tier, 'every path with the key', 'unchecked', `there is no key: set ${nobody.environment.apiKey}`)
    return undefined
  }
  await probeWithKey(probe, providerOf(config, { ...line, apiKey, random }))
  if (tier === 1) return undefined
  if (!isSound(log)) {
    note(log, 2, 'a video', 'unchecked', 'what costs nothing comes first, and not all of it was as it should be')
    return undefined
  }
  const connect = (fetch: typeof globalThis.fetch): VideoProvider =>
    providerOf(config, { ...line, fetch, apiKey, random })
  const { samples } = config
  const budget = { maxCost, assumedCost }
  return checkPaid({ ...probe, connect, listener: listen(line, known), samples, random, budget, onJob })
}

interface VendorOptions extends Probe, Pick<DriftOptions, 'apiKey' | 'maxCost' | 'assumedCost' | 'random'> {
  tier: DriftTier
  onJob: (job: Job) => void
}

/** Whether money may be spent: nothing critical was found, and everything so far was checked. */
function isSound({ checks, findings }: DriftLog): boolean {
  return checks.every(({ result }) => result === 'checked') && findings.every(({ severity }) => severity !== 'critical')
}

function knownOf(config: ContractConfig): Known {
  const fixtureSet = readFixtureSet(config.fixtures)
  const wrongForm = fixtureSet.findings.filter(({ about }) => about === 'form').map(({ text }) => text)
  const issues = [...fixtureSet.problems, ...wrongForm].map((text) =>
    issue('fixtures', text, 'fixtures that can be read'),
  )
  if (issues.length > 0) throw invalidRequest(issues, { operation: 'drift' })
  return { provider: driftSettings(config).provider, fixtureSet, spec: config.spec, wire: config.wire }
}

function observedFetch(fetch: typeof globalThis.fetch): { fetch: typeof globalThis.fetch; isSimulated: () => boolean } {
  let isSimulated = false
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      if (response.headers.has('x-reelay-simulated')) isSimulated = true
      return response
    },
    isSimulated: () => isSimulated,
  }
}

function providerOf(
  { createProvider }: ContractConfig,
  environment: Line & { apiKey: string; random: () => number },
): VideoProvider {
  const { apiKey, baseUrl, fetch, clock, random } = environment
  return createProvider({ apiKey, baseUrl, fetch, clock, random, webhookSecret })
}

/** The first server of a specification that is one address for everybody. */
function serverOf(spec: ContractConfig['spec']): string | undefined {
  const [server] = [spec?.['servers']].flat()
  const url = memberOf(server, 'url')
  return typeof url === 'string' && /^https?:/.test(url) && !url.includes('{') ? url : undefined
}

function assertOptions({ tier, maxCost, assumedCost, baseUrl }: DriftOptions): void {
  const isAddress = baseUrl === undefined || (/^https?:/.test(baseUrl) && URL.canParse(baseUrl))
  const isAmount = (amount: number | undefined): boolean => amount === undefined || (amount >= 0 && amount < Infinity)
  const amount = 'an amount in USD from 0'
  const issues = [
    ...(tier === 0 || tier === 1 || tier === 2 ? [] : [issue('tier', tier, '0, 1 or 2')]),
    ...(isAmount(maxCost) && !(tier === 2 && maxCost === undefined) ? [] : [issue('maxCost', maxCost, amount)]),
    ...(isAmount(assumedCost) ? [] : [issue('assumedCost', assumedCost, amount)]),
    ...(isAddress ? [] : [issue('baseUrl', baseUrl, 'an http(s) URL')]),
  ]
  if (issues.length > 0) throw invalidRequest(issues, { operation: 'drift' })
}
