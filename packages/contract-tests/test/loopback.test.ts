import { isVideoError } from '@reelay/core'
import { describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'
import { chaosAnswers, paddingBytes } from '../src/chaos-answers.ts'
import { innermost } from '../src/clauses/hostile-lines.ts'
import { endingOf } from '../src/failure.ts'
import { chaos } from '../src/mutators.ts'
import { candle } from '../src/reference/candle.ts'
import { readShelf } from '../src/shelf.ts'
import { createStage, type SceneOptions } from '../src/stage.ts'

const sample = candleContract.samples.text!
const loopback: SceneOptions = { tapes: 'text.completes', only: ['create'], wire: 'loopback' }

function stageOf(
  wire: 'nock' | 'memory' = 'nock',
  config: Partial<typeof candleContract> = {},
): ReturnType<typeof createStage>['stage'] {
  const claims = { capabilities: candle().capabilities, models: [] }
  const whole = { ...candleContract, ...config }
  return createStage('TRY-02', { config: whole, shelf: readShelf(whole.tapes), seed: 1, claims, wire }).stage
}

const namesOf = <Name extends string>(owner: Record<Name, unknown>): Name[] => Object.keys(owner) as Name[]

describe('a scene with a server on this machine', () => {
  it('plays the tape over a socket', async () => {
    await stageOf().scene(loopback, async ({ client, origin, requests, sent }) => {
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
        stageOf(wire).scene({ ...loopback, bend: [chaos('create', name)] }, async (scene) => {
          const { error, value } = await scene.attempt(() => scene.client.create(sample))
          const code = isVideoError(error) ? error.code : error
          const [{ answer } = { answer: 'none' }] = scene.requests
          const isFailed = innermost(scene.failure()) !== undefined
          return { code, id: value?.id, isFailed, answer, isWhole: scene.sentBytes() > paddingBytes }
        }),
      ),
    )
    expect(outcomes[1]).toEqual(outcomes[0])
  })

  it('knows what fetch failed with', async () => {
    const bend = [chaos('create', 'end before the answer')]
    await stageOf().scene({ ...loopback, bend }, async ({ client, attempt, failure, requests }) => {
      expect(failure()).toBe(undefined)
      expect((await attempt(() => client.create(sample))).error).toMatchObject({ code: 'submission_unknown' })
      expect(failure()).toMatchObject({ message: 'fetch failed', cause: { code: 'UND_ERR_SOCKET' } })
      expect(requests[0]?.answer).toBe('end before the answer')
    })
  })

  it('lets time pass when nothing more will come', async () => {
    const bend = [chaos('create', 'half a header')]
    await stageOf().scene({ ...loopback, bend }, async ({ client, attempt, clock, realSleeps }) => {
      expect((await attempt(() => client.create(sample))).error).toMatchObject({ code: 'submission_unknown' })
      expect(clock.elapsed()).toBe(60_000)
      expect(realSleeps).toEqual([])
    })
  })

  it('ends a clause for a call that is not on the tape, and for one to anybody else', async () => {
    const found = async (path: (origin: string) => string): Promise<string> => {
      const error: unknown = await stageOf()
        .scene({ wire: 'loopback' }, async ({ call, origin, attempt }) => {
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
      'GET https://metrics.example/ leaves for a host that is neither baseUrl nor on the tape',
    )
    expect(await found(() => 'http://127.0.0.1:65000/other')).toBe(
      'GET http://127.0.0.1:65000/other leaves for a host that is neither baseUrl nor on the tape',
    )
  })
})
