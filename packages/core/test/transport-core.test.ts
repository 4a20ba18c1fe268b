// What core does through the transport: jobs, videos, the three outcomes of a create, and names that lead inside.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient, type Client, type ClientOptions } from '../src/index.ts'
import { transportCode } from '../src/http/classify-failure.ts'
import { nodeFetch, type NodeFetch, type NodeFetchOptions } from '../src/node/index.ts'
import { acme, errorOf, key, request } from './acme.ts'
import { deafPort, reasonOf, serve, serveRaw, stopAll, type Handler } from './transport-servers.ts'

const output = Buffer.concat([Buffer.from('\0\0\0\u0018ftypisom'), Buffer.alloc(300_000, 7)])
let folder = ''
let fetch: NodeFetch
beforeEach(async () => {
  fetch = nodeFetch()
  folder = await mkdtemp(join(tmpdir(), 'reelay-'))
})
afterEach(async () => {
  await fetch.close()
  await stopAll()
  await rm(folder, { recursive: true })
})

const clientAt = (baseUrl: string, options: Partial<ClientOptions> = {}): Client =>
  createClient({ providers: [acme({ apiKey: key, baseUrl })], fetch, ...options })

/** The vendor; its videos are at the address that is given. */
const vendorOf =
  (videoAt: () => string): Handler =>
  ({ method, url }, response) => {
    if (url === '/j1.mp4') return response.writeHead(200, { 'content-type': 'video/mp4' }).end(output)
    response.end(JSON.stringify({ id: 'j1', state: method === 'POST' ? 'waiting' : 'done', url: videoAt() }))
  }

describe('a client with the transport', () => {
  it('creates a job, polls it and saves its video, with the key for the vendor alone', async () => {
    const { base, heard } = await serve(vendorOf(() => `${base}/j1.mp4`))
    const client = clientAt(base)
    const created = await client.create(request)
    const job = await client.get(created)
    const saved = await client.download(job, join(folder, 'fox.mp4'))
    expect([created.status, job.status, saved.bytes]).toEqual(['queued', 'completed', output.length])
    expect(await readFile(saved.path)).toEqual(output)
    expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/jobs',
      'GET /v1/jobs/j1',
      'GET /j1.mp4',
    ])
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ model: 'one', prompt: 'a paper boat' })
    expect(heard.map(({ headers }) => headers['x-key'])).toEqual([key, key, undefined])
    expect(new Set(heard.map(({ socket }) => socket)).size).toBe(1)
  })

  it('knows a create that was taken, one that was refused, one that was never sent, and one that nobody knows of', async () => {
    const { base } = await serve(vendorOf(() => ''))
    expect(await clientAt(base).create(request)).toMatchObject({ id: 'j1' })

    const no = await serve((_, response) => response.writeHead(402).end('{"error":"no credit"}'))
    expect(await errorOf(clientAt(no.base).create(request))).toMatchObject({
      code: 'insufficient_credit',
      submitted: 'no',
    })

    const unmet = await errorOf(clientAt(`http://127.0.0.1:${await deafPort()}`).create(request))
    expect(unmet).toMatchObject({ code: 'network', submitted: 'no' })
    expect(unmet.message).toContain('could not connect (ECONNREFUSED)')

    const { base: cut, met } = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const lost = await errorOf(clientAt(cut).create(request))
    expect(lost).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', retryable: false })
    expect(lost.message).toContain('(ECONNRESET)')
    expect(met).toHaveLength(1)
  })

  it('knows that a create was never sent to a server that cannot prove who it is', async () => {
    const { base } = await serveRaw((socket) => socket.once('data', () => socket.end('not a handshake')))
    const error = await errorOf(clientAt(base.replace('http:', 'https:')).create(request))
    expect(error).toMatchObject({ code: 'network', submitted: 'no' })
  })

  it('resumes a video that was cut', async () => {
    let cuts = 0
    const { base, heard } = await serve((asked, response) => {
      if (asked.url !== '/j1.mp4')
        return response.end(JSON.stringify({ id: 'j1', state: 'done', url: `${base}/j1.mp4` }))
      const from = Number(/\d+/.exec(asked.headers.range ?? '')?.[0] ?? 0)
      const range = from > 0 ? { 'content-range': `bytes ${from}-${output.length - 1}/${output.length}` } : {}
      response.writeHead(from > 0 ? 206 : 200, { etag: '"a"', 'content-length': output.length - from, ...range })
      if (cuts++ < 2) return response.write(output.subarray(from, from + 100_000), () => asked.socket.destroy())
      response.end(output.subarray(from))
    })
    const client = clientAt(base)
    const { path } = await client.download(
      await client.get({ provider: 'acme', model: 'one', id: 'j1' }),
      join(folder, 'a.mp4'),
    )
    expect(await readFile(path)).toEqual(output)
    expect(heard.at(-1)?.headers).toMatchObject({ 'if-range': '"a"', 'accept-encoding': 'identity' })
  })

  it('reads a video that dribbles', async () => {
    const { base } = await serve((asked, response) => {
      if (asked.url !== '/j1.mp4')
        return response.end(JSON.stringify({ id: 'j1', state: 'done', url: `${base}/j1.mp4` }))
      const short = output.subarray(0, 40)
      const drip = (at: number): unknown =>
        at < short.length
          ? response.write(short.subarray(at, at + 1), () => setImmediate(drip, at + 1))
          : response.end()
      drip(0)
    })
    const client = clientAt(base)
    const job = await client.get({ provider: 'acme', model: 'one', id: 'j1' })
    expect((await client.download(job, join(folder, 'a.mp4'))).bytes).toBe(40)
  })
})

