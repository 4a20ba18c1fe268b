import { relative } from 'node:path'
import type { ContractConfig } from '../config/config.ts'
import { commandOf, type Rerun } from '../run/rerun.ts'
import { prepareRun, type ClauseResult } from '../run/run.ts'
import { isFailure } from '../config/verdict.ts'

/** A test of ours while it runs, whatever the test runner. */
export interface RunningTest {
  /** How this runner judges one clause again. */
  rerun: Rerun
  /** Marks the test as skipped; may throw, or return. */
  skip(reason: string): void
  /** Hears what was found, before the test ends. */
  tell(result: ClauseResult): void
}

/** What a door needs of its test runner. */
export interface TestRunner {
  /** Groups tests that run one after the other, in the order in which they were registered. */
  describe(name: string, register: () => void): void
  it(name: string, work: (test: RunningTest) => unknown): void
}

/** How long one clause may take, in real ms. */
export const clauseTimeoutMs = 60_000

/** Registers one test per clause, and one that sees to it that none was left out. */
export function registerContract({ describe, it }: TestRunner, config: ContractConfig): void {
  const { findings, run } = prepareRun(config)
  describe('contract', () => {
    if (findings.length > 0) {
      it('is configured', () => {
        throw plain(findings.join('\n'))
      })
      return
    }
    const results: ClauseResult[] = []
    for (const clause of run.clauses) {
      it(`[${clause.id}] ${clause.title}`, async ({ rerun, skip, tell }) => {
        const result = await run.judge(clause, rerun)
        results.push(result)
        tell(result)
        const { verdict, reason, message } = result
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

/** A command that judges one clause again; a seed other than the usual one goes before it. */
export function rerunWith(command: (clause: string) => readonly string[]): Rerun {
  return (clause, seed) => `${seed === 1 ? '' : `REELAY_CONTRACT_SEED=${seed} `}${commandOf(command(clause))}`
}

/** A file as it is named on a command line that is typed here. */
export function namedHere(file: string): string {
  return relative(process.cwd(), file).replaceAll('\\', '/')
}

/** An error whose message is all there is to say: a stack would only show the suite. */
function plain(message: string): Error {
  const error = new Error(message)
  error.stack = message
  return error
}
