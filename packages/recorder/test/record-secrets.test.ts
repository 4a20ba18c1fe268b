import { existsSync, readdirSync } from 'node:fs'
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { valuesAt } from '../../contract-tests/src/fixtures/pointer.ts'
import { findIn, findInBytes } from '../src/record/search.ts'
import {
  airforce,
  answering,
  apixo,
  folder,
  openaiVideos,
  recordVendor,
  type Fetch,
  type Recording,
  type Vendor,
} from './record-vendors.ts'

const { apiKey } = airforce
// With what base64, JSON and URLs each write in another way.
const session = 'canary/session+"ü"=4f8a1c?'
const cookie = 'canary-cookie-93b1d07e'
const signature = 'canary5ig9a7f20c4e81b6d35'
const secrets = [{ name: 'the session', value: session }]

const escaped = (text: string): string =>
  Array.from(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')

/** Every way in which a vendor may say a secret; all but the last ones stand in a JSON text as they are. */
function writings(secret: string): [name: string, written: string][] {
  const bytes = Buffer.from(secret)
  return [
    ['as it is', secret],
    ['in a sentence', `your key ${secret} is valid`],
    ['in base64', base64(secret)],
    ['in base64 without padding', base64(secret).replace(/=+$/, '')],
    ['in base64 for URLs', bytes.toString('base64url')],
    ['in base64 behind one letter', base64(`:${secret}`)],
    ['in base64 behind two letters', base64(`u:${secret}:`)],
    ['in base64 twice', base64(base64(secret))],
    ['in base64 within a word', `cursor_${base64(`{"after":"${secret}"}`)}.next`],
    ['in hexadecimal', bytes.toString('hex')],
    ['in capital hexadecimal', bytes.toString('hex').toUpperCase()],
    ['as a URL writes it', encodeURIComponent(secret)],
    ['with every letter escaped for a URL', percent(secret)],
    ['as a form writes it', new URLSearchParams({ q: secret }).toString()],
    ['in JSON in a text', JSON.stringify({ key: secret })],
    ['in JSON in JSON in a text', JSON.stringify(JSON.stringify({ key: secret }))],
    ['compressed in base64', base64(gzipSync(`{"key":"${secret}"}`))],
    ['deflated in base64', base64(deflateSync(`key=${secret}`))],
    ['in UTF-16 in base64', base64(Buffer.from(secret, 'utf16le'))],
    ['in the address of a video', `https://cdn.example/${encodeURIComponent(secret)}/a.mp4?k=${percent(secret)}`],
  ]
}

/** What is planted into each JSON answer, by name; `escaped` and the name of a field are put into the text itself. */
const planted = new Map([
  ...writings(apiKey).map(([name, written]) => [`key ${name}`, written] as const),
  ...writings(session).map(([name, written]) => [`session ${name}`, written] as const),
  ['cookie', cookie],
  ['signed', `https://cdn.example/video.mp4?X-Amz-Signature=${signature}&Expires=60`],
  ['signature alone', signature],
  ['person', 'ada.lovelace@mail.acme.io'],
])

/** The same answer with all of it, compressed and in pieces of seven bytes, and with what headers may hold. */
async function plant(answer: Response): Promise<Response> {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
  const said: unknown = isJson ? await answer.json() : undefined
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return answer
  const all = { ...said, planted: Object.fromEntries(planted), escaped: 'HERE', [`key ${apiKey}`]: true }
  const bytes = gzipSync(JSON.stringify(all).replace('HERE', escaped(apiKey)))
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) => bytes.subarray(7 * at, 7 * at + 7))
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  headers.set('content-encoding', 'gzip')
  headers.set('set-cookie', `sid=${cookie}; Path=/; HttpOnly`)
  headers.set('x-session-token', encodeURIComponent(session))
  headers.set('x-ratelimit-policy', `for ${apiKey}`)
  const body = new ReadableStream({
    pull: (stream) => {
      const piece = pieces.shift()
      if (piece) stream.enqueue(piece)
      else stream.close()
    },
  })
  return new Response(body, { status: answer.status, headers })
}

/** The same vendor, whose provider sends the key also in the query, in a header and in the body. */
function careless(vendor: Vendor): Vendor {
  const { createProvider } = vendor.config
  const config: Vendor['config'] = {
    ...vendor.config,
    createProvider: (environment) =>
      createProvider({
        ...environment,
        fetch: Object.assign(
          async (input: string | URL | Request, init?: RequestInit) => {
            const url = new URL(input instanceof Request ? input.url : input)
            url.searchParams.set('api_key', vendor.apiKey)
            url.searchParams.set('trace', base64(`u:${vendor.apiKey}`))
            const headers = new Headers(init?.headers)
            headers.set('x-client-secret', session)
            if (init?.body instanceof FormData) init.body.append('user', `${vendor.apiKey} ${base64(session)}`)
            return environment.fetch(url, { ...init, headers })
          },
          { sendsOnce: true },
        ),
      }),
  }
  return { ...vendor, config }
}

