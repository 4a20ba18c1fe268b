import { expect } from 'vitest'
import type { ContractConfig } from '../src/index.ts'
import { prepareRun } from '../src/run/run.ts'

type Verdicts = Record<string, string>

const judged = {
  nock: new Map<ContractConfig, Promise<Verdicts>>(),
  memory: new Map<ContractConfig, Promise<Verdicts>>(),
}

/** What each clause says of a provider, judged once in a process for each wire. */
export function verdicts(config: ContractConfig, wire: keyof typeof judged): Promise<Verdicts> {
  const found = judged[wire].get(config) ?? judge(config, wire)
  judged[wire].set(config, found)
  return found
}

/** What each clause says of a provider; over this wire, or each over its own. */
export async function judge(config: ContractConfig, wire?: keyof typeof judged): Promise<Verdicts> {
  const { findings, run } = prepareRun(config, wire)
  expect(findings).toEqual([])
  const found: Verdicts = {}
  for (const clause of run.clauses) {
    const { verdict, message, reason } = await run.judge(clause)
    found[clause.id] = verdict === 'pass' || verdict === 'not-declared' ? verdict : `${verdict}: ${message ?? reason}`
  }
  return found
}
