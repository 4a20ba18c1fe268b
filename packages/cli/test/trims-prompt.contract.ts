import { configOf } from '../../contract-tests/broken/broken.ts'
import { brokenProviders } from '../../contract-tests/broken/index.ts'
import type { ContractConfig } from '@reelay/contract-tests'

const broken = brokenProviders.find(({ name }) => name === 'trims-prompt')
if (!broken) throw new Error('there is no broken provider trims-prompt')

/** A provider with one bug, for contract.test.ts. */
const config: ContractConfig = configOf(broken)

export default config
