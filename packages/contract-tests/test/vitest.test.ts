import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { clauses, type ContractConfig } from '../src/index.ts'
import { contractTests, type Vitest } from '../src/adapters/vitest.ts'

type Context = {
  task: { meta: object; file: { filepath: string } }
  skip: (note: string) => never
  annotate: (note: string, type: string) => Promise<void>
}
type Work = (context: Context) => unknown
type Registered = { name: string; work: Work }

/** What the suite registers with a test runner. */
function registered(config: ContractConfig): Registered[] {
  const found: Registered[] = []
  const it = (name: string, ...rest: unknown[]): void => void found.push({ name, work: rest.at(-1) as Work })
  const describe = (_name: string, _options: object, work: () => void): void => work()
  contractTests({ describe, it } as unknown as Vitest, config)
  return found
}

async function run({ work }: Registered, notes: string[] = []): Promise<{ meta: object; error?: Error }> {
  const meta = {}
  const annotate = async (note: string, type: string): Promise<void> => void notes.push(`${type}: ${note}`)
  const skip = (note: string): never => {
    throw new Error(`skipped: ${note}`)
  }
  try {
    await work({ task: { meta, file: { filepath: resolve('test/acme contract.test.ts') } }, skip, annotate })
    return { meta }
  } catch (error) {
    return { meta, error: error as Error }
  }
}

it('each clause is one test, named after it, and one more sees to it that none is left out', async () => {
  const all = registered(candleContract)
  const guard = 'every clause reported exactly one verdict'
  expect(all.map(({ name }) => name)).toEqual([...clauses.map(({ id, title }) => `[${id}] ${title}`), guard])
  const tests = registered({ ...candleContract, only: ['MAN-01', 'REQ-04', 'SUB-03'] })
  for (const one of tests.slice(1, -1)) await run(one)
  expect((await run(tests.at(-1)!)).error?.message).toBe('no verdict, or more than one: MAN-01 (0 failed)')
  await run(tests[0]!)
  expect((await run(tests.at(-1)!)).error).toBeUndefined()
})

it('a test says what it found: in its metadata, and by passing, failing or being skipped with the reason', async () => {
  const broken = brokenProviders.find(({ name }) => name === 'trims-prompt')!
  const tests = registered({ ...configOf(broken), only: ['REQ-04', 'SUB-01', 'SUB-03'], seed: 5 })
  const [failed, passed, skipped] = await Promise.all(tests.slice(0, 3).map((one) => run(one)))
  expect(failed!.error?.stack).toMatch(/^✗ REQ-04 /)
  expect(failed!.error?.message).toContain(
    'rerun      REELAY_CONTRACT_SEED=5 npx vitest run "test/acme contract.test.ts" -t REQ-04\n',
  )
  expect(failed!.meta).toEqual({ clause: 'REQ-04', verdict: 'fail', provenance: 'simulated', seed: 5 })
  expect(passed).toEqual({ meta: { clause: 'SUB-01', verdict: 'pass', provenance: 'simulated', seed: 5 } })
  expect(skipped!.error?.message).toBe("skipped: not-declared: only for providers with idempotency 'key'")
  expect(skipped!.meta).toMatchObject({ verdict: 'not-declared', provenance: 'none' })
})

it('a test shows what is no failure, but should be known', async () => {
  const [asked] = registered({ ...candleContract, only: ['FIX-05'] })
  const notes: string[] = []
  expect((await run(asked!, notes)).meta).toMatchObject({
    clause: 'FIX-05',
    verdict: 'pass',
    warnings: [expect.any(String)],
  })
  expect(notes).toEqual([
    'warning: no fixture tells "moderated": a job or a create that the vendor refuses for its content',
  ])
})

it('with a wrong configuration there is one test, and it fails with every finding', async () => {
  const tests = registered({ ...candleContract, samples: {}, only: ['NO-1'] })
  expect(tests.map(({ name }) => name)).toEqual(['is configured'])
  const { error } = await run(tests[0]!)
  expect(error?.message).toBe('only: there is no clause NO-1\nsamples: at least one mode needs a request')
})
