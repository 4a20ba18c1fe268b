import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failedBeforeSending, transportCode } from '../src/http/classify-failure.ts'
import { nodeFetch, type NodeFetch } from '../src/node/index.ts'
import { networkFailure } from '../src/node/node-fetch-failure.ts'
import { deafPort, identity, reasonOf, serve, serveRaw, start, stopAll, type Heard } from './transport-servers.ts'

let fetch: NodeFetch
beforeEach(() => {
  fetch = nodeFetch()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await fetch.close()
  await stopAll()
})

const post = (body: BodyInit, headers = {}): RequestInit => ({ method: 'POST', body, headers })

describe('what goes out', () => {
  it('is what fetch would send', async () => {
    const { base, heard } = await serve((_, response) => response.end('{}'))
    const init = { method: 'post', headers: { 'X-Key': 'k', 'content-type': 'application/json' }, body: '{"é":1}' }
    await (await fetch(`${base}/v1/jobs?a=b%20c#part`, init)).text()
    await (await globalThis.fetch(`${base}/v1/jobs?a=b%20c#part`, init)).text()
    const [ours, theirs] = heard
    expect(ours).toMatchObject({ method: 'POST', url: '/v1/jobs?a=b%20c', body: '{"é":1}' })
    expect(ours?.headers).toMatchObject({
      'x-key': 'k',
      'content-length': '8',
      host: base.slice(7),
      'user-agent': 'node',
    })
    const { 'accept-language': _, 'sec-fetch-mode': __, ...usual } = theirs?.headers ?? {}
    expect(ours?.headers).toEqual({ ...usual, 'accept-encoding': 'gzip, deflate, br' })
  })

  it.each([
    ['text', () => 'a=1', 'a=1', 'text/plain;charset=UTF-8'],
    ['bytes', () => Uint8Array.from([97, 98]), 'ab', undefined],
    ['a form of text', () => new URLSearchParams({ a: '1' }), 'a=1', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a blob', () => new Blob(['abc'], { type: 'image/png' }), 'abc', 'image/png'],
  ])('takes %s as a body', async (_, body, received, type) => {
    const { base, heard } = await serve((_, response) => response.end())
    await fetch(base, post(body()))
    expect(heard[0]).toMatchObject({ body: received, headers: { 'content-length': String(received.length) } })
    expect(heard[0]?.headers['content-type']).toBe(type)
  })

  it.each(['{"a":1}', '{"é":1}'])('writes headers as fetch does beside %s', async (body) => {
    const { base, heard } = await serve((_, response) => response.end())
    await fetch(base, post(body, { 'x-name': 'é' }))
    expect(heard[0]).toMatchObject({ body, headers: { 'x-name': 'é' } })
  })

  it('takes a form with a file, and a stream of unknown length', async () => {
    const { base, heard } = await serve((_, response) => response.end())
    const form = new FormData()
    form.append('prompt', 'a fox')
    form.append('image', new File(['abc'], 'a.png', { type: 'image/png' }))
    await fetch(base, post(form))
    const { headers = {}, body = '' } = heard[0] ?? {}
    const read = await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect(read.get('prompt')).toBe('a fox')
    expect(read.get('image')).toMatchObject({ name: 'a.png', size: 3 })

    await fetch(base, { ...post(new Blob(['abc']).stream()), method: 'DELETE' })
    expect(heard[1]).toMatchObject({ method: 'DELETE', body: 'abc', headers: { 'transfer-encoding': 'chunked' } })
  })

  it('takes a Request, and lets nobody frame the message but itself', async () => {
    const { base, heard } = await serve((_, response) => response.end())
    await fetch(new Request(`${base}/a`, post('abc', { 'x-key': 'k' })))
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/a', body: 'abc', headers: { 'x-key': 'k' } })
    await fetch(base, post('abc', { 'Content-Length': '1', 'Transfer-Encoding': 'chunked', Host: 'other.test' }))
    expect(heard[1]).toMatchObject({ body: 'abc', headers: { host: base.slice(7), 'content-length': '3' } })
    await fetch(base, {
      method: 'POST',
      headers: [
        ['a', '1'],
        ['a', '2'],
      ],
    })
    expect(heard[2]?.headers).toMatchObject({ a: '1, 2', 'content-length': '0' })
  })

  it.each([
    ['an address that is none', ['nowhere'], 'http(s)'],
    ['another protocol', ['file:///etc/passwd'], 'http(s)'],
    ['a password in the address', ['http://user:secret@127.0.0.1/'], 'password'],
    ['a redirect to be followed', ['http://127.0.0.1/', { redirect: 'follow' }], 'redirect: follow'],
    ['a body of a GET', ['http://127.0.0.1/', { body: 'a' }], 'GET'],
    ['a header of two lines', ['http://127.0.0.1/', { headers: { 'x-key': 'secret\r\nhost: b' } }], 'x-key'],
  ] as [string, [string, RequestInit?], string][])(
    'refuses %s before anything is sent',
    async (_, [url, init], told) => {
      const error = await reasonOf(fetch(url, init))
      expect(error).toBeInstanceOf(TypeError)
      expect(failedBeforeSending(error)).toBe(true)
      expect(String((error as TypeError).cause)).toContain(told)
      expect(String((error as TypeError).cause)).not.toContain('secret')
    },
  )
})

describe('what comes back', () => {
  it('is a Response with every header', async () => {
    const { base } = await serve((_, response) => {
      response.writeHead(
        201,
        'Made',
        [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Id', 'ä'],
        ].flat(),
      )
      response.end('{"id":"é"}')
    })
    const response = await fetch(base)
    expect(response).toBeInstanceOf(Response)
    expect([response.status, response.statusText, response.ok, response.headers.get('x-id')]).toEqual([
      201,
      'Made',
      true,
      'ä',
    ])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.clone().json()).toEqual({ id: 'é' })
    expect(await response.json()).toEqual({ id: 'é' })
  })

  it('follows no redirect', async () => {
    const { base, heard } = await serve((_, response) => response.writeHead(307, { location: '/b' }).end())
    const response = await fetch(base, { ...post('a'), redirect: 'manual' })
    expect([response.status, response.headers.get('location'), heard.length]).toEqual([307, '/b', 1])
  })

  it.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
    ['GET', 205],
  ])('has no body after %s and %i, and keeps the connection', async (method, status) => {
    const { base, heard } = await serve((_, response) => response.writeHead(status, { 'content-length': 0 }).end())
    expect((await fetch(base, { method })).body).toBeNull()
    await turn()
    expect((await fetch(base, { method })).status).toBe(status)
    expect(heard[1]?.socket).toBe(heard[0]?.socket)
  })

  it('passes over 1xx and trailers', async () => {
    const { base } = await serveRaw((socket) =>
      socket.once('data', () =>
        socket.write(
          'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\nHTTP/1.1 200 OK\r\ntrailer: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx: 1\r\n\r\n',
        ),
      ),
    )
    const response = await fetch(base)
    expect([response.status, response.headers.get('link'), await response.text()]).toEqual([200, null, 'a'])
  })

  const long = 'a fox in the snow. '.repeat(20_000)
  it.each([
    ['gzip', gzipSync(long)],
    ['x-gzip', gzipSync(long)],
    ['br', brotliCompressSync(long)],
    ['deflate', deflateSync(long)],
    ['Deflate', deflateRawSync(long)],
    ['gzip, br', brotliCompressSync(gzipSync(long))],
    ['identity-of-ours', Buffer.from(long)],
  ])('unpacks %s as fetch does', async (encoding, packed) => {
    const { base } = await serve((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed))
    expect(await (await fetch(base)).text()).toBe(long)
    if (!encoding.startsWith('x-')) expect(await (await globalThis.fetch(base)).text()).toBe(long)
  })

  it('says so when what is packed is damaged', async () => {
    const { base } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('nonsense'),
    )
    const error = await reasonOf((await fetch(base)).text())
    expect(error).toBeInstanceOf(TypeError)
    expect(transportCode(error)).toBe('Z_DATA_ERROR')
  })

  it('asks for a part of a file as it is stored', async () => {
    const { base, heard } = await serve((_, response) => response.end())
    await fetch(base, { headers: { range: 'bytes=5-' } })
    expect(heard[0]?.headers['accept-encoding']).toBe('identity')
  })

  it('does not unpack what is not read', async () => {
    // 128 MiB in 128 kB: a reader who stops after the first piece gets no more than a few of them made.
    const bomb = gzipSync(Buffer.alloc(128 << 20))
    const { base } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
    const before = process.memoryUsage.rss()
    const reader = (await fetch(base)).body!.getReader()
    expect((await reader.read()).value?.byteLength).toBeGreaterThan(0)
    for (let turns = 0; turns < 50; turns++) await turn()
    expect(process.memoryUsage.rss() - before).toBeLessThan(48 << 20)
    await reader.cancel()
  })

  it('lets the server wait for a slow reader', async () => {
    let written = 0
    const { base } = await serve((_, response) => {
      const more = (): void => {
        while (written < 64 << 20 && !response.destroyed) {
          written += 1 << 16
          if (!response.write(Buffer.alloc(1 << 16))) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    })
    const reader = (await fetch(base)).body!.getReader()
    await reader.read()
    let last = -1
    while (last !== written) {
      last = written
      for (let turns = 0; turns < 200; turns++) await turn()
    }
    // What the two kernels hold is a few MB.
    expect(written).toBeLessThan(32 << 20)
    await reader.cancel()
  })
})

