import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { hasColours } from '../src/terminal.ts'
import { against, vendor } from './command.ts'

const request = ['generate', 'a paper boat', '--model', 'wan-2.6']
const terminal = { isTTY: true, columns: 80, write: () => {} }
const escape = '\u001B'

/** What was drawn over each other, without colours. */
function linesOf(stderr: string): string[] {
  const frames = stderr.split(`${escape}[?2026h`).slice(1).map(stripVTControlCharacters)
  return frames.map((frame) => frame.replaceAll('\r', ''))
}

describe('progress', () => {
  it('is a bar that is drawn over itself on a terminal, with percent, status and time', async () => {
    const { stdout, stderr } = await against(vendor(), { stderr: terminal })(...request)
    const drawn = linesOf(stderr)
    expect(drawn[0]).toMatch(/^─{30} {2}queued 0 % {2}\d+ s$/m)
    expect(drawn.at(-1)).toMatch(/^━{30} {2}completed 100 % {2}\d+ s$/m)
    expect(stdout).not.toContain(escape)
  })

  it('grows with the percentage', async () => {
    const controller = new AbortController()
    const write = (text: string) => void (/in_progress [1-9]/.test(text) && controller.abort())
    const stalling = ['generate', 'a boat at anchor [stall]', '--model', 'wan-2.6']
    const options = { stderr: { ...terminal, write }, signal: controller.signal }
    const { stderr } = await against(vendor(), options)(...stalling)
    const [bar = '', percent] = /([━─]+) {2}in_progress (\d+) %/.exec(linesOf(stderr).at(-1) ?? '')?.slice(1) ?? []
    expect(bar).toHaveLength(30)
    expect(bar.lastIndexOf('━') + 1).toBe(Math.round((Number(percent) / 100) * 30))
  })

  it('is a line for each change in a pipe', async () => {
    const { stderr } = await against(vendor())(...request)
    const lines = stderr.split('\n').filter((line) => /^(queued|in_progress|completed)/.test(line))
    expect(lines[0]).toBe('queued 0 %')
    expect(lines.at(-1)).toBe('completed 100 %')
    expect(new Set(lines).size).toBe(lines.length)
    expect(stderr).not.toMatch(/[\r\u001B]/)
  })

  it('is lines on a dumb terminal, and nothing with --json', async () => {
    const dumb = { stderr: terminal, env: { TERM: 'dumb' } }
    expect((await against(vendor(), dumb)(...request)).stderr).not.toMatch(/[\r\u001B]/)
    expect((await against(vendor(), { stderr: terminal })(...request, '--json')).stderr).toBe('')
  })

  it.each([20, 40])('never wraps in %i columns', async (columns) => {
    const { stderr } = await against(vendor(), { stderr: { ...terminal, columns } })(...request)
    const drawn = linesOf(stderr).map((line) => line.split('\n')[0] ?? '')
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(columns)
  })
})

describe('colours', () => {
  it('are for terminals, unless NO_COLOR; FORCE_COLOR wins', () => {
    expect(hasColours({}, true)).toBe(true)
    expect(hasColours({}, false)).toBe(false)
    expect(hasColours({ NO_COLOR: '1' }, true)).toBe(false)
    expect(hasColours({ NO_COLOR: '' }, true)).toBe(true)
    expect(hasColours({ TERM: 'dumb' }, true)).toBe(false)
    expect(hasColours({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true)
    expect(hasColours({ FORCE_COLOR: '0' }, true)).toBe(false)
  })

  it('reach tables, errors and bars alike', async () => {
    const forced = { env: { FORCE_COLOR: '1' } }
    expect((await against(vendor(), forced)('models')).stdout).toContain(`${escape}[1mMODEL`)
    expect((await against(vendor(), forced)('get', 'x')).stderr).toContain(`${escape}[31mreelay:`)
    const refused = { stderr: terminal, stdout: terminal, env: { NO_COLOR: '1' } }
    for (const argv of [['models'], ['get', 'x'], ['--help'], request]) {
      const { stdout, stderr } = await against(vendor(), refused)(...argv)
      expect(stdout + stderr).not.toContain(`${escape}[3`)
      expect(stdout + stderr).not.toContain(`${escape}[1m`)
    }
  })
})
