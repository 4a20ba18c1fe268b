import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock, type Clock } from '@reelay/core'
import { exampleKey } from '@reelay/provider-airforce/simulator'
import { serve } from '@reelay/simulator'
import { describe, expect, it, vi } from 'vitest'
import { atVendor, folder, reelay, vendor, type Outcome } from './command.ts'

const cwd = join(import.meta.dirname, '..', '..', '..')
const config = 'packages/provider-airforce/test/contract.config.ts'

// Deadlines are real; whoever only pauses between two polls does not.
const clock: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? 1 : ms, signal) }

// A recording is many calls over sockets; a machine with much else to do takes its time.
vi.setConfig({ testTimeout: 120_000 })

const text = ['--scenario', 'text.completes']

/** Answers to questions, one a line. */
async function* lines(...answers: string[]): AsyncGenerator<string> {
  for (const answer of answers) yield `${answer}\n`
}

describe('reelay contract record', () => {
  it('records scenarios within a budget, and says which job each has made', async () => {
    const output = join(folder(), 'fixtures')
    await atVendor('airforce', async (command) => {
      const argv = ['contract', 'record', config, '-o', output, '--max-cost', '3.20', '--scenario', 'models', ...text]
      const { code, stdout, stderr } = await command(argv, { cwd, clock })
      expect(stdout).toBe('models: models.fixture.jsonc, simulated\ntext.completes: text.fixture.jsonc, simulated\n')
      expect(stderr).toMatch(/^text\.completes: job airforce:[\w-]+\n2 of 2 written to .*fixtures\/?\n$/)
      expect(code).toBe(0)
      expect(readdirSync(output).sort()).toEqual(['models.fixture.jsonc', 'text.fixture.jsonc'])
      const verified = await command(['contract', 'verify', output], { cwd })
      expect(verified).toMatchObject({ code: 0, stdout: '2 fixtures: 2 simulated; nothing found\n' })

      const again = await command(argv, { cwd, clock })
      expect([again.code, again.stdout]).toEqual([2, ''])
      expect(again.stderr).toContain('text.fixture.jsonc: tells text.completes already; replace it')
      const replaced = await command([...argv, '--replace', '--json'], { cwd, clock })
      expect([replaced.code, replaced.stderr]).toEqual([0, ''])
      expect(JSON.parse(replaced.stdout)).toMatchObject({
        folder: expect.stringContaining('fixtures'),
        scenarios: [
          { scenario: 'models' },
          { scenario: 'text.completes', job: { provider: 'airforce' }, findings: [] },
        ],
      })
    })
  })

  it('asks before each create, with its price', async () => {
    const output = folder()
    const server = await serve(vendor())
    try {
      const argv = ['contract', 'record', config, '-o', output, ...text, '--scenario', 'image.completes']
      const env = { AIRFORCE_API_KEY: exampleKey, AIRFORCE_BASE_URL: server.url, NO_COLOR: '1' }
      const { code, stdout, stderr } = await reelay(argv, {
        cwd,
        clock,
        env,
        isTerminal: true,
        stdin: lines('yes', 'no'),
      })
      expect(stderr).toContain('The create of text.completes costs 3.2 USD. Send it? [y/N] ')
      expect(stderr).toContain('The create of image.completes costs 1.4 USD. Send it? [y/N] ')
      expect(stdout).toBe(
        'text.completes: text.fixture.jsonc, simulated\nimage.completes: no fixture: not begun: nobody agreed to its create\n',
      )
      expect(code).toBe(1)
      expect(readdirSync(output)).toEqual(['text.fixture.jsonc'])
    } finally {
      await server.close()
    }
  })

  it('names a job that is paid for although there is no fixture of it, and keeps it in a file', async () => {
    const output = folder()
    const server = await serve(vendor({ faults: [{ kind: 'status', status: 400, operation: 'getVideo' }] }))
    try {
      const env = { AIRFORCE_API_KEY: exampleKey, AIRFORCE_BASE_URL: server.url }
      const argv = ['contract', 'record', config, '-o', output, '--yes', ...text]
      const { code, stdout, stderr } = await reelay(argv, { cwd, clock, env })
      const [, name = ''] = /^text\.completes: job (airforce:\S+)\n/.exec(stderr) ?? []
      expect(stdout).toMatch(/^text\.completes: no fixture: .*400/)
      expect(stdout).toContain(`\n  job ${name} may be paid for: reelay get shows it\n`)
      expect(code).toBe(1)
      const kept = JSON.parse(readFileSync(join(output, 'text.unfinished.json'), 'utf8'))
      expect(`airforce:${kept.job.id}`).toBe(name)
    } finally {
      await server.close()
    }
  })

  it('buys nothing where nobody agrees, and says what else is missing in its own words', async () => {
    const simulator = vendor()
    const server = await serve(simulator)
    const record = (argv: string[], env: Record<string, string> = {}): Promise<Outcome> =>
      reelay(['contract', 'record', config, '-o', folder(), ...argv], {
        cwd,
        clock,
        env: { AIRFORCE_API_KEY: exampleKey, AIRFORCE_BASE_URL: server.url, ...env },
      })
    try {
      for (const [argv, env, why] of [
        [text, {}, '--yes or --max-cost: missing; a create costs money'],
        [[...text, '--max-cost', '3'], {}, '--max-cost: 3.2 USD is more than 3'],
        [[...text, '--yes'], { AIRFORCE_API_KEY: '' }, 'AIRFORCE_API_KEY: missing'],
        [[...text, '--yes', '--redact', 'user'], {}, '--redact: user is no JSON pointer'],
        [[...text, '--yes', '--commit', ''], { AIRFORCE_BASE_URL: 'https://api.acme.example' }, '--tier: missing'],
        [['--scenario', 'webhook'], {}, 'webhook: cannot be recorded on demand'],
        [['--scenario', 'txt'], {}, '--scenario txt: there is no such scenario; allowed: models, text.completes'],
        [['--simulate'], {}, '--simulate: a recording asks the vendor itself'],
        [['--key-file', 'keys'], {}, '--key-file: record takes the key from the environment alone'],
      ] as const) {
        const { code, stdout, stderr } = await record([...argv], env)
        expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(why)])
      }
      expect(simulator.ledger.requests.map(({ operationId }) => operationId)).not.toContain('createVideo')
    } finally {
      await server.close()
    }
  })
})
