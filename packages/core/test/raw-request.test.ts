// The request of a create as the vendor reads it from the wire: it arrives once, in one piece, whatever is answered.
import { createSecureServer, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import * as z from 'zod/mini'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient, type Client } from '../src/index.ts'
import { nodeFetch } from '../src/node/index.ts'
import { defineProvider } from '../src/provider.ts'
import { acme, errorOf, key, request } from './acme.ts'
import { identity, serveRaw, stopAll } from './transport-servers.ts'

interface Paths {
  '/v1/jobs': { post: { requestBody: { content: { 'multipart/form-data': { prompt: string; picture: string } } } } }
}

const picture = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251)
const Job = z.object({ id: z.string() })

/** A vendor that takes forms. */
const formal = defineProvider<Paths>({
  id: 'formal',
  baseUrl: 'https://formal.test',
  environment: { apiKey: 'FORMAL_API_KEY', baseUrl: 'FORMAL_BASE_URL' },
  headers: (value) => ({ 'x-key': value }),
  options: z.object({}),
  capabilities: acme({ apiKey: key }).capabilities,
  models: [{ id: 'one', price: null, modes: { text: {} } }],
  create: async ({ prompt }, { http }) => {
    const form = { prompt, picture: new File([picture], 'a.png', { type: 'image/png' }) }
    const { data } = await http.post('/v1/jobs', { form, schema: Job })
    return { ...data, status: 'queued' }
  },
  get: async ({ id }) => ({ id, status: 'queued' }),
})
const prompt = 'a paper boat, naïve — 紙の船'
const providers = {
  json: (baseUrl: string) => acme({ apiKey: key, baseUrl }),
  form: (baseUrl: string) => formal({ apiKey: key, baseUrl }),
}

interface Heard {
  head: string
  body: Buffer
}

/** A server that answers each request as it is told, and hears what came byte by byte. */
async function hearing(answers: readonly string[]): Promise<{ base: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const { base } = await serveRaw((socket) => {
    let bytes = Buffer.alloc(0)
    socket.on('data', (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece])
      const end = bytes.indexOf('\r\n\r\n')
      const head = bytes.toString('latin1', 0, Math.max(end, 0))
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (end < 0 || bytes.length < end + 4 + length) return
      heard.push({ head, body: bytes.subarray(end + 4, end + 4 + length) })
      bytes = bytes.subarray(end + 4 + length)
      socket.write(answers[heard.length - 1] ?? accepted)
    })
  })
  return { base, heard }
}

