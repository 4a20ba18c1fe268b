import { inspect } from 'node:util'
import { preload } from '@reelay/core'
import { carrierFor, type Carrier } from './carried.ts'
import { metadataOf, type Clause, type ClauseMetadata } from '../harness/clause.ts'
import { clauses as allClauses } from '../clauses/index.ts'
import { seedOf, todayOf, type Claims, type ContractConfig } from '../config/config.ts'
import { configFindings, shapeFindings } from '../config/config-findings.ts'
import { isNewer, levelIn } from '../config/contract-pin.ts'
import { endingOf, type Setting } from '../replay/failure.ts'
import { watchLoops } from '../harness/loop-watch.ts'
import { manifestFindings } from '../config/manifest.ts'
import type { SeenRequest } from '../replay/match.ts'
import { failureMessage, withoutQuery } from './message.ts'
import { preflight } from './preflight.ts'
import { weakest, type Evidence } from '../fixtures/provenance.ts'
import { rerunInProgram, type Rerun } from './rerun.ts'
import { readFixtureSet } from '../fixtures/fixture-set.ts'
import { createClauseContext, type ContextParts } from '../harness/clause-context.ts'
import type { ContextRecord } from '../harness/run-sandbox.ts'
import { changesSince, surroundings } from '../harness/surroundings.ts'
import type { Operation } from '../fixtures/fixture.ts'
import { isFailure, withDeviation, type Verdict } from '../config/verdict.ts'

/** A call as it is shown: no body, and an address without its query. */
export interface ShownCall {
  /** What the fixture says it is for; left out when the fixture has no such call. */
  operation?: Operation
  method: string
  url: string
  /** A status, or what happened instead. */
  answer: string
  /** On the sandbox's clock, in ms since the sandbox began. */
  atMs: number
}

/** What one clause found. */
export interface ClauseResult {
  clause: ClauseMetadata
  verdict: Verdict
  /** Whether it keeps the provider from being conformant. */
  isFailure: boolean
  /** What the verdict rests on: the weakest exchange that the clause is about. */
  provenance: Evidence
  /** Ids of the fixtures that were put on. */
  fixtures: readonly string[]
  mutations: readonly string[]
  /** How many requests came in over the wire. */
  requests: number
  /** At most eight of them: the last ones of the sandbox that failed, or else the first ones. */
  calls: readonly ShownCall[]
  seed: number
  durationMs: number
  /** What is no failure, but should be known. */
  warnings: readonly string[]
  /** How to judge this clause again, with the same outcome. */
  rerun: string
  /** Why it is not a pass, in one or two lines. */
  reason?: string
  /** The whole text of a failure. */
  message?: string
}

/** Options of a run. */
export interface RunOptions {
  /** How the caller's users judge one clause again; default: a call of `runContract`. */
  rerun?: Rerun
}

/** A run that is ready to judge. */
export interface Run {
  clauses: readonly Clause[]
  /** Judges one clause. Never rejects, unless there are findings. */
  judge(clause: Clause, rerun?: Rerun): Promise<ClauseResult>
}

/** Judges every clause in turn. Throws one error with all findings when the configuration, the fixtures or the surroundings are wrong. */
export async function* runContract(config: ContractConfig, { rerun }: RunOptions = {}): AsyncGenerator<ClauseResult> {
  const { findings, run } = prepareRun(config)
  if (findings.length > 0) throw new Error(findings.join('\n'))
  for (const clause of run.clauses) yield await run.judge(clause, rerun)
}

/**
 * Reads everything that a run needs; with any finding nothing may be judged. Each clause has its own wire, unless one is
 * given. A provider that computes for `loopMs` without a pause ends the process, which nothing gentler could.
 */
export function prepareRun(config: ContractConfig, wire?: Carrier, loopMs = 30_000): { findings: string[]; run: Run } {
  const misfits = shapeFindings(config)
  if (misfits.length > 0)
    return { findings: misfits, run: { clauses: [], judge: () => Promise.reject(new Error(misfits[0])) } }
  const fixtureSet = readFixtureSet(config.fixtures)
  const ids = allClauses.map(({ id }) => id)
  const findings = [...preflight(config.fixtures), ...configFindings(config, ids), ...fixtureSet.problems]
  let asked: Promise<Asked> | undefined
  return {
    findings,
    run: {
      clauses: config.only ? allClauses.filter(({ id }) => config.only?.includes(id)) : allClauses,
      judge: async (clause, rerun = rerunInProgram) => {
        const parts = { config, fixtureSet, seed: seedOf(config), wire, rerun, loopMs }
        asked ??= ask(parts)
        return judge(clause, parts, asked)
      },
    },
  }
}

