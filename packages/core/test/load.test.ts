import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createLoader } from '../src/load.ts'
import { errorOf } from './acme.ts'

it('code that cannot be fetched is a network error that has submitted nothing, and is fetched again at the next call', async () => {
  let count = 0
  const load = createLoader(async () => {
    count += 1
    if (count < 3) throw new TypeError('chunk 7 is not there')
    return 'code'
  })
  expect(count).toBe(0)
  expect(await errorOf(load())).toMatchObject({ code: 'network', submitted: 'no', retryable: true })
  expect(await errorOf(load())).toMatchObject({ code: 'network' })
  expect([await load(), await load(), count]).toEqual(['code', 'code', 3])
})

it('a caller who leaves does not wait for the code, and others get it', async () => {
  let arrive = (_code: string): void => {}
  const load = createLoader(() => new Promise<string>((resolve) => (arrive = resolve)))
  const controller = new AbortController()
  const left = errorOf(load(controller.signal))
  const stays = load()
  controller.abort(new Error('gone'))
  expect(await left).toMatchObject({ code: 'aborted', cause: new Error('gone') })
  expect(await errorOf(load(AbortSignal.abort()))).toMatchObject({ code: 'aborted' })
  arrive('code')
  expect(await stays).toBe('code')
})

it('a client fetches what its first call needs by that call; where that fails nothing is sent, and the next call works', async () => {
  const script = fileURLToPath(new URL('first-call.node.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@reelay/source', script])
  expect(JSON.parse(stdout)).toEqual({
    before: { fetched: 0, calls: 0 },
    failed: { code: 'network', submitted: 'no', fetched: 1, calls: 0 },
    after: { id: 'j', fetched: 2, calls: 1 },
  })
}, 60_000)