describe('names that lead inside', () => {
  /** A resolver that gives one answer after the other, and the last one for ever. */
  const answers = (...lists: string[][]): LookupFunction => {
    const left = [...lists]
    return (_, { all }, answer) => {
      const list = (left.length > 1 ? left.shift() : left[0]) ?? []
      const found = list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      if (all === true) answer(null, found)
      else answer(null, found[0]?.address ?? '', found[0]?.family)
    }
  }
  const addressesBy = (lookup: LookupFunction) => (hostname: string) =>
    new Promise<string[]>((resolve) =>
      lookup(hostname, { all: true }, (_, found) =>
        resolve(Array.isArray(found) ? found.map(({ address }) => address) : []),
      ),
    )
  const codeBy = async (options: NodeFetchOptions, url = 'http://cdn.test:1/'): Promise<string | undefined> =>
    transportCode(await reasonOf(nodeFetch(options)(url, { publicOnly: true })))

  it('are refused when they change their mind after they were checked', async () => {
    const { base, port, heard } = await serve(vendorOf(() => `http://cdn.test:${port}/j1.mp4`))
    const rebinding = answers(['93.184.216.34'], ['127.0.0.1'])
    const safe = nodeFetch({ lookup: rebinding })
    const client = clientAt(base, { fetch: safe, resolve: addressesBy(rebinding) })
    const job = await client.get(await client.create(request))
    const error = await errorOf(client.download(job, join(folder, 'a.mp4')))
    expect(error).toMatchObject({ code: 'invalid_response', retryable: false })
    expect(heard.map(({ url }) => url)).not.toContain('/j1.mp4')

    // Nothing else keeps a call from getting there.
    const open = nodeFetch({ lookup: answers(['127.0.0.1']) })
    expect((await open(`http://cdn.test:${port}/j1.mp4`)).status).toBe(200)
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%lo',
    'fd00::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:db8::1',
  ])('and resolve to %s are refused, alone or beside a public one', async (address) => {
    expect(await codeBy({ lookup: answers([address]) })).toBe('ERR_PRIVATE_ADDRESS')
    expect(await codeBy({ lookup: answers(['93.184.216.34', address]) })).toBe('ERR_PRIVATE_ADDRESS')
  })

  it.each(['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]'])(
    'and are the bare address %s are refused, and nobody is asked',
    async (hostname) => {
      let asked = 0
      expect(await codeBy({ lookup: () => void asked++ }, `http://${hostname}:1/`)).toBe('ERR_PRIVATE_ADDRESS')
      expect(asked).toBe(0)
    },
  )

  it('are refused by the machine’s own resolver too', async () => {
    const { port, heard } = await serve((_, response) => response.end())
    expect(await codeBy({}, `http://localhost:${port}/`)).toBe('ERR_PRIVATE_ADDRESS')
    expect(heard).toHaveLength(0)
  })

  it('are not reached over a connection that another call has left open', async () => {
    const { port, heard } = await serve((_, response) => response.end())
    const shared = nodeFetch({ lookup: answers(['127.0.0.1']) })
    const url = `http://cdn.test:${port}/`
    await (await shared(url)).text()
    await turn()
    expect(transportCode(await reasonOf(shared(url, { publicOnly: true })))).toBe('ERR_PRIVATE_ADDRESS')
    expect(heard).toHaveLength(1)
    await (await shared(url)).text()
    expect(heard[1]?.socket).toBe(heard[0]?.socket)
  })

  it('are a matter of the call: what the user has named is reached', async () => {
    const { base } = await serve((_, response) => response.end('a'))
    expect(await (await nodeFetch({ refusePrivate: () => false })(base)).text()).toBe('a')
    expect(transportCode(await reasonOf(nodeFetch({ refusePrivate: () => true })(base)))).toBe('ERR_PRIVATE_ADDRESS')
  })
})