const said = (status: number, body: string, headers = ''): string =>
  `HTTP/1.1 ${status} Said\r\n${headers}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
const accepted = said(200, '{"id":"j1","state":"waiting"}')
const no = '{"error":"no"}'

type Body = keyof typeof providers
const clientAt = (baseUrl: string, body: Body, fetch?: typeof globalThis.fetch): Client =>
  createClient({ providers: [providers[body](baseUrl)], ...(fetch && { fetch }) })

/** What fields and files the body holds. */
async function read({ head, body }: Heard): Promise<unknown> {
  const type = /^content-type: (.+)/im.exec(head)?.[1] ?? ''
  const sent = new Response(new Uint8Array(body), { headers: { 'content-type': type } })
  if (type === 'application/json') return sent.json()
  const form = await sent.formData()
  const file = form.get('picture')
  return { prompt: form.get('prompt'), picture: file instanceof File && new Uint8Array(await file.arrayBuffer()) }
}

const wholes = { json: { model: 'one', prompt }, form: { prompt, picture } }
const transports: readonly (readonly [string, typeof globalThis.fetch | undefined])[] = [
  ['the global fetch', undefined],
  ['a fetch around the global one', (input, init) => globalThis.fetch(input, init)],
  ['a fetch that makes a request first', (input, init) => globalThis.fetch(new Request(input, init))],
  ['nodeFetch', nodeFetch()],
  ['a fetch around nodeFetch', (input, init) => around(input, init)],
]
const around = nodeFetch()
const ways = transports.flatMap(([name, fetch]) =>
  (['json', 'form'] as const).map((body) => ({ name: `${name}, ${body}`, body, fetch })),
)

afterEach(stopAll)

describe.each(ways)('a create by $name', ({ body, fetch }) => {
  it('arrives whole, with its length and not in chunks', async () => {
    const { base, heard } = await hearing([])
    expect(await clientAt(base, body, fetch).create({ ...request, prompt })).toMatchObject({ id: 'j1' })
    expect(heard).toHaveLength(1)
    const [only] = heard
    expect(only?.head.match(/^content-length:/gim)).toHaveLength(1)
    expect(only?.head).not.toMatch(/^(transfer-encoding|expect):/im)
    expect(only?.head.match(/^content-type:/gim)).toHaveLength(1)
    expect(only && (await read(only))).toEqual(wholes[body])
  })

  it('arrives once where the server says 421, and nobody knows what came of it', async () => {
    const { base, heard } = await hearing([said(421, no)])
    const error = await errorOf(clientAt(base, body, fetch).create({ ...request, prompt }))
    expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', status: 421 })
    expect(heard).toHaveLength(1)
  })

  it.each([
    [401, 'authentication', ''],
    [401, 'authentication', 'www-authenticate: Basic realm="a"\r\n'],
    [403, 'permission', ''],
    [413, 'invalid_request', ''],
    [307, 'invalid_response', 'location: /elsewhere\r\n'],
    [308, 'invalid_response', 'location: /elsewhere\r\n'],
  ])('is refused by %s as %s', async (status, code, headers) => {
    const { base, heard } = await hearing([said(status, no, headers)])
    expect(await errorOf(clientAt(base, body, fetch).create(request))).toMatchObject({ code, submitted: 'no', status })
    expect(heard).toHaveLength(1)
  })
})

describe('an interim answer before the job', () => {
  const outcomeOf = async (status: number, fetch?: typeof globalThis.fetch): Promise<unknown> => {
    const { base, heard } = await hearing([`HTTP/1.1 ${status} Said\r\n\r\n${accepted}`])
    const outcome = await clientAt(base, 'json', fetch)
      .create(request)
      .then(({ id }) => id)
      .catch(({ code }: { code: unknown }) => code)
    expect(heard).toHaveLength(1)
    return outcome
  }

  it('is passed over by nodeFetch', async () => {
    for (const status of [100, 102, 103]) expect(await outcomeOf(status, nodeFetch())).toBe('j1')
  })

  it('is passed over by the global fetch, but for a 100, after which it hears no more', async () => {
    expect(await outcomeOf(103)).toBe('j1')
    expect(['j1', 'submission_unknown']).toContain(await outcomeOf(100))
  })
})

describe.each(['json', 'form'] as const)('a create over HTTP/2, as %s', (body) => {
  afterEach(() => vi.unstubAllEnvs())

  it('arrives once where the server says 421', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const heard: { version: string; head: string; body: Buffer }[] = []
    const server = createSecureServer({ ...identity, allowHTTP1: true }, (request, response) => {
      const hear = (bytes: Buffer): void => {
        const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`)
        heard.push({ version: request.httpVersion, head: lines.join('\r\n'), body: bytes })
        response.writeHead(heard.length > 1 ? 200 : 421, { 'content-type': 'application/json' })
        response.end(heard.length > 1 ? '{"id":"j1","state":"waiting"}' : no)
      }
      void buffer(request).then(hear)
    })
    const sessions = new Set<ServerHttp2Session>()
    server.on('session', (session) => sessions.add(session))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const error = await errorOf(clientAt(`https://127.0.0.1:${port}`, body).create({ ...request, prompt }))
      expect(error).toMatchObject({ code: 'submission_unknown', submitted: 'unknown', status: 421 })
      expect(heard).toHaveLength(1)
      const [only] = heard
      expect(only?.head).toMatch(new RegExp(`^content-length: ${only?.body.length}$`, 'm'))
      expect(only && (await read(only))).toEqual(wholes[body])
      // From the version on whose fetch speaks it.
      if (Number(process.versions['undici']?.split('.')[0]) >= 8) expect(only?.version).toBe('2.0')
    } finally {
      for (const session of sessions) session.destroy()
      server.close()
    }
  })
})
