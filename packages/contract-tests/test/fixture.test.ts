import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseFixture } from '../src/index.ts'
import { textOf } from '../src/replay/mutators.ts'

const simulated = { kind: 'simulated', reason: 'a test', why_not_real: 'there is no vendor behind it' }
const exchange = {
  op: 'create',
  request: { method: 'POST', path: '/jobs', json: { a: 1 } },
  response: { status: 200, json: { id: 'x' } },
}
const sound = {
  fixture: 1,
  id: 'try',
  scenario: 'text.completes',
  provenance: simulated,
  clock_start: '2026-03-01T10:00:00Z',
  interactions: [exchange],
}
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const read = (fixture: object, side: Record<string, string> = {}): ReturnType<typeof parseFixture> =>
  parseFixture(JSON.stringify(fixture), 'try.fixture.jsonc', (name) =>
    side[name] === undefined ? undefined : Buffer.from(side[name]),
  )
const answering = (response: object): object => ({ ...sound, interactions: [{ ...exchange, response }] })
const findings = (fixture: object, side?: Record<string, string>): string[] =>
  read(fixture, side).findings.map(({ text }) => text)

describe('a fixture', () => {
  it('may hold comments and trailing commas', () => {
    const text = `// a comment\n${JSON.stringify(sound).slice(0, -1)},}`
    expect(parseFixture(text, 'try.fixture.jsonc', () => undefined).fixture?.id).toBe('try')
  })

  it('that is no JSON is a finding with its line', () => {
    expect(parseFixture('{\n  "fixture": 1,\n  oops\n}', 'try.fixture.jsonc', () => undefined).findings).toEqual([
      { about: 'form', text: 'try.fixture.jsonc:3: not JSON with comments: InvalidSymbol' },
    ])
  })

  it('of another format is refused before anything else', () => {
    expect(findings({ fixture: 2, what: 'ever' })).toEqual([
      'try.fixture.jsonc#/fixture: format 2 is unknown; this suite reads 1',
    ])
    expect(findings({})).toEqual(['try.fixture.jsonc#/fixture: format missing is unknown; this suite reads 1'])
    expect(parseFixture('null', 'n', () => undefined).findings).toHaveLength(1)
  })

  it('with a field that nobody knows is refused, with its place', () => {
    const odd = { ...sound, interactions: [{ ...exchange, request: { ...exchange.request, bdy: 1 } }] }
    expect(findings(odd)).toEqual(['try.fixture.jsonc#/interactions/0/request/bdy: no such field in format 1'])
  })

  it('that says recorded without what only a recorder writes is refused', () => {
    expect(findings({ ...sound, provenance: { kind: 'recorded' } })[0]).toMatch(/#\/provenance\/recorder: /)
  })

  it('that is documented must quote its page, and quote it right', () => {
    const quote = ['{', '  "id": "x"', '}']
    const page = {
      kind: 'documented',
      source: 'https://vendor.example/docs',
      retrieved: '2026-11',
      vendor_version: '1',
      assumptions: [],
    }
    const right = { ...page, quote_sha256: hash(quote.join('\n')) }
    const quoting = { ...answering({ status: 200, quote }), provenance: right }
    const { fixture } = read(quoting)
    expect(fixture && textOf(fixture.exchanges[0]!.response.body)).toBe('{\n  "id": "x"\n}')
    expect(findings({ ...quoting, provenance: { ...right, quote_sha256: hash('else') } })).toEqual([
      `try.fixture.jsonc#/provenance/quote_sha256: the quotes hash to ${right.quote_sha256}`,
    ])
    expect(findings({ ...sound, provenance: right })[0]).toContain(
      '#/interactions/0/response: a documented answer must quote its page',
    )
    expect(findings({ ...sound, provenance: page })[0]).toContain('#/provenance/quote_sha256')
  })

  it("that is documented quotes the delivery of a webhook, which is the vendor's own call", () => {
    const quote = ['{ "id": "x" }']
    const provenance = {
      kind: 'documented',
      source: 'https://vendor.example/docs',
      retrieved: '2026-11',
      vendor_version: '1',
      assumptions: [],
      quote_sha256: hash(quote.join('\n')),
    }
    const webhook = { op: 'webhook', request: { method: 'POST', path: '/hook' }, response: { status: 200 } }
    const quoting = (request: object, one: object = webhook): object => ({
      ...sound,
      scenario: 'webhook',
      provenance,
      interactions: [{ ...one, request: { ...webhook.request, ...request } }],
    })
    expect(read(quoting({ quote })).fixture?.exchanges[0]?.request).toMatchObject({ path: '/hook', json: { id: 'x' } })
    expect(findings(quoting({}))[0]).toContain('#/interactions/0/request: a documented delivery must quote its page')
    for (const wrong of [quoting({ quote, json: {} }), quoting({ quote: ['not JSON'] }), quoting({ quote }, exchange)])
      expect(findings(wrong).join()).toContain('/request/quote: only a webhook is quoted, as JSON')
  })

  it('shows what was assumed beside a quote, and plays both', () => {
    const quote = '{ "id": "x", "model": "a" }'
    const page = {
      kind: 'documented',
      source: 'https://vendor.example/docs',
      retrieved: '2026-11-02',
      vendor_version: '1',
      assumptions: ['b'],
      quote_sha256: hash(quote),
    }
    const response = { status: 200, quote: [quote], assumed: { '/model': 'b', '/cost': 1 } }
    const { fixture } = read({ ...answering(response), provenance: page })
    expect(fixture?.exchanges[0]?.response.body).toEqual({ kind: 'json', value: { id: 'x', model: 'b', cost: 1 } })
  })

  it('that is not documented quotes nothing', () => {
    expect(findings(answering({ status: 200, quote: ['{}'] }))).toEqual([
      'try.fixture.jsonc#/provenance/kind: only a documented fixture quotes a page',
    ])
  })

  it('with a secret is refused without repeating it', () => {
    const secrets = [
      'Bearer abcdefghijkl',
      'sk-live-abcdefghijklmnop1234',
      'eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0',
      'AKIAABCDEFGHIJKLMNOP',
      'https://cdn.example/a.mp4?X-Amz-Signature=abcdef0123456789',
      'https://user:pass@vendor.example/',
      'somebody@company.org',
      Buffer.from('sk-live-abcdefghijklmnop1234').toString('base64'),
    ]
    for (const secret of secrets) {
      const [found = ''] = findings(answering({ status: 200, json: { text: secret } }))
      expect(found, secret).toMatch(
        /^try\.fixture\.jsonc: holds (an? |credentials ).+: fixtures are public, redact it$/,
      )
      expect(found).not.toContain(secret)
    }
  })

  it('may tell an example by name, and no scenario that nobody knows', () => {
    expect(findings({ ...sound, scenario: 'example.odd-sizes' })).toEqual([])
    for (const scenario of ['example.', 'example.Odd sizes', 'text.fails'])
      expect(findings({ ...sound, scenario })).toEqual([expect.stringContaining('#/scenario: one of models, ')])
  })

  it('may have the key that makes a call idempotent', () => {
    const headers = { 'idempotency-key': 'order-1' }
    const keyed = { ...sound, interactions: [{ ...exchange, request: { ...exchange.request, headers } }] }
    expect(findings(keyed)).toEqual([])
  })

  it('with a header that carries a credential is refused', () => {
    const odd = {
      ...sound,
      interactions: [{ ...exchange, request: { ...exchange.request, headers: { authorization: 'x' } } }],
    }
    expect(findings(odd)).toEqual([
      'try.fixture.jsonc#/interactions/0: the header authorization has no place on a fixture: delete it',
    ])
  })

  it('has one body per answer, and files beside it that are what they were', () => {
    expect(findings(answering({ status: 200, json: {}, text: '' }))[0]).toContain(
      'has json and text; a response has one body',
    )
    const file = { name: 'video.mp4', sha256: hash('film') }
    expect(findings(answering({ status: 200, file }), { 'video.mp4': 'film' })).toEqual([])
    expect(findings(answering({ status: 200, file }), { 'video.mp4': 'movie' })[0]).toContain('the file hashes to')
    expect(findings(answering({ status: 200, file }))[0]).toContain('video.mp4 is not beside the fixture')
    expect(findings(answering({ status: 200, file }), { 'video.mp4': 'x'.repeat(70_000) })[0]).toContain(
      'more than 65536 bytes',
    )
  })

  it('tells events and failures of the line', () => {
    const { fixture } = read(
      answering({ status: 200, sse: [{ event: 'a', data: '1\n2' }, { data: '3' }], error: 'ECONNRESET@5' }),
    )
    expect(fixture?.exchanges[0]?.response).toMatchObject({ trouble: { code: 'ECONNRESET', afterBytes: 5 } })
    expect(fixture && textOf(fixture.exchanges[0]!.response.body)).toBe('event: a\ndata: 1\ndata: 2\n\ndata: 3\n\n')
    expect(findings(answering({ status: 200, error: 'broken' }))[0]).toContain('such as ECONNRESET')
  })
})
