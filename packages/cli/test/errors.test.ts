import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { airforce } from '@reelay/provider-airforce'
import { errorCodes, systemClock, VideoError, type Clock, type ErrorCode } from '@reelay/core'
import type { Fault } from '@reelay/simulator'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodes } from '../src/exit-codes.ts'
import { against, folder, installed, key, packageOf, reelay, vendor } from './command.ts'

const request = ['generate', 'a paper boat', '--model', 'wan-2.6']

/** A vendor whose create call throws this. */
function throwing(error: unknown) {
  const { fetch } = vendor()
  const create = async (): Promise<never> => {
    throw error
  }
  const load = async () => ({ airforce: (settings: object) => ({ ...airforce({ ...settings, fetch }), create }) })
  return { ...packageOf(fetch), load }
}

describe('an error of each class has its exit code, one line, and how to go on', () => {
  const cases: [
    what: string,
    faults: Fault[],
    argv: string[],
    expected: [code: ErrorCode, exit: number, next: RegExp],
  ][] = [
    ['a wrong key', [{ kind: 'status', status: 401 }], ['models'], ['authentication', 3, /^$/]],
    ['no permission', [{ kind: 'status', status: 403, operation: 'createVideo' }], request, ['permission', 3, /^$/]],
    [
      'no credit',
      [{ kind: 'status', status: 402, operation: 'createVideo' }],
      request,
      ['insufficient_credit', 4, /^$/],
    ],
    ['a job that nobody knows', [], ['get', 'airforce:nobody'], ['not_found', 5, /^$/]],
    [
      'a rate limit',
      [{ kind: 'status', status: 429, operation: 'createVideo' }],
      [...request, '--timeout', '0.5'],
      ['rate_limited', 6, /^$/],
    ],
    [
      'a pause that passes',
      [
        { kind: 'status', status: 429, operation: 'createVideo', nth: 1 },
        { kind: 'status', status: 402, operation: 'createVideo', nth: 2 },
      ],
      request,
      ['insufficient_credit', 4, /^$/],
    ],
    ['a vendor that is down', [{ kind: 'status', status: 503 }], ['list'], ['unavailable', 6, /^$/]],
    ['a lost connection', [{ kind: 'reset' }], ['models'], ['network', 6, /^$/]],
    [
      'a deadline',
      [],
      ['generate', 'a boat at anchor [stall]', '-m', 'wan-2.6', '--timeout', '0.004'],
      ['timeout', 6, /^continue with: reelay watch airforce:\S+$/],
    ],
    ['a failed job', [], ['generate', 'a boat that sinks [fail]', '-m', 'wan-2.6'], ['vendor_failure', 7, /^$/]],
    [
      'a lost create',
      [{ kind: 'lost', operation: 'createVideo' }],
      request,
      ['submission_unknown', 8, /^look for it with: reelay list --provider airforce$/],
    ],
    ['a result that is gone', [{ kind: 'status', status: 410, operation: 'media' }], request, ['expired', 5, /^$/]],
    [
      'a result that is no video',
      [{ kind: 'html', operation: 'media' }],
      request,
      ['invalid_response', 1, /^save it with: reelay download airforce:\S+$/],
    ],
    ['an answer that is none', [{ kind: 'html' }], ['list'], ['invalid_response', 1, /^$/]],
  ]
  it.each(cases)('%s', async (_what, faults, argv, [code, exit, next]) => {
    // What is waited for takes no time of ours; a deadline is as long as ever.
    const sleep: Clock['sleep'] = (ms, signal) => systemClock.sleep(ms < 59_000 && ms >= 1_000 ? 1 : ms, signal)
    const clock = { ...systemClock, sleep }
    const human = await against(vendor({ faults }), { clock })(...argv)
    expect(human.code).toBe(exit)
    const [line, hint = ''] = human.stderr.slice(human.stderr.indexOf('reelay: ')).trimEnd().split('\n')
    expect(line).toMatch(/^reelay: \S/)
    expect(hint).toMatch(next)
    expect(human.stderr).not.toMatch(/\n\s+at /)

    const machine = await against(vendor({ faults }), { clock })(...argv, '--json')
    expect(machine.code).toBe(exit)
    expect(JSON.parse(machine.stderr)).toMatchObject({ name: 'VideoError', code })
    expect(machine.stdout).toBe('')
  })

  it('content that the vendor refuses', async () => {
    const providers = [throwing(new VideoError('moderated', 'airforce: not this'))]
    expect(await reelay(request, { providers })).toMatchObject({
      code: 7,
      stderr: expect.stringMatching(/\nreelay: airforce: not this\n$/),
    })
  })

  it('a mistake of ours', async () => {
    const providers = [throwing(new TypeError('oops\n    at somewhere'))]
    expect(await reelay(request, { providers })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/\nreelay: oops at somewhere\n$/),
    })
    const { stderr, code } = await reelay([...request, '--json'], { providers })
    expect([code, JSON.parse(stderr).code]).toEqual([1, 'internal'])
  })

  it('a vendor that refuses a poll as wrong is none of wrong usage, which spends nothing', () => {
    const job = { provider: 'acme', model: 'one', id: 'j1', status: 'queued' as const, outputs: [] }
    expect(exitCodeOf({ code: 'invalid_request', job, operation: 'get' })).toBe(1)
    expect(exitCodeOf({ code: 'invalid_request', job, operation: 'download' })).toBe(2)
    expect(exitCodeOf({ code: 'invalid_request' })).toBe(2)
  })

  it('every code has one, and every one is documented in help and README', async () => {
    const documented = new Set<number>(exitCodes.map(([code]) => code))
    expect(errorCodes.map((code) => documented.has(exitCodeOf({ code })))).not.toContain(false)
    const { stdout: help } = await reelay(['--help'])
    const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')
    for (const [code, meaning] of exitCodes) {
      expect(help).toMatch(new RegExp(`^ +${code}  ${meaning.slice(0, 20)}`, 'm'))
      expect(readme).toContain(`| ${code} | ${meaning} |`)
    }
  })
})

