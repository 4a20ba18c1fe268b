import { describe, expect, it } from 'vitest'
import { candle } from '../reference/candle.ts'
import { candleContract } from '../broken/references.ts'
import { watchEnvironment } from '../src/harness/environment.ts'
import { endingOf } from '../src/replay/failure.ts'
import type { ContractConfig } from '../src/index.ts'
import { hang, reset, status } from '../src/replay/mutators.ts'
import type { Sandbox } from '../src/harness/sandbox.ts'
import { readFixtureSet } from '../src/fixtures/fixture-set.ts'
import { createClauseContext } from '../src/harness/clause-context.ts'
import type { SandboxOptions } from '../src/harness/sandbox-options.ts'

const sample = candleContract.samples.text!
const once: SandboxOptions = { fixtures: 'text.completes', only: ['create'] }

function contextOf(
  config: Partial<ContractConfig> = {},
  wire: 'nock' | 'memory' = 'nock',
): ReturnType<typeof createClauseContext>['context'] {
  const claims = { capabilities: candle().capabilities, models: [] }
  const whole = { ...candleContract, ...config }
  return createClauseContext('TRY-01', {
    config: whole,
    fixtureSet: readFixtureSet(whole.fixtures),
    seed: 1,
    claims,
    wire,
  }).context
}

/** What ends the clause when a sandbox is played like this. */
async function foundIn(
  options: SandboxOptions,
  action: (sandbox: Sandbox) => Promise<unknown>,
  config: Partial<ContractConfig> = {},
  wire: 'nock' | 'memory' = 'nock',
): Promise<string> {
  const error: unknown = await contextOf(config, wire)
    .sandbox(options, action)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
  return endingOf(error)?.found ?? `no ending: ${String(error)}`
}

/** A provider that sends with another fetch, or differently. */
const sending = (
  change: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch,
): Pick<ContractConfig, 'createProvider'> => ({
  createProvider: ({ apiKey, baseUrl, fetch }) => candle({ apiKey, baseUrl, fetch: change(fetch) }),
})

describe('a sandbox ends a clause as failed when', () => {
  it('the fixture has no such call', async () => {
    const found = await foundIn({}, ({ client, attempt }) => attempt(() => client.create(sample)))
    expect(found).toContain(
      'POST https://try-01-1.contract.test/jobs was not expected: the fixture expects no call here',
    )
  })

  it('a call is made more often than on the fixture', async () => {
    const found = await foundIn(once, async ({ client, attempt }) => {
      await client.create(sample)
      await attempt(() => client.create(sample))
    })
    expect(found).toContain('the fixture has this call once, and it has been played')
  })

  it('a body is not the fixture one, where it has to be', async () => {
    const found = await foundIn({ ...once, bodies: 'fixtureValues' }, ({ client, attempt }) =>
      attempt(() => client.create({ ...sample, duration: 6 })),
    )
    expect(found).toContain('the nearest call on the fixture is create: its body has /length 4, not 6')
  })

  it('a call of the fixture is never made', async () => {
    expect(await foundIn(once, async () => {})).toBe('create (POST /jobs) is on the fixture and was never called')
  })

  it.each(['nock', 'memory'] as const)(
    'a request goes around the fetch that the provider was given, over %s',
    async (wire) => {
      const around = sending(() => (input, init) => globalThis.fetch(input, init))
      const found = await foundIn(once, ({ client, attempt }) => attempt(() => client.create(sample)), around, wire)
      expect(found).toBe('POST https://try-01-1.contract.test/jobs went around the fetch that the provider was given')
    },
  )

  it('a request leaves for another host', async () => {
    const away = sending((fetch) => async (input, init) => {
      await globalThis.fetch('https://metrics.example/?user=1').catch(() => {})
      return fetch(input, init)
    })
    const found = await foundIn(once, ({ client }) => client.create(sample), away)
    expect(found).toBe('GET https://metrics.example/ leaves for a host that is neither baseUrl nor on the fixture')
  })

  it('a request is sent when everything is over', async () => {
    const config: Pick<ContractConfig, 'createProvider'> = {
      createProvider: ({ apiKey, baseUrl, fetch, clock }) => {
        void clock.sleep(60_000).then(() => fetch(`${baseUrl}/late`).catch(() => {}))
        return candle({ apiKey, baseUrl, fetch })
      },
    }
    const action = async ({ clock }: Sandbox): Promise<void> => clock.hold()
    expect(await foundIn({}, action, config)).toBe(
      'GET https://try-01-1.contract.test/late was sent when everything was over',
    )
  })

  it('a call is left open', async () => {
    const found = await foundIn({ ...once, mutate: [hang('create')] }, async ({ origin, provider, received }) => {
      void provider.fetch?.(`${origin}/jobs`, { method: 'POST' }).catch(() => {})
      await received('create')
    })
    expect(found).toBe('POST https://try-01-1.contract.test/jobs was left open')
  })

  it('a rejection is handled by nobody', async () => {
    const found = await foundIn({}, async () => void Promise.reject(new Error('lost')))
    expect(found).toContain('a rejection that nobody handles: Error: lost')
  })

  it('the provider sleeps on real timers', async () => {
    const slow = sending((fetch) => async (input, init) => {
      await new Promise((resolve) => setTimeout(resolve, 5_000).unref())
      return fetch(input, init)
    })
    const found = await foundIn(once, ({ client }) => client.create(sample), { ...slow, watchdogMs: 120 })
    expect(found).toMatch(
      /^nothing moved for 0\.12 s of real time: the provider sleeps 5000 ms on a real timer, at .*harness\.test\.ts/,
    )
  })

  it('an exception is thrown where nobody can catch it', async () => {
    const found = await foundIn({}, async ({ clock }) => {
      setTimeout(() => {
        throw new Error('late')
      }, 1)
      await clock.quiet()
    })
    expect(found).toContain('an exception that nobody can catch: Error: late')
  })

  it('somebody tries to end the process', async () => {
    const exit = async ({ attempt }: Sandbox): Promise<unknown> => attempt(async () => process.exit(3))
    expect(await foundIn({}, exit)).toBe('process.exit was called')
  })

  it('a call hangs, and what was watched is let go all the same', async () => {
    const { env } = process
    const found = await foundIn(
      {},
      async ({ defer }) => {
        const watch = watchEnvironment()
        defer(watch.release)
        await new Promise(() => {})
      },
      { watchdogMs: 60 },
    )
    expect(found).toContain('nothing moved for 0.06 s of real time')
    expect(process.env).toBe(env)
  })

  it('createProvider gives what is no provider', async () => {
    const none: unknown = undefined
    const config = { createProvider: () => none as ReturnType<ContractConfig['createProvider']> }
    expect(await foundIn({}, async () => {}, config)).toMatch(/^no client takes the provider: TypeError/)
  })

  it('createProvider throws', async () => {
    const config = {
      createProvider: () => {
        throw new TypeError('no such option')
      },
    }
    expect(await foundIn({}, async () => {}, config)).toMatch(/^createProvider threw TypeError: no such option/)
  })
})

