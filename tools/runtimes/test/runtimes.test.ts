import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases } from '../cases.ts'
import { judge } from '../judge.ts'
import { probe } from '../probe.ts'
import { bundle, nodeRuntimes, type Runtime } from '../runtimes.ts'
import { tableOf, tryCases, type Result } from '../trial.ts'

const folder = mkdtempSync(join(tmpdir(), 'reelay-runtimes-'))
const columns = new Map<string, Result[]>()

beforeAll(async () => {
  for (const runtime of nodeRuntimes(await bundle(folder))) columns.set(runtime.name, await tryCases(runtime))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const resultsOf = (transport: string): Result[] => columns.get(transport) ?? []
const outcomes = (results: Result[], ...names: string[]) =>
  names.map((name) => results.find((result) => result.case === name)?.outcome)

describe.each(['Node.js', 'Node.js, nodeFetch'])('create under %s', (transport) => {
  it.each(cases.map(({ name }) => name))('%s: one of three outcomes, as the vendor has seen it', (name) => {
    const result = resultsOf(transport).find((one) => one.case === name)
    expect(result).not.toMatchObject({ verdict: 'wrong' })
    expect(result?.told?.case).toBe(name)
  })

  it('is unsent where no connection was made, and not only careful', () => {
    const names = ['connection refused', 'a name that does not resolve', 'a certificate that nobody vouches for']
    expect(outcomes(resultsOf(transport), ...names)).toEqual(['unsent', 'unsent', 'unsent'])
  })

  it('makes the second on the connection of the first, or the race would not be tried', () => {
    const seconds = resultsOf(transport).filter(({ case: name }) => /^the second (?!.* being reset)/.test(name))
    expect(seconds.length).toBeGreaterThan(4)
    for (const { read } of seconds) expect(read).toMatchObject({ heads: 2, kept: 1 })
  })
})

describe('a transport is found out', () => {
  const running = (fetch: typeof globalThis.fetch): Runtime => ({
    name: 'a bad one',
    version: '1',
    async run(plan) {
      const lines: string[] = []
      for await (const told of probe(plan, fetch)) lines.push(JSON.stringify(told))
      return lines.join('\n')
    },
  })

  const again: typeof globalThis.fetch = (input, init) => fetch(input, init).catch(() => fetch(input, init))

  it('that would send again when the connection broke has nothing to send', async () => {
    const results = await tryCases(running((input, init) => again(input, init)))
    const sent = results.find(({ case: name }) => name === 'reset after all was read')
    expect(sent).toMatchObject({ verdict: 'right', outcome: 'unknown', read: { heads: 1 } })
  })

  it('that sends again, although it says that it does not, when the connection broke', async () => {
    Object.assign(again, { sendsOnce: true })
    const results = await tryCases(running(again))
    const broken = results.filter(
      ({ case: name }) => name === 'reset after all was read' || name === 'the second reset',
    )
    // The fetch beneath may send a text once more by itself; the vendor counts that, too.
    for (const { reason } of broken) expect(reason).toMatch(/^sent [2-4] times$/)
    expect(broken).toHaveLength(2)
    expect(tableOf(new Map([['a bad one', results]]))).toMatch(
      /^\| reset after all was read \| \*\*WRONG: sent [2-4] times\*\* \|$/m,
    )
  })

  it('that says it never sent what it has sent', async () => {
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
    const lying: typeof globalThis.fetch = (input, init) =>
      fetch(input, init).catch(() => Promise.reject(new TypeError('fetch failed', { cause: refused })))
    const results = await tryCases(running(lying))
    const closed = results.find((result) => result.case === 'closed after all was read')
    expect(closed).toMatchObject({ verdict: 'wrong', reason: 'called unsent, but was read' })
  })

  it('that sends in chunks, or again after a 421', async () => {
    const chunking: typeof globalThis.fetch = (input, init) => {
      const { 'content-length': _, ...headers } = Object.fromEntries(new Headers(init?.headers))
      return fetch(input, { ...init, headers })
    }
    const texting: typeof globalThis.fetch = async (input, init) =>
      fetch(input, { ...init, body: await new Response(init?.body).text() })
    const reasonOf = async (own: typeof globalThis.fetch, name: string): Promise<string | undefined> =>
      (await tryCases(running(own))).find((result) => result.case === name)?.reason
    expect(await reasonOf(chunking, '200')).toBe('a create told its length 0 times, came in chunks')
    expect(await reasonOf(texting, '421')).toBe('sent 2 times')
  })

  it('that sends nothing at all', () => {
    const [told, read] = [
      { case: 'x', code: 'submission_unknown', submitted: 'unknown' },
      { connections: 0, heads: 0, wholes: 0, kept: 0, odd: [] },
    ]
    const about = (expected: 'unsent' | 'job') => judge({ name: 'x', expected: [expected], play: () => {} }, told, read)
    expect(about('unsent')).toEqual({ verdict: 'careful', outcome: 'unknown' })
    expect(about('job')).toMatchObject({ verdict: 'wrong', reason: 'unknown, but nothing was read' })
  })
})
