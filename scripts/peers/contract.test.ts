// A few clauses, over nock, judged from the packed packages with the peers that check-pack-peers.mjs installs.
import { contractTests } from '@reelay/contract-tests/vitest'
import { describe, it } from 'vitest'
import config from './contract.config.ts'

const { package: _package, ...rest } = config
const only = ['MAN-05', 'SUB-01', 'ERR-429', 'STR-01', 'ISO-01']

contractTests({ describe, it }, { ...rest, only })
