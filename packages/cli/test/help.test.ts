import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reelay } from './command.ts'

const commands = [
  'models',
  'plan',
  'generate',
  'get',
  'watch',
  'list',
  'cancel',
  'keep',
  'delete',
  'download',
  'balance',
  'simulate',
]

describe('help', () => {
  it('shows the way from nothing, to whoever types only the name, too', async () => {
    const help = await reelay(['--help'], { providers: [] })
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(await reelay([])).toEqual(help)
    expect(help.stdout).toMatch(/1\. .*API_KEY.*--simulate[^]*2\. reelay models[^]*3\. reelay generate /)
    for (const name of commands) expect(help.stdout).toMatch(new RegExp(`^ {2}${name} .* {2}\\S`, 'm'))
  })

  it.each(commands)('of %s has a summary, two examples and the options of all commands', async (name) => {
    const { code, stdout } = await reelay([name, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: reelay ${name} .*\n\n\\S.*\n`))
    expect(stdout.split('Examples:\n')[1]?.match(new RegExp(`^ {2}reelay ${name}\\b`, 'gm'))).toHaveLength(2)
    expect(stdout).toMatch(/--json +\S/)
    expect(stdout).toMatch(/--simulate +\S/)
  })

  it('offers no option that would take a key', async () => {
    const pages = await Promise.all(commands.map((name) => reelay([name, '--help'])))
    for (const { stdout } of pages) expect(stdout).not.toMatch(/--(api-)?key\b(?!-file)/)
  })

  it('knows the version', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
    expect((await reelay(['--version'])).stdout).toBe(`${version}\n`)
  })
})
