import type { ContractConfig } from '../src/config.ts'
import { candleContract, lanternContract } from './references.ts'

/** A provider with one bug, and what has to notice it. */
export interface BrokenProvider {
  /** Such as `trims-prompt`. */
  name: string
  /** Which reference it is made from. */
  of: 'lantern' | 'candle'
  /** The clauses that turn red, and no other one. */
  breaks: readonly string[]
  createProvider: ContractConfig['createProvider']
}

/** The whole configuration of a broken provider. */
export function configOf({ of, createProvider }: BrokenProvider): ContractConfig {
  return { ...(of === 'lantern' ? lanternContract : candleContract), createProvider }
}
