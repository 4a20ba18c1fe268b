import { defineConfig } from 'vitest/config'

// A new repository is tested against the sources of this workspace, which need no build.
const conditions = ['@reelay/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { pool: 'forks', execArgv: ['--conditions=@reelay/source'] },
})
