import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { candleContract } from '../broken/references.ts'

const project = mkdtempSync(join(tmpdir(), 'reelay-project-'))
afterAll(() => rmSync(project, { recursive: true }))

/** Judges candle in a process of its own. */
async function judged(environment: Record<string, string>): Promise<{ findings: string[]; verdicts: string[] }> {
  const script = fileURLToPath(new URL('adapters/preflight.node.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@reelay/source', script], {
    env: { PATH: process.env['PATH'], ...environment },
  })
  return JSON.parse(stdout)
}

describe('in a process of its own, a run', { timeout: 120_000 }, () => {
  it('is refused when NOCK_OFF is set, before anything is judged', async () => {
    const finding = 'NOCK_OFF is set: requests would really go out; unset it'
    expect(await judged({ NOCK_OFF: 'true' })).toEqual({ findings: [finding], verdicts: [`threw ${finding}`] })
  })

  it('is refused when the project has a nock of its own, and not when it is the same one', async () => {
    const fixtures = join(project, 'test', 'fixtures')
    cpSync(candleContract.fixtures, fixtures, { recursive: true })
    const FIXTURES = `${pathToFileURL(fixtures).href}/`
    expect(await judged({ FIXTURES })).toEqual({ findings: [], verdicts: ['pass'] })

    const own = join(project, 'node_modules', 'nock')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'package.json'), '{ "name": "nock", "main": "index.js" }')
    writeFileSync(join(own, 'index.js'), '')
    const { findings, verdicts } = await judged({ FIXTURES })
    expect(findings).toEqual([
      expect.stringMatching(/^there are two copies of nock, .*nock.* and .*reelay-project-.*:/),
    ])
    expect(verdicts).toEqual([`threw ${findings[0]}`])
  })
})
