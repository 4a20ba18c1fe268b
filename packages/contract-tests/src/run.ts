import { inspect } from 'node:util'
import { metadataOf, type Claims, type Clause, type ClauseMetadata } from './clause.ts'
import { clauses as allClauses } from './clauses/index.ts'
import { configFindings, seedOf, type ContractConfig } from './config.ts'
import { endingOf, type Setting } from './failure.ts'
import { failureMessage } from './message.ts'
import { preflight } from './preflight.ts'
import { weakest, type Evidence } from './provenance.ts'
import { readShelf } from './shelf.ts'
import { createStage, type StageParts, type StageRecord } from './stage.ts'
import { isFailure, withDeviation, type Verdict } from './verdict.ts'

/** What one clause found. */
export interface ClauseResult {
  clause: ClauseMetadata
  verdict: Verdict
  /** Whether it keeps the provider from being conformant. */
  isFailure: boolean
  /** What the verdict rests on: the weakest exchange that the clause is about. */
  provenance: Evidence
  /** Ids of the tapes that were played. */
  tapes: readonly string[]
  mutations: readonly string[]
  /** How many requests came in over the wire. */
  requests: number
  seed: number
  durationMs: number
  /** Why it is not a pass, in one or two lines. */
  reason?: string
  /** The whole text of a failure. */
  message?: string
}

/** A run that is ready to judge. */
export interface Run {
  clauses: readonly Clause[]
  /** Judges one clause. Never rejects. */
  judge(clause: Clause): Promise<ClauseResult>
}

/** Judges every clause in turn. Throws one error with all findings when the configuration, the tapes or the surroundings are wrong. */
export async function* runContract(config: ContractConfig): AsyncGenerator<ClauseResult> {
  const { findings, run } = prepareRun(config)
  if (findings.length > 0) throw new Error(findings.join('\n'))
  for (const clause of run.clauses) yield await run.judge(clause)
}

/** Reads everything that a run needs; with any finding nothing may be judged. */
export function prepareRun(config: ContractConfig, wire?: StageParts['wire']): { findings: string[]; run: Run } {
  const shelf = readShelf(config.tapes)
  const ids = allClauses.map(({ id }) => id)
  const findings = [...preflight(config.tapes), ...configFindings(config, ids), ...shelf.findings]
  let claims: Promise<Claims> | undefined
  return {
    findings,
    run: {
      clauses: config.only ? allClauses.filter(({ id }) => config.only?.includes(id)) : allClauses,
      judge: async (clause) => {
        const parts = { config, shelf, seed: seedOf(config), wire }
        claims ??= readClaims(parts)
        return judge(clause, parts, claims)
      },
    },
  }
}

async function judge(clause: Clause, parts: Parts, asked: Promise<Claims>): Promise<ClauseResult> {
  const { config, seed } = parts
  const begin = performance.now()
  const metadata = metadataOf(clause)
  const level = config.level ?? 'stable'
  const record: StageRecord = { playback: [], requests: [], checks: 0 }
  const found = await question(clause, parts, asked, record)

  const deviation = config.deviations?.find((one) => one.clause === clause.id)
  const verdict = withDeviation(found.verdict, deviation, config.today ?? new Date().toISOString().slice(0, 10))
  const isBad = clause.level === 'required' && isFailure(verdict, level)
  const reason = verdict === found.verdict ? found.reason : reasonOf(verdict, found.reason, deviation?.reason)
  const ofSubject = record.playback.filter(({ operation }) => clause.subject.includes(operation))
  return {
    clause: metadata,
    verdict,
    isFailure: isBad,
    provenance: weakest(ofSubject.map(({ evidence }) => evidence)),
    tapes: [...new Set(record.playback.map(({ tape }) => tape))],
    mutations: [...new Set(record.playback.flatMap(({ mutations }) => mutations))],
    requests: record.requests.length,
    seed,
    durationMs: performance.now() - begin,
    ...(reason !== undefined && { reason }),
    ...(isBad && { message: failureMessage({ clause: metadata, found: reason ?? '', setting: found.setting, seed }) }),
  }
}

type Parts = Omit<StageParts, 'claims'>

interface Answer {
  verdict: Verdict
  reason?: string
  setting?: Setting
}

async function question(clause: Clause, parts: Parts, asked: Promise<Claims>, record: StageRecord): Promise<Answer> {
  try {
    const claims = await asked
    if (clause.gate && !clause.gate.isOpen(claims))
      return { verdict: 'not-declared', reason: `only for ${clause.gate.name}` }
    const made = createStage(clause.id, { ...parts, claims })
    try {
      await clause.run(made.stage)
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
async function readClaims(parts: Parts): Promise<Claims> {
  const { stage } = createStage('claims', { ...parts, claims: { capabilities: noCapabilities, models: [] } })
  return stage.scene({}, async ({ provider, accept }) => ({
    capabilities: provider.capabilities,
    models: await accept('models', () => provider.models()),
  }))
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
