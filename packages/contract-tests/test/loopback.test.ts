import { isVideoError } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { chaosAnswers, paddingBytes } from '../src/replay/chaos-answers.ts'
import { innermost } from '../src/clauses/hostile-lines.ts'
import { endingOf } from '../src/replay/failure.ts'
import { chaos } from '../src/replay/mutators.ts'
import { candle } from '../reference/candle.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { createClauseContext } from '../src/harness/clause-context.ts'
import type { SandboxOptions } from '../src/harness/sandbox-options.ts'

const sample = candleContract.samples.text!
const loopback: SandboxOptions = { fixtures: 'text.completes', only: ['create'], wire: 'loopback' }

function contextOf(
  wire: 'nock' | 'memory' = 'nock',
  config: Partial<typeof candleContract> = {},
): ReturnType<typeof createClauseContext>['context'] {
  const claims = { capabilities: candle().capabilities, models: [] }
  const whole = { ...candleContract, ...config }
  return createClauseContext('TRY-02', {
    config: whole,
    fixtureSet: readFixtureSet(whole.fixtures),
    seed: 1,
    claims,
    wire,
  }).context
}

const namesOf = <Name extends string>(owner: Record<Name, unknown>): Name[] => Object.keys(owner) as Name[]

describe('a sandbox with a server on this machine', () => {
  it('plays the fixture over a socket', async () => {
    await contextOf().sandbox(loopback, async ({ client, origin, requests, sent }) => {
      expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(await client.create(sample)).toMatchObject({ id: '7f3', status: 'queued' })
      expect(sent('create')).toMatchObject([{ url: `${origin}/jobs`, json: { length: 4 }, answer: '200' }])
      // A header that only a socket needs.
      expect(requests[0]?.headers['host']).toBe(new URL(origin).host)
    })
  })

  it.each(namesOf(chaosAnswers))('is imitated in a run without a wire: %s', async (name) => {
    const outcomes = await Promise.all(
      (['nock', 'memory'] as const).map((wire) =>
        contextOf(wire).sandbox({ ...loopback, mutate: [chaos('create', name)] }, async (sandbox) => {
          const { error, value } = await sandbox.attempt(() => sandbox.client.create(sample))
          const code = isVideoError(error) ? error.code : error
          const [{ answer } = { answer: 'none' }] = sandbox.requests
          const isFailed = innermost(sandbox.failure()) !== undefined
          return { code, id: value?.id, isFailed, answer, isWhole: sandbox.sentBytes() > paddingBytes }
        }),
      ),
    )
    expect(outcomes[1]).toEqual(outcomes[0])
  })

  it('knows what fetch failed with', async () => {
    const mutate = [chaos('create', 'end before the answer')]
    await contextOf().sandbox({ ...loopback, mutate }, async ({ client, attempt, failure, requests }) => {
      expect(failure()).toBe(undefined)
      expect((await attempt(() => client.create(sample))).error).toMatchObject({ code: 'submission_unknown' })
      expect(failure()).toMatchObject({ message: 'fetch failed', cause: { code: 'UND_ERR_SOCKET' } })
      expect(requests[0]?.answer).toBe('end before the answer')
    })
  })

  it('lets time pass when nothing more will come', async () => {
    const mutate = [chaos('create', 'half a header')]
    await contextOf().sandbox({ ...loopback, mutate }, async ({ client, attempt, clock, realSleeps }) => {
      expect((await attempt(() => client.create(sample))).error).toMatchObject({ code: 'submission_unknown' })
      expect(clock.elapsed()).toBe(60_000)
      expect(realSleeps).toEqual([])
    })
  })

  it('ends a clause for a call that is not on the fixture, and for one to anybody else', async () => {
    const found = async (path: (origin: string) => string): Promise<string> => {
      const error: unknown = await contextOf()
        .sandbox({ wire: 'loopback' }, async ({ call, origin, attempt }) => {
          await attempt(async () => call.fetch?.(path(origin)))
        })
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
      return endingOf(error)?.found ?? 'nothing'
    }
    expect(await found((origin) => `${origin}/health`)).toMatch(/^GET http:.*\/health was not expected/)
    expect(await found(() => 'https://metrics.example/?user=1')).toBe(
      'GET https://metrics.example/ leaves for a host that is neither baseUrl nor on the fixture',
    )
    expect(await found(() => 'http://127.0.0.1:65000/other')).toBe(
      'GET http://127.0.0.1:65000/other leaves for a host that is neither baseUrl nor on the fixture',
    )
  })
})
