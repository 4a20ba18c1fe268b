import { Ajv2020 } from 'ajv/dist/2020.js'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configOf } from '../broken/broken.ts'
import { brokenProviders } from '../broken/index.ts'
import { candleContract } from '../broken/references.ts'
import { clauses, runContract, type ClauseResult, type ContractConfig } from '../src/index.ts'
import {
  clausesOf,
  createReport,
  groupOf,
  groups,
  readReport,
  toHtml,
  toJUnit,
  toSummary,
  toTable,
  type ConformanceReport,
} from '../src/report/index.ts'
import { redact } from '../src/fixtures/redact.ts'
import { evidenceShares, scoreOf } from '../src/report/score.ts'
import { acme, boreal } from './invented-reports.ts'

async function judged(config: ContractConfig): Promise<ClauseResult[]> {
  const results: ClauseResult[] = []
  for await (const result of runContract(config)) results.push(result)
  return results
}

const some = { ...candleContract, only: ['REQ-04', 'SUB-02', 'SUB-03'], seed: 5, today: '2026-11-02' }

describe('a report', () => {
  it('says who was judged, by whom, on what, and what was found', async () => {
    const report = createReport(some, await judged(some))
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const fixture = readFileSync(new URL('text.fixture.jsonc', candleContract.fixtures), 'utf8').replaceAll(
      '\r\n',
      '\n',
    )
    expect(report).toMatchObject({
      conformance: 1,
      suite: { name: '@reelay/contract-tests', version },
      interface: 1,
      plugin: { name: '@reelay/contract-tests', version },
      provider: 'candle',
      node: process.versions.node,
      date: '2026-11-02',
      seed: 5,
      level: 'stable',
      isComplete: false,
      score: {
        applicable: 2,
        pass: 2,
        wording: 'only some clauses were judged; never exercised against the live vendor',
      },
    })
    expect(report.fixtures.find(({ id }) => id === 'candle.text')).toEqual({
      id: 'candle.text',
      scenario: 'text.completes',
      provenance: 'simulated',
      origin: 'simulated',
      sha256: createHash('sha256').update(fixture).digest('hex'),
    })
    expect(report.clauses.map(({ id, group, verdict }) => [id, group, verdict])).toEqual([
      ['REQ-04', 'B', 'pass'],
      ['SUB-02', 'E', 'pass'],
      ['SUB-03', 'E', 'not-declared'],
    ])
    const [, created] = report.clauses
    expect(created).toMatchObject({ provenance: 'simulated', fixtures: ['candle.text'], rerun: expect.any(String) })
    expect(created?.calls).toHaveLength(Math.min(8, created?.requests ?? 0))
    expect(created?.calls[0]).toMatchObject({ operation: 'create', method: 'POST', atMs: expect.any(Number) })
  })

  it('names the package that the configuration names', async () => {
    const named = { ...some, only: ['SUB-03'], package: new URL('../../core/package.json', import.meta.url) }
    expect(createReport(named, await judged(named)).plugin.name).toBe('@reelay/core')
  })

  it('is the same for the same run, but for the time that it took', async () => {
    const timeless = (report: ConformanceReport): ConformanceReport => ({
      ...report,
      clauses: report.clauses.map((clause) => ({ ...clause, durationMs: 0 })),
    })
    const [first, second] = [await judged(some), await judged(some)]
    expect(timeless(createReport(some, first))).toEqual(timeless(createReport(some, second)))
  })

  it('of a failure shows the calls of the sandbox that failed, and how to judge it again', async () => {
    const broken = configOf(brokenProviders.find(({ name }) => name.startsWith('retries-create'))!)
    const [clause] = createReport(broken, await judged({ ...broken, only: ['SUB-02'] })).clauses
    expect(clause).toMatchObject({ verdict: 'fail', isFailure: true })
    expect(clause?.calls.map(({ method, answer }) => `${method} ${answer}`)).toEqual(['POST 503', 'POST 503'])
    expect(clause?.message).toContain(`rerun      ${clause?.rerun}\n`)
  })

  it('is what its JSON Schema says', async () => {
    const schema = JSON.parse(readFileSync(new URL('../src/report/conformance.schema.json', import.meta.url), 'utf8'))
    const isValid = new Ajv2020({ strict: false }).compile(schema)
    for (const report of [acme, boreal, createReport(some, await judged(some))]) expect(isValid(report)).toBe(true)
    expect(isValid({ ...acme, seed: 'seven' })).toBe(false)
    expect(isValid({ ...acme, extra: 1 })).toBe(false)
  })
})

describe('reading a report', () => {
  it('gives what was written', () => {
    expect(readReport(JSON.stringify(boreal), 'b.json')).toEqual(boreal)
  })

  it('does not believe a score that the clauses do not bear out', () => {
    const forged = { ...acme, score: { applicable: 8, pass: 8, wording: 'conformant' } }
    expect(readReport(JSON.stringify(forged), 'a.json').score).toEqual(acme.score)
  })

  it('names the file and the field that is wrong', () => {
    const read = (value: unknown) => () => readReport(JSON.stringify(value), 'a.json')
    expect(read({ conformance: 2 })).toThrow('a.json#/conformance: must be 1, the format that this suite reads, not 2')
    expect(read(null)).toThrow('a.json#/conformance: must be 1')
    expect(read({ ...acme, clauses: [{ ...acme.clauses[0], verdict: 'fine' }] })).toThrow(
      'a.json#/clauses/0/verdict: must be one of pass, fail, ',
    )
    expect(read({ ...acme, seed: 'x' })).toThrow('a.json#/seed: must be of type ')
    expect(() => readReport('{', 'a.json')).toThrow('a.json: is no JSON')
    expect(read({ conformance: 1 })).toThrow(/\nand \d+ more$/)
    expect(read({ ...acme, 'a\x1b[31m': 1 })).toThrow('a.json#/: has no field a\ufffd[31m')
  })
})

