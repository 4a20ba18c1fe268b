import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import { runnerName, type ContractOption } from './contract-runner.ts'
import type { Target } from './targets.ts'

/** Breaks a provider in every way that Stryker knows; has to run in the repository's root. */
export async function runStryker(target: Target): Promise<MutantResult[]> {
  const contract: ContractOption = { module: target.contract, exportName: target.exportName }
  const temporary = await mkdtemp(join(tmpdir(), 'reelay-mutants-'))
  try {
    const options: PartialStrykerOptions = {
      mutate: [...target.mutate],
      ignorePatterns: ['**', `!${target.folder}/**`, '**/node_modules', '**/dist'],
      plugins: [fileURLToPath(new URL('contract-runner.ts', import.meta.url))],
      testRunner: runnerName,
      testRunnerNodeArgs: ['--conditions=@reelay/source', '--no-warnings'],
      contract,
      concurrency: 1,
      coverageAnalysis: 'perTest',
      ignoreStatic: false,
      // The suite's own watchdog ends what stands still; this is for loops that give nobody else a turn.
      timeoutMS: 30_000,
      reporters: ['progress-append-only'],
      disableTypeChecks: false,
      warnings: false,
      tempDirName: temporary,
      cleanTempDir: 'always',
    }
    // Its type is an enum that exists at compile time only.
    const quiet: object = { logLevel: 'warn' }
    return await new Stryker({ ...options, ...quiet }).runMutationTest()
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}
