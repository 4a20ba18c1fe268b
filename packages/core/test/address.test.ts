import { describe, expect, it } from 'vitest'
import { isSpecial, systemResolver, whyUnreachable } from '../src/http/public-address.ts'
import { clientOf, errorOf, vendor } from './acme.ts'
import { createClient, type Job } from '../src/index.ts'
import { acme, key, testClock } from './acme.ts'

const names: Record<string, string[]> = {
  'cdn.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['127.0.0.1'],
  'mixed.example': ['93.184.215.14', '10.0.0.7'],
  'six.example': ['fd00::1'],
}
const resolve = async (hostname: string): Promise<string[]> => {
  const found = names[hostname]
  if (!found) throw new Error('ENOTFOUND')
  return found
}
const why = (url: string, trusted: string[] = []) => whyUnreachable(url, { trusted, resolve })

describe('a video is not fetched from', () => {
  it.each([
    'http://127.0.0.1/a.mp4',
    'http://127.1/a.mp4',
    'http://2130706433/a.mp4',
    'http://0x7f.1/a.mp4',
    'http://0177.0.0.1/a.mp4',
    'http://0/a.mp4',
    'http://[::1]/a.mp4',
    'http://[::ffff:127.0.0.1]/a.mp4',
    'http://[64:ff9b::7f00:1]/a.mp4',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/a.mp4',
    'http://10.0.0.7/a.mp4',
    'http://93.184.215.14/a.mp4',
    'http://localhost/a.mp4',
    'http://LOCALHOST./a.mp4',
    'http://db.localhost/a.mp4',
    'http://metadata.google.internal/a.mp4',
    'http://printer.local/a.mp4',
    'http://router/a.mp4',
    'http://inside.example/a.mp4',
    'http://mixed.example/a.mp4',
    'http://six.example/a.mp4',
    'file:///etc/passwd',
    'data:video/mp4;base64,AAAA',
    'ftp://cdn.example/a.mp4',
    '/a.mp4',
    '',
  ])('%s', async (url) => {
    expect(await why(url)).toMatch(/^its URL /)
  })

  it.each([
    ['https://cdn.example/a.mp4', []],
    ['https://nobody.knows.example/a.mp4', []],
    ['http://127.0.0.1:8080/a.mp4', ['127.0.0.1']],
    ['http://[::1]:8080/a.mp4', ['[::1]']],
    ['http://inside.example/a.mp4', ['inside.example']],
  ])('anywhere but a public name or a trusted host: %s', async (url, trusted) => {
    expect(await why(url, trusted)).toBeUndefined()
  })
})

it.each([
  ['93.184.215.14', false],
  ['172.15.0.1', false],
  ['172.16.0.1', true],
  ['100.127.255.255', true],
  ['224.0.0.1', true],
  ['255.255.255.255', true],
  ['2606:4700::1111', false],
  ['2001:db8::1', true],
  ['2002:7f00:1::', true],
  ['::ffff:10.0.0.1', true],
  ['fe80::1', true],
  ['ff02::1', true],
  ['::', true],
])('%s is special: %s', (address, expected) => {
  expect(isSpecial(address)).toBe(expected)
})

it('the resolver of the machine knows the machine', async () => {
  expect(await systemResolver()?.('localhost')).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(127\.|::1$)/)]),
  )
})

describe('a download', () => {
  const job: Job = {
    provider: 'acme',
    model: 'one',
    id: 'j1',
    status: 'completed',
    outputs: [{ url: 'https://cdn.example/a.mp4' }],
  }
  const output = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypisom0000')])

  it.each([
    ['a redirect', { 'GET https://cdn.example/a.mp4': Response.redirect('http://inside.example/a.mp4', 302) }],
    ['a link in JSON', { 'GET https://cdn.example/a.mp4': Response.json({ url: 'http://169.254.169.254/a.mp4' }) }],
  ])('is not led inside by %s', async (_, routes) => {
    const { fetch, calls } = vendor({ ...routes, 'GET http://inside.example/a.mp4': new Response(output) })
    const client = createClient({ providers: [acme({ apiKey: key })], fetch, clock: testClock(), resolve })
    expect(await errorOf(client.stream(job))).toMatchObject({ code: 'invalid_response', job: { id: 'j1' } })
    expect(calls.map(({ url }) => new URL(url).host)).toEqual(['cdn.example', 'acme.test'])
  })

  it('reaches a host that is allowed, and says which one is not', async () => {
    const { fetch } = vendor({ 'GET http://10.0.0.7/a.mp4': new Response(output) })
    const inside = { ...job, outputs: [{ url: 'http://10.0.0.7/a.mp4?signature=abc' }] }
    const error = await errorOf(clientOf(fetch).stream(inside))
    expect(error.message).toContain('the address 10.0.0.7, which is not in allowHosts')
    expect(error.message).not.toContain('abc')
    const client = createClient({
      providers: [acme({ apiKey: key })],
      fetch,
      clock: testClock(),
      allowHosts: ['10.0.0.7'],
    })
    expect((await client.stream(inside)).mediaType).toBe('video/mp4')
  })
})
