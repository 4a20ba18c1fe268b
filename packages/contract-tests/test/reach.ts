import type { VideoProvider } from '@reelay/core'
import { expect } from 'vitest'
import { changedBy } from '../broken/mutate.ts'
import type { BrokenProvider } from '../broken/broken.ts'
import { candleContract, lanternContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/config/config.ts'
import { prepareRun } from '../src/run/run.ts'

/** By clause, the members of a provider that are called in it, and the fields of a configuration that are read in it. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>

const reaches = new Map<string, Promise<Reach>>()

/** What each clause reaches of a reference; judged once in a process, and again where that failed: a test that ran out of time disturbs the next one. */
export async function reachOf(reference: BrokenProvider['of']): Promise<Reach> {
  const reach = reaches.get(reference) ?? judgeObserved(referenceOf(reference))
  reaches.set(reference, reach)
  try {
    return await reach
  } catch (error) {
    reaches.delete(reference)
    throw error
  }
}

/**
 * What a broken provider has otherwise than its reference, by the names that a reach has; undefined where nobody can tell.
 * A clause that reaches none of it does the same for both of them.
 */
export function changesOf({ of, createProvider }: BrokenProvider, config: ContractConfig): string[] | undefined {
  const sound = referenceOf(of)
  const members = createProvider === sound.createProvider ? [] : changedBy(createProvider)
  const names = new Set([...Object.keys(config), ...Object.keys(sound)])
  const fields = [...names].filter(
    (name) => name !== 'createProvider' && Reflect.get(config, name) !== Reflect.get(sound, name),
  )
  const changed = [...(members ?? []), ...fields.map((name) => `config.${name}`)]
  // Fixtures are read before any clause is judged; and what changes nothing that is seen here does it elsewhere.
  return members && !fields.includes('fixtures') && changed.length > 0 ? changed : undefined
}

function referenceOf(of: BrokenProvider['of']): ContractConfig {
  return of === 'lantern' ? lanternContract : candleContract
}

async function judgeObserved(config: ContractConfig): Promise<Reach> {
  let seen = new Set<string>()
  const note = (name: string): void => void seen.add(name)
  const createProvider: ContractConfig['createProvider'] = (environment) =>
    observedProvider(config.createProvider(environment), note)
  const observed = new Proxy(
    { ...config, createProvider },
    {
      get(target, name): unknown {
        note(`config.${String(name)}`)
        return Reflect.get(target, name)
      },
    },
  )
  const { findings, run } = prepareRun(observed, 'memory')
  expect(findings).toEqual([])
  const reach = new Map<string, ReadonlySet<string>>()
  for (const clause of run.clauses) {
    seen = new Set()
    const { verdict, message } = await run.judge(clause)
    expect(verdict, message).toMatch(/^(pass|not-declared)$/)
    reach.set(clause.id, seen)
  }
  return reach
}

function observedProvider(provider: VideoProvider, note: (name: string) => void): VideoProvider {
  return new Proxy(
    { ...provider },
    {
      get(target, name): unknown {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...values: unknown[]): unknown => {
          note(String(name))
          return Reflect.apply(member, target, values)
        }
      },
    },
  )
}
