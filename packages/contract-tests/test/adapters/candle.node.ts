// A test file for `node --test`, run by node-test.test.ts; BROKEN names a broken provider to be judged instead.
import { describe, it } from 'node:test'
import { configOf } from '../../broken/broken.ts'
import { brokenProviders } from '../../broken/index.ts'
import { candleContract } from '../../broken/references.ts'
import { contractTests } from '../../src/adapters/node-test.ts'

const broken = brokenProviders.find(({ name }) => name === process.env['BROKEN'])
const config = broken ? configOf(broken) : candleContract

contractTests({ describe, it }, { ...config, only: ['REQ-04', 'SUB-01', 'SUB-03', 'FIX-05'] })
