import type { describe as Describe, it as It } from 'node:test'
import type { ContractConfig } from '../config/config.ts'
import { clauseTimeoutMs, namedHere, registerContract, rerunWith } from './register.ts'

/** The two functions of `node:test` that the suite registers itself with. */
export interface NodeTest {
  describe: typeof Describe
  it: typeof It
}

/** Registers one test per clause, and one that sees to it that none was left out. */
export function contractTests({ describe, it }: NodeTest, config: ContractConfig): void {
  registerContract(
    {
      describe: (name, register) => void describe(name, { concurrency: false }, register),
      it: (name, work) =>
        void it(name, { timeout: clauseTimeoutMs }, async (test) => {
          const file = namedHere(test.filePath ?? process.argv[1] ?? '')
          await work({
            rerun: rerunWith((clause) => ['node', ...flags(), '--test', `--test-name-pattern=${clause}`, file]),
            skip: (reason) => test.skip(reason),
            tell({ warnings }) {
              for (const warning of warnings) test.diagnostic(warning)
            },
          })
        }),
    },
    config,
  )
}

/** What this process needs to read the file at all. */
function flags(): readonly string[] {
  return process.execArgv.filter((flag) => /^--(conditions|import|require)=/.test(flag))
}
