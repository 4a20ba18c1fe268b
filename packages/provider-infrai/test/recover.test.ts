import { createClient, isVideoError, type Recovery } from '@reelay/core'
import { expect, it } from 'vitest'
import { infrai } from '../src/index.ts'

/** What a search says where the first create is lost, and the repeat of its key is answered so; the list has one job. */
async function recovered(status: number, code: string): Promise<Recovery | undefined> {
  let creates = 0
  const client = createClient({
    providers: [
      infrai({
        apiKey: 'ifr_pk_proj_one',
        fetch: async (input) => {
          const { pathname } = new URL(String(input instanceof Request ? input.url : input))
          if (pathname.endsWith('/capabilities')) return Response.json({ ok: true, data: { vendors: [] } })
          if (pathname.endsWith('/list'))
            return Response.json({ ok: true, data: { items: [{ job_id: 'vj_1', state: 'processing' }] } })
          creates += 1
          if (creates === 1)
            throw new TypeError('fetch failed', { cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) })
          return Response.json({ ok: false, error: { code, message: 'refused' } }, { status })
        },
      }),
    ],
  })
  const error: unknown = await client
    .create({ model: 'auto', prompt: 'a paper boat' })
    .catch((thrown: unknown) => thrown)
  return isVideoError(error) ? error.recover?.() : undefined
}

it('what the repeat of a key is refused with is told, and a listed job is offered', async () => {
  const found = await recovered(409, 'IDEMPOTENCY_CONFLICT')
  expect(found).toMatchObject({ outcome: 'unclear', candidates: [{ job: { id: 'vj_1' } }] })
  expect(found?.because).toContain('the first call has arrived')
})

it.each([
  [401, 'UNAUTHENTICATED'],
  [402, 'INSUFFICIENT_CREDIT'],
  [503, 'UNAVAILABLE'],
])('HTTP %i is told, and proves nothing', async (status, code) => {
  const found = await recovered(status, code)
  expect(found?.because).toContain(code)
  expect(found?.because).not.toContain('has arrived')
})
