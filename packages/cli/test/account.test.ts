import { createServer } from 'node:http'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { airforce } from '@reelay/provider-airforce'
import { describe, expect, it } from 'vitest'
import { against, application, atVendor, packageOf, reelay, vendor, type Command } from './command.ts'

const simulated = 'simulated: no vendor was asked and nothing was spent\n'

/** Makes a job and gives its name. */
async function createdBy(command: Command, prompt = 'a boat at anchor [stall]'): Promise<string> {
  const { stdout } = await command(['generate', prompt, '--provider', 'infrai', '-m', 'auto', '--no-wait', '--json'])
  return `infrai:${JSON.parse(stdout).job.id}`
}

/** A terminal with somebody at it who types this. */
function typing(...lines: string[]) {
  const stdin = Object.assign(Readable.from(lines), { isTTY: true })
  return { stdin, stderr: { isTTY: true, write: () => {} } }
}

describe('cancel', () => {
  it('says that the job is cancelled', async () => {
    await atVendor('infrai', async (command) => {
      const name = await createdBy(command)
      expect(await command(['cancel', name])).toMatchObject({ code: 0, stdout: `cancelled ${name}\n` })
      expect((await command(['get', name, '--json'])).stdout).toContain('"status":"cancelled"')
    })
  })

  it('is the job itself as JSON', async () => {
    await atVendor('infrai', async (command) => {
      const { stdout, stderr } = await command(['cancel', await createdBy(command), '--json'])
      expect(JSON.parse(stdout)).toMatchObject({ provider: 'infrai', status: 'cancelled', simulated: true })
      expect(stderr).toBe('')
    })
  })

  it('says that there was nothing to stop any more', async () => {
    await atVendor('infrai', async (command) => {
      const name = await createdBy(command, 'a paper boat')
      while (!(await command(['get', name])).stdout.includes('completed'));
      const { code, stdout, stderr } = await command(['cancel', name])
      expect([code, stdout, stderr]).toEqual([0, `not cancelled, as it had ended: ${name} completed\n`, simulated])
    })
  })

  it('does not say that a job is cancelled while it runs', async () => {
    const { fetch } = vendor()
    const make = (settings: object) => {
      const { capabilities, ...rest } = airforce({ ...settings, fetch })
      const operations = [...capabilities.operations, 'cancel']
      return { ...rest, capabilities: { ...capabilities, operations }, cancel: async () => {} }
    }
    const options = { providers: [{ ...packageOf(fetch), load: async () => ({ make }) }] }
    const request = ['generate', 'a boat at anchor [stall]', '-m', 'wan-2.6', '--no-wait', '--json']
    const name = `airforce:${JSON.parse((await reelay(request, options)).stdout).job.id}`
    const { code, stdout } = await reelay(['cancel', name], options)
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^asked to cancel ${name}: \\w+ \\d+ % so far\n$`))
  })

  it('of a job that nobody knows does not send anybody after it', async () => {
    await atVendor('infrai', async (command) => {
      const { code, stderr } = await command(['cancel', 'infrai:nobody'])
      expect(code).toBe(5)
      expect(stderr).toMatch(/^reelay: infrai: POST [^\n]*\n$/)
    })
  })
})

describe('keep', () => {
  it('says until when the video is kept', async () => {
    await atVendor('infrai', async (command) => {
      const name = await createdBy(command)
      const { code, stdout, stderr } = await command(['keep', name, '--days', '7'])
      expect([code, stderr]).toEqual([0, simulated])
      expect(stdout).toMatch(new RegExp(`^keeping ${name} for 7 days, until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\n$`))
      const { expiresAt, simulated: isMarked } = JSON.parse(
        (await command(['keep', name, '--days', '1', '--json'])).stdout,
      )
      const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(0.9)
      expect(days).toBeLessThan(1.1)
      expect(isMarked).toBe(true)
    })
  })

  it.each([
    [
      'more days than the vendor keeps one',
      ['--days', '91'],
      '--days 91 is not allowed; allowed: a whole number from 1',
    ],
    ['no days', ['--days', '0'], "'0' is invalid. Allowed: a whole number from 1."],
    ['nothing said', [], "required option '--days <number>' not specified"],
  ])('refuses %s', async (_what, argv, message) => {
    await atVendor('infrai', async (command) => {
      const { code, stdout, stderr } = await command(['keep', await createdBy(command), ...argv])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain(message)
    })
  })
})

describe('delete --all', () => {
  const all = ['delete', '--all', 'infrai']
  const rest = async (command: Command): Promise<number> =>
    JSON.parse((await command(['list', '--provider', 'infrai', '--json'])).stdout).jobs.length

  it('deletes every job once somebody at the terminal agrees, and says how many', async () => {
    await atVendor('infrai', async (command) => {
      await createdBy(command)
      await createdBy(command)
      const { code, stdout, stderr } = await command(all, typing('y', 'es\n'))
      expect([code, stdout]).toEqual([0, 'deleted 2 jobs at infrai: their records and their videos\n'])
      expect(stderr).toBe('delete every job of this account at infrai? It cannot be undone. [y/N] ')
      expect(await rest(command)).toBe(0)
      expect((await command([...all, '--yes'])).stdout).toBe('infrai had no jobs to delete\n')
    })
  })

  it.each([['n\n'], ['\n'], ['yesterday\n'], []])('deletes nothing when the answer is %j', async (...lines) => {
    await atVendor('infrai', async (command) => {
      await createdBy(command)
      const { code, stdout, stderr } = await command(all, typing(...lines))
      expect([code, stdout]).toEqual([130, ''])
      expect(stripVTControlCharacters(stderr)).toMatch(/\[y\/N\] \n?reelay: nothing was done\n$/)
      expect(await rest(command)).toBe(1)
    })
  })

  it('deletes nothing when Ctrl-C is the answer', async () => {
    await atVendor('infrai', async (command) => {
      await createdBy(command)
      const controller = new AbortController()
      const stdin = Object.assign(new Readable({ read: () => {} }), { isTTY: true })
      const write = (text: string) => void (text.includes('[y/N]') && controller.abort())
      const { code } = await command(all, { stdin, stderr: { isTTY: true, write }, signal: controller.signal })
      expect(code).toBe(130)
      expect(await rest(command)).toBe(1)
    })
  })

  it('needs --yes where nobody can be asked', async () => {
    await atVendor('infrai', async (command) => {
      await createdBy(command)
      for (const [argv, options] of [[all], [[...all, '--json'], typing('y\n')]] as const) {
        const { code, stdout, stderr } = await command([...argv], options)
        expect([code, stdout]).toEqual([2, ''])
        expect(stderr).toContain('this cannot be undone, and there is no terminal to ask on: say --yes')
      }
      expect(await rest(command)).toBe(1)
      expect((await command([...all, '--yes'])).stdout).toMatch(/^deleted 1 job at infrai: their/)
      expect(await rest(command)).toBe(0)
    })
  })

  it('is one document as JSON', async () => {
    await atVendor('infrai', async (command) => {
      await createdBy(command)
      const { stdout, stderr } = await command([...all, '--yes', '--json'])
      expect(JSON.parse(stdout)).toEqual({ provider: 'infrai', deleted: true, jobs: 1, deletes: 'record_and_media' })
      expect(stderr).toBe('')
    })
  })

  it.each([
    ['both', ['infrai:1', '--all', 'infrai'], 'a job and --all: one of the two'],
    ['neither', [], 'no job: name one, or --all <provider>'],
    ['two providers', ['--all', 'infrai', '--provider', 'apixo'], 'infrai and --provider apixo are two providers'],
  ])('refuses %s', async (_what, argv, message) => {
    const { code, stderr } = await reelay(['delete', ...argv], { cwd: application() })
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('balance', () => {
  it('says what is left', async () => {
    await atVendor('apixo', async (command) => {
      const { code, stdout } = await command(['balance', 'apixo'])
      expect([code, stdout]).toEqual([0, 'apixo has 12.50 USD left\n'])
      const { stdout: json } = await command(['balance', 'apixo', '--json'])
      expect(JSON.parse(json)).toEqual({ provider: 'apixo', amount: 12.5, currency: 'USD' })
    })
  })

  it('is marked when it is simulated', async () => {
    const command = async (...argv: string[]) => reelay(['balance', 'apixo', '--simulate', ...argv], { cwd })
    const cwd = application()
    expect(await command()).toEqual({ code: 0, stdout: 'apixo has 12.50 USD left\n', stderr: simulated })
    expect(JSON.parse((await command('--json')).stdout).simulated).toBe(true)
  })
})

describe('a vendor without such a call', () => {
  it.each([
    ['cancel', ['cancel', 'airforce:1'], 'cancel a job'],
    ['keep', ['keep', 'airforce:1', '--days', '1'], 'set how long a video is kept'],
    ['delete --all', ['delete', '--all', 'airforce'], 'delete all jobs at once'],
    ['balance', ['balance', 'airforce'], 'tell the balance'],
  ])('is told apart before it is asked: %s', async (_what, argv, what) => {
    const { fetch, ledger } = vendor()
    const { code, stdout, stderr } = await against({ fetch })(...argv)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`reelay: airforce cannot ${what}; it offers models, create, get, watch, list, delete\n`)
    expect(ledger.requests).toEqual([])
  })
})

it.each([
  ['cancel', ['cancel', 'infrai:1']],
  ['delete', ['delete', 'infrai:1']],
  ['delete --all', ['delete', '--all', 'infrai', '--yes']],
])('%s that is stopped on its way does not say that nothing happened', async (_what, argv) => {
  const controller = new AbortController()
  const silent = createServer(() => controller.abort()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const env = { INFRAI_API_KEY: 'any', INFRAI_BASE_URL: `http://127.0.0.1:${port}` }
  const { code, stderr } = await reelay(argv, { cwd: application(), env, signal: controller.signal })
  silent.closeAllConnections()
  silent.close()
  expect([code, stderr]).toEqual([130, 'reelay: stopped before the vendor answered: it may have done it\n'])
})