describe('an abort', () => {
  const silent = () => serveRaw(() => {})

  it('before the call sends nothing', async () => {
    const { base, met } = await silent()
    expect(await reasonOf(fetch(base, { signal: AbortSignal.abort('no') }))).toBe('no')
    await turn()
    expect(met).toHaveLength(0)
  })

  it('while it connects, and while it waits for headers, rejects with the reason', async () => {
    const hanging = nodeFetch({ lookup: () => {} })
    const first = new AbortController()
    const connecting = reasonOf(hanging('http://vendor.test/', { signal: first.signal }))
    await turn()
    first.abort('while connecting')
    expect(await connecting).toBe('while connecting')

    const { base, met } = await serveRaw((socket) => socket.once('data', () => second.abort('while waiting')))
    const second = new AbortController()
    expect(await reasonOf(fetch(base, { ...post('a'), signal: second.signal }))).toBe('while waiting')
    await vi.waitFor(() => expect(met[0]?.destroyed).toBe(true))
  })

  it('in the middle of headers and of a body ends at once, and closes the connection', async () => {
    const { base, met } = await serveRaw((socket) =>
      socket.once('data', (data) => {
        const isSlow = String(data).startsWith('GET /headers')
        socket.write(isSlow ? 'HTTP/1.1 200 OK\r\nx: ' : 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')
        if (isSlow) controller.abort('slow')
      }),
    )
    let controller = new AbortController()
    expect(await reasonOf(fetch(`${base}/headers`, { signal: controller.signal }))).toBe('slow')

    controller = new AbortController()
    const reader = (await fetch(base, { signal: controller.signal })).body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('abc')
    const next = reasonOf(reader.read())
    controller.abort('in the middle')
    expect(await next).toBe('in the middle')
    await vi.waitFor(() => expect(met.every(({ destroyed }) => destroyed)).toBe(true))
  })

  it('after the end changes nothing, and leaves no listener', async () => {
    const { base } = await serve((_, response) => response.end('done'))
    const controller = new AbortController()
    const remove = vi.spyOn(controller.signal, 'removeEventListener')
    const response = await fetch(base, { signal: controller.signal })
    expect(await response.text()).toBe('done')
    controller.abort()
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function))
    expect(await (await fetch(base)).text()).toBe('done')
  })

  it('ends a stream that is being sent, also while its source is busy', async () => {
    const controller = new AbortController()
    const { base } = await serveRaw((socket) => socket.once('data', () => controller.abort('enough')))
    const cancelled = Promise.withResolvers<unknown>()
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(new Uint8Array(10)),
      pull: () => new Promise(() => {}),
      cancel: cancelled.resolve,
    })
    expect(await reasonOf(fetch(base, { ...post(body), signal: controller.signal }))).toBe('enough')
    expect(await cancelled.promise).toBeInstanceOf(Error)
  })

  it('by cancelling the body closes a connection on which more would come, and keeps one on which all has come', async () => {
    const { base, heard } = await serve(({ url }, response) =>
      url === '/long' ? response.writeHead(200, { 'content-length': 9 }).write('abc') : response.end('whole'),
    )
    await (await fetch(`${base}/long`)).body?.cancel()
    await vi.waitFor(() => expect(heard[0]?.socket.destroyed).toBe(true))
    await (await fetch(base)).body?.cancel()
    await turn()
    await fetch(base)
    expect(heard[2]?.socket).toBe(heard[1]?.socket)
  })
})

