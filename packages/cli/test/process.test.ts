import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { folder, key } from './command.ts'

const main = join(import.meta.dirname, '..', 'src', 'main.ts')
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(argv: string[], { cwd = folder(), env = {} }: { cwd?: string; env?: Record<string, string> } = {}) {
  const { FORCE_COLOR: _force, ...inherited } = process.env
  const child = spawn(process.execPath, ['--conditions=@reelay/source', main, ...argv], {
    cwd,
    env: { ...inherited, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (text.stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (text.stderr += String(chunk)))
  const ended = once(child, 'close').then(([code]) => ({ code: Number(code), ...text }))
  return { child, ended }
}

describe('as a process', () => {
  it('helps, and ends with 0', async () => {
    const { code, stdout, stderr } = await start(['--help']).ended
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Usage: reelay /)
  })

  it('ends at its deadline, whatever still runs in it', async () => {
    const argv = ['generate', 'a boat at anchor [stall]', '--provider', 'airforce', '--model', 'wan-2.6', '--simulate']
    const { code, stderr } = await start([...argv, '--speed', '1000', '--timeout', '0.3']).ended
    expect(code).toBe(6)
    expect(stderr).toMatch(/\nreelay: airforce: job \S+ was still in_progress after 0\.3 s; [^\n]*\n$/)
  })

  it('saves a video that is paid for even when nobody reads its notes any more', async () => {
    const cwd = folder()
    const argv = ['generate', 'a paper boat', '--provider', 'airforce', '--model', 'wan-2.6', '--simulate']
    const { child, ended } = start([...argv, '--speed', '1000', '-o', 'boat.mp4'], { cwd })
    child.stderr?.once('data', () => child.stderr?.destroy())
    const { code, stdout } = await ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/^saved {2}boat.mp4 /)
  })

  it('plays a vendor that another one asks, and both stop on Ctrl-C', async () => {
    const simulator = start(['simulate', 'airforce', '--port', '0', '--speed', '1000', '--json'])
    const [line] = await once(createInterface({ input: simulator.child.stdout ?? ([] as never) }), 'line')
    const { url, port } = JSON.parse(String(line))
    expect(url).toBe(`http://127.0.0.1:${port}`)

    const cwd = folder()
    const env = { AIRFORCE_BASE_URL: url, AIRFORCE_API_KEY: key }
    const request = ['generate', '--provider', 'airforce', '--model', 'wan-2.6', '--duration', '5']
    const generated = await start([...request, 'a paper boat', '-o', 'boat.mp4'], { cwd, env }).ended
    expect(generated).toMatchObject({ code: 0, stderr: expect.stringContaining('completed 100 %') })
    expect(generated.stdout).toMatch(/^saved {2}boat.mp4 [^]*, simulated\n/)
    expect(readFileSync(join(cwd, 'boat.mp4')).toString('latin1', 4, 8)).toBe('ftyp')
    expect(generated.stdout + generated.stderr).not.toContain(key)

    const watching = start([...request, 'a boat at anchor [stall]'], { cwd, env })
    for await (const chunk of createInterface({ input: watching.child.stderr ?? ([] as never) })) {
      if (chunk.startsWith('in_progress')) break
    }
    watching.child.kill('SIGINT')
    const { code, stderr } = await watching.ended
    expect(code).toBe(130)
    expect(stderr).toMatch(/continue with: reelay watch airforce:\S+\n/)

    simulator.child.kill('SIGINT')
    const { code: ended, stdout } = await simulator.ended
    expect(ended).toBe(0)
    expect(stdout).toBe(`${line}\n`)
  })
})
