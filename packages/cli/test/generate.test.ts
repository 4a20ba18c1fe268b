import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { against, folder, packageOf, png, reelay, vendor } from './command.ts'

const request = ['generate', 'a paper boat', '--model', 'wan-2.6', '--duration', '5']

/** The bodies of the create calls that a run made. */
function spy() {
  const { fetch, ledger } = vendor()
  const bodies: Record<string, unknown>[] = []
  const listening: typeof fetch = async (input, init) => {
    if (init?.method !== 'POST') return fetch(input, init)
    const body = await new Response(init.body).text()
    bodies.push(JSON.parse(body))
    return fetch(input, { ...init, body })
  }
  return { fetch: listening, bodies, ledger }
}

describe('generate', () => {
  it('says the cost before, shows how it gets on, and saves the video', async () => {
    const cwd = folder()
    const { code, stdout, stderr } = await against(vendor(), { cwd })(...request, '-o', 'boat.mp4')
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^airforce wan-2.6, text mode: estimated 2.00 USD\njob airforce:\S+ \(simulated\)\nqueued 0 %\n/,
    )
    expect(stderr).toMatch(/\ncompleted 100 %\nsimulated: no vendor was asked and nothing was spent\n$/)
    expect(stdout).toMatch(
      /^saved {2}boat.mp4 \(\S+ kB, video\/mp4\)\njob {4}airforce:\S+ completed 100 %, simulated\ncost {3}2.00 USD \(estimated before: 2.00 USD\)\n$/,
    )
    expect(readFileSync(join(cwd, 'boat.mp4')).toString('latin1', 4, 8)).toBe('ftyp')
  })

  it('is one document as JSON, and nothing else is said', async () => {
    const cwd = folder()
    const { stdout, stderr } = await against(vendor(), { cwd })(...request, '--json')
    const { job, file, estimate, simulated } = JSON.parse(stdout)
    expect(job).toMatchObject({ status: 'completed', cost: { amount: 2, source: 'vendor', final: true } })
    expect(file.path).toBe(join(cwd, `wan-2.6-${job.id.slice(0, 8)}.mp4`))
    expect(estimate).toEqual({ amount: 2, currency: 'USD', source: 'estimated', final: false })
    expect(simulated).toBe(true)
    expect(stderr).toBe('')
  })

  it('sends 0, false and every other option that was given', async () => {
    const { fetch, bodies } = spy()
    const options = ['--aspect-ratio', '9:16', '--resolution', '720p', '--seed', '0', '--no-audio', '--no-wait']
    const own = [
      '--option',
      'camera={"pan":1}',
      '--option',
      'style=oil paint',
      '--option',
      'loop=false',
      '--option',
      'note=',
    ]
    expect((await against({ fetch })(...request, ...options, ...own)).stderr).not.toContain('reelay:')
    expect(bodies).toEqual([
      {
        model: 'wan-2.6',
        prompt: 'a paper boat',
        mode: 'text',
        duration_seconds: 5,
        aspect_ratio: '9:16',
        quality: '720p',
        seed: 0,
        sound: false,
        camera: { pan: 1 },
        style: 'oil paint',
        loop: false,
        note: '',
      },
    ])
  })

  it('leaves out what was not given', async () => {
    const { fetch, bodies } = spy()
    await against({ fetch })('generate', 'x', '-m', 'wan-2.6', '--audio', '--no-wait')
    expect(bodies).toEqual([{ model: 'wan-2.6', prompt: 'x', mode: 'text', sound: true }])
  })

  it('sends an image file as bytes and a URL as a URL', async () => {
    const { fetch, bodies } = spy()
    const cwd = folder()
    writeFileSync(join(cwd, 'boat.png'), png)
    const command = against({ fetch }, { cwd })
    await command('generate', 'it sails', '-m', 'kling-1', '--image', 'boat.png', '--no-wait')
    const urls = ['--reference', 'https://example.com/a.png', '--reference', 'https://example.com/b.png']
    await command('generate', 'it sails', '-m', 'seedance-2', ...urls, '--no-wait')
    expect(bodies.map(({ mode, input_images }) => [mode, input_images])).toEqual([
      ['image', [{ b64_json: png.toString('base64') }]],
      ['reference', [{ url: 'https://example.com/a.png' }, { url: 'https://example.com/b.png' }]],
    ])
  })

  it('reads the prompt from stdin, byte for byte but for the last line end', async () => {
    const { fetch, bodies } = spy()
    async function* stdin() {
      yield Buffer.from('  a paper bo')
      yield 'at\nat sea ⛵\n'
    }
    const command = (...argv: string[]) => reelay(argv, { providers: [packageOf(fetch)], stdin: stdin() })
    await command('generate', '-', '-m', 'wan-2.6', '--no-wait')
    await command('generate', '--prompt', '-', '-m', 'wan-2.6', '--no-wait')
    expect(bodies.map(({ prompt }) => prompt)).toEqual(['  a paper boat\nat sea ⛵', '  a paper boat\nat sea ⛵'])
  })

  it('only creates the job with --no-wait, and says how to go on', async () => {
    const { stdout, stderr } = await against(vendor())(...request, '--no-wait')
    const name = /^(airforce:\S+) queued 0 %, simulated\n$/.exec(stdout)?.[1]
    expect(stderr).toContain(`continue with: reelay watch ${name}\n`)
    expect(stderr).toContain(`save the video once it is done: reelay download ${name}\n`)
  })
})

