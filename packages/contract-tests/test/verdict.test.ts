import { describe, expect, it } from 'vitest'
import type { Clause } from '../src/harness/clause.ts'
import { exitCode, isFailure, runContract, type ContractConfig, type Verdict } from '../src/index.ts'
import { candleContract } from '../broken/references.ts'
import { prepareRun, type ClauseResult } from '../src/run/run.ts'
import { withDeviation } from '../src/config/verdict.ts'

const question: Clause = {
  id: 'SUB-01',
  title: 'A question',
  since: '1.0',
  level: 'required',
  subject: [],
  why: 'it matters.',
  fix: 'do it.',
  run: async (context) => context.sandbox({}, async ({ check }) => check(true, '')),
}
const failing: Clause['run'] = async (context) => context.sandbox({}, async ({ fail }) => fail('it broke'))

async function judge(clause: Partial<Clause>, config: Partial<ContractConfig> = {}): Promise<ClauseResult> {
  return prepareRun({ ...candleContract, ...config }, 'memory').run.judge({ ...question, ...clause })
}

const until = (day: string): Partial<ContractConfig> => ({
  today: '2026-11-02',
  deviations: [{ clause: 'SUB-01', reason: 'the vendor says so', issue: 'https://issues.example/1', until: day }],
})

describe('a clause ends as', () => {
  it('pass', async () => {
    expect(await judge({})).toMatchObject({ verdict: 'pass', isFailure: false, provenance: 'none' })
  })

  it('fail, with a message', async () => {
    const result = await judge({ run: failing })
    expect(result).toMatchObject({ verdict: 'fail', isFailure: true, reason: 'it broke' })
    expect(result.message).toContain('✗ SUB-01  A question')
  })

  it('fail without failing the provider, as long as it is experimental', async () => {
    expect(await judge({ run: failing, level: 'experimental' })).toMatchObject({ verdict: 'fail', isFailure: false })
  })

  it('not-declared when the gate is closed', async () => {
    const gate = { name: 'providers with a moat', isOpen: () => false }
    expect(await judge({ gate, run: failing })).toMatchObject({
      verdict: 'not-declared',
      isFailure: false,
      reason: 'only for providers with a moat',
    })
  })

  it('no-fixture, which a draft may have', async () => {
    const run: Clause['run'] = async (context) => void context.fixture('image.completes')
    expect(await judge({ run })).toMatchObject({
      verdict: 'no-fixture',
      isFailure: true,
      reason: 'no fixture tells "image.completes"',
    })
    expect(await judge({ run }, { level: 'draft' })).toMatchObject({ verdict: 'no-fixture', isFailure: false })
  })

  it('vacuous when what it is about never happened, or nothing was checked', async () => {
    expect(await judge({ subject: ['create'] })).toMatchObject({
      verdict: 'vacuous',
      isFailure: true,
      reason: 'it is about create, which never happened',
    })
    expect(await judge({ run: async () => {} })).toMatchObject({ verdict: 'vacuous', reason: 'nothing was checked' })
  })

  it('harness-error when the suite itself stumbles', async () => {
    const run: Clause['run'] = async () => {
      throw new TypeError('a bug of ours')
    }
    expect(await judge({ run })).toMatchObject({ verdict: 'harness-error', isFailure: true })
  })

  it('deviation until its day, expired-deviation after it', async () => {
    expect(await judge({ run: failing }, until('2026-11-02'))).toMatchObject({
      verdict: 'deviation',
      isFailure: false,
      reason: 'declared: the vendor says so',
    })
    expect(await judge({ run: failing }, until('2026-11-01'))).toMatchObject({
      verdict: 'expired-deviation',
      isFailure: true,
    })
  })

  it('unexpected-pass when a deviation is not one', async () => {
    expect(await judge({}, until('2026-12-31'))).toMatchObject({ verdict: 'unexpected-pass', isFailure: true })
  })
})

describe('verdicts', () => {
  it('are not excused by a deviation where the question was not asked', () => {
    const deviation = { clause: 'SUB-01', reason: '', issue: '', until: '2099-01-01' }
    for (const verdict of ['vacuous', 'no-fixture', 'harness-error'] as const)
      expect(withDeviation(verdict, deviation, '2026-01-01')).toBe(verdict)
  })

  it('become an exit code', () => {
    const code = (...found: Verdict[]): number =>
      exitCode(found.map((verdict) => ({ verdict, isFailure: isFailure(verdict) })))
    expect(code('pass', 'deviation', 'not-declared')).toBe(0)
    expect(code('pass', 'fail', 'expired-deviation')).toBe(1)
    expect(code('vacuous')).toBe(1)
    expect(code('no-fixture')).toBe(1)
    expect(exitCode([{ verdict: 'no-fixture', isFailure: isFailure('no-fixture', 'draft') }])).toBe(0)
    // An experimental clause may fail, and the provider is conformant all the same.
    expect(exitCode([{ verdict: 'fail', isFailure: false }])).toBe(0)
    expect(code('fail', 'harness-error')).toBe(3)
    expect(code('expired-deviation', 'pass')).toBe(4)
    expect(isFailure('unexpected-pass')).toBe(true)
  })
})

describe('a run', () => {
  it('refuses a wrong configuration with every finding', async () => {
    const config: ContractConfig = {
      ...candleContract,
      only: ['XYZ-99'],
      wire: { ...candleContract.wire, id: 'job', cost: { at: 'cents', currency: 'USD', perUnit: 0 } },
      deviations: [{ clause: 'SUB-99', reason: ' ', issue: 'somewhere', until: 'soon' }],
    }
    const first = runContract(config).next()
    await expect(first).rejects.toThrow('deviations[0].clause: there is no clause SUB-99')
    await expect(runContract(config).next()).rejects.toThrow('wire.id: job is no JSON pointer')
    await expect(runContract(config).next()).rejects.toThrow('wire.cost.at: cents is no JSON pointer')
    await expect(runContract(config).next()).rejects.toThrow('wire.cost.perUnit: must be more than 0')
    await expect(runContract(config).next()).rejects.toThrow('only: there is no clause XYZ-99')
    await expect(
      runContract({ ...candleContract, fixtures: new URL('./nowhere/', import.meta.url) }).next(),
    ).rejects.toThrow('fixtures: no folder')
  })

  it('judges only what it is asked to', async () => {
    const ids: string[] = []
    for await (const { clause } of runContract({ ...candleContract, only: ['SUB-01'] })) ids.push(clause.id)
    expect(ids).toEqual(['SUB-01'])
  })

  it('says what a verdict rests on', async () => {
    for await (const result of runContract({ ...candleContract, only: ['SUB-01'] }))
      expect(result).toMatchObject({
        provenance: 'simulated',
        fixtures: ['candle.text'],
        mutations: ['unknownEnum:create/is'],
        requests: 2,
      })
  })
})
