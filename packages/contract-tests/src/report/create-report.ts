import { systemClock } from '@reelay/core'
import { specVersion } from '@reelay/core/provider'
import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { clauseMetadata } from '../clauses/index.ts'
import { seedOf, todayOf, type ContractConfig } from '../config/config.ts'
import { webhookSecret } from '../harness/deliveries.ts'
import { describeProvenance } from '../fixtures/provenance.ts'
import type { ClauseResult } from '../run/run.ts'
import { readFixtureSet } from '../fixtures/fixture-set.ts'
import { ConformanceReport, type JudgedClause } from './conformance.ts'
import { groupOf } from './groups.ts'
import { redactValue } from '../fixtures/redact.ts'
import { scoreOf } from './score.ts'

/** Puts what a run has found into a report. Nothing in it is a secret, and two runs differ only in how long they took. */
export function createReport(config: ContractConfig, results: readonly ClauseResult[]): ConformanceReport {
  const clauses = results.map(judgedClause)
  const fixtures = fixturesOf(config)
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
    score: scoreOf({ isComplete, fixtures, clauses }),
    fixtures,
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
    fixtures: [...result.fixtures],
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

function fixturesOf({ fixtures: folder }: ContractConfig): ConformanceReport['fixtures'] {
  const { fixtures, digests } = readFixtureSet(folder)
  return fixtures.map(({ id, scenario, provenance }) => ({
    id,
    scenario,
    provenance: provenance.kind,
    origin: describeProvenance(provenance),
    sha256: digests.get(id) ?? '',
  }))
}

const nameless = { name: 'unnamed', version: '0.0.0' }

/** The package that is named, or else the one that the fixtures belong to: the nearest manifest above them. */
function pluginOf({ package: named, fixtures }: ContractConfig): { name: string; version: string } {
  if (named) return manifestAt(named) ?? nameless
  for (let folder = new URL('./', fixtures); ; folder = new URL('../', folder)) {
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
