import { describe, expect, it } from 'vitest'
import { lanternContract } from '../broken/references.ts'
import { parseFixture, type ContractConfig } from '../src/index.ts'
import { mutateFixtures, reset } from '../src/replay/mutators.ts'
import { createRandom } from '@reelay/simulator/random'
import { prepareRun } from '../src/run/run.ts'

const found = async (wire: Partial<ContractConfig['wire']>): Promise<string | undefined> => {
  const config = { ...lanternContract, wire: { ...lanternContract.wire, ...wire }, only: ['ERR-13'] }
  const { run } = prepareRun(config, 'memory')
  const { verdict, reason } = await run.judge(run.clauses[0]!)
  return `${verdict}: ${reason}`
}

describe("the vendor's words for refusals", () => {
  it('have to be on a fixture, each of them', async () => {
    const codes = { ...lanternContract.wire.codes, out_of_film: 'unavailable' } as const
    expect(await found({ codes })).toBe('fail: wire.codes lists out_of_film, which no refusal on a fixture holds')
  })

  it('have to be listed when they are on a fixture', async () => {
    const { too_many: _word, ...codes } = { ...lanternContract.wire.codes } as Record<string, 'not_found'>
    expect(await found({ codes })).toBe('fail: a refusal on refused.codes holds no word of wire.codes')
  })

  it('and the place of the advice is a JSON pointer', () => {
    const wire = { ...lanternContract.wire, retryable: 'error.again' }
    expect(prepareRun({ ...lanternContract, wire }).findings).toEqual([
      'wire.retryable: error.again is no JSON pointer such as /error/retryable',
    ])
  })

  it('and so are the places of pages and events', () => {
    const others = { ...lanternContract.wire, pages: { cursor: 'next', more: 'more' }, event: 'event' }
    expect(prepareRun({ ...lanternContract, wire: others }).findings).toEqual([
      'wire.pages.cursor: next is no JSON pointer such as /task_id',
      'wire.pages.more: more is no JSON pointer such as /task_id',
      'wire.event: event is no JSON pointer such as /task_id',
    ])
  })
})

it('a line cannot break in the middle of an answer that has no body', () => {
  const fixture = parseFixture(
    JSON.stringify({
      fixture: 1,
      id: 't',
      scenario: 'delete',
      provenance: { kind: 'simulated', reason: 'a test', why_not_real: 'it is one' },
      clock_start: '2026-03-01T10:00:00Z',
      interactions: [{ op: 'delete', request: { method: 'DELETE', path: '/jobs/1' }, response: { status: 204 } }],
    }),
    't',
    () => undefined,
  ).fixture!
  const [mutated] = mutateFixtures([fixture], [reset('delete', 'mid-body')], createRandom(1))
  expect(mutated!.exchanges[0]!.response.trouble).toEqual({ code: 'ECONNRESET', afterBytes: undefined })
})
