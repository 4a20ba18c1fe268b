import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext, type StrykerOptions } from '@stryker-mutator/api/core'
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner'
import type { DryRunResult, TestResult, TestRunner } from '@stryker-mutator/api/test-runner'
import * as z from 'zod/mini'
import type { ContractConfig } from '../../packages/contract-tests/src/config/config.ts'
import type { ClauseResult, Run } from '../../packages/contract-tests/src/run/run.ts'
import { createFreshLoader } from './fresh-loader.ts'
import { createRanking } from './ranking.ts'

/** What Stryker calls this runner. */
export const runnerName = 'contract'

/** Option `contract` of a run: the module, from the sandbox's root, that exports the contract's configuration. */
export type ContractOption = z.output<typeof ContractOption>
const ContractOption = z.strictObject({ module: z.string(), exportName: z.string() })

// It is no clause, but a provider that cannot be loaded passes none.
const loading = 'the provider can be loaded'

/** Judges a mutant by the clauses alone, each of which is a test; requests go over the wire in memory. */
export function createContractRunner(options: StrykerOptions): TestRunner {
  const { module, exportName } = ContractOption.parse(options['contract'])
  const loadFresh = createFreshLoader(process.cwd())
  const ranking = createRanking()
  const context: InstrumenterContext = {}
  Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: context })

  // Every mutant gets its own copy of the provider, so that one in code that runs on loading is at work as well.
  const load = async (): Promise<ContractConfig> => {
    const loaded: Record<string, ContractConfig> = await loadFresh(resolve(module))
    const found = loaded[exportName]
    if (!found) throw new Error(`${module} exports no ${exportName}`)
    // The package is not what npm would publish: its code is full of mutants.
    const { package: _folder, ...config } = found
    // Whether a mutant stands still must not depend on how busy the machine is.
    return { ...config, watchdogMs: 10_000 }
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async dryRun() {
      const config = await load()
      const tests: TestResult[] = [{ ...test(loading, 0), status: TestStatus.Success }]
      for (const { id } of (await prepare(config)).clauses) {
        context.currentTestId = id
        // A run asks the provider for its models once: each clause gets a run, or the first alone would cover that.
        const run = await prepare(config)
        for (const clause of run.clauses) if (clause.id === id) tests.push(testOf(await run.judge(clause)))
      }
      delete context.currentTestId
      const { mutantCoverage } = context
      return { status: DryRunStatus.Complete, tests, ...(mutantCoverage && { mutantCoverage }) }
    },

    async mutantRun({ activeMutant, testFilter, hitLimit, disableBail }) {
      Object.assign(context, {
        activeMutant: activeMutant.id,
        hitCount: hitLimit === undefined ? undefined : 0,
        hitLimit,
      })
      const tests: TestResult[] = []
      try {
        const run = await prepare(await load())
        const asked = run.clauses.filter(({ id }) => testFilter?.includes(id) ?? true)
        for (const clause of ranking.sort(asked)) {
          const result = await run.judge(clause)
          tests.push(testOf(result))
          ranking.learn(clause.id, result.durationMs, result.isFailure)
          if (result.isFailure && !disableBail) break
        }
      } catch (error) {
        tests.push({ ...test(loading, 0), status: TestStatus.Failed, failureMessage: inspect(error) })
      }
      const complete: DryRunResult = { status: DryRunStatus.Complete, tests }
      return toMutantRunResult(determineHitLimitReached(context.hitCount, context.hitLimit) ?? complete)
    },
  }
}
createContractRunner.inject = tokens(commonTokens.options)

/** What Stryker looks for in this module. */
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, runnerName, createContractRunner)]

/** Lets Stryker accept the option. */
export const strykerValidationSchema = { properties: { contract: z.toJSONSchema(ContractOption) } }

async function prepare(config: ContractConfig): Promise<Run> {
  // Imported where it is needed: Stryker loads this module in processes that resolve no package to its sources.
  const { prepareRun } = await import('../../packages/contract-tests/src/run/run.ts')
  const { findings, run } = prepareRun(config, 'memory')
  if (findings.length > 0) throw new Error(findings.join('\n'))
  return run
}

function test(id: string, timeSpentMs: number): { id: string; name: string; timeSpentMs: number } {
  return { id, name: id, timeSpentMs }
}

function testOf({ clause, durationMs, isFailure, verdict, reason }: ClauseResult): TestResult {
  const ran = test(clause.id, durationMs)
  return isFailure
    ? { ...ran, status: TestStatus.Failed, failureMessage: `${verdict}: ${reason}` }
    : { ...ran, status: TestStatus.Success }
}