/** What of it the vendor knows. */
function stripped(fetch: Fetch): Fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { origin, pathname } = new URL(request.url)
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
    if (!isForm) return fetch(new Request(origin + pathname, request))
    const form = await request.formData()
    form.delete('user')
    const headers = new Headers(request.headers)
    headers.delete('content-type')
    headers.delete('content-length')
    return fetch(origin + pathname, { method: request.method, headers, body: form })
  }
}

function textOf({ files }: Recording): string {
  return [...files.values()].join('\n')
}

/** No file holds any of it: neither as it was planted, nor as JSON writes that. */
function expectClean(recording: Recording): void {
  const text = textOf(recording)
  const forbidden = [
    ...planted.values(),
    ...['key', 'session'].flatMap((which) => writings(which === 'key' ? apiKey : session).map(([, one]) => one)),
    escaped(apiKey),
    signature,
    cookie,
  ]
  for (const one of forbidden) {
    expect(text).not.toContain(one)
    expect(text).not.toContain(JSON.stringify(one).slice(1, -1))
  }
  const lower = text.toLowerCase()
  for (const core of [apiKey, session, cookie, signature].map((one) => Buffer.from(one).toString('hex')))
    expect(lower).not.toContain(core)
}

describe('what a vendor says of a key', () => {
  it('is on no fixture, whichever way it is written, sent and cut', async () => {
    const recording = await recordVendor(airforce, {
      scenarios: ['text.completes', 'refused.authentication', 'list'],
      secrets,
      keepHeaders: ['x-ratelimit-policy'],
      between: answering(plant),
    })
    expect(recording.scenarios.map(({ findings }) => findings)).toEqual([[], [], []])
    expectClean(recording)
    const fixture: unknown = JSON.parse(recording.files.get('text.fixture.jsonc') ?? '')
    const [said] = valuesAt(fixture, '/interactions/0/response/json')
    // Each stands where it stood: something was planted, and that alone is gone.
    for (const name of planted.keys()) {
      const [left] = valuesAt(said, `/planted/${name}`)
      expect([name, left]).toEqual([name, expect.stringMatching(/\[redacted\]|%5Bredacted%5D|=s\d+|person-1@/)])
    }
    expect(valuesAt(said, '/planted/key in a sentence')).toEqual(['your key [redacted] is valid'])
    expect(valuesAt(said, '/escaped')).toEqual(['[redacted]'])
    expect(said).toHaveProperty(['key [redacted]'], true)
    expect(valuesAt(fixture, '/interactions/0/response/headers/x-ratelimit-policy')).toEqual(['for [redacted]'])
  })

  it('is on no fixture when it is in the text that a vendor puts into its JSON', async () => {
    const recording = await recordVendor(apixo, {
      scenarios: ['text.completes'],
      secrets,
      between: answering(async (answer) => {
        const said = await answer.json()
        const { resultJson } = said.data ?? {}
        if (resultJson === undefined) return Response.json(said, answer)
        const inner = JSON.parse(resultJson)
        const data = { ...said.data, resultJson: JSON.stringify({ ...inner, by: apixo.apiKey, in: base64(session) }) }
        return Response.json({ ...said, data }, { status: answer.status })
      }),
    })
    expect(recording.scenarios).toMatchObject([{ findings: [] }])
    const text = textOf(recording)
    for (const secret of [apixo.apiKey, base64(session)]) expect(text).not.toContain(secret)
    const gets = valuesAt(JSON.parse(text), '/interactions/*/response/json/data/resultJson')
    expect(gets.map((one) => JSON.parse(String(one)))).toEqual([
      { resultUrls: [expect.stringMatching(/\.mp4\?expires=\d+&signature=s1$/)], by: '[redacted]', in: '[redacted]' },
    ])
  })
})

describe('what a provider sends', () => {
  it('is on no fixture where it is the key: in the query, in headers, in the part of a form', async () => {
    const png = Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    const image = { model: 'sora-2', prompt: 'The dragon takes off', images: [{ data: png, mediaType: 'image/png' }] }
    const samples = { image }
    const vendor = { ...openaiVideos, config: { ...openaiVideos.config, samples } }
    const recording = await recordVendor(careless(vendor), {
      scenarios: ['image.completes'],
      secrets,
      between: stripped,
    })
    expect(recording.scenarios).toMatchObject([{ findings: [] }])
    const text = textOf(recording)
    for (const secret of [vendor.apiKey, base64(`u:${vendor.apiKey}`), base64(session), 'x-client-secret'])
      expect(text).not.toContain(secret)
    const [create] = valuesAt(JSON.parse(text), '/interactions/0/request')
    expect(create).toMatchObject({
      query: { api_key: '[redacted]', trace: '[redacted]' },
      form: expect.arrayContaining([
        { name: 'user', value: '[redacted] [redacted]' },
        expect.objectContaining({ name: 'input_reference', type: 'image/png', bytes: png.length }),
      ]),
    })
  })
})

