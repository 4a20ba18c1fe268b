import type { describe as Describe, it as It } from 'vitest'
import type { ContractConfig } from '../config/config.ts'
import { clauseTimeoutMs, namedHere, registerContract, rerunWith } from './register.ts'
import type { Evidence } from '../fixtures/provenance.ts'
import type { Verdict } from '../config/verdict.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Id of the clause that this test judged. */
    clause?: string
    verdict?: Verdict
    provenance?: Evidence
    seed?: number
    /** What is no failure, but should be known. */
    warnings?: readonly string[]
  }
}

/** The two functions of vitest that the suite registers itself with. */
export interface Vitest {
  describe: typeof Describe
  it: typeof It
}

/** Registers one test per clause, and one that sees to it that none was left out. */
export function contractTests({ describe, it }: Vitest, config: ContractConfig): void {
  registerContract(
    {
      describe: (name, register) => void describe(name, { shuffle: false, concurrent: false }, register),
      it: (name, work) =>
        it(name, { timeout: clauseTimeoutMs }, async ({ task, skip, annotate }) => {
          const file = namedHere(task.file.filepath)
          await work({
            rerun: rerunWith((clause) => ['npx', 'vitest', 'run', file, '-t', clause]),
            skip,
            tell({ clause: { id: clause }, verdict, provenance, seed, warnings }) {
              const told = { clause, verdict, provenance, seed, ...(warnings.length > 0 && { warnings }) }
              Object.assign(task.meta, told)
              for (const warning of warnings) void annotate(warning, 'warning')
            },
          })
        }),
    },
    config,
  )
}