describe('a failure', () => {
  const isUnsent = async (work: Promise<unknown>): Promise<[boolean, boolean, string | undefined]> => {
    const error = await reasonOf(work)
    return [error instanceof TypeError, failedBeforeSending(error), transportCode(error)]
  }

  it('is known to have sent nothing where nobody was met', async () => {
    const port = await deafPort()
    expect(await isUnsent(fetch(`http://127.0.0.1:${port}`, post('a')))).toEqual([true, true, 'ECONNREFUSED'])
    const lookup = nodeFetch({
      lookup: (_, __, answer) => answer(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []),
    })
    expect(await isUnsent(lookup('http://vendor.test', post('a')))).toEqual([true, true, 'ENOTFOUND'])
    const slow = nodeFetch({ lookup: () => {}, connectTimeoutMs: 5 })
    expect(await isUnsent(slow('http://vendor.test', post('a')))).toEqual([true, true, 'UND_ERR_CONNECT_TIMEOUT'])
  })

  it('is known to have sent nothing where the handshake failed, and the server saw nothing', async () => {
    let requests = 0
    const port = await start(createSecureServer(identity, () => void requests++))
    expect(await isUnsent(fetch(`https://127.0.0.1:${port}`, post('a')))).toEqual([
      true,
      true,
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ])
    const plain = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await isUnsent(fetch(plain.base.replace('http', 'https'), post('a')))).toEqual([true, true, 'ECONNRESET'])
    const mute = await serveRaw(() => {})
    const hasty = nodeFetch({ connectTimeoutMs: 20 })
    const late = await isUnsent(hasty(mute.base.replace('http', 'https'), post('a')))
    expect(late).toEqual([true, true, 'UND_ERR_CONNECT_TIMEOUT'])
    expect(requests).toBe(0)
  })

  it.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['closed', (socket: Socket) => socket.end(), 'ECONNRESET'],
    ['answered with garbage', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9\r\n'), 'HPE_INVALID_CONSTANT'],
    ['answered with half a header', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nx'), 'ECONNRESET'],
    [
      'answered with a status that is none',
      (socket: Socket) => socket.end('HTTP/1.1 999 No\r\n\r\n'),
      'HPE_INVALID_RESPONSE',
    ],
    [
      'upgraded unasked',
      (socket: Socket) => socket.write('HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'UND_ERR_SOCKET',
    ],
  ])('is in doubt where the request was %s, and is sent once', async (_, talk, code) => {
    const { base, met } = await serveRaw((socket) => socket.once('data', () => talk(socket)))
    expect(await isUnsent(fetch(base, post('a')))).toEqual([true, false, code])
    await turn()
    expect(met).toHaveLength(1)
  })

  it.each([
    ['cut', 'content-length: 9\r\n\r\nabc', 'ECONNRESET'],
    ['cut between pieces', 'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', 'ECONNRESET'],
    ['no longer in pieces', 'transfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n', 'HPE_INVALID_CHUNK_SIZE'],
    ['cut while packed', 'content-encoding: gzip\r\ncontent-length: 999\r\n\r\n\u001f\u008b', 'ECONNRESET'],
  ])('in a body that is %s is the error of the body', async (_, rest, code) => {
    const { base } = await serveRaw((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`, 'latin1')),
    )
    const response = await fetch(base)
    expect(await isUnsent(response.text())).toEqual([true, false, code])
  })

  it('under way is in doubt even with a code that means a call never began', () => {
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
    expect(failedBeforeSending(networkFailure(gone, { mayBeSent: true }))).toBe(false)
    expect(transportCode(networkFailure(gone, { mayBeSent: true }))).toBe('ECONNRESET')
    expect(failedBeforeSending(networkFailure(gone, { mayBeSent: false }))).toBe(true)
  })

  it('of a stream that is being sent is in doubt', async () => {
    const seen = Promise.withResolvers<unknown>()
    const { base } = await serveRaw((socket) => socket.once('data', seen.resolve))
    const broken = Object.assign(new Error('x'), { code: 'ENOTFOUND' })
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(new Uint8Array(10)),
      pull: () => seen.promise.then(() => Promise.reject(broken)),
    })
    expect(await isUnsent(fetch(base, post(body)))).toEqual([true, false, 'ECONNRESET'])
  })
})

describe('connections', () => {
  const steps = async (between: (heard: Heard[]) => unknown, init: RequestInit = {}, headers = {}) => {
    const { base, heard } = await serve((_, response) => response.writeHead(200, headers).end('{}'))
    await (await fetch(base)).text()
    await turn()
    await between(heard)
    await (await fetch(base, init)).text()
    return heard[0]?.socket === heard[1]?.socket
  }
  const pass = (ms: number) => {
    const now = performance.now()
    vi.spyOn(performance, 'now').mockReturnValue(now + ms)
  }

  it.each([
    ['at once', 0, post('a'), {}, true],
    ['after less than a second, for a POST', 900, post('a'), {}, true],
    ['after more than a second, for a GET', 1100, {}, {}, true],
    ['after more than a second, not for a POST', 1100, post('a'), {}, false],
    ['after more than 4 s, not', 4100, {}, { connection: 'keep-alive' }, false],
    ['after more than 4 s that the server allows', 4100, {}, { 'keep-alive': 'timeout=60' }, true],
    ['after what the server allows, not', 1100, {}, { 'keep-alive': 'max=9, timeout=2' }, false],
    ['when the server allows no second, not', 0, {}, { 'keep-alive': 'timeout=1' }, false],
    ['when the server says close, not', 0, {}, { connection: 'close' }, false],
  ])('are used again %s', async (_, idleMs, init, headers, isSame) => {
    const given = { connection: 'keep-alive', ...headers }
    expect(await steps(() => idleMs > 0 && pass(idleMs), init, given)).toBe(isSame)
  })

  it('that die when used again put a POST in doubt: it is not sent twice', async () => {
    const { base, met } = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
        socket.once('data', () => socket.resetAndDestroy())
      })
    })
    await (await fetch(base)).text()
    await turn()
    const error = await reasonOf(fetch(base, post('a')))
    expect([failedBeforeSending(error), transportCode(error), met.length]).toEqual([false, 'ECONNRESET', 1])
  })

  it('that the server closed while they were idle are not used', async () => {
    expect(
      await steps(async (heard) => {
        heard[0]?.socket.destroy()
        for (let turns = 0; turns < 20; turns++) await turn()
      }, post('a')),
    ).toBe(false)
  })

  it('are closed with the transport, once what is under way is through', async () => {
    let finish = (): void => {}
    const { base, heard } = await serve(({ url }, response) => {
      response.write('a')
      finish = () => void response.end('b')
      if (url !== '/slow') finish()
    })
    await (await fetch(base)).text()
    {
      await using other = nodeFetch()
      await (await other(base)).text()
      await turn()
    }
    await vi.waitFor(() => expect(heard[1]?.socket.destroyed).toBe(true))
    expect(heard[0]?.socket.destroyed).toBe(false)

    const slow = await fetch(`${base}/slow`)
    await fetch.close()
    expect(failedBeforeSending(await reasonOf(fetch(base)))).toBe(true)
    finish()
    expect(await slow.text()).toBe('ab')
    await vi.waitFor(() => expect(heard[2]?.socket.destroyed).toBe(true))
  })

  it('are secure where the address says so', async () => {
    const before = getCACertificates()
    setDefaultCACertificates([...before, identity.cert])
    try {
      const port = await start(createSecureServer(identity, (request, response) => void request.pipe(response)))
      for (const word of ['one', 'two']) {
        const response = await fetch(`https://localhost:${port}`, post(word))
        expect(await response.text()).toBe(word)
      }
    } finally {
      setDefaultCACertificates(before)
    }
  })
})