describe('what stands for an id or an address', () => {
  it('is the same wherever the same stood, so that the fixtures still play', async () => {
    const { files } = await recordVendor(airforce, { scenarios: ['text.completes', 'watch', 'list', 'delete'] })
    const paths = [...files.values()].flatMap((text) => valuesAt(JSON.parse(text), '/interactions/*/request/path'))
    const [stored] = airforce.config.jobs ?? []
    const ids = new Set(paths.flatMap((path) => /tasks\/([^/]+)/.exec(String(path))?.[1] ?? []))
    expect([...ids]).toEqual(valuesAt(stored, '/id'))
    const signatures = [...files.values()].flatMap((text) => text.match(/(?<=signature=)\w+/g) ?? [])
    expect(signatures.length).toBeGreaterThan(2)
    expect(new Set(signatures)).toEqual(new Set(['s1']))
  })
})

describe('a fixture that holds a secret in spite of all that', () => {
  it('is not written, and what was paid for is told', async () => {
    // What we say ourselves stays as it is: no request would match the fixture otherwise.
    const samples = { text: { model: 'wan-2.6', prompt: `A fox called ${airforce.apiKey}`, duration: 8 } }
    const vendor = { ...airforce, config: { ...airforce.config, samples } }
    const jobs: unknown[] = []
    const { scenarios, files } = await recordVendor(vendor, {
      scenarios: ['text.completes'],
      onJob: (job) => jobs.push(job),
    })
    expect(scenarios).toEqual([
      {
        scenario: 'text.completes',
        job: expect.objectContaining({ id: expect.any(String) }),
        findings: expect.arrayContaining(['text.fixture.jsonc#/interactions/0/request/json/prompt: holds the key']),
      },
    ])
    expect(jobs).toEqual([scenarios[0]?.job])
    expect([...files.keys()]).toEqual(['text.unfinished.json'])
    expect(JSON.stringify(scenarios) + textOf({ scenarios, files, folder: folder(), asked: [] })).not.toContain(
      airforce.apiKey,
    )
  })

  it('is not written for a video beside it either', async () => {
    const { scenarios, files } = await recordVendor(openaiVideos, {
      scenarios: ['text.completes', 'content'],
      between: answering(async (answer) => {
        if (answer.headers.get('content-type') !== 'video/mp4') return answer
        const video = Buffer.from(await answer.arrayBuffer())
        return new Response(Buffer.concat([video, gzipSync(`by ${openaiVideos.apiKey}`)]), {
          headers: { 'content-type': 'video/mp4' },
        })
      }),
    })
    expect(scenarios.map(({ scenario, findings }) => [scenario, findings])).toEqual([
      ['text.completes', []],
      ['content', ['content-1.mp4: holds the key, in compressed data']],
    ])
    expect([...files.keys()]).toEqual(['text.fixture.jsonc'])
  })

  it('leaves nothing half-written behind', async () => {
    const output = new URL('fixtures/', folder())
    const { scenarios } = await recordVendor(airforce, { scenarios: ['models'], output })
    expect(scenarios).toMatchObject([{ file: 'models.fixture.jsonc' }])
    expect(existsSync(output) && readdirSync(output)).toEqual(['models.fixture.jsonc'])
  })
})

describe('the search for a secret', () => {
  it.each([...writings(apiKey), ...writings(session).filter(([name]) => !name.includes('form'))])(
    'finds it %s',
    (_name, written) => {
      expect(findIn(`before ${written} after`, [...secrets, { name: 'the key', value: apiKey }])).toBeDefined()
    },
  )

  it('finds it in bytes, packed and wide', () => {
    const known = [{ name: 'the key', value: apiKey }]
    expect(findInBytes(Buffer.concat([Buffer.from([0, 255, 7]), gzipSync(apiKey)]), known)).toMatchObject({
      name: 'the key',
    })
    expect(findInBytes(Buffer.from(`\0${apiKey}`, 'utf16le'), known)).toMatchObject({ name: 'the key' })
  })

  it('says nothing where there is none', () => {
    const text = writings('another-canary-1a2b3c4d5e').map(([, written]) => written)
    expect(findIn(text.join(' '), [...secrets, { name: 'the key', value: apiKey }])).toBeUndefined()
  })
})
