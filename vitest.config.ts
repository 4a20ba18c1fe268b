import { defineConfig } from 'vitest/config'
import { common } from './vitest.common.ts'

// nock answers for every socket of a process once it was loaded: what takes it shares no process with what needs a socket.
const overNock = [
  'packages/contract-tests/test/**/*.test.ts',
  'packages/recorder/test/**/*.test.ts',
  'packages/provider-*/test/contract.test.ts',
  'packages/create-provider/test/**/*.test.ts',
  'packages/cli/test/contract.test.ts',
]
// These need both, one after the other.
const overBoth = ['packages/contract-tests/test/chaos.test.ts', 'packages/cli/test/{drift,record}.test.ts']
const all = ['packages/*/test/**/*.test.ts', 'tools/*/test/**/*.test.ts']

export default defineConfig({
  ...common,
  test: {
    ...common.test,
    projects: [
      { extends: true, test: { name: 'nock', include: overNock, exclude: overBoth } },
      { extends: true, test: { name: 'plain', include: all, exclude: [...overNock, ...overBoth] } },
      { extends: true, test: { name: 'both', include: overBoth, isolate: true } },
    ],
  },
})
