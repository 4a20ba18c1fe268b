import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { watchLoops } from '../src/harness/loop-watch.ts'

it('a provider that never yields ends the process with a sentence that names the clause, and does not hang', () => {
  const script = fileURLToPath(new URL('endless-loop.ts', import.meta.url))
  const { signal, stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, '--no-warnings', script], {
    encoding: 'utf8',
  })
  expect(stderr).toContain(
    '[STA-01]: the provider has computed for 0.4 s without a pause: is this a loop without an end?',
  )
  expect([signal, stdout]).toEqual(['SIGKILL', ''])
})

it('work that waits for longer than that, or fails, goes on', async () => {
  const late = watchLoops('waiting', 10, () => new Promise((resolve) => setTimeout(() => resolve('late'), 120)))
  expect(await late).toBe('late')
  await expect(watchLoops('failing', 100, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