describe('a sandbox', () => {
  it('plays the failures of a line as fetch reports them', async () => {
    for (const [mutate, message] of [
      [reset('create', 'before-headers'), 'fetch failed'],
      [reset('create', 'mid-body'), 'terminated'],
    ] as const) {
      await contextOf().sandbox({ ...once, mutate: [mutate] }, async ({ origin, provider }) => {
        const asked = provider.fetch?.(`${origin}/jobs`, { method: 'POST' }).then((response) => response.text())
        await expect(asked).rejects.toMatchObject({ name: 'TypeError', message })
      })
    }
  })

  it('gives each its own origin and canary, which come back for the same seed', async () => {
    const seen = async (): Promise<string[]> => {
      const context = contextOf()
      const read = async ({ origin, apiKey }: Sandbox): Promise<string> => `${origin} ${apiKey}`
      return [await context.sandbox({}, read), await context.sandbox({}, read)]
    }
    const first = await seen()
    expect(new Set(first).size).toBe(2)
    expect(await seen()).toEqual(first)
    expect(first[0]).toMatch(/^https:\/\/try-01-1\.contract\.test sk-canary-TRY-01-\w+$/)
  })

  it('keeps what is written to the console, and gives the console back', async () => {
    const before = console.log
    const { write } = process.stderr
    const lines = await contextOf().sandbox({}, async (sandbox) => {
      console.log('a', 1)
      process.stderr.write('b\n')
      return [...sandbox.console]
    })
    expect(lines).toEqual(['log: a 1', 'stderr: b'])
    expect(console.log).toBe(before)
    expect(process.stderr.write).toBe(write)
  })

  it('lets a clause act while a request is on its way, and hours pass before a deadline does', async () => {
    await contextOf().sandbox({ ...once, mutate: [hang('create')] }, async ({ client, clock, received, attempt }) => {
      const asked = attempt(() => client.create(sample))
      await received('create')
      const { error } = await asked
      expect(error).toMatchObject({ code: 'submission_unknown' })
      expect(clock.elapsed()).toBe(60_000)
    })
  })

  it('lets a clause stop time and act while somebody sleeps', async () => {
    await contextOf().sandbox({ ...once, mutate: [status('create', 200)] }, async ({ client, clock, attempt }) => {
      const job = await client.create(sample)
      clock.hold()
      const controller = new AbortController()
      const waiting = attempt(() => client.wait(job, { signal: controller.signal }))
      await clock.untilSleeping(3_000)
      expect(clock.sleeping()).toContain(3_000)
      controller.abort(new Error('enough'))
      expect((await waiting).error).toMatchObject({ code: 'aborted' })
      expect(clock.sleeping()).toEqual([])
    })
  })
})
