import { expect, it } from 'vitest'
import { acme, key } from './acme.ts'
import { createClient } from '../src/index.ts'

it('a redirect that left the vendor never gets the key again, not even back there', async () => {
  const hops: Record<string, string> = {
    'https://acme.test/content': 'https://acme.test/moved',
    'https://acme.test/moved': 'https://cdn.example/a',
    'https://cdn.example/a': 'https://acme.test/v1/admin/export',
  }
  const seen: [string, boolean][] = []
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { url } = new Request(input)
    seen.push([url, new Headers(init?.headers).has('x-key')])
    const location = hops[url]
    return location === undefined
      ? new Response('x', { status: 404 })
      : new Response(null, { status: 302, headers: { location } })
  }
  const provider = {
    ...acme({ apiKey: key }),
    content: async () => [{ url: 'https://acme.test/content', needsKey: true }],
    get: async () => ({ id: 'j1', status: 'completed' as const }),
  }
  const client = createClient({ providers: [provider], fetch, resolve: async () => ['93.184.216.34'] })
  const job = { provider: 'acme', model: 'one', id: 'j1', status: 'completed' as const, outputs: [{}] }
  await expect(client.bytes(client.job(job))).rejects.toThrow('404')
  expect(seen.slice(0, 4)).toEqual([
    ['https://acme.test/content', true],
    ['https://acme.test/moved', true],
    ['https://cdn.example/a', false],
    ['https://acme.test/v1/admin/export', false],
  ])
})