describe('a key', () => {
  const withoutKey = { providers: [installed], env: { AIRFORCE_API_KEY: '' } }

  it('that is missing is named, with the ways to give it and to do without', async () => {
    const { code, stderr } = await reelay(['models'], withoutKey)
    expect(code).toBe(3)
    expect(stderr).toBe(
      'reelay: airforce: no key: set AIRFORCE_API_KEY, or name a file that sets it with --key-file, or try it free with --simulate\n',
    )
  })

  it('is not needed with --simulate, and the result says that it is simulated', async () => {
    const { code, stdout, stderr } = await reelay(['models', '--simulate'], withoutKey)
    expect([code, stderr]).toEqual([0, 'simulated: no vendor was asked and nothing was spent\n'])
    expect(stdout).toContain('wan-2.6')
  })

  it.each(['--key-file', 'REELAY_KEY_FILE'])('comes from a file named by %s', async (way) => {
    const cwd = folder()
    writeFileSync(join(cwd, 'keys'), `# mine\nAIRFORCE_API_KEY="${key}"\n`)
    const { fetch, ledger } = vendor()
    const env = { AIRFORCE_API_KEY: '', ...(way === '--key-file' ? {} : { [way]: 'keys' }) }
    const argv = ['list', ...(way === '--key-file' ? [way, 'keys'] : [])]
    expect((await reelay(argv, { cwd, env, providers: [packageOf(fetch)] })).code).toBe(0)
    expect(ledger.requests).toMatchObject([{ operationId: 'listVideos', status: 200 }])
  })

  it('that is not in the file, either, is missed there', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'keys'), 'ACME_API_KEY=1234')
    const { code, stderr } = await reelay(['models', '--key-file', 'keys'], { ...withoutKey, cwd })
    expect([code, stderr]).toEqual([
      3,
      'reelay: airforce: no key: neither keys nor the environment sets AIRFORCE_API_KEY; or try it free with --simulate\n',
    ])
  })

  it('file that cannot be read is named', async () => {
    const { code, stderr } = await reelay(['models', '--key-file', 'nowhere'], withoutKey)
    expect([code, stderr]).toEqual([2, 'reelay: --key-file nowhere: cannot be read (ENOENT)\n'])
  })

  it.each(['--api-key', '--key', '--token'])('is refused as an option, without being repeated: %s', async (flag) => {
    for (const argv of [[`${flag}=${key}`], [flag, key]]) {
      const { code, stderr } = await reelay([...request, ...argv], {
        providers: [installed],
        env: { AIRFORCE_API_KEY: '' },
      })
      expect(code).toBe(2)
      expect(stderr).toMatch(/^reelay: a key is never an option, .*--key-file\n$/)
    }
  })

  it('does not come back from a vendor that repeats it, nor does a signed URL', async () => {
    const body = { error: { message: `wrong key ${key}, see https://example.com/help?signature=abc` } }
    const command = against(vendor({ faults: [{ kind: 'status', status: 401, body }] }))
    for (const argv of [['models'], ['models', '--json']]) {
      const { stderr } = await command(...argv)
      expect(stderr).toContain('https://example.com/help?[redacted]')
    }
    const leaky = throwing(new VideoError('network', `lost https://example.com/video.mp4?signature=abc with ${key}`))
    expect((await reelay(request, { providers: [leaky] })).stderr).toContain(
      'lost https://example.com/video.mp4?[redacted] with [redacted]\n',
    )
  })
})

describe('the command line', () => {
  it.each([
    ['an unknown command', ['genrate'], "unknown command 'genrate' (Did you mean generate?)"],
    [
      'an unknown option',
      ['generate', 'x', '--durration', '5'],
      "unknown option '--durration' (Did you mean --duration?)",
    ],
    ['words without quotes', ['generate', 'a', 'paper', 'boat'], 'too many arguments'],
    ['no job', ['get'], "missing required argument 'job'"],
    ['an empty prompt', ['generate', '', '-m', 'wan-2.6'], 'no prompt: write it in quotes, or - to read it from stdin'],
    ['an empty stdin', ['generate', '-', '-m', 'wan-2.6'], 'no prompt: nothing came from stdin'],
    ['an empty model', ['generate', 'x', '-m', ''], 'no model: say --model'],
    [
      'an image that is neither',
      ['plan', 'x', '-m', 'wan-2.6', '-i', 'ftp://x/y.png'],
      'allowed: an http(s) URL, or a PNG',
    ],
    ['a speed of nothing', ['models', '--simulate', '--speed', '0'], "'0' is invalid. Allowed: a number above 0."],
    ['a speed for the real vendor', ['models', '--speed', '5'], '--speed is for simulators'],
  ])('refuses %s in one line', async (_what, argv, message) => {
    const { code, stdout, stderr } = await against(vendor())(...argv)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^reelay: [^\n]*\n$/)
    expect(stderr).toContain(message)
    const { stderr: json } = await against(vendor())(...argv, '--json')
    expect(JSON.parse(json)).toMatchObject({ code: 'invalid_request', submitted: 'no', charged: 'no' })
  })
})
