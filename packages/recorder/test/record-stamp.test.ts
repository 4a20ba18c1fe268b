import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../contract-tests/src/index.ts'
import { stamp, type Stamped } from '../src/record/stamp.ts'
import type { Hop, Peer } from '../src/record/wire.ts'
import { airforce, answering, recordVendor } from './record-vendors.ts'

const vouched: Peer = { isLoopback: false, certificateSha256: 'ab'.repeat(32) }

const hop: Hop = {
  label: { operation: 'create', recording: 'text.completes' },
  method: 'POST',
  url: 'https://api.acme.example/v1/tasks',
  requestHeaders: [['authorization', 'Bearer sk-canary-0a1b2c3d4e']],
  requestBody: [Buffer.from('{"prompt":"a fox"}')],
  status: 200,
  responseHeaders: [
    ['date', 'Mon, 02 Nov 2026 10:00:00 GMT'],
    ['x-request-id', 'req-17'],
  ],
  pieces: [{ at: 0.2, bytes: Buffer.from('{"id":"t-1"}') }],
  droppedBytes: 0,
  end: 'complete',
}

const live: Stamped = {
  hops: [hop],
  peers: new Map([['https://api.acme.example', vouched]]),
  atMs: Date.UTC(2026, 10, 2, 10, 3),
  cost: '0.32 USD',
  edited: [],
  keyTier: 'paid',
  run: 'Ada',
  pluginCommit: '0123abc',
  hmacKey: Buffer.from('of the operator'),
}

describe('a stamp', () => {
  it('says where, when and by whom a vendor was reached over TLS', () => {
    expect(stamp(live)).toEqual({
      findings: [],
      provenance: {
        kind: 'recorded',
        recorder: {
          name: '@reelay/contract-tests',
          version: expect.stringMatching(/^\d+\.\d+\.\d+/),
          at: '2026-11-02T10:03:00.000Z',
          host: 'api.acme.example',
          certificate_sha256: 'ab'.repeat(32),
          response_date: 'Mon, 02 Nov 2026 10:00:00 GMT',
          request_id: 'req-17',
          plugin_commit: '0123abc',
          key_tier: 'paid',
          cost: '0.32 USD',
          raw_hmac: expect.stringMatching(/^[0-9a-f]{64}$/),
          run: 'Ada',
        },
      },
    })
  })

  it('has an HMAC of every byte, under the key of the operator', () => {
    const hmac = (changes: Partial<Stamped>): unknown => {
      const { provenance } = stamp({ ...live, ...changes })
      return provenance.kind === 'recorded' ? provenance.recorder.raw_hmac : undefined
    }
    const other = { ...hop, pieces: [{ at: 0.2, bytes: Buffer.from('{"id":"t-2"}') }] }
    expect(hmac({})).toBe(hmac({}))
    expect(hmac({ hops: [other] })).not.toBe(hmac({}))
    expect(hmac({ hmacKey: Buffer.from('of somebody else') })).not.toBe(hmac({}))
  })

  it.each<[string, Partial<Stamped>, string]>([
    [
      'a server that says that it is a simulator, whatever its certificate',
      { hops: [hop, { ...hop, responseHeaders: [...hop.responseHeaders, ['x-reelay-simulated', '1']] }] },
      'says itself that it is a simulator',
    ],
    [
      'a server on this machine, whatever its certificate',
      { peers: new Map([['https://api.acme.example', { ...vouched, isLoopback: true }]]) },
      'api.acme.example, is on the machine that recorded',
    ],
    [
      'a server whose certificate nobody vouches for',
      { peers: new Map([['https://api.acme.example', { isLoopback: false, certificateSha256: undefined }]]) },
      'no certificate says who answered at api.acme.example',
    ],
    ['a server that no socket has reached', { peers: new Map() }, 'is on the machine that recorded'],
    [
      'a second server without a certificate',
      { hops: [hop, { ...hop, url: 'http://files.acme.example/video.mp4' }] },
      'files.acme.example, is on the machine that recorded',
    ],
  ])('makes %s simulated, though everything else is said', (_what, changes, why) => {
    const { provenance, findings } = stamp({ ...live, ...changes })
    expect(findings).toEqual([])
    expect(provenance).toMatchObject({ kind: 'simulated', why_not_real: expect.stringContaining(why) })
    expect(provenance).not.toHaveProperty('recorder')
  })

  it.each<[string, Partial<Stamped>]>([
    ['date', { hops: [{ ...hop, responseHeaders: [] }] }],
    ['keyTier', { keyTier: undefined }],
    ['run', { run: undefined }],
    ['pluginCommit', { pluginCommit: undefined }],
  ])('is a finding without %s', (name, changes) => {
    expect(stamp({ ...live, ...changes }).findings).toEqual([expect.stringContaining(name)])
  })
})

describe('a recording of a simulator', () => {
  const circumstances = { keyTier: 'paid', run: 'Ada', pluginCommit: '0123abc' }

  it('is simulated, whatever its operator says', async () => {
    const { scenarios, files } = await recordVendor(airforce, { ...circumstances, scenarios: ['models'] })
    expect(scenarios).toMatchObject([{ scenario: 'models', provenance: 'simulated', findings: [] }])
    expect(JSON.parse(files.get('models.fixture.jsonc') ?? '')).toMatchObject({
      provenance: { kind: 'simulated', why_not_real: expect.stringContaining('says itself that it is a simulator') },
    })
  })

  it('is simulated even when the simulator hides what it is', async () => {
    const between = answering(async ({ body, status, headers }) => {
      const bare = new Headers(headers)
      bare.delete('x-reelay-simulated')
      return new Response(body, { status, headers: bare })
    })
    const { files } = await recordVendor(airforce, { ...circumstances, scenarios: ['models'], between })
    expect(JSON.parse(files.get('models.fixture.jsonc') ?? '')).toMatchObject({
      provenance: { kind: 'simulated', why_not_real: expect.stringContaining('is on the machine that recorded') },
    })
  })

  it('is a finding when a hand makes it recorded, or takes the stamp off', async () => {
    const { files } = await recordVendor(airforce, { scenarios: ['models'] })
    const fixture: object = JSON.parse(files.get('models.fixture.jsonc') ?? '')
    const findingsOf = (provenance: unknown) =>
      parseFixture(JSON.stringify({ ...fixture, provenance }), 'models.fixture.jsonc', () => undefined).findings
    const { provenance } = stamp(live)
    expect(findingsOf(provenance)).toEqual([])
    expect(findingsOf({ kind: 'recorded' })).toEqual([
      { about: 'provenance', text: expect.stringMatching(/^models\.fixture\.jsonc#\/provenance\/recorder: /) },
    ])
    const { recorder } = { recorder: {}, ...provenance }
    for (const field of Object.keys(recorder)) {
      const rest = Object.fromEntries(Object.entries(recorder).filter(([name]) => name !== field))
      expect(findingsOf({ kind: 'recorded', recorder: rest })).toEqual([
        { about: 'provenance', text: expect.stringContaining(`#/provenance/recorder/${field}: `) },
      ])
    }
  })
})
