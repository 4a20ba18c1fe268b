import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../broken/references.ts'
import { candle } from '../reference/candle.ts'
import type { ContractConfig } from '../src/index.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { createClauseContext } from '../src/harness/clause-context.ts'
import type { SandboxOptions } from '../src/harness/sandbox-options.ts'
import { steps } from '../src/clauses/cases/steps.ts'

function contextOf(config: ContractConfig): ReturnType<typeof createClauseContext>['context'] {
  const claims = { capabilities: candle().capabilities, models: [] }
  return createClauseContext('TRY-01', { config, fixtureSet: readFixtureSet(config.fixtures), seed: 1, claims }).context
}

const polls = (count: number): SandboxOptions => ({
  fixtures: 'text.completes',
  only: ['create', 'get'],
  mutate: [
    steps(
      'get',
      Array.from({ length: count }, () => []),
    ),
  ],
})

describe('a sandbox', () => {
  it('has a client that never streams', async () => {
    await contextOf(lanternContract).sandbox(polls(1), async ({ client, poller, provider, requests }) => {
      expect(provider.watch).toBeDefined()
      const job = await client.create(lanternContract.samples.text!)
      expect(await poller.wait(job)).toMatchObject({ status: 'completed' })
      expect(requests.map(({ operation }) => operation)).toEqual(['create', 'get'])
    })
  })

  it('makes another provider on the same wire, with another key', async () => {
    await contextOf(candleContract).sandbox(polls(2), async ({ client, again, sent }) => {
      const job = await client.create(candleContract.samples.text!)
      const keys = ['one', 'two']
      const other = again({ apiKey: () => keys.shift() ?? 'none' })
      await other.client.get(job)
      await other.client.get(job)
      expect(sent('get').map(({ headers }) => headers['authorization'])).toEqual(['Bearer one', 'Bearer two'])
    })
  })

  it('says when each request came in, in virtual time', async () => {
    await contextOf(candleContract).sandbox(polls(1), async ({ client, poller, requests }) => {
      await poller.wait(await client.create(candleContract.samples.text!))
      expect(requests.map(({ atMs }) => atMs)).toEqual([0, 3_000])
    })
  })

  it('lengthens the canary where a clause wants it', async () => {
    await contextOf(candleContract).sandbox({ keySuffix: '/+"' }, async ({ apiKey, provider }) => {
      expect(apiKey).toMatch(/^sk-canary-TRY-01-\w+\/\+"$/)
      expect(await provider.contentHeaders()).toEqual({ authorization: `Bearer ${apiKey}` })
    })
  })
})

describe('a delivery on the fixture', () => {
  const delivery: SandboxOptions = { fixtures: 'webhook', only: ['webhook'] }

  it('is handed out, and counts as played', async () => {
    const { context, record } = createClauseContext('TRY-02', {
      config: lanternContract,
      fixtureSet: readFixtureSet(lanternContract.fixtures),
      seed: 1,
      claims: { capabilities: candle().capabilities, models: [] },
    })
    await context.sandbox(delivery, async ({ inbound }) => {
      expect(inbound()).toMatchObject({ method: 'POST', path: '/hooks', json: { event: 'video.ended' } })
    })
    expect(record.playback.map(({ operation }) => operation)).toEqual(['webhook'])
  })

  it('that nobody makes is left over', async () => {
    await expect(contextOf(lanternContract).sandbox(delivery, async () => {})).rejects.toMatchObject({
      message: expect.stringContaining('webhook (POST /hooks) is on the fixture and was never called'),
    })
  })

  it('answers no call of the provider', async () => {
    const sandbox = contextOf(lanternContract).sandbox({ ...delivery, isLoose: true }, async ({ call, origin }) => {
      await call.fetch?.(`${origin}/hooks?order=1`, { method: 'POST' })
    })
    await expect(sandbox).rejects.toMatchObject({ message: expect.stringContaining('was not expected') })
  })
})
