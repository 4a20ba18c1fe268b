import { specVersion, systemClock } from '@reelay/core'
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { clauseMetadata } from '../clauses/index.ts'
import { seedOf, todayOf, type ContractConfig } from '../config.ts'
import { webhookSecret } from '../deliveries.ts'
import { describeProvenance } from '../provenance.ts'
import type { ClauseResult } from '../run.ts'
import { readShelf } from '../shelf.ts'
import { ConformanceReport, type JudgedClause } from './conformance.ts'
import { groupOf } from './groups.ts'
import { redactValue } from './redact.ts'
import { scoreOf } from './score.ts'

/** Puts what a run has found into a report. Nothing in it is a secret, and two runs differ only in how long they took. */
export function createReport(config: ContractConfig, results: readonly ClauseResult[]): ConformanceReport {
  const clauses = results.map(judgedClause)
  const tapes = tapesOf(config)
  const isComplete = clauseMetadata.every(({ id }) => clauses.some((one) => one.id === id))
  const report: ConformanceReport = {
    conformance: 1,
    suite: manifestAt(new URL('../../package.json', import.meta.url)) ?? nameless,
    interface: specVersion,
    plugin: pluginOf(config),
    provider: providerOf(config),
    node: process.versions.node,
    date: todayOf(config),
    seed: results[0]?.seed ?? seedOf(config),
    level: config.level ?? 'stable',
    isComplete,
    score: scoreOf({ isComplete, tapes, clauses }),
    tapes,
    clauses,
  }
  return z.parse(ConformanceReport, JSON.parse(JSON.stringify(report), redactValue))
}

function judgedClause(result: ClauseResult): JudgedClause {
  const { id, title, since, level, gate, why, fix } = result.clause
  const { verdict, isFailure, provenance, requests, rerun, reason, message } = result
  return {
    id,
    group: groupOf(id).letter,
    title,
    since,
    level,
    ...(gate !== undefined && { gate }),
    why,
    fix,
    verdict,
    isFailure,
    // What was asked to find out that nothing is claimed is no evidence of anything.
    provenance: verdict === 'not-declared' ? 'none' : provenance,
    tapes: [...result.tapes],
    mutations: [...result.mutations],
    requests,
    calls: result.calls.map((call) => ({ ...call, atMs: Math.round(call.atMs) })),
    durationMs: Math.round(result.durationMs),
    warnings: [...result.warnings],
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
    rerun,
  }
}

function tapesOf({ tapes: folder }: ContractConfig): ConformanceReport['tapes'] {
  const { tapes, digests } = readShelf(folder)
  return tapes.map(({ id, scenario, provenance }) => ({
    id,
    scenario,
    provenance: provenance.kind,
    origin: describeProvenance(provenance),
    sha256: digests.get(id) ?? '',
  }))
}

const nameless = { name: 'unnamed', version: '0.0.0' }

/** The package that is named, or else the one that the tapes belong to: the nearest manifest above them. */
function pluginOf({ package: named, tapes }: ContractConfig): { name: string; version: string } {
  if (named) return manifestAt(named) ?? nameless
  for (let folder = new URL('./', tapes); ; folder = new URL('../', folder)) {
    const found = manifestAt(new URL('package.json', folder))
    if (found || folder.href === new URL('../', folder).href) return found ?? nameless
  }
}

function manifestAt(file: URL): { name: string; version: string } | undefined {
  if (!existsSync(file)) return undefined
  const manifest = z.object({ name: z.string(), version: z._default(z.string(), nameless.version) })
  const { data } = z.safeParse(manifest, JSON.parse(readFileSync(file, 'utf8')))
  return data && { name: data.name, version: data.version }
}

/** A provider says its own id; one that cannot be made goes by the name of its package. */
function providerOf(config: ContractConfig): string {
  try {
    const fetch: typeof globalThis.fetch = () => Promise.reject(new Error('a report asks nobody'))
    const apiKey = 'sk-canary-report'
    const baseUrl = 'https://report.contract.test'
    return config.createProvider({ apiKey, baseUrl, fetch, clock: systemClock, random: () => 0.5, webhookSecret }).id
  } catch {
    return pluginOf(config).name.replace(/^.*provider-/, '')
  }
}