describe('before anything is spent', () => {
  const refusals: [why: string, argv: string[], message: string, code: number][] = [
    [
      'a duration that the model does not offer',
      ['--duration', '30'],
      '--duration 30 is not allowed; allowed: 5 to 10 seconds, whole',
      2,
    ],
    [
      'a ratio that the model does not offer',
      ['-a', '7:5'],
      '--aspect-ratio 7:5 is not allowed; allowed: 16:9, 9:16, 1:1',
      2,
    ],
    ['a model that does not exist', ['-m', 'wan-99'], '--model wan-99 is not allowed; allowed: wan-2.6, kling-1', 2],
    [
      'an option that the vendor does not have',
      ['--negative-prompt', ''],
      '--negative-prompt "" is not offered here',
      2,
    ],
    [
      'an image that does not exist',
      ['--image', 'no.png'],
      '--image no.png: there is no such file; allowed: an http(s) URL, or',
      2,
    ],
    [
      'an image that is none',
      ['--image', 'text.png'],
      '--image text.png is not allowed; allowed: a PNG, JPEG, WebP or GIF image',
      2,
    ],
    ['an image that is a folder', ['--image', 'inner'], '--image inner: it is a folder', 2],
    ['a number that is none', ['--duration', '5s'], "'5s' is invalid. Allowed: a number such as 5 or 2.5.", 2],
    ['an empty number', ['--seed', ''], "'' is invalid. Allowed: a number", 2],
    ['a seed that is not whole', ['--seed', '1.5'], '--seed 1.5 is not allowed; allowed: a whole number', 2],
    ['an option without a value', ['--option', 'loop'], "'loop' is invalid. Allowed: key=value.", 2],
    ['an option that the request itself sets', ['--option', 'prompt=x'], '--option prompt x is not allowed', 2],
    ['an empty prompt', ['--prompt', ''], 'the prompt is given twice', 2],
    ['a folder that does not exist', ['-o', 'nowhere/boat.mp4'], '-o nowhere/boat.mp4: there is no folder nowhere', 9],
    ['a file that exists', ['-o', 'text.png'], 'text.png exists already: choose another name, or --force', 9],
    ['no name for the file', ['-o', ''], '-o "" names no file', 9],
    ['a folder for a file', ['-o', 'inner', '--force'], '-o inner is a folder', 9],
  ]
  it.each(refusals)('refuses %s', async (_why, argv, message, code) => {
    const cwd = folder()
    writeFileSync(join(cwd, 'text.png'), 'this is no image')
    mkdirSync(join(cwd, 'inner'))
    const { fetch, bodies } = spy()
    const outcome = await against({ fetch }, { cwd })('generate', 'a paper boat', '-m', 'wan-2.6', ...argv)
    expect(outcome.stderr).toMatch(/^reelay: [^\n]*\n$/)
    expect(outcome.stderr).toContain(message)
    expect(outcome.code).toBe(code)
    expect(outcome.stdout).toBe('')
    expect(bodies).toEqual([])
  })

  it('wants a prompt and a model', async () => {
    const command = against(vendor())
    expect((await command('generate', '-m', 'wan-2.6')).stderr).toContain('no prompt: write it in quotes')
    expect((await command('generate', 'x')).stderr).toContain('no model: say --model')
  })

  it('replaces a file only with --force', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'boat.mp4'), 'precious')
    const command = against(vendor(), { cwd })
    expect((await command(...request, '-o', 'boat.mp4')).code).toBe(9)
    expect(readFileSync(join(cwd, 'boat.mp4'), 'utf8')).toBe('precious')
    expect((await command(...request, '-o', 'boat.mp4', '--force')).code).toBe(0)
    expect(readFileSync(join(cwd, 'boat.mp4'), 'latin1')).toContain('ftyp')
    expect(existsSync(join(cwd, 'boat.mp4.part'))).toBe(false)
  })

  it('refuses to wait and not to wait', async () => {
    const { code, stderr } = await against(vendor())(...request, '--no-wait', '-o', 'boat.mp4')
    expect(code).toBe(2)
    expect(stderr).toContain("'--no-wait' cannot be used with option '-o, --output <file>'")
  })
})
