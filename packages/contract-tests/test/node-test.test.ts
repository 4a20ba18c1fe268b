import { exec } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const cwd = fileURLToPath(new URL('../', import.meta.url))
const run = 'node --conditions=@reelay/source --test test/adapters/candle.node.ts'

/** Runs a command line as a shell would, and gives what it printed as TAP. */
function shell(command: string, broken = ''): Promise<{ code: number; tap: string }> {
  const tap = command.replace('--test', '--test --test-reporter=tap')
  // The runner tells its children by a variable that they are no runners; this one is.
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...inherited } = process.env
  const env = { ...inherited, BROKEN: broken }
  return new Promise((resolve) => {
    const child = exec(tap, { cwd, env, maxBuffer: 1 << 26 }, (_error, stdout) =>
      resolve({ code: child.exitCode ?? -1, tap: stdout }),
    )
  })
}

it('node --test has one test per clause; what was skipped is shown as skipped, and a failure is judged again by its rerun line', async () => {
  const { code, tap } = await shell(run, 'trims-prompt')
  expect(code, tap).toBe(1)
  const tests = [...tap.matchAll(/^ +((?:not )?ok) \d+ - (.*)$/gm)].map(([, result, name]) => `${result} ${name}`)
  expect(tests).toEqual([
    expect.stringMatching(/^not ok \[REQ-04\] A prompt arrives byte for byte/),
    expect.stringMatching(/^ok \[SUB-01\] [^#]*$/),
    expect.stringMatching(/^ok \[SUB-03\] .* # SKIP not-declared: only for providers with idempotency 'key'$/),
    expect.stringMatching(/^ok \[FIX-05\] /),
    'ok every clause reported exactly one verdict',
  ])
  expect(tap).toMatch(/^# skipped 1$/m)
  expect(tap).toMatch(/^ +# no fixture tells "moderated": /m)
  expect(tap).toContain('✗ REQ-04  A prompt arrives byte for byte')
  const [, rerun = ''] = / rerun {6}(node .*)/.exec(tap) ?? []
  expect(rerun).toBe('node --conditions=@reelay/source --test --test-name-pattern=REQ-04 test/adapters/candle.node.ts')

  const [again, mended] = await Promise.all([shell(rerun, 'trims-prompt'), shell(rerun)])
  expect(again.code).toBe(1)
  expect(again.tap.match(/^ +not ok .*$/gm)?.map((line) => line.trim())).toEqual([
    expect.stringContaining('[REQ-04] A prompt arrives'),
  ])
  expect(again.tap).toMatch(/^# pass 0$/m)
  expect(mended.code, mended.tap).toBe(0)
  expect(mended.tap).toMatch(/^# pass 1$/m)
}, 60_000)
