import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import config from './contract.config.ts'

contractTests({ describe, it }, config)
