import type { ViteUserConfig } from 'vitest/config'

// Tests run the sources: the condition makes every package of the workspace resolve to src instead of dist.
const conditions = ['@reelay/source', 'node', 'import', 'module', 'default']

/** How the tests of this repository run, whichever they are. */
export const common: ViteUserConfig & { test: object } = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // A process for each file costs more than what most files do: no test leaves anything behind for the next file.
    isolate: false,
    execArgv: ['--conditions=@reelay/source'],
    testTimeout: 20_000,
  },
}
