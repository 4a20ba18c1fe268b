import { join } from 'node:path'
import { driftOutcomes, type DriftReport } from '@reelay/recorder/drift'
import { systemClock, type Clock } from '@reelay/core'
import { serve } from '@reelay/simulator'
import { describe, expect, it } from 'vitest'
import { exampleKey, infraiSimulator } from '../../provider-infrai/src/simulator.ts'
import { atVendor, reelay, type Outcome } from './command.ts'

const cwd = join(import.meta.dirname, '..', '..', '..')
const config = 'packages/provider-infrai/test/contract.config.ts'

// Deadlines are real; whoever only pauses between two polls does not.
const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? 1 : ms, signal) }

const drift = (argv: string[], env: Record<string, string> = {}, signal?: AbortSignal): Promise<Outcome> =>
  reelay(['contract', 'drift', config, ...argv], { cwd, env, clock, signal })

describe('reelay contract drift', () => {
  it('ends with 0 when everything in a tier was checked, and is the same', async () => {
    await atVendor('infrai', async (command) => {
      const ask = (...argv: string[]): Promise<Outcome> =>
        command(['contract', 'drift', config, ...argv], { cwd, clock })
      const text = await ask()
      expect([text.code, text.stderr]).toEqual([0, ''])
      expect(text.stdout).toMatch(/^infrai {2}tier 0 .* simulated: no vendor was asked\n/)
      expect(text.stdout).toMatch(/\nsame: everything was checked, and is the same \(exit code 0\)\n$/)

      const { code, stdout, stderr } = await ask('--tier', '1', '--json')
      const report: DriftReport = JSON.parse(stdout)
      expect([code, stderr, report.tier, report.outcome, report.spent]).toEqual([0, '', 1, 'same', undefined])
    })
  })

  it('buys one video within a budget, and names its job at once and at the end', async () => {
    await atVendor('infrai', async (command) => {
      const paid = await command(
        ['contract', 'drift', config, '--tier', '2', '--max-cost', '0.50', '--assume-cost', '0.05'],
        { cwd, clock },
      )
      const [, id] = /^job infrai:([\w-]+)(?:\+.*)? \(simulated\)\n$/.exec(paid.stderr) ?? []
      expect([paid.code, id]).toEqual([0, expect.any(String)])
      expect(paid.stdout).toContain(
        `1 create of auto, counted as 0.05 USD each; the vendor says 0.05 USD; job infrai:${id}\n`,
      )
    })
  })

  it('buys nothing without a budget, or beyond it', async () => {
    const asked: string[] = []
    const simulator = infraiSimulator({ speed: 10_000 })
    const server = await serve({
      fetch: async (input, init) => {
        const request = new Request(input, init)
        asked.push(request.method)
        return simulator.fetch(request)
      },
    })
    const env = { INFRAI_API_KEY: exampleKey, INFRAI_BASE_URL: server.url }
    try {
      const none = await drift(['--tier', '2'], env)
      expect([none.code, none.stdout, asked]).toEqual([2, '', []])
      expect(none.stderr).toBe('reelay: --max-cost: missing; tier 2 buys a video: say what it may cost, in USD\n')
      const negative = await drift(['--tier', '2', '--max-cost', '-1'], env)
      expect([negative.code, negative.stdout, asked]).toEqual([2, '', []])
      for (const argv of [['0.01', '--assume-cost', '0.05'], ['5']]) {
        const { code, stdout } = await drift(['--tier', '2', '--max-cost', ...argv], env)
        expect([code, stdout]).toEqual([7, expect.stringContaining('unchecked    tier 2  create: ')])
      }
      expect(new Set(asked)).toEqual(new Set(['GET']))
    } finally {
      await server.close()
    }
  })

  it('ends with 3 when the vendor has drifted', async () => {
    const server = await serve({
      fetch: async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    })
    try {
      const { code, stdout } = await drift([], { INFRAI_BASE_URL: server.url })
      expect([code, stdout]).toEqual([3, expect.stringMatching(/critical .* application\/json -> text\/html\n/)])
    } finally {
      await server.close()
    }
  })

  it('ends with 7 when there is nobody to ask, or no key', async () => {
    const server = await serve(infraiSimulator())
    const env = { INFRAI_BASE_URL: server.url }
    const keyless = await drift(['--tier', '1'], env)
    expect([keyless.code, keyless.stdout]).toEqual([
      7,
      expect.stringContaining('there is no key: set INFRAI_API_KEY\n'),
    ])
    await server.close()
    const { code, stdout } = await drift([], env)
    expect([code, stdout]).toEqual([
      7,
      expect.stringContaining('unreachable  tier 0  GET /v1/video/list: ECONNREFUSED\n'),
    ])
  })

  it.each([
    [['--tier', '3'], 'Allowed choices are 0, 1, 2'],
    [['--simulate'], '--simulate: drift asks the vendor itself; to try it, start reelay simulate'],
    [['--key-file', 'keys.env'], '--key-file: drift takes the key from the environment alone'],
  ])('refuses %o before anybody is asked', async (argv, why) => {
    const { code, stdout, stderr } = await drift(argv, { INFRAI_BASE_URL: 'http://127.0.0.1:9' })
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(why)])
  })

  it('stops when it is told to', async () => {
    const { code, stdout } = await drift([], { INFRAI_BASE_URL: 'http://127.0.0.1:9' }, AbortSignal.abort())
    expect([code, stdout]).toEqual([130, ''])
  })

  it('helps with every exit code, and two examples', async () => {
    const { code, stdout } = await drift(['--help'])
    expect(code).toBe(0)
    for (const [exitCode] of Object.values(driftOutcomes))
      expect(stdout).toMatch(new RegExp(`^ {4}${exitCode} {2}\\S`, 'm'))
    expect(stdout.match(/^ {2}reelay contract drift /gm)).toHaveLength(2)
  })
})
