import { cpSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clauses, readFixtureSet, runContract, type ContractConfig } from '../../contract-tests/src/index.ts'
import { videoAnswer } from '../../simulator/src/index.ts'
import { airforce, answering, apixo, folder, openaiVideos, recordVendor, type Vendor } from './record-vendors.ts'

// The clauses that read what vendors say closely; the others need no more of a fixture than these.
const close = /^(FIX-|WIRE-02|SUB-01|STA-01|TIM-01|STR-01|REF-02)/

/** What the suite has against a provider with these fixtures. */
async function failuresOf(config: ContractConfig): Promise<string[]> {
  const failures: string[] = []
  const only = clauses.map(({ id }) => id).filter((id) => close.test(id))
  for await (const { clause, isFailure, reason } of runContract({ ...config, only }))
    if (isFailure) failures.push(`${clause.id}: ${reason}`)
  return failures
}

/** Records over a copy of the provider's own fixtures: what cannot be recorded stays as it was. */
async function recordOver(vendor: Vendor) {
  const output = folder()
  cpSync(vendor.config.fixtures, output, { recursive: true })
  const recording = await recordVendor(vendor, { output, isReplacing: true })
  return { ...recording, config: { ...vendor.config, fixtures: output } }
}

describe.each([
  // A word that only the page's example of a refusal has is then on no fixture.
  ['JSON and a stream', airforce, 'unknown_model'],
  ['a form, pages and videos behind the key', openaiVideos, undefined],
  ['JSON in a text in JSON', apixo, undefined],
] as const)('a recording of a vendor with %s', (_what, vendor, lost) => {
  it('is accepted by the suite, and claims to be no more than simulated', async () => {
    const { scenarios, config } = await recordOver(vendor)
    for (const { scenario, findings, provenance, file } of scenarios)
      expect({ scenario, findings, provenance, file }).toEqual({
        scenario,
        findings: [],
        provenance: 'simulated',
        file: expect.stringMatching(/\.fixture\.jsonc$/),
      })
    const { fixtures, findings, problems } = readFixtureSet(config.fixtures)
    expect([...findings, ...problems]).toEqual([])
    for (const { provenance } of fixtures) expect(provenance.kind).not.toBe('recorded')
    expect(scenarios.map(({ scenario }) => scenario)).toEqual(
      expect.arrayContaining(['text.completes', 'image.completes', 'reference.completes', 'refused.not_found']),
    )
    const { [lost ?? '']: _word, ...codes } = config.wire.codes ?? {}
    expect(await failuresOf({ ...config, wire: { ...config.wire, codes } })).toEqual([])
  })
})

/** The bytes of the first frame, and how many frames there are, as the tables of an MP4 say. */
function framesOf(video: Buffer): { count: number; first: Buffer } {
  const numberAt = (box: string, offset: number): number => video.readUInt32BE(video.indexOf(box) + 4 + offset)
  const length = numberAt('stsz', 4) || numberAt('stsz', 12)
  const at = numberAt('stco', 8)
  return { count: numberAt('stsz', 8), first: video.subarray(at, at + length) }
}

describe('a video that is longer than a fixture takes', () => {
  const long = (bytes?: Uint8Array<ArrayBuffer>) =>
    answering(async (answer) => {
      if (answer.headers.get('content-type') !== 'video/mp4') return answer
      return bytes ? new Response(bytes, { headers: { 'content-type': 'video/mp4' } }) : videoAnswer(video)
    })
  const video = { width: 1920, height: 1080, seconds: 60 }
  const scenarios = ['text.completes', 'content'] as const

  it('is cut to its first frame, and the fixture says so', async () => {
    const whole = Buffer.from(await (await videoAnswer(video)).arrayBuffer())
    expect(whole.length).toBeGreaterThan(64 << 10)
    const { scenarios: recorded, files } = await recordVendor(openaiVideos, { scenarios, between: long() })
    expect(recorded).toMatchObject([
      { findings: [] },
      { scenario: 'content', findings: [], file: 'content.fixture.jsonc' },
    ])
    const kept = Buffer.from(files.get('content-1.mp4') ?? '', 'latin1')
    expect(framesOf(whole).count).toBe(1440)
    expect(framesOf(kept)).toEqual({ count: 1, first: framesOf(whole).first })
    expect(kept.subarray(4, 8).toString()).toBe('ftyp')
    const { provenance, interactions } = JSON.parse(files.get('content.fixture.jsonc') ?? '')
    expect(provenance.reason).toContain(
      `/interactions/2/response/file: the video of ${whole.length} bytes is cut to its first frame.`,
    )
    expect(interactions.map(({ op }: { op: string }) => op)).toEqual(['create', 'get', 'download'])
  })

  it('is a finding where it cannot be cut', async () => {
    const bytes = new Uint8Array(80_000)
    bytes.set(Buffer.from('\0\0\0\u0018ftypisom'))
    const { scenarios: recorded, files } = await recordVendor(openaiVideos, { scenarios, between: long(bytes) })
    expect(recorded).toMatchObject([
      { findings: [] },
      {
        findings: [
          '/interactions/2/response/file: has 80000 bytes, and it is no MP4 that can be cut; a fixture takes at most 65536',
        ],
      },
    ])
    expect([...files.keys()]).toEqual(['text.fixture.jsonc'])
  })
})
