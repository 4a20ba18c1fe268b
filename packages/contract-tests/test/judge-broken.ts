import { describe, expect, it } from 'vitest'
import { configOf, type BrokenProvider } from '../broken/broken.ts'
import { prepareRun } from '../src/run.ts'

/** Registers one test per broken provider: over all clauses, exactly its own turn red. */
export function judgeBroken(providers: readonly BrokenProvider[]): void {
  describe('a broken provider turns exactly its clauses red', () => {
    for (const broken of providers) {
      it(broken.name, async () => {
        const { findings, run } = prepareRun(configOf(broken), 'memory')
        expect(findings).toEqual([])
        const red: string[] = []
        const messages: string[] = []
        for (const clause of run.clauses) {
          const result = await run.judge(clause)
          if (result.isFailure) red.push(clause.id)
          if (result.message) messages.push(result.message)
        }
        expect(red, messages.join('\n\n')).toEqual([...broken.breaks])
      })
    }
  })
}