async function judge(clause: Clause, parts: Parts, asked: Promise<Asked>): Promise<ClauseResult> {
  const { config, seed } = parts
  const rerun = parts.rerun(clause.id, seed)
  const begin = performance.now()
  const metadata = { ...metadataOf(clause), level: levelIn(clause, config) }
  const level = config.level ?? 'stable'
  const record: ContextRecord = { playback: [], fixtures: [], requests: [], checks: 0, warnings: [] }
  const found = await watchLoops(`[${clause.id}]`, parts.loopMs, () => question(clause, parts, asked, record))

  const deviation = config.deviations?.find((one) => one.clause === clause.id)
  const verdict = withDeviation(found.verdict, deviation, todayOf(config))
  const isBad = metadata.level === 'required' && isFailure(verdict, level)
  const reason = verdict === found.verdict ? found.reason : reasonOf(verdict, found.reason, deviation?.reason)
  if (isFailure(verdict, level) && isNewer(clause, config))
    record.warnings.push(`since ${clause.since}, newer than contract ${config.contract}: it fails nothing yet`)
  const steady = withoutPorts(record.requests)
  const ofSubject = record.playback.filter(({ operation }) => clause.subject.includes(operation))
  return {
    clause: metadata,
    verdict,
    isFailure: isBad,
    provenance: weakest(ofSubject.map(({ evidence }) => evidence)),
    fixtures: [...new Set([...record.fixtures, ...record.playback.map(({ fixture }) => fixture)])],
    mutations: [...new Set(record.playback.flatMap(({ mutations }) => mutations))],
    requests: record.requests.length,
    calls: (found.setting?.requests.slice(-mostCalls) ?? record.requests.slice(0, mostCalls)).map((one) => {
      const call = shownCall(one)
      return { ...call, url: steady(call.url) }
    }),
    seed,
    durationMs: performance.now() - begin,
    warnings: record.warnings,
    rerun,
    ...(reason !== undefined && { reason: steady(reason) }),
    ...(isBad && {
      message: steady(failureMessage({ clause: metadata, found: reason ?? '', setting: found.setting, seed, rerun })),
    }),
  }
}

const mostCalls = 8

function shownCall({ operation, method, url, answer, atMs }: SeenRequest): ShownCall {
  return { ...(operation && { operation }), method, url: withoutQuery(url), answer, atMs }
}

/** Takes the port of a server on this machine, which is another one each time, out of a text. */
function withoutPorts(requests: readonly SeenRequest[]): (text: string) => string {
  const origins = new Set(requests.flatMap(({ url }) => /^http:\/\/127\.0\.0\.1:\d+/.exec(url) ?? []))
  return (text) => [...origins].reduce((whole, origin) => whole.replaceAll(origin, 'http://127.0.0.1'), text)
}

type Parts = Omit<ContextParts, keyof Asked> & { rerun: Rerun; loopMs: number }

/** What is known of a provider once it was made and asked. */
type Asked = Pick<ContextParts, 'claims' | 'traces'>

interface Answer {
  verdict: Verdict
  reason?: string
  setting?: Setting
}

async function question(clause: Clause, parts: Parts, asked: Promise<Asked>, record: ContextRecord): Promise<Answer> {
  try {
    const known = await asked
    if (clause.gate && !clause.gate.isOpen(known.claims, parts.config))
      return { verdict: 'not-declared', reason: `only for ${clause.gate.name}` }
    const made = createClauseContext(clause.id, { ...parts, ...known, wire: parts.wire ?? carrierFor(clause.id) })
    try {
      await clause.run(made.context)
    } finally {
      Object.assign(record, made.record)
    }
    const silent = clause.subject.filter((operation) => !record.playback.some((one) => one.operation === operation))
    if (silent.length > 0)
      return { verdict: 'vacuous', reason: `it is about ${silent.join(' and ')}, which never happened` }
    if (record.checks === 0) return { verdict: 'vacuous', reason: 'nothing was checked' }
    return { verdict: 'pass' }
  } catch (error) {
    const end = endingOf(error)
    if (!end) return { verdict: 'harness-error', reason: inspect(error) }
    return { verdict: end.kind, reason: end.found, ...('setting' in end && end.setting && { setting: end.setting }) }
  }
}

/** Asks a provider what it claims, once for a run. */
async function ask(parts: Omit<ContextParts, keyof Asked>): Promise<Asked> {
  // Reading files takes real time, which a clock of ours knows nothing of.
  await preload()
  const { context } = createClauseContext('claims', { ...parts, claims: { capabilities: noCapabilities, models: [] } })
  const before = surroundings()
  const claims = await context.sandbox({}, async ({ provider, accept, fail }) => {
    const models = await accept('models', () => provider.models())
    const fatal = manifestFindings(provider, models).filter(({ isFatal }) => isFatal)
    return fatal.length > 0
      ? fail(fatal.map(({ text }) => text).join('\n'))
      : { capabilities: provider.capabilities, models }
  })
  return { claims, traces: () => changesSince(before) }
}

const noCapabilities: Claims['capabilities'] = {
  operations: [],
  idempotency: 'none',
  concurrentJobs: null,
  polling: { firstMs: 1, intervalMs: 1, minimumMs: 1 },
  resultLifetimeMs: null,
  passThrough: false,
}

function reasonOf(verdict: Verdict, found: string | undefined, declared: string | undefined): string {
  if (verdict === 'deviation') return `declared: ${declared}`
  if (verdict === 'expired-deviation')
    return `${found}\nthe deviation was declared (${declared}), but its day has passed`
  return `it was declared as a deviation (${declared}), but the promise is kept: delete the deviation`
}
