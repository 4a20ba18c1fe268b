import type { ContractConfig } from '../src/config/config.ts'
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
  /** What is said of it otherwise than of the reference, where that is the bug; a function where files have to be made. */
  config?: Partial<ContractConfig> | (() => Partial<ContractConfig>)
}

/** The whole configuration of a broken provider. */
export function configOf({ of, createProvider, config }: BrokenProvider): ContractConfig {
  const sound = of === 'lantern' ? lanternContract : candleContract
  return { ...sound, createProvider, ...(typeof config === 'function' ? config() : config) }
}
