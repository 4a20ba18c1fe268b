import type { VideoProvider } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { describeThrown } from '../src/replay/failure.ts'
import { exitCode, type ContractConfig } from '../src/index.ts'
import { candle } from '../reference/candle.ts'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'

type Make = (environment: Parameters<ContractConfig['createProvider']>[0]) => unknown

const sound: ContractConfig['createProvider'] = ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch })
/** What JavaScript lets an author write, whatever the types say. */
const making = (make: Make): ContractConfig['createProvider'] => make as ContractConfig['createProvider']
const having =
  (changes: object): Make =>
  (environment) =>
    Object.defineProperties({ ...sound(environment) }, Object.getOwnPropertyDescriptors(changes))

const fail = (): never => {
  throw new Error('trap')
}
/** Throws whatever one does with it. */
const trap: object = new Proxy(
  {},
  { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, getPrototypeOf: fail },
)
const circle: Record<string, unknown> = { id: '7f3', status: 'queued' }
circle['self'] = circle

async function judged(make: Make, only?: readonly string[]): Promise<ClauseResult[]> {
  const config = { ...candleContract, createProvider: making(make), watchdogMs: 80, ...(only && { only }) }
  const { findings, run } = prepareRun(config, 'memory')
  expect(findings).toEqual([])
  const results: ClauseResult[] = []
  for (const clause of run.clauses) results.push(await run.judge(clause))
  return results
}

describe('a provider that cannot be asked turns every clause red, with one finding', () => {
  const cases: [name: string, make: Make, found: string][] = [
    ['throws', () => fail(), 'createProvider threw Error: trap at test/bad-providers.test.ts'],
    ['rejects', () => Promise.reject(undefined).catch(fail), 'no client takes the provider: '],
    ['is made later', async (environment) => sound(environment), 'no client takes the provider: '],
    ['is nothing', () => undefined, 'no client takes the provider: TypeError'],
    ['throws whatever one does with it', () => trap, 'no client takes the provider: Error: trap'],
    [
      'throws when it is read',
      having({
        get capabilities() {
          return fail()
        },
      }),
      'the provider cannot be read: Error: trap',
    ],
    [
      'throws null for its models',
      having({
        models: () => {
          throw null
        },
      }),
      'models: threw null, which is not an error',
    ],
    [
      'never tells its models',
      having({ models: () => new Promise(() => {}) }),
      'nothing moved for 0.08 s of real time',
    ],
    ['has models that throw', having({ models: async () => [trap] }), 'the manifest cannot be read: Error: trap'],
    [
      'has a model without end',
      having({ models: async () => [circle] }),
      'models()[0].price: nothing is not of the type',
    ],
    ['has a model with a big number', having({ models: async () => [{ id: 5n }] }), 'models()[0].id: '],
  ]
  it.each(cases)('%s', async (_name, make, found) => {
    const results = await judged(make)
    for (const { clause, verdict, reason } of results)
      expect([clause.id, verdict, reason]).toEqual([clause.id, 'fail', expect.stringContaining(found)])
    expect(exitCode(results)).toBe(1)
  })
})

describe('a provider whose calls go wrong in any way is at fault, and never the suite', () => {
  const oddStack = Object.assign(new Error('x'), { stack: 5 })
  const oddMessage = Object.defineProperty(new Error('x'), 'message', { get: fail })
  const oddPoll = { [Symbol.for('nodejs.util.inspect.custom')]: fail }
  const throwing = (error: unknown) => async (): Promise<never> => {
    throw error
  }
  const cases: [name: string, call: () => unknown][] = [
    ['throws at once', fail],
    ['throws a symbol', throwing(Symbol('s'))],
    ['throws what is in itself', throwing(circle)],
    ['throws an error with a number for a stack', throwing(oddStack)],
    ['throws an error whose message throws', throwing(oddMessage)],
    ['throws what throws when it is shown', throwing(oddPoll)],
    ['throws a million letters', throwing(new Error('x'.repeat(1_000_000)))],
    ['gives nothing', async () => undefined],
    ['gives what throws', async () => trap],
    ['gives what is in itself', async () => circle],
    ['gives a big number', async () => ({ id: 7n, provider: 'candle', status: 'queued', outputs: [] })],
    ['never ends', () => new Promise(() => {})],
  ]
  const only = ['REQ-04', 'SUB-01', 'SUB-04', 'STA-01', 'ERR-15', 'ABT-01', 'HOS-01', 'REF-01', 'ISO-02', 'FIX-01']
  it.each(cases)('%s', async (_name, call) => {
    const results = await judged(
      having({ create: call, get: call } satisfies Partial<Record<keyof VideoProvider, unknown>>),
      only,
    )
    expect(results.map(({ verdict }) => verdict)).not.toContain('harness-error')
    const red = results.filter(({ isFailure }) => isFailure).map(({ clause }) => clause.id)
    for (const id of ['SUB-01', 'STA-01', 'HOS-01', 'FIX-01']) expect(red).toContain(id)
    expect(exitCode(results)).toBe(1)
    for (const { message = '' } of results) expect(message.length).toBeLessThan(20_000)
  })
})

it('what was thrown is told in one short line, whatever it is', () => {
  expect(describeThrown(trap)).toBe('what throws itself when it is looked at')
  expect(describeThrown(undefined)).toBe('undefined, which is not an error')
  expect(describeThrown(new Error('x'.repeat(100_000))).length).toBeLessThan(2_100)
})
