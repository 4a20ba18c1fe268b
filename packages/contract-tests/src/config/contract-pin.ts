import type { Level } from './verdict.ts'

/**
 * Version of the contract: the interface that it judges, and how often clauses have come since. It is not the package's
 * own version, which moves with every fix.
 */
export const contractVersion = '1.0'

/** Only a `required` clause can fail a provider. */
export type ClauseLevel = 'required' | 'experimental'

/** What a provider is held to: the contract of this suite, the one that the configuration names, and the level of the run. */
export interface Pinned {
  /** Such as `1.x`, every clause of that major version, or `1.4`, those until then; default: those of this suite. */
  contract?: string | undefined
  level?: Level | undefined
  /** Of the suite's contract. */
  version?: string
}

/** What is wrong with `contract`; with any of these nothing is judged. */
export function pinFindings({ contract, version = contractVersion }: Pinned): string[] {
  if (contract === undefined) return []
  const [major = '', minor = ''] = version.split('.')
  const allowed = `allowed: ${major}.x, or ${major}.0${minor === '0' ? '' : ` to ${major}.${minor}`}`
  if (!/^\d+\.(x|\d+)$/.test(contract)) return [`contract: "${contract}" is no range; ${allowed}`]
  const [wanted, until = ''] = contract.split('.')
  if (wanted !== major)
    return [`contract: ${contract} is another major version than this suite, ${version}; ${allowed}`]
  return until !== 'x' && Number(until) > Number(minor)
    ? [`contract: ${contract} is newer than this suite, ${version}; ${allowed}`]
    : []
}

/** Whether a clause is newer than what the configuration names: it is judged, and fails nothing. */
export function isNewer({ since }: { since: string }, { contract, version = contractVersion }: Pinned): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number)
  const [wanted, until] = (contract ?? `${version.split('.')[0]}.x`).split('.')
  const last = until === 'x' ? Infinity : Number(until)
  return major > Number(wanted) || (major === Number(wanted) && minor > last)
}

/** As what a clause counts in a run. */
export function levelIn(clause: { since: string; level: ClauseLevel }, pinned: Pinned): ClauseLevel {
  if (isNewer(clause, pinned)) return 'experimental'
  return pinned.level === 'experimental' ? 'required' : clause.level
}