describe('the score', () => {
  const [passed] = acme.clauses
  const rated = (verdicts: Partial<typeof passed>[], kinds: string[] = ['documented'], isComplete = true) =>
    scoreOf({
      isComplete,
      fixtures: kinds.map((provenance) => ({ ...acme.fixtures[0]!, provenance }) as (typeof acme.fixtures)[number]),
      clauses: verdicts.map((one) => ({ ...passed!, ...one })),
    })

  it('is pass out of applicable, never out of all', () => {
    const found = rated([
      {},
      { verdict: 'not-declared' },
      { verdict: 'deviation' },
      { verdict: 'fail', level: 'experimental' },
    ])
    expect(found).toMatchObject({ pass: 1, applicable: 2 })
  })

  it('is put into fixed words', () => {
    const never = 'never exercised against the live vendor'
    expect(rated([{}]).wording).toBe(`conformant to documented behaviour; ${never}`)
    expect(rated([{}], ['simulated']).wording).toBe(`conformant to simulated behaviour; ${never}`)
    expect(rated([{}], ['recorded', 'documented']).wording).toBe(
      'conformant to recorded behaviour; 1 of 2 fixtures were recorded at the live vendor',
    )
    expect(rated([{ provenance: 'recorded' }, {}], ['recorded']).wording).toBe(
      'conformant to recorded behaviour; 1 of 2 verdicts rest on recorded exchanges alone',
    )
    expect(rated([{ verdict: 'fail', isFailure: true }, {}]).wording).toBe(
      `not conformant: 1 of 2 applicable clauses failed; ${never}`,
    )
    expect(rated([{}], ['documented'], false).wording).toBe(`only some clauses were judged; ${never}`)
  })

  it('rounds what the verdicts rest on against the provider', () => {
    const shares = (recorded: number, documented: number, simulated: number) =>
      evidenceShares([
        ...Array.from({ length: recorded }, () => ({ provenance: 'recorded' }) as const),
        ...Array.from({ length: documented }, () => ({ provenance: 'documented' }) as const),
        ...Array.from({ length: simulated }, () => ({ provenance: 'simulated' }) as const),
        { provenance: 'none' },
      ])
    expect(shares(1, 197, 2)).toEqual({ recorded: 0, documented: 99, simulated: 1 })
    expect(shares(1, 2, 0)).toEqual({ recorded: 33, documented: 67, simulated: 0 })
    expect(shares(0, 0, 0)).toEqual({ recorded: 0, documented: 0, simulated: 0 })
  })
})

describe('no secret', () => {
  const canary = 'sk-canary-SEC-03-2n9c8kq1x'
  const forms = [
    canary,
    Buffer.from(canary).toString('base64'),
    Buffer.from(`x${canary}`).toString('base64'),
    Buffer.from(`:;${canary}`).toString('base64url'),
    Buffer.from(canary).toString('hex'),
  ]

  it.each(forms)('of the suite is left in a text: %s', (form) => {
    expect(redact(`before ${form} after`)).toBe('before [redacted] after')
  })

  it('of the process, what looks like one, or in an address is left either', () => {
    expect(redact('it said hunter2hunter2.', { ACME_API_KEY: 'hunter2hunter2' })).toBe('it said [redacted].')
    expect(redact('authorization: Bearer abcdefgh12345678')).toBe('authorization: [redacted]')
    expect(redact('GET https://cdn.example/a.mp4?sig=abc&e=1 → 200')).toBe('GET https://cdn.example/a.mp4?… → 200')
    expect(redact('documented, https://docs.example/video#create, 2026-11')).toContain('#create')
    expect(redact('\u001b[31mred\u0007\nnext\tline')).toBe('\ufffd[31mred\ufffd\nnext\tline')
  })

  it('gets into a report or what is made of it, wherever it was', async () => {
    const [result] = await judged({ ...some, only: ['SUB-02'] })
    const leak = forms.join(' ')
    const leaking: ClauseResult = {
      ...result!,
      reason: leak,
      message: leak,
      mutations: [leak],
      warnings: [leak],
      calls: [{ method: 'GET', url: `https://x.test/${canary}`, answer: leak, atMs: 0 }],
    }
    const report = createReport(some, [leaking])
    const read = readReport(JSON.stringify({ ...report, node: leak }), 'a.json')
    const texts = [report, read].flatMap((one) => [
      JSON.stringify(one),
      toTable([one]),
      toJUnit([one]),
      toSummary([one]),
      toHtml([one]),
    ])
    for (const text of texts) for (const form of forms) expect(text).not.toContain(form)
  })
})

describe('the groups', () => {
  it('are A to R, and every clause is in one', () => {
    expect(groups.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQR')
    for (const { id } of clauses) expect(groupOf(id).name, id).not.toBe('')
    expect(() => groupOf('XYZ-01')).toThrow('XYZ-01 belongs to no group')
  })

  it('are found by their letter and by what ids begin with', () => {
    const ids = ['LST-01', 'CAN-01', 'ERR-429', 'ERR-13']
    expect(clausesOf('k', ids)).toEqual(['LST-01', 'CAN-01'])
    expect(clausesOf('CAN', ids)).toEqual(['CAN-01'])
    expect(clausesOf('err', ids)).toEqual(['ERR-429', 'ERR-13'])
    expect(clausesOf('Z', ids)).toBeUndefined()
  })
})
