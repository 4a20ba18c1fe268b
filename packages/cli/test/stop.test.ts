import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { against, folder, installed, packageOf, reelay, vendor } from './command.ts'

/** Runs until stderr holds this text, then aborts as Ctrl-C does. */
function stopAt(text: string) {
  const controller = new AbortController()
  const stderr = { write: (chunk: string) => void (chunk.includes(text) && controller.abort()) }
  return { signal: controller.signal, stderr }
}

const stalling = ['generate', 'a boat at anchor [stall]', '--model', 'wan-2.6', '-o', 'boat.mp4']

describe('Ctrl-C', () => {
  it('while watching says that the job goes on, and how to go on with it', async () => {
    const cwd = folder()
    const { code, stdout, stderr } = await against(vendor(), { cwd, ...stopAt('in_progress') })(...stalling)
    const name = /^job (airforce:\S+)/m.exec(stderr)?.[1]
    expect([code, stdout]).toEqual([130, ''])
    expect(stderr).toContain(
      `reelay: stopped watching; the job goes on at the vendor — continue with: reelay watch ${name}\n` +
        `save the video once it is done: reelay download ${name}\n`,
    )
    expect(existsSync(join(cwd, 'boat.mp4'))).toBe(false)
  })

  it('as JSON is an error with the job', async () => {
    const controller = new AbortController()
    const { fetch } = vendor()
    const stopping: typeof fetch = async (input, init) => {
      if (new Request(input).url.endsWith('/stream')) controller.abort()
      return fetch(input, init)
    }
    const { code, stderr } = await against({ fetch: stopping }, { signal: controller.signal })(...stalling, '--json')
    expect(code).toBe(130)
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'aborted',
      submitted: 'yes',
      job: { status: 'queued', outputs: [] },
    })
  })

  it('while the job is created says that nobody knows', async () => {
    const controller = new AbortController()
    const { fetch } = vendor()
    const hanging: typeof fetch = async (input, init) => {
      if (init?.method !== 'POST') return fetch(input, init)
      controller.abort()
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      })
    }
    const { code, stderr } = await against({ fetch: hanging }, { signal: controller.signal })(...stalling)
    expect(code).toBe(130)
    expect(stderr).toMatch(
      /\nreelay: stopped while the job was created: it may exist, and may be billed\nlook for it with: reelay list --provider airforce\n$/,
    )
  })

  it('before the job is created says that nothing was submitted', async () => {
    const { fetch, ledger } = vendor()
    const { code, stderr } = await against({ fetch }, { signal: AbortSignal.abort() })(...stalling)
    expect([code, stderr]).toEqual([130, 'reelay: stopped; nothing was submitted\n'])
    expect(ledger.jobs).toEqual([])
  })

  it('while a video is saved says how to save it, and leaves no half file', async () => {
    const cwd = folder()
    const controller = new AbortController()
    const { fetch } = vendor()
    const stopping: typeof fetch = async (input, init) => {
      if (new Request(input).url.includes('/media/')) controller.abort()
      return fetch(input, init)
    }
    const argv = ['generate', 'a paper boat', '--model', 'wan-2.6', '-o', 'boat.mp4']
    const { code, stderr } = await against({ fetch: stopping }, { cwd, signal: controller.signal })(...argv)
    expect(code).toBe(130)
    expect(stderr).toMatch(
      /\nreelay: stopped; the video was not saved — continue with: reelay download airforce:\S+\n$/,
    )
    expect(existsSync(join(cwd, 'boat.mp4'))).toBe(false)
  })

  it('repeats what the next command needs', async () => {
    const { fetch } = vendor()
    const providers = [packageOf(fetch, '@acme/video')]
    const options = { providers, ...stopAt('in_progress') }
    const { stderr } = await reelay([...stalling, '--provider', '@acme/video'], options)
    expect(stderr).toMatch(/continue with: reelay watch airforce:\S+ --provider @acme\/video\n/)
  })

  it('does not send anybody after a job that ended with its simulator', async () => {
    const options = { providers: [installed], ...stopAt('in_progress') }
    const { code, stderr } = await reelay([...stalling, '--simulate', '--speed', '100000'], options)
    expect(code).toBe(130)
    expect(stderr).toMatch(/\nreelay: stopped; the simulated job is gone\n$/)
  })
})
