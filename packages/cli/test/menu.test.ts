import { airforce } from '@reelay/provider-airforce'
import { describe, expect, it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelCapability } from '@reelay/core'
import type { ProviderPackage } from '../src/main.ts'
import { against, folder, packageOf, png, reelay, vendor } from './command.ts'

/** A second provider, with models of its own and no key. */
function other(models: ModelCapability[] | Error): ProviderPackage {
  const make = (settings: object) => ({
    ...airforce({ ...settings, fetch: vendor().fetch }),
    id: 'other',
    models: async () => {
      if (models instanceof Error) throw models
      return models
    },
  })
  return { ...packageOf(fetch, 'reelay-provider-other'), load: async () => ({ make }) }
}

const odd: ModelCapability[] = [
  {
    id: 'odd-1',
    price: { amount: 0.125, currency: 'EUR', per: 'video' },
    modes: {
      text: { duration: { values: [4, 8] }, aspectRatios: null },
      image: {
        duration: null,
        resolutions: ['720p'],
        images: { min: 1, max: 1, roles: ['first_frame'], as: ['data'] },
      },
    },
  },
  { id: 'odd-2', price: null, modes: { text: { duration: { min: 1, max: 1.5 } } } },
  { id: '*', price: null, modes: {} },
]

describe('models', () => {
  it('are a table of what each takes and costs', async () => {
    const { stdout, code } = await against(vendor())('models')
    expect(code).toBe(0)
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'MODEL       PRICE       MODES                   DURATION  RATIOS             RESOLUTIONS',
      'wan-2.6     0.40 USD/s  text, image             5-10 s    16:9 9:16 1:1      480p 720p 1080p',
      'kling-1     0.28 USD/s  text, image             5-10 s    16:9 9:16 1:1 4:3  720p 1080p',
      'seedance-2  0.20 USD/s  text, image, reference  4-12 s    16:9 9:16 1:1 4:3  480p 720p 1080p',
    ])
  })

  it('show what is unknown and what is not there, mode by mode where modes differ', async () => {
    const { stdout } = await reelay(['models'], { providers: [other(odd)] })
    expect(stdout).toBe(
      [
        'MODEL          PRICE            MODES  DURATION  RATIOS  RESOLUTIONS',
        'odd-1          0.125 EUR/video  text   4, 8 s    ?       -',
        '                                image  ?         -       720p',
        'odd-2          ?                text   1-1.5 s   -       -',
        '* (any other)  ?                -      -         -       -',
        '',
      ].join('\n'),
    )
  })

  it('are one document as JSON', async () => {
    const { stdout, stderr } = await against(vendor())('models', '--json')
    expect(JSON.parse(stdout).models[0]).toMatchObject({
      provider: 'airforce',
      id: 'wan-2.6',
      price: { per: 'second' },
    })
    expect(stderr).toBe('')
  })

  it('of all providers stand together, and one that fails does not hide the others', async () => {
    const both = await reelay(['models'], { providers: [packageOf(vendor().fetch), other(odd)] })
    expect(both.stdout).toMatch(/^PROVIDER  MODEL .*\nairforce  wan-2.6 [^]*\nother     odd-1 /)
    const { VideoError } = await import('@reelay/core')
    const failing = other(new VideoError('unavailable', 'other: down'))
    const one = await reelay(['models'], { providers: [packageOf(vendor().fetch), failing] })
    expect([one.code, one.stderr]).toEqual([0, 'reelay: other: down\n'])
    const { stdout } = await reelay(['models', '--json'], { providers: [packageOf(vendor().fetch), failing] })
    expect(JSON.parse(stdout).failures).toMatchObject([{ code: 'unavailable' }])
  })
})

describe('plan', () => {
  const request = ['plan', 'a paper boat', '--model', 'wan-2.6']

  it('shows cost, what the vendor decides and what would be sent; sends nothing but the question for models', async () => {
    const { fetch, ledger } = vendor()
    const { code, stdout } = await against({ fetch })(...request)
    expect(code).toBe(0)
    expect(stdout).toBe(`airforce wan-2.6, text mode: estimated 2.00 USD
  the vendor decides: duration 5
  would send: POST /v1/video/generations
  {
    "model": "wan-2.6",
    "prompt": "a paper boat",
    "mode": "text"
  }
`)
    expect(ledger.requests.map(({ operationId }) => operationId)).toEqual(['listModels'])
  })

  it('shows long texts short, and whole as JSON', async () => {
    const prompt = 'a paper boat '.repeat(100)
    const command = against(vendor())
    const { stdout } = await command('plan', prompt, '--model', 'wan-2.6')
    expect(stdout).toContain('"prompt": "a paper boat a paper boat a paper boat a... (1300 characters)"')
    const { candidates } = JSON.parse((await command('plan', prompt, '--model', 'wan-2.6', '--json')).stdout)
    expect(candidates[0].call.body.prompt).toBe(prompt)
  })

  it('never shows the bytes of an image', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'boat.png'), Buffer.concat([png, Buffer.alloc(100_000)]))
    const { stdout } = await against(vendor(), { cwd })(...request, '--image', 'boat.png')
    expect(stdout).toMatch(/"b64_json": "[^"]{1,100}"/)
  })

  it('exits with 2 and every reason when no provider can', async () => {
    const { code, stdout, stderr } = await against(vendor())(...request, '--duration', '30', '--fps', '24')
    expect(code).toBe(2)
    expect(stdout).toBe(`airforce wan-2.6, text mode: not possible
  --duration 30 is not allowed; allowed: 5 to 10 seconds, whole
  --fps 24 is not offered here
`)
    expect(stderr).toMatch(
      /^reelay: airforce cannot do this: --duration 30 is not allowed; .*; --fps 24 is not offered here\n$/,
    )
  })

  it('is possible as soon as one provider can', async () => {
    const { code, stdout } = await reelay(request, { providers: [packageOf(vendor().fetch), other(odd)] })
    expect(code).toBe(0)
    expect(stdout).toContain('airforce wan-2.6, text mode: estimated')
    expect(stdout).toContain('other wan-2.6, text mode: not possible')
  })

  it('is one document as JSON, on stdout even when nobody can', async () => {
    const { code, stdout, stderr } = await against(vendor())(...request, '--duration', '30', '--json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout).candidates).toMatchObject([{ problems: [{ field: 'duration' }] }])
    expect(JSON.parse(stderr)).toMatchObject({ code: 'invalid_request', issues: [{ field: 'duration' }] })
  })
})
