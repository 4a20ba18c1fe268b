import { describe, expect, it } from 'vitest'
import { configOf, type BrokenProvider } from '../broken/broken.ts'
import { prepareRun } from '../src/run/run.ts'
import { changesOf, reachOf } from './reach.ts'

/** In real time: the first one waits until its reference was judged, on a machine that may have much else to do. */
const timeoutMs = 60_000

/** Registers one test for each of these broken providers: over all clauses, exactly its own turn red. */
export function judgeBroken(providers: readonly BrokenProvider[]): void {
  describe('a broken provider turns exactly its clauses red', { timeout: timeoutMs }, () => {
    for (const broken of providers)
      it(broken.name, async () => {
        const { red, text } = await redsOf(broken)
        expect(red, text).toEqual([...broken.breaks])
      })
  })
}

/** The clauses that turn red, and what they say; those that reach nothing of what is broken are not run, unless `isWhole`. */
export async function redsOf(broken: BrokenProvider, isWhole = false): Promise<{ red: string[]; text: string }> {
  const reach = await reachOf(broken.of)
  const config = configOf(broken)
  const { findings, run } = prepareRun(config, 'memory')
  expect(findings).toEqual([])
  const changes = isWhole ? undefined : changesOf(broken, config)
  const red: string[] = []
  const messages: string[] = []
  for (const clause of run.clauses) {
    if (changes && !changes.some((name) => reach.get(clause.id)?.has(name))) continue
    const { verdict, isFailure, message } = await run.judge(clause)
    expect(verdict, message).not.toBe('harness-error')
    if (isFailure) red.push(clause.id)
    if (message) messages.push(message)
  }
  return { red, text: messages.join('\n\n') }
}
