import { defineConfig } from 'vitest/config'

// Tests run the sources: the condition makes every package of the workspace resolve to src instead of dist.
const conditions = ['@reelay/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'tools/*/test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    execArgv: ['--conditions=@reelay/source'],
    testTimeout: 20_000,
  },
})
