import type { describe as Describe, it as It } from 'vitest'
import type { ContractConfig } from './config.ts'
import type { Evidence } from './provenance.ts'
import { prepareRun, type ClauseResult } from './run.ts'
import { isFailure, type Verdict } from './verdict.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Id of the clause that this test judged. */
    clause?: string
    verdict?: Verdict
    provenance?: Evidence
    seed?: number
  }
}

/** The two functions of vitest that the suite registers itself with. */
export interface Vitest {
  describe: typeof Describe
  it: typeof It
}

/** Registers one test per clause, and one that sees to it that none was left out. */
export function contractTests({ describe, it }: Vitest, config: ContractConfig): void {
  const { findings, run } = prepareRun(config)
  describe('contract', { shuffle: false, concurrent: false }, () => {
    if (findings.length > 0) {
      it('is configured', () => {
        throw plain(findings.join('\n'))
      })
      return
    }
    const results: ClauseResult[] = []
    for (const clause of run.clauses) {
      it(`[${clause.id}] ${clause.title}`, { timeout: 60_000 }, async ({ task, skip }) => {
        const result = await run.judge(clause)
        results.push(result)
        const { verdict, provenance, seed, reason, message } = result
        Object.assign(task.meta, { clause: clause.id, verdict, provenance, seed })
        if (result.isFailure) throw plain(message ?? reason ?? verdict)
        // Neither looks like a test that has passed.
        if (verdict !== 'pass') skip(`${verdict}: ${reason}`)
      })
    }
    it('every clause reported exactly one verdict', () => {
      const wrong = run.clauses.filter(({ id }) => results.filter(({ clause }) => clause.id === id).length !== 1)
      const failed = results.filter(({ verdict }) => isFailure(verdict, config.level)).length
      if (wrong.length > 0)
        throw plain(`no verdict, or more than one: ${wrong.map(({ id }) => id).join(', ')} (${failed} failed)`)
    })
  })
}

/** An error whose message is all there is to say: a stack would only show the suite. */
function plain(message: string): Error {
  const error = new Error(message)
  error.stack = message
  return error
}
