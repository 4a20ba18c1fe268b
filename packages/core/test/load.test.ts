import { expect, it, vi } from 'vitest'
import { preload } from '../src/index.ts'
import { clientOf, errorOf, request, vendor } from './acme.ts'

const reads = vi.hoisted(() => ({ count: 0, fail: true }))

// A piece that is not there cannot be had in another way.
vi.mock('../src/engine.ts', async (original) => {
  reads.count += 1
  if (reads.fail) throw new TypeError('chunk 7 is not there')
  return original()
})

it('what the first call needs is fetched by it and not before; where that fails nothing is sent, and the next one tries again', async () => {
  const { fetch, calls } = vendor({ 'POST /v1/jobs': { id: 'j', state: 'waiting' } })
  const client = clientOf(fetch)
  const job = client.job({ provider: 'acme', model: 'one', id: 'j', status: 'queued', outputs: [] })
  expect([job.id, reads.count]).toEqual(['j', 0])

  const error = await errorOf(client.create(request))
  expect(error).toMatchObject({ code: 'network', submitted: 'no', retryable: true })
  expect([calls.length, reads.count]).toEqual([0, 1])

  vi.resetModules()
  expect(await errorOf(preload())).toMatchObject({ code: 'network' })
  expect(reads.count).toBe(2)

  reads.fail = false
  vi.resetModules()
  await preload()
  expect(reads.count).toBe(3)
  expect(await client.create(request)).toMatchObject({ id: 'j' })
  expect([calls.length, reads.count]).toEqual([1, 3])
})
