import { createServer } from 'node:http'
import { once } from 'node:events'
import { exampleKey } from '@reelay/provider-airforce/simulator'
import { describe, expect, it } from 'vitest'
import { installed, reelay } from './command.ts'

/** Plays the vendor until `visit` is done; gives what was written until then and the exit code. */
async function playing(argv: string[], visit: (text: string) => Promise<void>) {
  const controller = new AbortController()
  let visited: Promise<void> | undefined
  let text = ''
  const write = (chunk: string): void => {
    text += chunk
    // The address comes first in JSON, the curl line last otherwise.
    if (/"port":|^curl /m.test(text)) visited ??= visit(text).finally(() => controller.abort())
  }
  const options = { providers: [installed], signal: controller.signal, stdout: { write } }
  const outcome = await reelay(['simulate', 'airforce', '--port', '0', ...argv], options)
  await visited
  return outcome
}

describe('simulate', () => {
  it('says where it is, how to point the command at it, and ends with 0', async () => {
    const outcome = await playing(['--speed', '20'], async (text) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
      expect((await fetch(`${url}/v1/models`)).headers.get('x-reelay-simulated')).toBe('1')
    })
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    expect(outcome.stdout).toMatch(
      /^playing airforce on (\S+), 20 times as fast; Ctrl-C ends it\n\nreelay {2}AIRFORCE_BASE_URL=\1 AIRFORCE_API_KEY=sk-air-simulated reelay models\n/,
    )
  })

  it('gives a curl line that the vendor takes', async () => {
    await playing([], async (text) => {
      const shape = /^curl {4}curl (\S+) -H 'authorization: (.+)' -H 'content-type: (\S+)' -d '(.+)'$/m
      const [, url = '', authorization = '', type = '', body = ''] = shape.exec(text) ?? []
      const answer = await fetch(url, { method: 'POST', headers: { authorization, 'content-type': type }, body })
      expect([answer.status, await answer.json()]).toMatchObject([200, { status: 'queued' }])
    })
  })

  it('is one line as JSON, with the variables to set', async () => {
    const { stdout } = await playing(['--json'], async () => {})
    const { url, port, ...rest } = JSON.parse(stdout)
    expect(url).toBe(`http://127.0.0.1:${port}`)
    expect(rest).toEqual({
      provider: 'airforce',
      environment: { AIRFORCE_BASE_URL: url, AIRFORCE_API_KEY: exampleKey },
      simulated: true,
    })
  })

  it('plays the faults that it was given', async () => {
    const faults = ['--fault', 'status=503@listModels#2', '--fault', 'html@listModels#3', '--fault', 'delay=1%1']
    await playing([...faults, '--json'], async (text) => {
      const ask = async (): Promise<Response> => fetch(`${JSON.parse(text).url}/v1/models`)
      const answers = [await ask(), await ask(), await ask()]
      expect(answers.map(({ status }) => status)).toEqual([200, 503, 200])
      expect(answers[2]?.headers.get('content-type')).toContain('text/html')
    })
  })

  it('makes the same jobs for the same seed', async () => {
    const firstId = async (seed: string): Promise<string> => {
      let id = ''
      await playing(['--seed', seed, '--json'], async (text) => {
        const { url, environment } = JSON.parse(text)
        const headers = { authorization: `Bearer ${environment.AIRFORCE_API_KEY}`, 'content-type': 'application/json' }
        const body = JSON.stringify({ model: 'wan-2.6', prompt: 'a paper boat' })
        const answer = await fetch(`${url}/v1/video/generations`, { method: 'POST', headers, body })
        id = JSON.parse(await answer.text()).task_id
      })
      return id
    }
    expect(await firstId('7')).toBe(await firstId('7'))
    expect(await firstId('7')).not.toBe(await firstId('8'))
  })

  it.each([
    ['no such operation', ['--fault', 'reset@getVide'], 'there is no operation "getVide"; there are createVideo,'],
    ['a fault that nobody knows', ['--fault', 'boom'], "'boom' is invalid. Allowed: kind[=value][@operation]"],
    ['a status without a number', ['--fault', 'status'], "'status' is invalid"],
    ['a value too many', ['--fault', 'reset=5'], "'reset=5' is invalid"],
    ['a port that is none', ['--port', '70000'], "'70000' is invalid. Allowed: a whole number from 0"],
  ])('refuses %s', async (_what, argv, message) => {
    const { code, stdout, stderr } = await reelay(['simulate', 'airforce', ...argv], { providers: [installed] })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  it('names a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const { code, stderr } = await reelay(['simulate', 'airforce', '--port', port], { providers: [installed] })
    server.close()
    expect([code, stderr]).toEqual([2, `reelay: --port ${port} is taken: choose another, or 0 for any free one\n`])
  })
})
