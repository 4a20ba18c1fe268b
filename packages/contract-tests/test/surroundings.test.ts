import { afterEach, describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import type { ContractConfig } from '../src/index.ts'
import { candle } from '../reference/candle.ts'
import { prepareRun } from '../src/run/run.ts'
import { changesSince, surroundings } from '../src/harness/surroundings.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const one of undo.splice(0).toReversed()) one()
})

/** Puts a property in the place of another one until the test ends. */
function put(owner: object, name: PropertyKey, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { configurable: true, ...descriptor })
  undo.push(() => (before ? Object.defineProperty(owner, name, before) : Reflect.deleteProperty(owner, name)))
}

const actions: [what: string, action: () => void, changes: string[]][] = [
  [
    'a function of a prototype',
    () => put(Array.prototype, 'at', { value: () => 1 }),
    ['Array.prototype.at was replaced'],
  ],
  ['a new one', () => put(Object.prototype, 'acme', { value: 1 }), ['Object.prototype.acme was added']],
  [
    'a function of a class',
    () => put(AbortSignal, 'timeout', { value: () => 1 }),
    ['AbortSignal.timeout was replaced'],
  ],
  ['a getter for a value', () => put(globalThis, 'fetch', { get: () => 1 }), ['globalThis.fetch was replaced']],
  ['a getter for a getter', () => put(Map.prototype, 'size', { get: () => 1 }), ['Map.prototype.size was replaced']],
  ['JSON', () => put(JSON, 'stringify', { value: () => '' }), ['JSON.stringify was replaced']],
  ['Date.now', () => put(Date, 'now', { value: () => 0 }), ['Date.now was replaced']],
  [
    'the exit code',
    () =>
      withState(
        () => (process.exitCode = 3),
        () => (process.exitCode = undefined),
      ),
    ['process.exitCode was replaced'],
  ],
  [
    'the title',
    () => withState(() => (process.title = 'acme'), resetTitle(process.title)),
    ['process.title was replaced'],
  ],
  ['the mask', () => withMask(), ['process.umask() was replaced']],
]

function withState(change: () => void, back: () => void): void {
  change()
  undo.push(back)
}

function resetTitle(title: string): () => void {
  return () => (process.title = title)
}

function withMask(): void {
  const before = process.umask()
  withState(
    () => process.umask(0o777),
    () => process.umask(before),
  )
}

describe('what the code of a process shares', () => {
  it('has not changed when nobody has changed it', () => {
    expect(changesSince(surroundings())).toEqual([])
  })

  it.each(actions)('is told when it was changed: %s', (_what, action, changes) => {
    const before = surroundings()
    action()
    const found = changesSince(before)
    for (const one of undo.splice(0).toReversed()) one()
    expect(found).toEqual(changes)
  })
})

describe('a provider that changes what the process shares', () => {
  // What the suite itself works with among them: it must neither stumble nor believe what it is told.
  const changes: [name: string, action: () => void, found: string][] = [
    [
      'fetch',
      () => put(globalThis, 'fetch', { value: async () => new Response('{}'), writable: true }),
      'globalThis.fetch was replaced',
    ],
    [
      'setTimeout',
      () => put(globalThis, 'setTimeout', { value: () => 0, writable: true }),
      'globalThis.setTimeout was replaced',
    ],
    ['Date.now', () => put(Date, 'now', { value: () => 0, writable: true }), 'Date.now was replaced'],
    ['Math.random', () => put(Math, 'random', { value: () => 0, writable: true }), 'Math.random was replaced'],
    [
      "a list's iterator",
      () => put(Array.prototype, 'acme', { value: 1, enumerable: true }),
      'Array.prototype.acme was added',
    ],
    [
      'a listener',
      () =>
        withState(
          () => process.on('SIGUSR2', fail),
          () => process.off('SIGUSR2', fail),
        ),
      'listeners of process for SIGUSR2 was added',
    ],
  ]
  it.each(changes)('is found, and the suite is not at fault: %s', async (_name, action, found) => {
    const createProvider: ContractConfig['createProvider'] = ({ apiKey, baseUrl, fetch }) => {
      action()
      return candle({ apiKey, baseUrl, fetch })
    }
    const { run } = prepareRun({ ...candleContract, createProvider, only: ['SUB-01', 'ERR-401', 'ISO-02'] }, 'memory')
    const results = []
    for (const clause of run.clauses) results.push(await run.judge(clause))
    for (const one of undo.splice(0).toReversed()) one()
    expect(results.map(({ verdict }) => verdict)).not.toContain('harness-error')
    const iso = results.find(({ clause }) => clause.id === 'ISO-02')
    expect([iso?.verdict, iso?.reason]).toEqual(['fail', expect.stringContaining(found)])
  })
})

function fail(): never {
  throw new Error('nobody sends this')
}
