import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { common } from './vitest.common.ts'

// What `npm test` has no time for: every broken provider over every clause, by group, and runs by the dozen.
export default defineConfig({
  ...common,
  test: { ...common.test, include: ['packages/*/test/matrix/**/*.matrix.ts'], maxWorkers: availableParallelism() },
})
