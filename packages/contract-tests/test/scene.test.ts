import { describe, expect, it } from 'vitest'
import { candleContract, lanternContract } from '../broken/references.ts'
import { candle } from '../src/reference/candle.ts'
import type { ContractConfig } from '../src/index.ts'
import { readShelf } from '../src/shelf.ts'
import { createStage, type SceneOptions } from '../src/stage.ts'
import { steps } from '../src/steps.ts'

function stageOf(config: ContractConfig): ReturnType<typeof createStage>['stage'] {
  const claims = { capabilities: candle().capabilities, models: [] }
  return createStage('TRY-01', { config, shelf: readShelf(config.tapes), seed: 1, claims }).stage
}

const looks = (count: number): SceneOptions => ({
  tapes: 'text.completes',
  only: ['create', 'get'],
  bend: [
    steps(
      'get',
      Array.from({ length: count }, () => []),
    ),
  ],
})

describe('a scene', () => {
  it('has a client that never streams', async () => {
    await stageOf(lanternContract).scene(looks(1), async ({ client, poller, provider, requests }) => {
      expect(provider.watch).toBeDefined()
      const job = await client.create(lanternContract.samples.text!)
      expect(await poller.wait(job)).toMatchObject({ status: 'completed' })
      expect(requests.map(({ operation }) => operation)).toEqual(['create', 'get'])
    })
  })

  it('makes another provider on the same wire, with another key', async () => {
    await stageOf(candleContract).scene(looks(2), async ({ client, again, sent }) => {
      const job = await client.create(candleContract.samples.text!)
      const keys = ['one', 'two']
      const other = again({ apiKey: () => keys.shift() ?? 'none' })
      await other.client.get(job)
      await other.client.get(job)
      expect(sent('get').map(({ headers }) => headers['authorization'])).toEqual(['Bearer one', 'Bearer two'])
    })
  })

  it('says when each request came in, in virtual time', async () => {
    await stageOf(candleContract).scene(looks(1), async ({ client, poller, requests }) => {
      await poller.wait(await client.create(candleContract.samples.text!))
      expect(requests.map(({ atMs }) => atMs)).toEqual([0, 3_000])
    })
  })

  it('lengthens the canary where a clause wants it', async () => {
    await stageOf(candleContract).scene({ keySuffix: '/+"' }, async ({ apiKey, provider }) => {
      expect(apiKey).toMatch(/^sk-canary-TRY-01-\w+\/\+"$/)
      expect(await provider.contentHeaders()).toEqual({ authorization: `Bearer ${apiKey}` })
    })
  })
})

describe('a delivery on the tape', () => {
  const delivery: SceneOptions = { tapes: 'webhook', only: ['webhook'] }

  it('is handed out, and counts as played', async () => {
    const { stage, record } = createStage('TRY-02', {
      config: lanternContract,
      shelf: readShelf(lanternContract.tapes),
      seed: 1,
      claims: { capabilities: candle().capabilities, models: [] },
    })
    await stage.scene(delivery, async ({ inbound }) => {
      expect(inbound()).toMatchObject({ method: 'POST', path: '/hooks', json: { event: 'clip.ended' } })
    })
    expect(record.playback.map(({ operation }) => operation)).toEqual(['webhook'])
  })

  it('that nobody makes is left over', async () => {
    await expect(stageOf(lanternContract).scene(delivery, async () => {})).rejects.toMatchObject({
      message: expect.stringContaining('webhook (POST /hooks) is on the tape and was never called'),
    })
  })

  it('answers no call of the provider', async () => {
    const scene = stageOf(lanternContract).scene({ ...delivery, isLoose: true }, async ({ call, origin }) => {
      await call.fetch?.(`${origin}/hooks?order=1`, { method: 'POST' })
    })
    await expect(scene).rejects.toMatchObject({ message: expect.stringContaining('was not expected') })
  })
})
